/*
 * deciding.c - what of the site decides about a situation: facts, in words and as suites name them.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "describe.h"
#include "engine.h"
#include "explain/fact_text.h"
#include "explore/explorer.h"
#include "listen/listeners.h"
#include "reason/facts.h"
#include "reason/place.h"
#include "reason/run.h"
#include "reason/trouble.h"
#include "show/error_output.h"
#include "show/text.h"
#include "subcommands/deciding.h"

enum { MOST_FACTS = 3 };

bool deciding_question_of(const struct made_situation *m, const struct arrival *a, struct deciding_question *q)
{
    if (*a->ruleset != '\0') {
        snprintf(q->rules, sizeof q->rules, "%s", a->ruleset);
        snprintf(q->text, sizeof q->text, "%s", a->argument);
    } else if (*a->message != '\0') {
        return false;
    } else if (a->rcpt >= 400 && arrival_fails(a)) {
        *q->rules = '\0';
        snprintf(q->text, sizeof q->text, "%s", m->recipient);
    } else if (a->mail == 0) {
        snprintf(q->rules, sizeof q->rules, "check_relay");
        if (*m->name != '\0')
            snprintf(q->text, sizeof q->text, "%s $| %s", m->name, m->client);
        else
            snprintf(q->text, sizeof q->text, "[%s] $| %s", m->client, m->client);
    } else {
        snprintf(q->rules, sizeof q->rules, "%s", a->mail >= 400 ? "check_mail" : "check_rcpt");
        snprintf(q->text, sizeof q->text, "<%s>", a->mail >= 400 ? m->sender : m->recipient);
    }
    return true;
}

static void define(struct session *s, const char *macro, const char *value)
{
    char text[SITUATION_TEXT + 40];

    snprintf(text, sizeof text, "%s%s", macro, value);
    session_define(s, text);
}

struct session *deciding_session(struct program *p, const struct made_situation *m)
{
    struct observer quiet = listeners_none();
    struct session *s = session_new(p, &quiet);
    char name[80];

    session_begin_shell(s);
    snprintf(name, sizeof name, "[%s]", m->client);
    if (*m->client != '\0') {
        define(s, "{client_addr}", m->client);
        define(s, "{client_name}", *m->name != '\0' ? m->name : name);
        define(s, "{client_ptr}", *m->name != '\0' ? m->name : name);
        define(s, "{client_resolve}", *m->resolve != '\0' ? m->resolve : *m->name != '\0' ? "OK" : "FAIL");
    }
    define(s, "s", m->helo);
    define(s, "f", m->sender);
    if (*m->login != '\0') {
        define(s, "{auth_type}", "PLAIN");
        define(s, "{auth_authen}", m->login);
    }
    if (*m->verify != '\0') {
        define(s, "{verify}", m->verify);
        define(s, "{cipher_bits}", *m->bits != '\0' ? m->bits : "256");
        define(s, "{cert_subject}", m->subject);
        define(s, "{cert_issuer}", m->issuer);
    }
    return s;
}

/* Names that the explorer made up say nothing of the site. */
static bool is_made_up(const struct fact *f)
{
    return f->key != NULL && strstr(f->key, EXPLORE_STRANGER) != NULL;
}

static bool decides(const struct fact *f)
{
    return !f->common && !is_made_up(f) && (f->decides || f->choice > 0) && f->kind != FACT_MISS && f->kind != FACT_LACK && f->kind != FACT_UNSET;
}

/* What stands in a file of the site goes before what others say. */
static bool is_own(const struct fact *f)
{
    return f->kind != FACT_RECORD || f->file != NULL;
}

/* What a client said is no fact of the site's. */
static bool is_of_dialogue(const struct place *p)
{
    return p->kind == PLACE_TYPED || p->kind == PLACE_DIALOGUE;
}

static void put_fact(struct text *t, struct session *s, const struct fact *f, const char *mc)
{
    struct text one = { 0 };

    fact_line(&one, s, f, mc, false);
    if (strstr(text_of(t), text_of(&one)) == NULL) /* one may be asked for twice */
        text_format(t, "%s%s", t->n > 0 ? "; " : "", text_of(&one));
    text_free(&one);
}

static void put_because(struct text *t, struct session *s, const struct fact *f)
{
    char buf[32];

    if (f->kind == FACT_RECORD) {
        text_format(t, "%s ", f->map);
        text_display(t, s, f->key);
    } else {
        text_format(t, "%s %s", f->kind == FACT_WORD ? "class" : "macro", session_name(s, f->id, true, buf));
        if (f->kind == FACT_WORD) {
            text_char(t, ' ');
            text_display(t, s, f->key);
        }
    }
}

/* A table that answered before does not now: a reason would be missing. */
static void end_unasked(const struct fact *f)
{
    if (f == NULL)
        return;
    err_format("btsh: map %s could not be asked once more, for what decides: it would be told without\n", f->map);
    exit(EX_UNAVAILABLE);
}

void deciding_facts(struct session *s, const struct deciding_question *q, const char *mc, struct text *facts, struct text *because)
{
    struct findings f = { 0 };
    struct inquiry in;
    int n = 0;

    if (*q->rules != '\0' && session_ruleset_named(s, q->rules) < 0)
        return;
    if (!inquiry_begin(&in, s, *q->rules != '\0' ? q->rules : NULL, NULL, q->text))
        return;
    in.verdict = run_is_check(in.rules);
    in.present = true;
    facts_find(&in, &f);
    end_unasked(passing_trouble(s, &f));
    for (int i = 0; i < 2 * f.nfacts && n < MOST_FACTS; i++) {
        const struct fact *x = &f.facts[i % f.nfacts];
        struct place p;

        if (!decides(x) || is_own(x) != (i < f.nfacts))
            continue;
        place_of_fact(s, x, &p);
        if (is_of_dialogue(&p))
            continue;
        if (facts != NULL)
            put_fact(facts, s, x, mc);
        if (because != NULL && n == 0)
            put_because(because, s, x);
        n++;
    }
    inquiry_end(&in);
    facts_clear(&f);
}
