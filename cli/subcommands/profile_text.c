/*
 * profile_text.c - btsh profile: the tree as tables of rules and maps, and as folded stacks.
 */
#include <stdlib.h>
#include <string.h>

#include "engine.h"
#include "show/base_name.h"
#include "show/memory.h"
#include "show/text.h"
#include "subcommands/profile_text.h"
#include "subcommands/profile_tree.h"

enum { SHOWN = 20 };

/* What several nodes that are the same rule or map come to. */
struct row {
    const struct profile_node *node; /* one of them */
    uint64_t self;
    size_t tries, matches, lookups;
};

void profile_name(struct text *t, const struct session *s, const struct profile_node *n)
{
    char buf[32];

    if (n->kind == PROFILE_ALL)
        text_add(t, "all");
    else if (n->kind == PROFILE_MAP)
        text_format(t, "map %s", n->map);
    else
        text_add(t, session_ruleset_name(s, n->ruleset, buf));
    if (n->kind == PROFILE_RULE)
        text_format(t, "/%d", rule_describe(n->rule).number);
}

static int by_what(const void *a, const void *b)
{
    const struct profile_node *x = ((const struct row *)a)->node, *y = ((const struct row *)b)->node;

    if (x->kind == PROFILE_MAP)
        return strcmp(x->map, y->map);
    return x->rule < y->rule ? -1 : x->rule > y->rule;
}

static int by_time(const void *a, const void *b)
{
    const struct row *x = a, *y = b;
    struct rule_view v, w;

    if (x->self != y->self)
        return x->self > y->self ? -1 : 1;
    if (x->node->kind == PROFILE_MAP)
        return strcmp(x->node->map, y->node->map);
    v = rule_describe(x->node->rule);
    w = rule_describe(y->node->rule);
    return v.line != w.line ? v.line - w.line : x->node->ruleset - y->node->ruleset;
}

/* Those of a kind, each once, the longest first; the caller frees them. */
static struct row *rows_of(const struct profile *p, enum profile_kind kind, int *n)
{
    struct row *list = zeroed_or_end((size_t)p->n, sizeof *list);
    int all = 0;

    for (int i = 0; i < p->n; i++) {
        const struct profile_node *x = &p->list[i];

        if (x->kind != kind)
            continue;
        list[all] = (struct row){ x, x->self, x->tries, x->matches, 0 };
        for (int c = x->child; c >= 0; c = p->list[c].next)
            list[all].lookups += p->list[c].kind == PROFILE_MAP ? p->list[c].tries : 0;
        all++;
    }
    qsort(list, (size_t)all, sizeof *list, by_what);
    *n = 0;
    for (int i = 0; i < all; i++) {
        if (*n == 0 || by_what(&list[*n - 1], &list[i]) != 0) {
            list[(*n)++] = list[i];
            continue;
        }
        list[*n - 1].self += list[i].self;
        list[*n - 1].tries += list[i].tries;
        list[*n - 1].matches += list[i].matches;
        list[*n - 1].lookups += list[i].lookups;
    }
    qsort(list, (size_t)*n, sizeof *list, by_time);
    return list;
}

static void put_time(struct text *t, uint64_t ns, uint64_t of)
{
    text_format(t, "%9.3f ms %5.1f %%", (double)ns / 1e6, of > 0 ? (double)ns * 100 / (double)of : 0);
}

static void put_row(struct text *t, const struct session *s, const struct row *r, uint64_t of)
{
    put_time(t, r->self, of);
    text_format(t, " %9zu %9zu", r->tries, r->matches);
    if (r->node->kind == PROFILE_RULE)
        text_format(t, " %9zu", r->lookups);
    text_add(t, "  ");
    if (r->node->kind == PROFILE_MAP)
        text_add(t, r->node->map);
    else
        profile_name(t, s, r->node);
    if (r->node->kind == PROFILE_RULE)
        text_format(t, " (%s:%d)", base_name(rule_describe(r->node->rule).file), rule_describe(r->node->rule).line);
    text_char(t, '\n');
}

static void put_rows(struct text *t, const struct session *s, const struct profile *p, enum profile_kind kind, bool all)
{
    int n;
    struct row *list = rows_of(p, kind, &n);

    text_add(t, kind == PROFILE_RULE ? "\n        time   share     tries   matches   lookups  rule\n"
                                     : "\n        time   share   lookups     found  map\n");
    for (int i = 0; i < n && (all || i < SHOWN); i++)
        put_row(t, s, &list[i], p->list[0].total);
    if (!all && n > SHOWN)
        text_format(t, "and %d more (--all)\n", n - SHOWN);
    free(list);
}

void profile_tables(struct text *t, const struct session *s, const struct profile *p, size_t addresses, bool all)
{
    uint64_t of[PROFILE_MAP + 1] = { 0 };

    for (int i = 0; i < p->n; i++)
        of[p->list[i].kind] += p->list[i].self;
    text_format(t, "%zu address%s in %.3f ms: %.3f ms in rules, %.3f ms in lookups, %.3f ms around them\n", addresses, addresses == 1 ? "" : "es",
                (double)p->list[0].total / 1e6, (double)(of[PROFILE_RULE] + of[PROFILE_RULESET]) / 1e6, (double)of[PROFILE_MAP] / 1e6,
                (double)of[PROFILE_ALL] / 1e6);
    put_rows(t, s, p, PROFILE_RULE, all);
    put_rows(t, s, p, PROFILE_MAP, all);
}

/* Those above it first. */
static void put_stack(struct text *t, const struct session *s, const struct profile *p, int i)
{
    if (p->list[i].parent > 0) {
        put_stack(t, s, p, p->list[i].parent);
        text_char(t, ';');
    }
    profile_name(t, s, &p->list[i]);
}

void profile_folded(struct text *t, const struct session *s, const struct profile *p)
{
    for (int i = 0; i < p->n; i++) {
        if (p->list[i].self == 0)
            continue;
        put_stack(t, s, p, i);
        text_format(t, " %llu\n", (unsigned long long)p->list[i].self);
    }
}
