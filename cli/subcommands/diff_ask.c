/*
 * diff_ask.c - what btsh diff asks of a side about one pair of addresses, and what it answers.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "describe.h"
#include "engine.h"
#include "hold.h"
#include "listen/listeners.h"
#include "reason/run.h"
#include "shell/input.h"
#include "show/memory.h"
#include "show/text.h"
#include "subcommands/address_list.h"
#include "subcommands/diff_ask.h"
#include "suite/observed.h"
#include "suite/stage.h"

const char *const question_names[QUESTIONS] = {
    "route", "end", "envelope sender", "header sender", "dialogue", "check_mail", "check_rcpt", "check_compat"
};

/* The policy's word: an error, or what it returns. */
static void policy(const struct tester *b, char *out)
{
    const struct observed *w = &b->observed;

    if (w->mailer != NULL)
        snprintf(out, ANSWER_TEXT, "%s%s%s %s", w->mailer, *w->host != '\0' ? " " : "", w->host, w->user);
    else if (w->temporary)
        snprintf(out, ANSWER_TEXT, "for the time being, no answer");
    else
        snprintf(out, ANSWER_TEXT, "ok");
}

static bool has_rules(const struct tester *b, const char *name)
{
    int n = session_ruleset_named(b->session, name);

    return n >= 0 && session_ruleset_rules(b->session, n) > 0;
}

/* As a server writes an address. */
static void in_angles(const char *address, char *out, size_t size)
{
    bool has = *address == '<';

    snprintf(out, size, "%s%s%s", has ? "" : "<", address, has ? "" : ">");
}

static const char *sender_of(const struct pair *p)
{
    return p->sender != NULL && *p->sender != '\0' ? p->sender : "<>";
}

/* The name that ${client_name} has. */
static void name_of(const struct pair *p, char *out, size_t size)
{
    const struct dialogue_setup *c = &p->caller->setup;

    if (c->name != NULL)
        snprintf(out, size, "%s", c->name);
    else
        snprintf(out, size, "[%s]", c->address);
}

enum { ARGUMENT = 2 * INPUT_LINE };

/* Is enough known for one? */
static bool has_dialogue(const struct pair *p)
{
    return p->caller != NULL && (p->sender != NULL || p->recipient == NULL);
}

/* What a server gives a check; false: too little is known of the pair for it, or a dialogue asks it. */
static bool argument(const struct pair *p, enum question q, char both[ARGUMENT])
{
    char one[INPUT_LINE], name[INPUT_LINE];

    switch (q) {
    case ASK_MAIL:
        if (p->sender == NULL || has_dialogue(p))
            return false;
        in_angles(sender_of(p), both, ARGUMENT);
        break;
    case ASK_RCPT:
        if (has_dialogue(p))
            return false;
        in_angles(p->recipient, both, ARGUMENT);
        break;
    default:
        if (p->sender == NULL)
            return false;
        in_angles(sender_of(p), name, sizeof name);
        in_angles(p->recipient, one, sizeof one);
        snprintf(both, ARGUMENT, "%.2000s $| %.2000s", name, one);
        break;
    }
    return true;
}

/* Runs a check as a server does; false: it cannot be. */
static bool check(struct tester *b, const struct pair *p, enum question q)
{
    char both[ARGUMENT];

    if (!argument(p, q, both))
        return false;
    if (!has_rules(b, question_names[q]))
        observed_begin(&b->observed); /* without such a check, nothing is refused */
    else
        tester_rules(b, question_names[q], both);
    return true;
}

/* How the address looks at the other end. */
static bool rewritten(struct tester *b, const struct pair *p, enum question q, const char *mailer, char *out)
{
    char line[INPUT_LINE];
    const char *at;

    if (p->sender == NULL || *mailer == '\0' || strcmp(mailer, "error") == 0)
        return false;
    tester_type(b, q == ASK_HEADER ? "/tryflags hs" : "/tryflags es");
    snprintf(line, sizeof line, "/try %s %s", mailer, sender_of(p));
    at = strstr(tester_type(b, line), "addr = ");
    at = at != NULL ? at + 7 : "";
    snprintf(out, ANSWER_TEXT, "%.*s", (int)strcspn(at, "\n"), at);
    return true;
}

/* An error of the rules themselves, without the number of the rule: others before it may have come or gone. */
static void put_diag(const struct observed *w, const char *before, char *out)
{
    const char *rule = w->diag != NULL ? strstr(w->diag, ", rule ") : NULL;

    if (w->diag != NULL)
        snprintf(out, ANSWER_TEXT, "%s: %.*s", before, (int)(rule != NULL ? rule - w->diag : (ptrdiff_t)strlen(w->diag)), w->diag);
    else
        snprintf(out, ANSWER_TEXT, "%s", before);
}

static void route(struct tester *b, const struct pair *p, char *out)
{
    const struct observed *w = &b->observed;
    char line[INPUT_LINE];
    bool error;

    snprintf(line, sizeof line, "/parse %s", p->recipient);
    tester_type(b, line);
    error = w->mailer != NULL && strcmp(w->mailer, "error") == 0;
    if (w->mailer == NULL || (error && *w->host == '\0' && *w->user == '\0')) {
        put_diag(w, "cannot be parsed", out);
        return;
    }
    snprintf(line, sizeof line, "%s%s%s %s", w->mailer, *w->host != '\0' ? " " : "", w->host, w->user);
    if (error)
        snprintf(out, ANSWER_TEXT, "%s", line);
    else
        put_diag(w, line, out);
}

/* One question; false: it is not asked about this pair. */
static bool ask(struct tester *b, const struct pair *p, enum question q, const char *mailer, char *out)
{
    if (p->recipient == NULL)
        return false; /* of a dialogue that went no further than MAIL */
    switch (q) {
    case ASK_ROUTE:
        route(b, p, out);
        return true;
    case ASK_END:
    case ASK_DIALOGUE:
        return false; /* they are asked for themselves */
    case ASK_ENVELOPE:
    case ASK_HEADER:
        return rewritten(b, p, q, mailer, out);
    default:
        if (!check(b, p, q))
            return false;
        policy(b, out);
        return true;
    }
}

static void define(struct tester *b, const char *macro, const char *value)
{
    char line[INPUT_LINE];

    snprintf(line, sizeof line, ".D{%.100s}%.1900s", macro, value);
    tester_type(b, line);
}

/* False: the side has no program. */
static bool begin(struct tester *b, struct stage *st, const struct pair *p)
{
    char text[INPUT_LINE];

    if (!tester_start(b, st, false))
        return false;
    if (p->caller != NULL) {
        name_of(p, text, sizeof text);
        define(b, "client_addr", p->caller->setup.address);
        define(b, "client_name", text);
        define(b, "client_ptr", text);
        define(b, "client_resolve", p->caller->setup.name == NULL ? "FAIL"
                                    : p->caller->setup.resolve == NAME_FORGED ? "FORGED" : "OK");
    }
    if (p->sender != NULL) {
        snprintf(text, sizeof text, "/sender %s", sender_of(p));
        tester_type(b, text);
    }
    return true;
}

static void note_failure(const struct observed *w, struct failed_lookup *f)
{
    if (!w->temporary || f->is)
        return;
    f->is = true;
    f->err = w->failed_err;
    snprintf(f->map, sizeof f->map, "%s", w->failed_map != NULL ? w->failed_map : "");
    snprintf(f->key, sizeof f->key, "%s", w->failed_key != NULL ? w->failed_key : "");
}

/* ---- the dialogue ------------------------------------------------------------------------------------ */

/* Where to look in one. */
struct looking {
    struct tester *b;
    const struct point *at;
    enum replay_step step;       /* it has come to */
    struct session *then;        /* the session as the ruleset was asked; owned; NULL: it was not */
    char *argument;              /* owned */
    struct program *program;     /* NULL: only steps are wanted */
};

static void note_step(void *ctx, enum replay_step step)
{
    struct looking *x = ctx;

    x->step = step;
    if (step == x->at->step)
        observed_begin(&x->b->observed); /* what came before it is the same on both sides */
}

static void note_asked(void *ctx, struct session *s, const char *ruleset, const char *argument, enum dialogue_verdict said)
{
    struct looking *x = ctx;
    struct observer quiet = listeners_none();

    (void)said;
    if (x->step != x->at->step || strcmp(ruleset, x->at->ruleset) != 0)
        return;
    observed_keep_last(&x->b->observed);
    if (x->program == NULL)
        return;
    free(x->argument);
    x->argument = copy_or_end(argument);
    if (x->then != NULL)
        session_free(x->then);
    x->then = session_new(x->program, &quiet);
    session_carry_over(x->then, s);
}

/* From a fresh session. False: it cannot be held. */
static bool hold(struct tester *b, struct stage *st, const struct pair *p, struct looking *x, struct replayed *out)
{
    struct replay how = { .caller = p->caller, .from = p->sender != NULL ? p->sender : "", .to = p->recipient, .last = REPLAY_DATA, .ctx = x };

    if (!has_dialogue(p) || !tester_start(b, st, false))
        return false;
    how.session = b->session;
    if (x != NULL) {
        how.last = x->at->step;
        how.begins = note_step;
        how.asked = note_asked;
    }
    return replay_hold(&how, out);
}

static void ask_dialogue(struct tester *b, struct stage *st, const struct pair *p, struct answers *a)
{
    struct replayed x = { .step = REPLAY_STEPS };
    struct text t = { 0 };

    observed_begin(&b->observed);
    if (hold(b, st, p, NULL, &x)) {
        note_failure(&b->observed, &a->failed);
        replay_text(&t, &x);
        snprintf(a->text[ASK_DIALOGUE], ANSWER_TEXT, "%s", text_of(&t));
        a->step = x.step;
        snprintf(a->ruleset, sizeof a->ruleset, "%s", x.ruleset);
    }
    replayed_clear(&x);
    text_free(&t);
}

/* The session stands as the ruleset was asked, afterwards. NULL: it was not; else its argument, which the caller frees. */
static char *stand_at(struct tester *b, struct stage *st, const struct pair *p, const struct point *at)
{
    struct looking x = { .b = b, .at = at, .program = stage_program(st, b->run) };
    struct replayed out = { .step = REPLAY_STEPS };

    hold(b, st, p, &x, &out);
    replayed_clear(&out);
    if (x.then != NULL && tester_start(b, st, false))
        session_carry_over(b->session, x.then);
    if (x.then != NULL)
        session_free(x.then);
    return x.argument;
}

/* ---- all ------------------------------------------------------------------------------------------------ */

void ask_all(struct tester *b, struct stage *st, const struct pair *p, struct answers *a)
{
    onward_clear(&a->end);
    a->mailer[0] = a->ruleset[0] = '\0';
    a->step = REPLAY_STEPS;
    a->failed.is = false;
    for (int q = 0; q < QUESTIONS; q++)
        a->text[q][0] = '\0';
    if (!begin(b, st, p))
        return;
    for (int q = 0; q < QUESTIONS; q++) {
        if (!ask(b, p, (enum question)q, a->mailer, a->text[q]))
            continue;
        note_failure(&b->observed, &a->failed);
        if (q == ASK_ROUTE && b->observed.mailer != NULL)
            snprintf(a->mailer, sizeof a->mailer, "%s", b->observed.mailer);
    }
    if (onward_goes_on(b->session, a->mailer))
        onward_follow(b->session, p->recipient, &a->end); /* it spoils the session */
    ask_dialogue(b, st, p, a);
}

static void ask_local(struct tester *b, struct stage *st, const struct pair *p, const char *user)
{
    if (begin(b, st, p))
        tester_rules(b, "5", user);
    else
        observed_begin(&b->observed);
}

void ask_again(struct tester *b, struct stage *st, const struct pair *p, const struct point *at)
{
    struct looking x = { .b = b, .at = at };
    struct replayed replayed = { .step = REPLAY_STEPS };
    char out[ANSWER_TEXT];

    b->observed.trace = true;
    if (at->question == ASK_DIALOGUE) {
        hold(b, st, p, &x, &replayed);
        if (*at->ruleset != '\0' && b->observed.trace)
            observed_begin(&b->observed); /* it was not asked */
    } else if (at->question == ASK_END && at->user != NULL) {
        ask_local(b, st, p, at->user);
    } else if (!begin(b, st, p) || !ask(b, p, at->question, at->mailer, out)) {
        observed_begin(&b->observed);
    }
    b->observed.trace = false;
    replayed_clear(&replayed);
}

/* Of the ruleset that was asked in the dialogue. */
static bool ask_why_said(struct tester *b, struct stage *st, const struct pair *p, const struct point *at,
                         struct inquiry *out)
{
    char *argument = *at->ruleset != '\0' ? stand_at(b, st, p, at) : NULL;
    bool done = argument != NULL && inquiry_begin(out, b->session, at->ruleset, NULL, argument);

    free(argument);
    return done;
}

bool ask_why(struct tester *b, struct stage *st, const struct pair *p, const struct point *at, struct inquiry *out)
{
    char both[ARGUMENT];
    bool done;

    if (!begin(b, st, p))
        return false;
    switch (at->question) {
    case ASK_ROUTE:
        done = inquiry_begin(out, b->session, NULL, NULL, p->recipient);
        break;
    case ASK_END:
        done = at->user != NULL && inquiry_begin(out, b->session, "5", NULL, at->user);
        break;
    case ASK_ENVELOPE:
    case ASK_HEADER:
        session_try_flags(b->session, at->question == ASK_HEADER ? "hs" : "es");
        done = p->sender != NULL && at->mailer != NULL && session_has_mailer(b->session, at->mailer) /* "error" is none */
               && inquiry_begin(out, b->session, NULL, at->mailer, sender_of(p));
        break;
    case ASK_DIALOGUE:
        done = ask_why_said(b, st, p, at, out);
        break;
    default:
        done = argument(p, at->question, both) && has_rules(b, question_names[at->question])
               && inquiry_begin(out, b->session, question_names[at->question], NULL, both);
        break;
    }
    if (!done)
        return false;
    out->present = true;
    out->verdict = run_is_check(out->rules);
    return true;
}
