/*
 * route_ask.c - btsh route: one question asked of a program, from a fresh session. Where an address goes the library says, as to
 * any other of its users; its facts are told in the words of explanations, and its dialogue is held, by the program's own parts.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine.h"
#include "explain/explain.h"
#include "explain/explain_json.h"
#include "explain/fact_text.h"
#include "hold.h"
#include "library/btsh.h"
#include "library/load.h"
#include "library/session.h"
#include "listen/listeners.h"
#include "reason/facts.h"
#include "reason/place.h"
#include "reason/run.h"
#include "show/memory.h"
#include "smtp/reply_parts.h"
#include "start/interrupt.h"
#include "subcommands/route_ask.h"
#include "subcommands/route_item.h"
#include "subcommands/route_json.h"
#include "suite/replay.h"

/* ---- the session --------------------------------------------------------------------------------- */

/* Another question: definitions are gone, tables stay open. */
static void fresh(struct route_asker *k)
{
    if (k->session == NULL) {
        k->program = library_of_program(k->wish->program);
        k->session = k->program != NULL ? btsh_session_new(k->program) : NULL;
        if (k->session == NULL)
            out_of_memory();
        btsh_session_stop(k->session, &interrupted);
        library_seed(k->session, k->wish->seed);
        library_spend(k->session);
    }
    library_moment(k->session, k->moment);
    btsh_session_reset(k->session);
    if (k->wish->max_steps >= 0)
        btsh_session_limit(k->session, k->wish->max_steps);
}

/* A fresh one that knows who calls and who sends. */
static void begin(struct route_asker *k, const struct route_item *i)
{
    const struct dialogue_setup *c = i->caller != NULL ? &i->caller->setup : NULL;
    struct text name = { 0 };

    fresh(k);
    if (c != NULL) {
        text_format(&name, c->name != NULL ? "%s" : "[%s]", c->name != NULL ? c->name : c->address);
        btsh_define(k->session, "client_addr", c->address);
        btsh_define(k->session, "client_name", text_of(&name));
        btsh_define(k->session, "client_ptr", text_of(&name));
        btsh_define(k->session, "client_resolve", c->name == NULL ? "FAIL" : c->resolve == NAME_FORGED ? "FORGED" : "OK");
        text_free(&name);
    }
    if (i->sender != NULL) /* what is wrong with a sender is no fault of the recipient's */
        btsh_sender(k->session, i->sender);
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

/* ---- the dialogue -------------------------------------------------------------------------------- */

static void take_reply(struct route_asker *k, const char *reply)
{
    struct route_answer *a = &k->answer;
    char dsn[REPLY_DSN];
    const char *text = reply_parts(reply, &a->code, dsn);

    snprintf(a->dsn, sizeof a->dsn, "%s", dsn);
    text_clear(&a->error);
    text_add(&a->error, text);
}

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
    how.session = library_session(k->session);
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
    if (i->skipped || i->fault != NULL) {
        a->status = i->skipped ? ROUTE_SKIPPED : ROUTE_FAULTY;
        text_add(&a->error, i->fault != NULL ? i->fault : "");
        return;
    }
    begin(k, i);
    route_answer_take(a, btsh_route(k->session, i->recipient, k->wish->expand ? BTSH_EXPAND : 0));
    if (i->caller != NULL && i->sender != NULL)
        refused = hold_dialogue(k, i);
    if (!k->wish->because || refused)
        return;
    begin(k, i);
    find_facts(k, library_session(k->session), NULL, i->recipient);
}

void route_rest(struct route_asker *k)
{
    if (k->session != NULL)
        session_rest(library_session(k->session));
}

void route_asker_end(struct route_asker *k)
{
    btsh_session_free(k->session);
    btsh_free(k->program);
    route_answer_free(&k->answer);
}
