/*
 * reply.c - what the server says: its own replies, and diagnostics that become replies.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/arena.h"
#include "maps/error_text.h"
#include "smtp/inside.h"
#include "smtp/reply.h"
#include "state/diag.h"
#include "state/session.h"

enum { NOTE = 50, SHOWN_ADDRESS = 203, LONGEST = 16374 };

/* The first counts; in a message the last, unless it is a temporary one behind a permanent one. */
static void keep(struct dialogue *d, const char *line)
{
    if (d->held != NULL && (d->message == NULL || *line < *d->held))
        return;
    free(d->held);
    d->held = strdup(line);
}

static void say(struct dialogue *d, char *line)
{
    for (char *p = line; *p != '\0'; p++)
        *p = (char)(*p & 0x7F);
    if (d->rules.soft_bounce && *line == '5') {
        line[0] = '4';
        if (strlen(line) > 5 && line[4] == '5' && line[5] == '.')
            line[4] = '4';
    }
    d->code = atoi(line);
    if (d->code >= 400)
        d->errors++;
    if (d->holding) {
        keep(d, line);
        return;
    }
    d->to.reply(d->to.ctx, line);
}

void hold_replies(struct dialogue *d)
{
    d->holding = true;
}

char *held_reply(struct dialogue *d)
{
    char *line = d->held;

    d->held = NULL;
    d->holding = false;
    return line;
}

void reply(struct dialogue *d, const char *fmt, ...)
{
    char line[LONGEST];
    va_list ap;

    va_start(ap, fmt);
    vsnprintf(line, sizeof line, fmt, ap);
    va_end(ap);
    say(d, line);
}

void reply_to(struct dialogue *d, const char *codes, const char *address, const char *text)
{
    reply(d, "%s %s... %s", codes, shorten(&d->s->command.work, address, SHOWN_ADDRESS), text);
}

void note(struct dialogue *d, enum dialogue_note kind, const char *fmt, ...)
{
    char text[MAX_LINE];
    va_list ap;

    if (d->to.note == NULL)
        return;
    va_start(ap, fmt);
    vsnprintf(text, sizeof text, fmt, ap);
    va_end(ap);
    d->to.note(d->to.ctx, kind, text);
}

void refuse_all(struct dialogue *d)
{
    free(d->refused);
    d->refused = strdup("550 5.0.0 Command rejected");
}

bool too_early(struct dialogue *d)
{
    if (!d->setup.eager || d->offers.early)
        return false;
    reply(d, "554 5.5.0 SMTP protocol error");
    return true;
}

/* Twice as long each time, until it is four minutes. */
static long doubled(long times)
{
    enum { DOUBLINGS = 7, LONGEST_WAIT = 240 };

    return times > DOUBLINGS ? LONGEST_WAIT : 1L << times;
}

void wait_in_vain(struct dialogue *d, const char *what, long count, long most)
{
    if (count >= most)
        note(d, NOTE_DELAY, "%s: the server would wait %ld s before it refuses number %ld of them", what, count / most, count);
}

void wait_for(struct dialogue *d, const char *what, long count, long most)
{
    if (most > 0 && count >= most)
        note(d, NOTE_DELAY, "%s: the server would wait %ld s before it answers number %ld of them", what, doubled(count - most), count);
}

static void say_diagnostic(struct dialogue *d, const struct diagnostic *x)
{
    char line[LONGEST], dsn[20] = "";
    size_t n;

    if ((x->code == NOTE && !d->verbose) || x->code >= 800) /* from 800 on it is for the log */
        return;
    if (x->dsn != NULL)
        snprintf(dsn, sizeof dsn, "%s ", x->dsn);
    else if (x->code >= 200)
        snprintf(dsn, sizeof dsn, "%d.0.0 ", x->code / 100);
    n = (size_t)snprintf(line, sizeof line, "%03d %s", x->code, dsn);
    if (x->file != NULL)
        n += (size_t)snprintf(line + n, sizeof line - n, "%s: line %d: ", shorten(&d->s->command.work, x->file, 83), x->line);
    if (x->named)
        n += (size_t)snprintf(line + n, sizeof line - n, "%s... ",
                              shorten(&d->s->command.work, x->address, SHOWN_ADDRESS));
    if (n < sizeof line)
        n += (size_t)snprintf(line + n, sizeof line - n, "%s", x->text);
    if (x->err != 0 && x->cls == DIAG_SYSTEM && n < sizeof line)
        snprintf(line + n, sizeof line - n, ": %s", error_text(x->err));
    say(d, line);
}

enum event_answer hear_reply(void *ctx, struct session *s, const struct event *e)
{
    struct dialogue *d = ctx;

    if (s->command.stopped) {
        bool why = e->kind == EVENT_LOOKUP_UNUSABLE || (e->kind == EVENT_LOOKUP_END && e->status == EX_TEMPFAIL);

        if (why && d->below.hear != NULL) /* it is what stopped it */
            d->below.hear(d->below.ctx, s, e);
        return EVENT_STOP;
    }
    if (e->kind == EVENT_DIAGNOSTIC && s->world->shut != 0 && strstr(e->diag->text, "refused: ") != NULL) {
        note(d, NOTE_UNASKED, "%s", e->diag->text); /* no server would say so */
        return EVENT_GO;
    }
    if (e->kind == EVENT_DIAGNOSTIC && e->diag->cls == DIAG_WARN) {
        note(d, NOTE_WARNING, "%s", e->diag->text);
        return EVENT_GO;
    }
    if (e->kind == EVENT_DIAGNOSTIC) {
        say_diagnostic(d, e->diag);
        /* a server leaves a command with its first error, but reads a message to its end, and a ruleset that it asks runs on */
        return e->diag->code >= 400 && e->diag->code < 800 && d->message == NULL && !d->asking && !s->standing.quiet ? EVENT_STOP : EVENT_GO;
    }
    return d->below.hear != NULL ? d->below.hear(d->below.ctx, s, e) : EVENT_GO;
}
