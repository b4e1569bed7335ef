/*
 * transcript.c - the observer that writes what `sendmail -bt` writes.
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "engine.h"
#include "listen/debug_text.h"
#include "listen/transcript.h"
#include "show/display.h"
#include "show/listing.h"
#include "show/output.h"

enum { NOTE = 50, NAME_WIDTH = 16, ADDRESS_MAX = 203, FILE_MAX = 83, REWRITING = 21, LOOKUPS = 60,
       MESSAGES = 54, LINE_NUMBERS = 15, ARGUMENTS = 5 };

/*
 * A message on its way out: the real program builds it, codes in front, in a buffer of 16,384 bytes
 * and clears the top bit of each byte; what becomes a NUL by that ends the text.
 */
struct line {
    size_t n;
    char text[16374];
};

static void add(struct line *l, const char *text, size_t n)
{
    size_t room = sizeof l->text - 1 - l->n;

    if (n > room)
        n = room;
    memcpy(l->text + l->n, text, n);
    l->n += n;
}

static void add_text(struct line *l, const char *text)
{
    add(l, text, strlen(text));
}

/* A long text as its two ends. */
static void add_shortened(struct line *l, const char *text, size_t max)
{
    size_t n = strlen(text), half = (max - 3) / 2;

    if (n < max) {
        add(l, text, n);
        return;
    }
    add(l, text, half);
    add(l, "...", 3);
    add(l, text + n - half, half);
}

static void write_masked(struct output *o, struct line *l)
{
    for (size_t i = 0; i < l->n; i++)
        l->text[i] = (char)(l->text[i] & 0x7F);
    out_bytes(o, l->text, strnlen(l->text, l->n));
}

static void message_text(struct output *o, const struct diagnostic *d, const char *end)
{
    struct line l = { .n = 0 };
    char number[32];

    if (d->file != NULL) {
        add_shortened(&l, d->file, FILE_MAX);
        snprintf(number, sizeof number, ": line %d: ", d->line);
        add_text(&l, number);
    }
    if (d->named) {
        add_shortened(&l, d->address, ADDRESS_MAX);
        add_text(&l, "... ");
    }
    add_text(&l, d->text);
    if (d->err != 0 && d->cls == DIAG_SYSTEM) {
        add_text(&l, ": ");
        add_text(&l, error_text(d->err));
    }
    write_masked(o, &l);
    out_text(o, end);
}

static void put_code(struct output *o, const struct diagnostic *d)
{
    out_format(o, "%03d ", d->code);
    if (d->dsn != NULL)
        out_format(o, "%s ", d->dsn);
    else if (d->code != 550 && (d->cls == DIAG_SYSTEM || d->cls == DIAG_FATAL))
        out_text(o, d->code == 451 ? "4.0.0 " : "5.0.0 ");
}

static void diagnostic(struct transcript *t, struct session *s, const struct diagnostic *d)
{
    if (d->cls == DIAG_FATAL)
        t->fatal = d->status;
    if (d->cls == DIAG_WARN) {
        out_text(t->out, d->text);
        out_char(t->out, '\n');
        return;
    }
    if (session_debug_level(s, MESSAGES) >= 8) {
        out_text(t->debug, "--- ");
        put_code(t->debug, d);
        message_text(t->debug, d, d->held ? " (hold)\n" : "\n");
    }
    if (d->held || (d->code == NOTE && session_terse(s)))
        return;
    if (t->serves)
        put_code(t->out, d);
    message_text(t->out, d, t->serves ? "\r\n" : "\n");
    if (t->traffic != NULL) {
        out_format(t->traffic, "%05d >>> ", (int)getpid());
        message_text(t->traffic, d, "\n");
        out_flush(t->traffic);
    }
}

static bool shown_before(const struct transcript *t, struct session *s, const struct vector *v)
{
    const struct shown_vector *x = &t->shown;

    return x->n > 0 && x->n == v->n && x->end == t->out->n && x->flushes == t->out->flushes
           && x->command == session_commands(s)
           && memcmp(x->v, v->v, (size_t)v->n * sizeof *v->v) == 0;
}

static void remember(struct transcript *t, struct session *s, const struct vector *v, size_t at,
                     unsigned long flushes)
{
    struct shown_vector *x = &t->shown;

    x->n = 0;
    if (t->out->flushes != flushes || v->n > (int)(sizeof x->v / sizeof *x->v))
        return;
    x->n = v->n;
    memcpy(x->v, v->v, (size_t)v->n * sizeof *v->v);
    x->at = at;
    x->end = t->out->n;
    x->flushes = flushes;
    x->command = session_commands(s);
}

/* The tokens of a line, copied from the line before where it shows the same ones. */
static void line_tokens(struct transcript *t, struct session *s, const struct vector *v,
                        bool same)
{
    size_t at = t->out->n, size = t->shown.end - t->shown.at;
    unsigned long flushes = t->out->flushes;

    if (same && size <= sizeof t->out->buf - at) {
        out_bytes(t->out, t->out->buf + t->shown.at, size);
        t->shown.at = at;
        t->shown.end = t->out->n;
        return;
    }
    display_vector(t->out, s, v);
    remember(t, s, v, at, flushes);
}

/* The same where no shell shows rulesets: only on demand, as a debug line. */
static void verify_line(struct transcript *t, struct session *s, const struct event *e,
                        const char *what)
{
    char buf[32];

    out_format(t->debug, "rewrite: ruleset %-*.*s%s", NAME_WIDTH, NAME_WIDTH,
               session_ruleset_name(s, e->ruleset, buf), what);
    display_vector(t->debug, s, &e->ws);
}

/* "name             input: a @ b" */
static void ruleset_line(struct transcript *t, struct session *s, const struct event *e,
                         const char *what)
{
    char buf[32];
    const char *name = session_ruleset_name(s, e->ruleset, buf);
    size_t n = strnlen(name, NAME_WIDTH);
    char head[NAME_WIDTH + 9];
    bool same = shown_before(t, s, &e->ws);

    memset(head, ' ', NAME_WIDTH);
    memcpy(head, name, n);
    memcpy(head + NAME_WIDTH, what, 9);
    out_bytes(t->out, head, sizeof head);
    line_tokens(t, s, &e->ws, same && t->out->flushes == t->shown.flushes);
}

/* The right side as a listing shows it. */
static void rhs_tokens(struct output *o, struct session *s, const struct rule *r, int n)
{
    for (int i = 0; i < n; i++)
        display_token(o, s, session_listed_token(s, r, i, true));
    out_char(o, '\n');
}

static void rule_event(struct transcript *t, struct session *s, const struct event *e)
{
    struct rule_view r = rule_describe(e->rule);

    switch (e->kind) {
    case EVENT_RULE_TRY:
        if (session_debug_level(s, REWRITING) >= LINE_NUMBERS)
            out_format(t->debug, "-----trying rule (line %d):", r.line);
        else
            out_text(t->debug, "-----trying rule:");
        display_vector(t->debug, s, &r.lhs);
        break;
    case EVENT_RULE_FAIL:
        out_text(t->debug, "----- rule fails\n");
        break;
    case EVENT_RULE_MATCH:
        out_text(t->debug, "-----rule matches:");
        rhs_tokens(t->debug, s, e->rule, r.rhs.n);
        break;
    default:
        out_text(t->debug, "rewritten as:");
        display_vector(t->debug, s, &e->ws);
        break;
    }
}

static void lookup_head(struct transcript *t, struct session *s, const struct event *e)
{
    out_format(t->debug, "map_lookup(%s, ", e->map);
    display_text(t->debug, s, e->key);
}

static void lookup_event(struct transcript *t, struct session *s, const struct event *e)
{
    bool detailed = session_debug_level(s, LOOKUPS) >= ARGUMENTS;

    switch (e->kind) {
    case EVENT_LOOKUP_BEGIN:
        lookup_head(t, s, e);
        for (int i = 0; detailed && i < e->nargs; i++) {
            out_format(t->debug, ", %%%d=", i);
            out_text(t->debug, e->args[i]);
        }
        out_text(t->debug, ") => ");
        break;
    case EVENT_LOOKUP_END:
        out_text(t->debug, e->value != NULL ? e->value : "NOT FOUND");
        out_format(t->debug, " (%d), ad=0\n", e->status);
        break;
    case EVENT_LOOKUP_TEMPFAIL:
        out_format(t->debug, "map_lookup(%s, %s) tempfail: errno=%d\n", e->map, e->key, e->err);
        break;
    default:
        out_format(t->debug, "map_lookup tempfail: returning \"%s\"\n", e->value);
        break;
    }
}

/* Debug category 0, when a configuration has been read. */
static void list_tables(struct transcript *t, struct session *s)
{
    enum { RULESETS = 90 };

    if (session_debug_level(s, 0) >= RULESETS)
        print_rulesets(t->out, s);
    print_mailers(t->out, s);
}

/* An event at which the real program writes. */
static void write_event(struct transcript *t, struct session *s, const struct event *e)
{
    switch (e->kind) {
    case EVENT_RULESET_ENTER:
        (t->verifies ? verify_line : ruleset_line)(t, s, e, "   input:");
        break;
    case EVENT_RULESET_LEAVE:
        (t->verifies ? verify_line : ruleset_line)(t, s, e, " returns:");
        break;
    case EVENT_RULE_TRY:
    case EVENT_RULE_FAIL:
    case EVENT_RULE_MATCH:
    case EVENT_REWRITTEN:
        rule_event(t, s, e);
        break;
    case EVENT_LOOKUP_BEGIN:
    case EVENT_LOOKUP_END:
    case EVENT_LOOKUP_TEMPFAIL:
    case EVENT_LOOKUP_FALLBACK:
        lookup_event(t, s, e);
        break;
    case EVENT_RULESET_STATUS:
        out_format(t->out, "== Ruleset %s (%d) status %d\n", e->key, e->ruleset, e->status);
        break;
    case EVENT_NO_RULESET:
        out_format(t->out, "Undefined ruleset %s\n", e->key);
        break;
    case EVENT_DEBUG:
        if (e->line == DL_TABLES)
            list_tables(t, s);
        else
            debug_text(t->debug, s, e);
        break;
    default:
        break;
    }
}

static enum event_answer hear(void *ctx, struct session *s, const struct event *e)
{
    struct transcript *t = ctx;

    if (e->kind == EVENT_DIAGNOSTIC)
        diagnostic(t, s, e->diag); /* also of one that is kept back: it may end the load */
    else if (e->written)
        write_event(t, s, e);
    return t->interrupted != NULL && *t->interrupted ? EVENT_STOP : EVENT_GO;
}

struct observer transcript_observer(struct transcript *t)
{
    return (struct observer){ .hear = hear, .ctx = t, .want = WANT_RULESETS };
}
