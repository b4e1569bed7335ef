/*
 * dialogue.c - commands: which they are, who takes them, and what is said of the others.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "hold.h"
#include "session.h"
#include "smtp/auth.h"
#include "smtp/burden.h"
#include "smtp/client.h"
#include "smtp/data.h"
#include "smtp/dialogue.h"
#include "smtp/greeting.h"
#include "smtp/hello.h"
#include "smtp/help.h"
#include "smtp/inside.h"
#include "smtp/macros.h"
#include "smtp/mail_from.h"
#include "smtp/milter.h"
#include "smtp/other.h"
#include "smtp/rcpt_to.h"
#include "smtp/reply.h"
#include "smtp/server.h"
#include "smtp/start_tls.h"
#include "smtp/verify_user.h"
#include "smtp/xclient.h"
#include "state/diag.h"
#include "state/macros.h"
#include "state/session.h"

static const struct {
    const char *verb;
    stage *take;
    bool always; /* for a client that is refused, too */
    bool waits;  /* under load */
} commands[] = {
    { "MAIL", mail_from, false, true },      { "RCPT", rcpt_to, false, true },
    { "DATA", data_begin, false, true },     { "RSET", reset, true, false },
    { "EHLO", say_hello_extended, true, true }, { "HELO", say_hello, true, true },
    { "NOOP", no_operation, true, true },    { "QUIT", quit, true, false },
    { "VRFY", verify_user, false, true },    { "EXPN", expand_list, false, true },
    { "ETRN", queue_run, true, true },       { "HELP", give_help, false, true },
    { "VERB", be_verbose, false, true },     { "AUTH", authenticate, false, true },
    { "STARTTLS", tls_start, false, true },
    { "XCLIENT", be_another_client, true, false },
};

enum { MAX_BAD_COMMANDS = 25, MAX_COMMAND = 2048, SHOWN = 203 };

/* Counts one that makes no sense, or that a client who is refused has tried. */
static bool too_many_bad(struct dialogue *d)
{
    d->over = ++d->bad_commands > MAX_BAD_COMMANDS;
    if (d->over)
        reply(d, "421 4.7.0 %s Too many bad commands; closing connection", expanded(d->s, "\201j"));
    return d->over;
}

static void unknown(struct dialogue *d, const char *line)
{
    const char *why;

    if (too_many_bad(d) || !may_say(d, line, '5'))
        return;
    why = d->refused == NULL ? ask_milters(d, MILTER_UNKNOWN, "550 5.7.1 Command rejected") : NULL;
    if (why != NULL) {
        d->over = strncmp(why, "421", 3) == 0;
        reply(d, "%s", why);
        return;
    }
    reply(d, "500 5.5.1 Command unrecognized: \"%s\"", shorten(&d->s->command.work, line, SHOWN));
}

/* A command without a message around it: what it took is given back. */
static void settle(struct dialogue *d)
{
    if (d->has_sender || d->message != NULL)
        return;
    d->s->standing.address = NULL;
    session_end_command(d->s);
}

static void take_command(struct dialogue *d, size_t i, char *args)
{
    if (d->refused != NULL && (!commands[i].always || commands[i].take == queue_run)) {
        if (commands[i].always)
            load_delays(d, commands[i].verb);
        if (!too_many_bad(d))
            reply(d, "%s", d->refused);
        return;
    }
    if (!commands[i].always && d->full) {
        reply(d, NO_ROOM);
        return;
    }
    if (commands[i].waits)
        load_delays(d, commands[i].verb);
    commands[i].take(d, args);
}

static void command(struct dialogue *d, char *line)
{
    char *verb = line + strspn(line, " \t"), *end = verb;

    d->line = line;
    while (*end != '\0' && !isspace((unsigned char)*end))
        end++;
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        size_t n = strlen(commands[i].verb);

        if ((size_t)(end - verb) == n && strncasecmp(verb, commands[i].verb, n) == 0) {
            take_command(d, i, end + strspn(end, " \t"));
            return;
        }
    }
    unknown(d, line);
}

struct dialogue *dialogue_new(struct session *s, const struct dialogue_setup *setup,
                              const struct dialogue_listener *to)
{
    struct dialogue *d = client_finds_daemon(s, setup->daemon) ? calloc(1, sizeof *d) : NULL;

    if (d == NULL)
        return NULL;
    d->s = s;
    d->setup = *setup;
    d->to = *to;
    d->before = session_hold(s);
    s->converses = true;
    for (int id = 0; id < NAME_IDS; id++)
        d->kept[id] = s->macros[id] != NULL ? strdup(s->macros[id]) : NULL;
    read_settings(d);
    read_milters(d, setup->address != NULL ? client_filters(s, setup->daemon) : NULL);
    return d;
}

/* While the server works, the dialogue hears the session, above whoever did. */
static void begin(struct dialogue *d)
{
    d->outside = d->s->observer;
    d->below = d->to.observe != NULL ? d->to.observe(d->to.ctx, d->outside) : d->outside;
    session_observe(d->s, &(struct observer){ .hear = hear_reply, .ctx = d, .want = d->below.want });
    d->s->command.steps = 0;
    d->s->command.stopped = false;
    d->errors = 0;
}

static void end(struct dialogue *d)
{
    settle(d);
    session_observe(d->s, &d->outside);
}

void dialogue_greet(struct dialogue *d)
{
    begin(d);
    meet_client(d);
    greet(d);
    end(d);
}

void dialogue_line(struct dialogue *d, const char *line, size_t n, bool crlf)
{
    struct session *s = d->s;

    if (d->over)
        return;
    begin(d);
    if (d->message != NULL) {
        data_line(d, line, n, crlf);
    } else if (n + (crlf ? 2 : 1) > MAX_COMMAND) {
        reply(d, "421 4.7.0 %s Command too long, possible attack %s", expanded(s, "\201j"), value_of(d, "_"));
        d->over = true;
    } else if (*d->mechanism != '\0') {
        auth_line(d, arena_strndup(&s->command.work, line, n));
    } else {
        s->standing.address = NULL;
        s->standing.err = 0;
        command(d, arena_strndup(&s->command.work, line, n));
    }
    end(d);
}

void dialogue_macros(struct dialogue *d, void (*fn)(void *ctx, const char *name, const char *value), void *ctx)
{
    for (int id = 1; id < NAME_IDS; id++) {
        const char *now = d->s->macros[id];
        char buf[32];

        if (now == NULL ? d->seen[id] == NULL : d->seen[id] != NULL && strcmp(now, d->seen[id]) == 0)
            continue;
        free(d->seen[id]);
        d->seen[id] = now != NULL ? strdup(now) : NULL;
        fn(ctx, session_name(d->s, id, true, buf), now);
    }
}

bool dialogue_has_milter(const struct dialogue *d, const char *name)
{
    return has_milter(d, name);
}

bool dialogue_milter_stage(const char *name)
{
    return is_milter_stage(name);
}

const char *dialogue_verb(size_t i)
{
    return i < sizeof commands / sizeof *commands ? commands[i].verb : NULL;
}

bool dialogue_over(const struct dialogue *d)
{
    return d->over;
}

bool dialogue_asks(const struct dialogue *d)
{
    return d->asking;
}

bool dialogue_reads_message(const struct dialogue *d)
{
    return d->message != NULL;
}

void dialogue_lost(struct dialogue *d)
{
    d->over = true;
}

void dialogue_close(struct dialogue *d)
{
    message_free(d);
    session_restore(d->s, d->before);
    session_release(d->before);
    d->s->converses = d->s->defers = false;
    forget_macros(d);
    free(d->refused);
    free(d->held);
    free(d);
}
