/*
 * why_not.c - how far the match of a rule got: the best of its attempts, and what said no there.
 */
#include <stdlib.h>
#include <string.h>

#include "engine.h"
#include "explain/explain.h"
#include "explain/fact_text.h"
#include "explain/lay.h"
#include "explain/trial.h"
#include "explain/why_not.h"
#include "explain/why_not_found.h"
#include "explain/why_not_json.h"
#include "reason/place.h"
#include "show/output.h"
#include "show/rule_text.h"
#include "show/secrets.h"
#include "show/style.h"
#include "show/text.h"

enum { SHOWN = 3 /* matches */, HANGING = 4 };

static void keep(struct looking *l, struct session *s, const struct event *e,
                 const struct reach *reach)
{
    struct rule_view v = rule_describe(l->rule);
    /* a rule that matched at once has no part that ever said no */
    const char *token = reach->op >= 0 && reach->op < v.lhs.n
                            ? session_listed_token(s, l->rule, reach->op, false) : "";
    unsigned char mark = (unsigned char)*token;

    l->best = *reach;
    text_clear(&l->whole);
    text_clear(&l->good);
    text_clear(&l->bad);
    text_clear(&l->op);
    text_vector(&l->whole, s, &e->ws);
    text_part(&l->good, s, &e->ws, 0, reach->token < 0 ? 0 : reach->token);
    text_part(&l->bad, s, &e->ws, reach->token < 0 ? 0 : reach->token, e->ws.n);
    text_clear(&l->first);
    if (mark == 0x94 && reach->token >= 0 && reach->token < e->ws.n)
        text_part(&l->first, s, &e->ws, reach->token, reach->token + 1);
    text_display(&l->op, s, token);
    text_clear(&l->value);
    if (mark == 0x82 && session_macro_at(s, (unsigned char)token[1]) != NULL)
        text_display(&l->value, s, session_macro_at(s, (unsigned char)token[1]));
    l->empty = mark == 0x93 && session_class_size(s, (unsigned char)token[1]) == 0;
    l->kind = reach->op >= v.lhs.n ? 'e' : mark == 0x93 ? '=' : mark == 0x94 ? '~'
              : mark == 0x82 ? '&' : mark >= 0x80 ? '*' : 'w';
}

static void tried(void *ctx, struct session *s, const struct event *e)
{
    struct looking *l = ctx;
    struct reach reach;

    if (e->rule != l->rule)
        return;
    reach = session_reach(s, e->rule, &e->ws);
    if (l->attempts++ == 0 || (!l->best.matches && (reach.matches || reach.op > l->best.op)))
        keep(l, s, e, &reach);
}

static void put(const struct explain *x, struct text *line)
{
    if (x->style.width > 0) {
        lay_line(x, line, HANGING);
        return;
    }
    if (!x->show_secrets)
        secrets_mask(line, x->session);
    text_char(line, '\n');
    out_printable(x->out, line->s, line->n, SHOWN_PRINTABLE);
    text_clear(line);
}

/* Where the table's entry stands that answered. */
static void entry_place(const struct explain *x, const struct trial_lookup *l, struct text *line)
{
    struct place p;

    if (l->value == NULL || l->file == NULL)
        return;
    place_of_key(x->session, l->map, l->file, l->key, &p);
    if (p.kind == PLACE_NONE)
        return;
    text_add(line, "  ");
    place_text(line, &p);
}

/* Where the class that said no has its words from: " (site.mc:4)". */
static void class_place(const struct explain *x, const struct looking *l, struct text *line)
{
    const char *token = l->best.op >= 0 ? session_listed_token(x->session, l->rule, l->best.op, false) : "";
    struct text named = { 0 };
    const char *at;

    if ((l->kind != '=' && (l->kind != '~' || l->bad.n == 0)) || token[0] == '\0')
        return;
    class_named(&named, x->session, (unsigned char)token[1], true, x->mc);
    at = strstr(text_of(&named), " (");
    text_add(line, at != NULL ? at : "");
    text_free(&named);
}

static void refusal(const struct explain *x, const struct looking *l, struct text *line)
{
    const char *bad = text_of(&l->bad), *op = text_of(&l->op);
    bool end = *bad == '\0';

    if (l->best.op < 0) {
        text_add(line, "no memory to find out why");
        return;
    }
    if (l->good.n > 0)
        text_format(line, "it got as far as \"%s\"; then ", text_of(&l->good));
    else
        text_add(line, "nothing of it matched: ");
    switch (l->kind) {
    case 'e':
        text_format(line, "the rule ends, but \"%s\" is left", bad);
        break;
    case '=':
        if (l->empty) {
            text_format(line, "%s is empty", op);
            break;
        }
        text_format(line, end ? "%s needs a word, and there is nothing more%s"
                              : "%s has no word that \"%s\" begins with", op, bad);
        break;
    case '~':
        if (end)
            text_format(line, "%s needs a word, and there is nothing more", op);
        else
            text_format(line, "%s refuses words of its class, and there is \"%s\"", op, text_of(&l->first));
        break;
    case '&':
        text_format(line, end ? "%s is \"%s\", and there is nothing more" : "%s is \"%s\", and there is \"%s\"", op, text_of(&l->value), bad);
        break;
    default:
        text_format(line, end ? "%s is wanted, and there is nothing more%s"
                              : "%s is wanted, and there is \"%s\"", op, bad);
        break;
    }
    class_place(x, l, line);
}

/* The last rule that matched in this ruleset, or the one that decided. -1: none. */
static int answered_by(const struct trial *t, int ruleset)
{
    int found = -1;

    for (int i = 0; i < t->nsteps; i++) {
        if (t->steps[i].ruleset == ruleset)
            found = i;
    }
    for (int i = 0; found < 0 && i < t->nsteps; i++) {
        if (t->steps[i].resolved)
            found = i;
    }
    return found >= 0 ? found : t->nsteps - 1;
}

static void never(const struct explain *x, const struct looking *l, const struct trial *t,
                  struct text *line)
{
    int by = l->answered;
    bool ran = by >= 0 && t->steps[by].ruleset == l->ruleset;
    char buf[32];

    text_add(line, "it was never reached: ");
    if (!ran)
        text_format(line, "ruleset %s was not called", session_ruleset_name(x->session, l->ruleset, buf));
    if (by < 0) {
        put(x, line);
        return;
    }
    text_add(line, ran ? "" : "; ");
    rule_name(line, x->session, t->steps[by].ruleset, t->steps[by].rule);
    text_add(line, " (");
    rule_place(line, t->steps[by].rule);
    text_format(line, ") had answered before it: %s",
                t->steps[by].result != NULL ? t->steps[by].result : "");
    put(x, line);
    for (int i = 0; i < t->nlookups; i++) {
        if (t->lookups[i].step == by && t->lookups[i].value != NULL) {
            text_format(line, "by %s \"%s\" = \"%s\"", t->lookups[i].map, t->lookups[i].key,
                        t->lookups[i].value);
            entry_place(x, &t->lookups[i], line);
            put(x, line);
        }
    }
}

/* It matched: with what, and what its lookups said. */
static void did_match(const struct explain *x, const struct looking *l, const struct trial *t,
                      struct text *line)
{
    int matches = 0;

    for (int i = 0; i < t->nsteps; i++) {
        if (t->steps[i].rule != l->rule || ++matches > SHOWN)
            continue;
        text_format(line, "it did match: %s%s%s %s", t->steps[i].captures,
                    *t->steps[i].captures != '\0' ? " " : "", style_pick(&x->style, "→", "->"),
                    t->steps[i].result != NULL ? t->steps[i].result : "(abandoned)");
        put(x, line);
        for (int k = 0; k < t->nlookups; k++) {
            const struct trial_lookup *m = &t->lookups[k];

            if (m->step != i)
                continue;
            text_format(line, "    %s \"%s\": ", m->map, m->key);
            if (m->value != NULL)
                text_format(line, "\"%s\"", m->value);
            else
                text_add(line, m->unusable       ? "could not be asked"
                               : m->status == 75 ? "failed for the time being"
                                                 : "found nothing");
            entry_place(x, m, line);
            put(x, line);
        }
    }
    if (matches > SHOWN) {
        text_format(line, "and %d times more", matches - SHOWN);
        put(x, line);
    }
}

static void tell(const struct explain *x, const struct looking *l, const struct trial *t)
{
    struct text line = { 0 };

    rule_name(&line, x->session, l->ruleset, l->rule);
    text_add(&line, "  ");
    rule_place(&line, l->rule);
    text_add(&line, "  ");
    rule_written(&line, x->session, l->rule);
    put(x, &line);
    if (l->attempts == 0) {
        never(x, l, t, &line);
    } else if (l->best.matches) {
        did_match(x, l, t, &line);
    } else {
        text_format(&line, "it was tried on \"%s\"", text_of(&l->whole));
        if (l->attempts > 1)
            text_format(&line, " and %d times more; this got furthest", l->attempts - 1);
        put(x, &line);
        refusal(x, l, &line);
        put(x, &line);
    }
    text_free(&line);
}

void explain_why_not(const struct explain *x, const struct rule *r, int ruleset, const struct why_not_about *about)
{
    struct looking l = { .rule = r, .ruleset = ruleset };
    struct trial t = { 0 };
    struct trial_of of;

    if (r == NULL && x->json == NULL)
        return;
    trial_begin(&of, x->session, x->rules, x->address);
    trial_run_watched(&of, tried, &l, &t);
    l.answered = l.attempts == 0 ? answered_by(&t, ruleset) : -1;
    if (x->json != NULL)
        why_not_json_write(x, &l, &t, about);
    else
        tell(x, &l, &t);
    trial_end(&of);
    trial_clear(&t);
    text_free(&l.whole);
    text_free(&l.good);
    text_free(&l.bad);
    text_free(&l.first);
    text_free(&l.op);
    text_free(&l.value);
}
