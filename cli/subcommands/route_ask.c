/*
 * route_ask.c - btsh route: one question asked of a program, from a fresh session.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "describe.h"
#include "engine.h"
#include "explain/explain.h"
#include "explain/explain_json.h"
#include "explain/fact_text.h"
#include "hold.h"
#include "listen/listeners.h"
#include "reason/facts.h"
#include "reason/place.h"
#include "reason/run.h"
#include "show/memory.h"
#include "start/interrupt.h"
#include "subcommands/route_ask.h"
#include "subcommands/route_item.h"
#include "subcommands/route_json.h"
#include "suite/replay.h"

/* ---- the session --------------------------------------------------------------------------------- */

/* What of an error says more than that it is one: the first that is raised counts. */
static void note_error(struct route_asker *k, int code, const char *dsn, const char *text)
{
    struct route_answer *a = &k->answer;

    if (a->error.n > 0 || a->code != 0)
        return;
    a->code = code;
    snprintf(a->dsn, sizeof a->dsn, "%s", dsn != NULL ? dsn : "");
    text_display(&a->error, k->session, text);
}

static void note_failure(struct route_asker *k, const struct event *e)
{
    struct text t = { 0 };

    if (!k->temporary && k->answer.error.n == 0) {
        text_format(&t, "map %s: %s%s%s", e->map, e->key, e->err != 0 ? ": " : "", e->err != 0 ? error_text(e->err) : "");
        note_error(k, 0, NULL, text_of(&t));
        text_free(&t);
    }
    k->temporary = true;
}

static enum event_answer hear(void *ctx, struct session *s, const struct event *e)
{
    struct route_asker *k = ctx;

    (void)s;
    switch (k->deaf ? EVENT_KINDS : e->kind) {
    case EVENT_LOOKUP_END:
        if (e->status == EX_TEMPFAIL)
            note_failure(k, e);
        break;
    case EVENT_LOOKUP_TEMPFAIL:
        note_failure(k, e);
        break;
    case EVENT_RULESET_STATUS:
        k->temporary |= e->status == EX_TEMPFAIL;
        break;
    case EVENT_DIAGNOSTIC:
        if (e->diag->cls != DIAG_INFO && e->diag->cls != DIAG_WARN)
            note_error(k, e->diag->code, e->diag->dsn, e->diag->text);
        break;
    default:
        break;
    }
    return interrupted ? EVENT_STOP : EVENT_GO;
}

static void fresh(struct route_asker *k)
{
    k->observer = (struct observer){ .hear = hear, .ctx = k, .want = WANT_LOOKUPS };
    k->session = k->session != NULL ? session_again(k->session, &k->observer) : session_new(k->wish->program, &k->observer);
    session_same_moment(k->session, k->moment);
    session_begin_shell(k->session);
    if (k->wish->max_steps >= 0)
        session_set_max_steps(k->session, k->wish->max_steps);
    if (k->wish->seed >= 0)
        session_seed(k->session, (unsigned long)k->wish->seed);
}

static void define(struct session *s, const char *macro, const char *value)
{
    struct text t = { 0 };

    text_format(&t, "{%s}%s", macro, value);
    session_define(s, text_of(&t));
    text_free(&t);
}

/* A fresh one that knows who calls and who sends. */
static void begin(struct route_asker *k, const struct route_item *i)
{
    const struct dialogue_setup *c = i->caller != NULL ? &i->caller->setup : NULL;
    struct text name = { 0 };

    fresh(k);
    if (c != NULL) {
        text_format(&name, c->name != NULL ? "%s" : "[%s]", c->name != NULL ? c->name : c->address);
        define(k->session, "client_addr", c->address);
        define(k->session, "client_name", text_of(&name));
        define(k->session, "client_ptr", text_of(&name));
        define(k->session, "client_resolve", c->name == NULL ? "FAIL" : c->resolve == NAME_FORGED ? "FORGED" : "OK");
        text_free(&name);
    }
    k->deaf = true; /* what is wrong with a sender is no fault of the recipient's */
    if (i->sender != NULL)
        session_sender(k->session, *i->sender != '\0' ? i->sender : "<>");
    k->deaf = false;
}

/* ---- facts --------------------------------------------------------------------------------------- */

static void put_fact(struct route_asker *k, struct session *s, const struct fact *f)
{
    const struct explain x = { .session = s, .show_secrets = k->wish->show_secrets, .mc = k->wish->mc };

    if (k->wish->json != NULL) {
        route_json_fact(&k->answer.facts_json, k->wish->json, &x, f);
        return;
    }
    if (k->answer.facts.n > 0)
        text_add(&k->answer.facts, "; ");
    fact_line(&k->answer.facts, s, f, k->wish->mc, k->wish->show_secrets);
}

/* What decides, but for what the question says itself. */
static bool decides(struct session *s, const struct fact *f)
{
    struct place p;

    if ((!f->decides && f->choice == 0) || f->common || f->twin)
        return false;
    place_of_fact(s, f, &p);
    return p.kind != PLACE_TYPED && p.kind != PLACE_DIALOGUE;
}

/* rules NULL: as /parse does. The session's observer is another one afterwards. */
static void find_facts(struct route_asker *k, struct session *s, const char *rules, const char *text)
{
    struct findings f = { 0 };
    struct inquiry q;

    if (!inquiry_begin(&q, s, rules, NULL, text))
        return;
    q.verdict = run_is_check(rules);
    q.present = true;
    facts_find(&q, &f);
    for (int i = 0; i < f.nfacts; i++) {
        if (decides(s, &f.facts[i]))
            put_fact(k, s, &f.facts[i]);
    }
    inquiry_end(&q);
    facts_clear(&f);
}

/* ---- where it goes ------------------------------------------------------------------------------- */

/* "550 5.7.1 text", of which the codes may be missing. */
static void take_reply(struct route_asker *k, const char *reply)
{
    struct route_answer *a = &k->answer;
    int n = 0, code = 0;
    char dsn[16] = "";

    if (sscanf(reply, "%3d%n", &code, &n) != 1 || n != 3 || code < 400)
        code = n = 0;
    reply += n;
    reply += *reply == ' ' || *reply == '-';
    n = 0;
    if (sscanf(reply, "%15[0-9.]%n", dsn, &n) != 1 || strchr(dsn, '.') == NULL || reply[n] != ' ')
        dsn[0] = '\0';
    else
        reply += n + 1;
    a->code = code;
    snprintf(a->dsn, sizeof a->dsn, "%s", dsn);
    text_clear(&a->error);
    text_add(&a->error, reply);
}

static void find_route(struct route_asker *k, const struct route_item *i)
{
    struct route_answer *a = &k->answer;
    struct triple t = { 0 };
    bool parsed = session_parse(k->session, i->recipient, &t);

    if (!parsed || t.mailer == NULL || strcmp(t.mailer, "*error*") == 0) {
        a->status = k->temporary || a->code / 100 == 4 ? ROUTE_TEMPORARY : ROUTE_ERROR;
        if (a->error.n == 0)
            text_add(&a->error, "it cannot be parsed");
        return;
    }
    text_display(&a->mailer, k->session, t.mailer);
    text_display(&a->host, k->session, t.host);
    text_display(&a->user, k->session, t.user);
    a->status = k->temporary || a->code / 100 == 4 ? ROUTE_TEMPORARY : strcmp(t.mailer, "error") == 0 || a->code >= 500 ? ROUTE_ERROR : ROUTE_OK;
}

/* Those that it leads to: some of them, or all, may be refused. */
static void expand(struct route_asker *k, const struct route_item *i)
{
    struct route_answer *a = &k->answer;
    int good = 0, queued = 0, bad = 0;
    const char *why = NULL;

    if (a->status != ROUTE_OK || !onward_goes_on(k->session, text_of(&a->mailer)))
        return;
    onward_follow(k->session, i->recipient, &a->end);
    for (int n = 0; n < a->end.n; n++) {
        const struct recipient *r = &a->end.list[n];

        good += r->end == END_MAILBOX;
        queued += r->end == END_QUEUED;
        bad += r->end == END_BAD;
        if ((r->end == END_BAD || r->end == END_QUEUED) && why == NULL)
            why = r->why;
    }
    a->status = queued > 0 ? ROUTE_TEMPORARY : bad == 0 ? ROUTE_OK : good > 0 ? ROUTE_PARTIAL : ROUTE_ERROR;
    text_clear(&a->error);
    a->code = 0;
    if (why != NULL && a->status != ROUTE_OK)
        take_reply(k, why);
}

/* ---- the dialogue -------------------------------------------------------------------------------- */

/* The ruleset that refuses, as it was asked. */
struct refusal {
    struct route_asker *k;
    struct session *then; /* owned; NULL: there is none */
    char *ruleset, *argument;
};

static void note_asked(void *ctx, struct session *s, const char *ruleset, const char *argument, enum dialogue_verdict said)
{
    struct refusal *r = ctx;
    struct observer quiet = listeners_none();

    if (said != VERDICT_REFUSED || r->then != NULL || !r->k->wish->because)
        return;
    r->then = session_new(r->k->wish->program, &quiet);
    session_carry_over(r->then, s);
    r->ruleset = copy_or_end(ruleset);
    r->argument = copy_or_end(argument);
}

/* True: it refuses. */
static bool hold_dialogue(struct route_asker *k, const struct route_item *i)
{
    struct refusal r = { .k = k };
    struct replay how = { .caller = i->caller, .from = i->sender, .to = i->recipient, .last = REPLAY_DATA, .asked = note_asked, .ctx = &r };
    struct replayed x = { .step = REPLAY_STEPS };
    bool refused = false;

    fresh(k);
    how.session = k->session;
    if (replay_hold(&how, &x)) {
        const char *reply = replay_reply(&x);

        refused = atoi(reply) >= 400;
        if (refused)
            take_reply(k, reply);
        k->answer.status = !refused ? k->answer.status : *reply == '4' ? ROUTE_TEMPORARY : ROUTE_REFUSED;
    }
    if (refused && r.then != NULL)
        find_facts(k, r.then, r.ruleset, r.argument);
    if (r.then != NULL)
        session_free(r.then);
    free(r.ruleset);
    free(r.argument);
    replayed_clear(&x);
    return refused;
}

/* ---- all ----------------------------------------------------------------------------------------- */

void route_ask(struct route_asker *k, const struct route_item *i)
{
    struct route_answer *a = &k->answer;
    bool refused = false;

    route_answer_clear(a);
    k->temporary = false;
    if (i->skipped || i->fault != NULL) {
        a->status = i->skipped ? ROUTE_SKIPPED : ROUTE_FAULTY;
        text_add(&a->error, i->fault != NULL ? i->fault : "");
        return;
    }
    begin(k, i);
    find_route(k, i);
    session_end_command(k->session);
    if (k->wish->expand)
        expand(k, i);
    if (i->caller != NULL && i->sender != NULL)
        refused = hold_dialogue(k, i);
    if (!k->wish->because || refused)
        return;
    begin(k, i);
    find_facts(k, k->session, NULL, i->recipient);
}

void route_rest(struct route_asker *k)
{
    if (k->session != NULL)
        session_rest(k->session);
}

void route_asker_end(struct route_asker *k)
{
    if (k->session != NULL)
        session_free(k->session);
    route_answer_free(&k->answer);
}
