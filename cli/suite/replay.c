/*
 * replay.c - a dialogue from its greeting to DATA: who calls, and the sender and the recipient that it names.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "suite/replay.h"

enum { MOST_CHALLENGES = 4 };

static const char *const replay_words[REPLAY_STEPS] = { "greeting", "EHLO", "STARTTLS", "EHLO", "AUTH", "MAIL", "RCPT", "DATA" };

/* One that is going on. */
struct going {
    const struct replay *how;
    struct replayed *out;
    struct dialogue *d;
    enum replay_step step;
};

static void hear(void *ctx, const char *line)
{
    struct going *g = ctx;
    struct text *t = &g->out->reply[g->step];

    text_format(t, "%s%s", t->n > 0 ? "\n" : "", line);
}

static void note(void *ctx, enum dialogue_note kind, const char *text)
{
    struct going *g = ctx;

    if (kind == NOTE_QUARANTINE || kind == NOTE_DISCARD)
        text_format(&g->out->notes, "%s%s", g->out->notes.n > 0 ? "\n" : "", text);
}

static void asked(void *ctx, struct session *s, const char *ruleset, const char *argument, enum dialogue_verdict said)
{
    struct going *g = ctx;

    if (said != VERDICT_OK && g->out->step == REPLAY_STEPS) {
        g->out->step = g->step;
        snprintf(g->out->ruleset, sizeof g->out->ruleset, "%s", ruleset);
    }
    if (g->how->asked != NULL)
        g->how->asked(g->how->ctx, s, ruleset, argument, said);
}

/* The last line of a reply. */
static const char *last_line(const struct text *t)
{
    const char *text = text_of(t), *at = strrchr(text, '\n');

    return at != NULL ? at + 1 : text;
}

/* Is a refusal what was said in a step? */
static bool replay_refused(const struct replayed *x, enum replay_step step)
{
    return atoi(last_line(&x->reply[step])) >= 400;
}

/* False: it goes no further. */
static bool begin(struct going *g, enum replay_step step)
{
    if (step > g->how->last || dialogue_over(g->d))
        return false;
    g->step = step;
    text_clear(&g->out->reply[step]);
    if (g->how->begins != NULL)
        g->how->begins(g->how->ctx, step);
    return true;
}

/* False: it goes no further, or is refused. */
static bool say(struct going *g, enum replay_step step, const char *line)
{
    bool refused;

    if (!begin(g, step))
        return false;
    dialogue_line(g->d, line, strlen(line), true);
    refused = replay_refused(g->out, step);
    if (refused && g->out->step == REPLAY_STEPS)
        g->out->step = step;
    return !refused;
}

static void greet(struct going *g)
{
    begin(g, REPLAY_GREETING);
    dialogue_greet(g->d);
    if (replay_refused(g->out, REPLAY_GREETING) && g->out->step == REPLAY_STEPS)
        g->out->step = REPLAY_GREETING;
}

/* "EHLO mx.example.net", "MAIL FROM:<ann@example.org>", of any length. */
static bool say_parts(struct going *g, enum replay_step step, const char *verb, const char *open, const char *argument, const char *close)
{
    struct text line = { 0 };
    bool goes_on;

    text_format(&line, "%s%s%s%s", verb, open, argument, close);
    goes_on = say(g, step, text_of(&line));
    text_free(&line);
    return goes_on;
}

static void say_hello(struct going *g, enum replay_step step)
{
    const struct caller *c = g->how->caller;
    const char *name = c->hello != NULL ? c->hello : c->setup.name, *verb = c->basic ? "HELO " : "EHLO ";

    if (name != NULL)
        say_parts(g, step, verb, "", name, "");
    else
        say_parts(g, step, verb, "[", c->setup.address, "]");
}

/* A name and a password, or what else is wanted: the set-up says that it succeeds. */
static void log_in(struct going *g)
{
    say_parts(g, REPLAY_AUTH, "AUTH ", "", g->how->caller->setup.auth_type, "");
    for (int i = 0; i < MOST_CHALLENGES && strncmp(last_line(&g->out->reply[REPLAY_AUTH]), "334", 3) == 0; i++)
        say(g, REPLAY_AUTH, "AHgAeA=="); /* "\0x\0x" */
}

static void name_both(struct going *g)
{
    if (say_parts(g, REPLAY_MAIL, "MAIL FROM:", "<", g->how->from, ">") && g->how->to != NULL && say_parts(g, REPLAY_RCPT, "RCPT TO:", "<", g->how->to, ">"))
        say(g, REPLAY_DATA, "DATA");
}

bool replay_hold(const struct replay *r, struct replayed *out)
{
    struct going g = { .how = r, .out = out };
    struct dialogue_listener to = { .reply = hear, .note = note, .asked = asked, .ctx = &g };

    out->step = REPLAY_STEPS;
    g.d = dialogue_new(r->session, &r->caller->setup, &to);
    if (g.d == NULL)
        return false;
    greet(&g);
    say_hello(&g, REPLAY_HELLO);
    if (r->caller->setup.tls != NULL && say(&g, REPLAY_STARTTLS, "STARTTLS"))
        say_hello(&g, REPLAY_HELLO_AGAIN);
    if (r->caller->setup.auth_type != NULL)
        log_in(&g);
    name_both(&g);
    dialogue_close(g.d);
    return true;
}

/* Each line once: one who may not connect hears the same again and again. */
static void add_once(struct text *t, const char *word, const char *reply)
{
    if (strstr(text_of(t), reply) == NULL)
        text_format(t, "%s%s: %s", t->n > 0 ? "\n" : "", word, reply);
}

void replay_text(struct text *t, const struct replayed *x)
{
    for (int i = 0; i < REPLAY_STEPS; i++) {
        if (replay_refused(x, (enum replay_step)i))
            add_once(t, replay_words[i], text_of(&x->reply[i]));
    }
    if (x->reply[REPLAY_DATA].n > 0 && !replay_refused(x, REPLAY_DATA))
        text_format(t, "%saccepted", t->n > 0 ? "\n" : "");
    else if (x->reply[REPLAY_MAIL].n > 0 && x->reply[REPLAY_RCPT].n == 0 && !replay_refused(x, REPLAY_MAIL))
        text_format(t, "%sthe sender is accepted", t->n > 0 ? "\n" : "");
    if (x->notes.n > 0)
        text_format(t, "%s%s", t->n > 0 ? "\n" : "", text_of(&x->notes));
}

const char *replay_reply(const struct replayed *x)
{
    for (int i = 0; i < REPLAY_STEPS; i++) {
        if (replay_refused(x, (enum replay_step)i))
            return last_line(&x->reply[i]);
    }
    return last_line(&x->reply[REPLAY_RCPT]);
}

void replayed_clear(struct replayed *x)
{
    for (int i = 0; i < REPLAY_STEPS; i++)
        text_free(&x->reply[i]);
    text_free(&x->notes);
    *x = (struct replayed){ .step = REPLAY_STEPS };
}
