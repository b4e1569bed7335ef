/*
 * explain.c - what of a site's own decided where an address goes, as data.
 */
#include "library/inside.h"
#include "library/observe.h"
#include "library/plain.h"
#include "library/session.h"
#include "reason/facts.h"
#include "reason/place.h"
#include "reason/run.h"

static const char *const kinds[] = { [FACT_RECORD] = "record", [FACT_MISS] = "miss", [FACT_WORD] = "word", [FACT_LACK] = "lack",
                                     [FACT_MACRO] = "macro", [FACT_UNSET] = "unset", [FACT_FROZEN] = "frozen" };

static struct btsh_fact *fact_of(struct btsh_session *x, const struct fact *f)
{
    struct arena *a = &x->answer;
    struct btsh_fact *out = arena_alloc(a, sizeof *out);
    struct place p;
    char name[32];

    place_of_fact(x->session, f, &p);
    out->kind = kinds[f->kind];
    out->name = plain_text(a, x->session, f->map != NULL ? f->map : session_name(x->session, f->id, true, name));
    out->map_class = plain_text(a, x->session, f->cls);
    out->file = plain_text(a, x->session, f->file);
    out->key = plain_text(a, x->session, f->key);
    out->value = plain_text(a, x->session, f->value);
    if (p.kind == PLACE_LINE || p.kind == PLACE_DATABASE)
        out->place = arena_strdup(a, p.file);
    out->line = p.line;
    out->decides = f->decides;
    out->choice = f->choice;
    out->matters = f->matters;
    out->failed = f->temporary || f->unusable;
    out->common = f->common;
    return out;
}

static struct btsh_rule *rule_of(struct btsh_session *x, const struct rule_used *u)
{
    struct btsh_rule *out = arena_alloc(&x->answer, sizeof *out);
    const struct rule_view v = rule_describe(u->rule);
    char name[32];

    out->ruleset = arena_strdup(&x->answer, session_ruleset_name(x->session, u->ruleset, name));
    out->number = v.number;
    out->file = plain_text(&x->answer, x->session, v.file);
    out->line = v.first_line;
    out->resolves = u->resolves;
    return out;
}

static const struct btsh_explanation *all_of(struct btsh_session *x, const struct findings *f)
{
    struct arena *a = &x->answer;
    struct btsh_explanation *out = arena_alloc(a, sizeof *out);
    const struct run_answer *answer = &f->answer;

    out->mailer = plain_text(a, x->session, answer->mailer);
    out->host = plain_text(a, x->session, answer->host);
    out->user = plain_text(a, x->session, answer->user);
    out->workspace = plain_text(a, x->session, answer->workspace);
    out->status = answer->status;
    out->refused = run_refused(answer);
    out->finished = !f->unfinished;
    /* from the last to the first, each in front of those that there are */
    for (int i = f->nfacts; i-- > 0;) {
        struct btsh_fact *one = fact_of(x, &f->facts[i]);

        one->next = out->facts;
        out->facts = one;
    }
    for (int i = f->nrules; i-- > 0;) {
        struct btsh_rule *one = f->rules[i].decides ? rule_of(x, &f->rules[i]) : NULL;

        if (one == NULL)
            continue;
        one->next = out->rules;
        out->rules = one;
    }
    return out;
}

const struct btsh_explanation *btsh_explain(struct btsh_session *x, const char *rules, const char *address)
{
    const struct btsh_explanation *out;
    struct findings f = { 0 };
    struct inquiry q;

    if (!library_begin(x, 0) || !inquiry_begin(&q, x->session, rules, NULL, address))
        return NULL;
    q.verdict = run_is_check(rules);
    facts_find(&q, &f);
    out = all_of(x, &f);
    inquiry_end(&q);
    facts_clear(&f);
    library_listen(x, 0);
    library_end(x);
    return out;
}
