/*
 * diag.c - diagnostics: the one place where messages are raised, and the exit status.
 *
 * A message may start with its SMTP code and its enhanced code ("553 5.1.3 text"); both are taken
 * off here, so that an observer gets them as data.
 */
#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/arena.h"
#include "state/diag.h"
#include "state/event.h"
#include "state/session.h"
#include "state/trace.h"

enum { NOTE = 50 }; /* the code of messages that only a verbose program shows */

/* True when the real program would write at this event. */
static bool writes(const struct session *s, const struct event *e)
{
    const struct event_row *row = &event_rows[e->kind];

    if ((e->kind == EVENT_RULESET_ENTER || e->kind == EVENT_RULESET_LEAVE) && !s->prog->verifies)
        return true;
    if (e->kind == EVENT_DIAGNOSTIC && (e->diag->code != NOTE || !is_terse(s)))
        return true;
    return DEBUGGING(s, row->category, row->level);
}

enum event_answer tell(struct session *s, struct event *e)
{
    enum event_answer answer = EVENT_GO;

    e->written = writes(s, e);
    /* Its output routines leave errno 0 behind, and later messages show that. */
    if (e->written)
        s->standing.err = 0;
    if (s->observer.hear != NULL)
        answer = s->observer.hear(s->observer.ctx, s, e);
    if (answer == EVENT_STOP)
        s->command.stopped = true;
    return answer;
}

void debug_line(struct session *s, enum debug_line id, int n, const struct debug_arg *args)
{
    struct event e = { .kind = EVENT_DEBUG, .line = (int)id, .debug = args, .ndebug = n };

    tell(s, &e);
}

bool tell_class(struct session *s, int id, const char *word, size_t n, bool found)
{
    char *key = strndup(word, n);
    struct event e = { .kind = EVENT_CLASS_USED, .name = id, .key = key, .found = found,
                       .depth = s->command.depth };

    if (key != NULL && tell(s, &e) == EVENT_SKIP)
        found = false;
    free(key);
    return found;
}

const char *tell_macro(struct session *s, enum event_kind kind, int id, const char *value)
{
    struct map_reply reply = { NULL, EX_OK };
    struct event e = { .kind = kind, .name = id, .value = value, .depth = s->command.depth, .reply = &reply };

    return tell(s, &e) == EVENT_SKIP ? reply.value : value;
}

void set_status(struct session *s, int status)
{
    if (s->standing.status == EX_OK || s->standing.status == EX_TEMPFAIL)
        s->standing.status = status;
}

void set_status_always(struct session *s, int status)
{
    s->standing.status = status;
}

const char *shorten(struct arena *a, const char *text, size_t max)
{
    size_t n = strlen(text), half = (max - 3) / 2;
    char *out;

    if (n < max)
        return text;
    out = arena_alloc(a, max + 1);
    memcpy(out, text, half);
    memcpy(out + half, "...", 3);
    memcpy(out + half + 3, text + n - half, half);
    return out;
}

size_t dsn_length(const char *p)
{
    const char *start = p;

    if ((*p != '2' && *p != '4' && *p != '5') || p[1] != '.')
        return 0;
    p += 2;
    for (int part = 0; part < 2; part++) {
        int digits = 0;

        while (isdigit((unsigned char)*p) && digits < 3) {
            p++;
            digits++;
        }
        if (digits == 0)
            return 0;
        if (part == 0) {
            if (*p != '.')
                return 0;
            p++;
        }
    }
    return *p == '\0' || isspace((unsigned char)*p) ? (size_t)(p - start) : 0;
}

/* Takes the codes off a message. */
static const char *take_codes(const char *text, int *code, char dsn[16])
{
    const unsigned char *p = (const unsigned char *)text;
    size_t n;

    dsn[0] = '\0';
    if (!isdigit(p[0]) || !isdigit(p[1]) || !isdigit(p[2]) || p[3] != ' ')
        return text;
    *code = atoi(text);
    text += 4;
    n = dsn_length(text);
    if (n > 0 && n < 16) {
        memcpy(dsn, text, n);
        dsn[n] = '\0';
        text += n;
        if (*text == ' ')
            text++;
    } else if (*code / 100 == 2 || *code / 100 == 4 || *code / 100 == 5) {
        snprintf(dsn, 16, "%d.0.0", *code / 100);
    }
    return text;
}

void keep_message(struct session *s, const char *text)
{
    if (!DEBUGGING(s, 11, 2))
        return;
    free(s->message);
    s->message = strdup(text);
    s->message_err = 0;
}

/* Messages of these codes are told behind the address that they are about. */
static bool names_address(const struct diagnostic *d)
{
    switch (d->code) {
    case NOTE:
    case 250:
    case 252:
    case 450:
    case 550:
    case 553:
        return d->address != NULL;
    default:
        return false;
    }
}

static void keep_diagnostic(struct session *s, const struct diagnostic *d)
{
    char text[MAX_LINE], place[MAX_LINE] = "";
    const char *name = "";

    if (!DEBUGGING(s, 11, 2))
        return;
    if (d->named)
        name = shorten(&s->command.work, d->address, 203);
    if (d->file != NULL)
        snprintf(place, sizeof place, "%s: line %d: ", shorten(&s->command.work, d->file, 83), d->line);
    snprintf(text, sizeof text, "%s%s%s%s", place, name, d->named ? "... " : "", d->text);
    for (char *p = text; *p != '\0'; p++)
        *p = (char)(*p & 0x7F); /* as it is said */
    keep_message(s, text);
    s->message_err = d->cls == DIAG_SYSTEM ? d->err : 0;
}

/* d: its class, the code that it has unless the text begins with one, and what is known beside. */
static void raise_text(struct session *s, struct diagnostic d, const char *text)
{
    char dsn[16];
    struct event e = { .kind = EVENT_DIAGNOSTIC, .diag = &d };

    d.text = take_codes(text, &d.code, dsn);
    d.dsn = dsn[0] != '\0' ? dsn : NULL;
    d.file = s->file;
    d.line = s->line;
    d.address = d.cls == DIAG_USER || d.cls == DIAG_INFO ? s->standing.address : NULL;
    d.named = names_address(&d);
    d.held = s->prog->set.errors_held && (d.cls == DIAG_SYSTEM || d.cls == DIAG_USER);
    if (d.cls == DIAG_SYSTEM || (d.cls == DIAG_USER && (d.code >= 500 || s->message == NULL)))
        keep_diagnostic(s, &d);
    tell(s, &e);
}

/* The formatted text, however long. */
static char *format(const char *fmt, va_list ap)
{
    char start[256];
    va_list again;
    int n;
    char *text;

    va_copy(again, ap);
    n = vsnprintf(start, sizeof start, fmt, again);
    va_end(again);
    if (n < 0)
        return NULL;
    text = malloc((size_t)n + 1);
    if (text != NULL)
        vsnprintf(text, (size_t)n + 1, fmt, ap);
    return text;
}

static void system_error(struct session *s, const char *text, bool unread)
{
    int err = s->standing.err, before = s->standing.status;

    if (s->standing.status == EX_OK) /* here a temporary failure does not give way */
        s->standing.status = err == 0 ? EX_SOFTWARE : EX_OSERR;
    raise_text(s, (struct diagnostic){ .cls = DIAG_SYSTEM, .code = err == 0 ? 554 : 451, .err = err, .status = s->standing.status,
                                       .unread = unread }, text);
    s->standing.err = 0;
    s->standing.errors++;
    s->standing.has_message = true;
    if (before != s->standing.status)
        DEBUG(s, DL_EXITSTAT, DBG_INT(s->standing.status));
}

void syserr(struct session *s, const char *fmt, ...)
{
    va_list ap;
    char *text;

    va_start(ap, fmt);
    text = format(fmt, ap);
    va_end(ap);
    system_error(s, text != NULL ? text : fmt, false);
    free(text);
}

void syserr_unread(struct session *s, const char *file, int err)
{
    char *text;

    if (err == 0)
        return;
    s->standing.err = err;
    if (asprintf(&text, "cannot read %s to its end", file) < 0)
        text = NULL;
    system_error(s, text != NULL ? text : file, true);
    free(text);
}

void usrerr(struct session *s, const char *fmt, ...)
{
    va_list ap;
    char *text;

    if (s->standing.quiet)
        return;
    va_start(ap, fmt);
    text = format(fmt, ap);
    va_end(ap);
    raise_text(s, (struct diagnostic){ .cls = DIAG_USER, .code = 550 }, text != NULL ? text : fmt);
    free(text);
    s->standing.errors++;
    s->standing.has_message = true;
}

void message(struct session *s, const char *fmt, ...)
{
    va_list ap;
    char *text;

    va_start(ap, fmt);
    text = format(fmt, ap);
    va_end(ap);
    raise_text(s, (struct diagnostic){ .cls = DIAG_INFO, .code = NOTE }, text != NULL ? text : fmt);
    free(text);
}

void warning(struct session *s, const char *fmt, ...)
{
    va_list ap;
    char *text;

    va_start(ap, fmt);
    text = format(fmt, ap);
    va_end(ap);
    raise_text(s, (struct diagnostic){ .cls = DIAG_WARN }, text != NULL ? text : fmt);
    free(text);
}

void fatal(struct session *s, int status, const char *fmt, ...)
{
    va_list ap;
    int err = s->standing.err;
    char *text;

    va_start(ap, fmt);
    text = format(fmt, ap);
    va_end(ap);
    raise_text(s, (struct diagnostic){ .cls = DIAG_FATAL, .code = err == 0 ? 554 : 451, .err = err, .status = status },
               text != NULL ? text : fmt);
    free(text);
    /* the real program records what any system error means, and then ends with its own number */
    if (s->standing.status == EX_OK)
        DEBUG(s, DL_EXITSTAT, DBG_INT(err == 0 ? EX_SOFTWARE : EX_OSERR));
    s->standing.status = status;
}

void fatal_user(struct session *s, int status, const char *text)
{
    raise_text(s, (struct diagnostic){ .cls = DIAG_FATAL, .code = 550, .status = status }, text);
    s->standing.status = status;
}

int verbosity(const struct session *s)
{
    return s->verbose != 0 ? s->verbose : s->prog->set.verbose;
}

bool is_terse(const struct session *s)
{
    return s->prog->set.mode_set && verbosity(s) == 0;
}
