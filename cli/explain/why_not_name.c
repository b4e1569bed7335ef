/*
 * why_not_name.c - why a map was not asked, or a mailer not chosen.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "describe.h"
#include "engine.h"
#include "explain/explain.h"
#include "explain/reasons.h"
#include "explain/trial.h"
#include "explain/why_not.h"
#include "explain/why_not_name.h"
#include "show/memory.h"
#include "show/output.h"
#include "show/text.h"

/* A rule that could do it, and how far it came. */
struct candidate {
    const struct rule *rule;
    int ruleset;
    int rank; /* 0: never tried; parts of it that matched, and 1; the most: it matched */
};

struct picking {
    enum mention what;
    const char *name;
    struct candidate *list;
    int n;
    const struct rule *rule; /* being looked at */
    int ruleset;
};

enum { MATCHED = 1 << 20 };

static void mentioned(void *ctx, enum mention what, const char *name)
{
    struct picking *p = ctx;

    if (what != p->what || strcasecmp(name, p->name) != 0
        || (p->n > 0 && p->list[p->n - 1].rule == p->rule))
        return;
    if ((p->n & (p->n - 1)) == 0)
        p->list = grow_or_end(p->list, (p->n == 0 ? 1 : 2 * (size_t)p->n) * sizeof *p->list);
    p->list[p->n++] = (struct candidate){ p->rule, p->ruleset, 0 };
}

static void tried(void *ctx, struct session *s, const struct event *e)
{
    struct picking *p = ctx;

    for (int i = 0; i < p->n; i++) {
        struct reach reach;
        int rank;

        if (p->list[i].rule != e->rule)
            continue;
        reach = session_reach(s, e->rule, &e->ws);
        rank = reach.matches ? MATCHED : reach.op + 1;
        p->list[i].rank = rank > p->list[i].rank ? rank : p->list[i].rank;
    }
}

/* The rules that mention it, all of them, each with how far it came. */
static void gather(const struct explain *x, struct picking *p)
{
    struct trial t = { 0 };
    struct trial_of of;

    for (p->ruleset = 0; p->ruleset < RULESET_NUMBERS; p->ruleset++) {
        for (p->rule = session_first_rule(x->session, p->ruleset); p->rule != NULL; p->rule = rule_after(p->rule))
            session_rule_mentions(x->session, p->rule, mentioned, p);
    }
    trial_begin(&of, x->session, x->rules, x->address);
    trial_run_watched(&of, tried, p, &t);
    trial_end(&of);
    trial_clear(&t);
}

/* The rule to be told: the one that matched, or came furthest. */
static void tell(const struct explain *x, struct picking *p, const char *what, const char *verb)
{
    const struct candidate *best = p->list;
    const struct why_not_about about = { what, p->name, p->n };
    struct text line = { 0 };

    for (int i = 1; i < p->n; i++)
        best = p->list[i].rank > best->rank ? &p->list[i] : best;
    if (p->n > 1 && x->json == NULL)
        text_format(&line, "%d rules %s %s; this one %s:\n", p->n, verb, p->name,
                    best->rank >= MATCHED ? "matched" : best->rank > 0 ? "came furthest" : "is the first");
    out_printable(x->out, text_of(&line), line.n, SHOWN_PRINTABLE);
    text_free(&line);
    explain_why_not(x, best->rule, best->ruleset, &about);
}

static void none(const struct explain *x, const char *what, const char *verb, const char *name)
{
    const struct why_not_about about = { what, name, 0 };
    struct text line = { 0 };

    if (x->json != NULL) {
        explain_why_not(x, NULL, 0, &about);
        return;
    }
    text_format(&line, "no rule %s %s%s\n", verb, name,
                strcmp(verb, "names") == 0 ? ": it can only come from a table, or a macro" : "");
    out_printable(x->out, text_of(&line), line.n, SHOWN_PRINTABLE);
    text_free(&line);
}

bool explain_why_not_map(const struct explain *x, const char *map)
{
    struct picking p = { .what = MENTIONS_MAP, .name = map };

    if (session_map(x->session, map) == NULL)
        return false;
    if (x->json == NULL)
        reasons_unasked(x, map);
    gather(x, &p);
    if (p.n > 0)
        tell(x, &p, "map", "ask");
    else
        none(x, "map", "asks", map);
    free(p.list);
    return true;
}

bool explain_why_not_mailer(const struct explain *x, const char *mailer)
{
    struct picking p = { .what = MENTIONS_MAILER, .name = mailer };

    if (!session_has_mailer(x->session, mailer))
        return false;
    gather(x, &p);
    if (p.n > 0)
        tell(x, &p, "mailer", "name");
    else
        none(x, "mailer", "names", mailer);
    free(p.list);
    return true;
}
