/*
 * why_not_json.c - why a rule did not match, a map was not asked or a mailer not chosen, as JSON: one object.
 */
#include <string.h>

#include "engine.h"
#include "explain/explain.h"
#include "explain/explain_json.h"
#include "explain/json_members.h"
#include "explain/trial.h"
#include "explain/why_not.h"
#include "explain/why_not_found.h"
#include "explain/why_not_json.h"
#include "reason/facts.h"
#include "reason/run.h"
#include "show/rule_text.h"

static json_t *lookups(const struct making *m, const struct trial *t, int step)
{
    json_t *list = m->lib->json_array();

    for (int i = 0; i < t->nlookups; i++) {
        const struct trial_lookup *l = &t->lookups[i];
        json_t *o;

        if (l->step != step)
            continue;
        o = m->lib->json_object();
        member_text(m, o, "map", l->map);
        member_internal(m, o, "key", l->key);
        member_internal(m, o, "value", l->value);
        member_boolean(m, o, "failed", l->unusable || l->status == 75);
        m->lib->json_array_append_new(list, o);
    }
    return list;
}

/* A step of the run: its rule, what it took and left, and what it asked. */
static json_t *step(const struct making *m, const struct trial *t, int i)
{
    const struct trial_step *s = &t->steps[i];
    json_t *o = m->lib->json_object();

    member_rule(m, o, s->rule, s->ruleset);
    member_text(m, o, "captures", s->captures);
    member_text(m, o, "result", s->result);
    member_put(m, o, "lookups", lookups(m, t, i));
    return o;
}

static json_t *matches(const struct making *m, const struct looking *l, const struct trial *t)
{
    json_t *list = m->lib->json_array();

    for (int i = 0; i < t->nsteps; i++) {
        if (t->steps[i].rule == l->rule)
            m->lib->json_array_append_new(list, step(m, t, i));
    }
    return list;
}

static json_t *rule(const struct making *m, const struct looking *l)
{
    json_t *o = m->lib->json_object();
    struct text t = { 0 };

    member_rule(m, o, l->rule, l->ruleset);
    rule_written(&t, m->x->session, l->rule);
    member_text(m, o, "text", text_of(&t));
    text_free(&t);
    return o;
}

/* What said no: the part of the rule, and what stood there. */
static json_t *refusal(const struct making *m, const struct looking *l)
{
    json_t *o = m->lib->json_object();

    member_text(m, o, "matched", text_of(&l->good));
    member_text(m, o, "wanted", l->kind == 'e' ? NULL : text_of(&l->op));
    if (l->kind == '&')
        member_text(m, o, "value", text_of(&l->value));
    member_text(m, o, "left", text_of(&l->bad));
    return o;
}

static void outcome(const struct making *m, json_t *line, const struct looking *l, const struct trial *t)
{
    member_text(m, line, "outcome", l->attempts == 0 ? "not reached" : l->best.matches ? "matched" : "no match");
    member_integer(m, line, "attempts", l->attempts);
    if (l->attempts > 0)
        member_text(m, line, "tried", text_of(&l->whole));
    if (l->attempts > 0 && !l->best.matches && l->best.op >= 0)
        member_put(m, line, "no", refusal(m, l));
    if (l->answered >= 0)
        member_put(m, line, "answered", step(m, t, l->answered));
    member_put(m, line, "matches", matches(m, l, t));
}

/* What explanations say of a table that was not asked. */
static void add_unasked(struct making *m, json_t *line, const char *map)
{
    struct findings f = { 0 };
    struct inquiry q;

    if (!inquiry_begin(&q, m->x->session, m->x->rules, m->x->mailer, m->x->address))
        return;
    q.verdict = run_is_check(m->x->rules);
    facts_find(&q, &f);
    m->f = &f;
    member_put(m, line, "unasked", explain_json_unasked(m, map));
    m->f = NULL;
    inquiry_end(&q);
    facts_clear(&f);
}

void why_not_json_write(const struct explain *x, const struct looking *l, const struct trial *t,
                        const struct why_not_about *about)
{
    struct making m = { explain_json_library(x->json), x, NULL };
    json_t *line = m.lib->json_object();

    member_integer(&m, line, "version", 1);
    member_text(&m, line, "what", about->what);
    member_text(&m, line, "name", about->name);
    member_internal(&m, line, "address", x->address);
    member_text(&m, line, "rulesets", x->rules);
    member_integer(&m, line, "rules", about->rules);
    if (l->rule != NULL) {
        member_put(&m, line, "rule", rule(&m, l));
        outcome(&m, line, l, t);
    }
    if (strcmp(about->what, "map") == 0)
        add_unasked(&m, line, about->name);
    explain_json_line(x->json, x->out, line);
}
