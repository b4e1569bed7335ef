#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "coverage.h"
#include "marker.h"

enum { RULESETS = 200 };

/* ---- counting -------------------------------------------------------------------------------- */

static struct counts *place(const struct coverage *c, const struct rule *r)
{
    size_t i = ((uintptr_t)r >> 4) * 11400714819323198485u;

    i &= c->room - 1;
    while (c->list[i].rule != NULL && c->list[i].rule != r)
        i = (i + 1) & (c->room - 1);
    return &c->list[i];
}

static void grow(struct coverage *c)
{
    struct coverage bigger = { .room = c->room * 2 + (c->room == 0) * 1024 };

    bigger.list = calloc(bigger.room, sizeof *bigger.list);
    if (bigger.list == NULL)
        return;
    for (size_t i = 0; i < c->room; i++) {
        if (c->list[i].rule != NULL)
            *place(&bigger, c->list[i].rule) = c->list[i];
    }
    free(c->list);
    c->list = bigger.list;
    c->room = bigger.room;
    c->now = NULL;
}

/* The counts of a rule; NULL: no memory. */
static struct counts *counts_of(struct coverage *c, const struct rule *r)
{
    struct counts *x;

    if (c->n * 2 >= c->room)
        grow(c);
    if (c->n + 1 >= c->room)
        return NULL;
    x = place(c, r);
    if (x->rule == NULL) {
        x->rule = r;
        c->n++;
    }
    return x;
}

void coverage_hear(struct coverage *c, const struct event *e)
{
    struct counts *x;

    switch (e->kind) {
    case EVENT_RULE_TRY:
        x = counts_of(c, e->rule);
        if (x != NULL)
            x->tried++;
        break;
    case EVENT_RULE_MATCH:
        x = c->now = counts_of(c, e->rule);
        if (x != NULL)
            x->matched++;
        break;
    case EVENT_LOOKUP_END:
        if (c->now == NULL)
            break;
        if (e->status == EX_TEMPFAIL)
            c->now->failed++;
        else if (e->value != NULL)
            c->now->found++;
        else
            c->now->missing++;
        break;
    default:
        break;
    }
}

static void sum(struct counts *to, const struct counts *from)
{
    to->tried += from->tried;
    to->matched += from->matched;
    to->found += from->found;
    to->missing += from->missing;
    to->failed += from->failed;
}

void coverage_add(struct coverage *to, const struct coverage *from)
{
    for (size_t i = 0; i < from->room; i++) {
        struct counts *x = from->list[i].rule != NULL ? counts_of(to, from->list[i].rule) : NULL;

        if (x != NULL)
            sum(x, &from->list[i]);
    }
}

void coverage_free(struct coverage *c)
{
    free(c->list);
    *c = (struct coverage){ NULL, 0, 0, NULL };
}

/* ---- the report ------------------------------------------------------------------------------ */

/* The map of a rule's first lookup, malloc'd; NULL: it has none. */
static char *map_of(const struct session *s, const struct rule_view *v)
{
    for (int i = 0; i < v->rhs.n; i++) {
        unsigned char mark = (unsigned char)*token_text(s, v->rhs.v[i], NULL);
        const char *name;

        if (mark == MARK_CANON)
            return strdup("host");
        if (mark != MARK_LOOKUP || i + 1 >= v->rhs.n)
            continue;
        name = token_text(s, v->rhs.v[i + 1], NULL);
        return strdup((unsigned char)*name >= 0x80 ? "(by macro)" : name);
    }
    return NULL;
}

static void add_rule(struct report *r, struct session *s, int ruleset, const struct rule *rule,
                     const struct coverage *c)
{
    struct rule_view v = rule_describe(rule);
    struct covered *x;
    char name[32];

    if (r->n == r->room) {
        int room = r->room * 2 + 256;
        struct covered *grown = realloc(r->list, (size_t)room * sizeof *grown);

        if (grown == NULL)
            return;
        r->list = grown;
        r->room = room;
    }
    x = &r->list[r->n++];
    *x = (struct covered){ .file = strdup(v.file), .first_line = v.first_line,
                           .last_line = v.line, .map = map_of(s, &v),
                           .ruleset = strdup(session_ruleset_name(s, ruleset, name)) };
    if (c->room > 0)
        x->counts = *place(c, rule);
    x->counts.rule = rule;
}

void report_add(struct report *r, struct program *p, const struct coverage *c)
{
    struct session *s = session_new(p, NULL);

    for (int i = 0; i < RULESETS; i++) {
        const struct rule *rule = session_first_rule(s, i);

        for (; rule != NULL; rule = rule_after(rule))
            add_rule(r, s, i, rule, c);
    }
    session_free(s);
}

static int compare(const void *a, const void *b)
{
    const struct covered *x = a, *y = b;
    int d = strcmp(x->file, y->file);

    return d != 0 ? d : x->first_line - y->first_line;
}

static void free_one(struct covered *x)
{
    free((char *)(uintptr_t)x->file);
    free((char *)(uintptr_t)x->ruleset);
    free((char *)(uintptr_t)x->map);
}

void report_finish(struct report *r)
{
    int kept = 0;

    if (r->n > 0)
        qsort(r->list, (size_t)r->n, sizeof *r->list, compare);
    for (int i = 0; i < r->n; i++) {
        if (kept > 0 && compare(&r->list[kept - 1], &r->list[i]) == 0) {
            sum(&r->list[kept - 1].counts, &r->list[i].counts);
            free_one(&r->list[i]);
        } else {
            r->list[kept++] = r->list[i];
        }
    }
    r->n = kept;
}

void report_free(struct report *r)
{
    for (int i = 0; i < r->n; i++)
        free_one(&r->list[i]);
    free(r->list);
    *r = (struct report){ NULL, 0, 0 };
}

int report_matched(const struct report *r)
{
    int n = 0;

    for (int i = 0; i < r->n; i++)
        n += r->list[i].counts.matched > 0;
    return n;
}

/* ---- as text --------------------------------------------------------------------------------- */

struct tally {
    int rules, matched, tried;
};

static void count(struct tally *t, const struct covered *x)
{
    t->rules++;
    t->matched += x->counts.matched > 0;
    t->tried += x->counts.matched == 0 && x->counts.tried > 0;
}

static void tally_line(struct output *o, const char *prefix, const char *name,
                       const struct tally *t)
{
    out_format(o, "%s%-24s %6d %8d %14d %14d  %3ld%%\n", prefix, name, t->rules, t->matched,
               t->tried, t->rules - t->matched - t->tried,
               t->rules > 0 ? (long)t->matched * 100 / t->rules : 100L);
}

static bool same_ruleset(const struct covered *a, const struct covered *b)
{
    return strcmp(a->file, b->file) == 0 && strcmp(a->ruleset, b->ruleset) == 0;
}

/* True if an earlier rule has the same ruleset: a ruleset may stand in several places. */
static bool told_before(const struct report *r, int i)
{
    for (int k = i - 1; k >= 0; k--) {
        if (same_ruleset(&r->list[k], &r->list[i]))
            return true;
    }
    return false;
}

static void tell_rulesets(const struct report *r, struct output *o, const char *prefix, int from,
                          int to)
{
    struct tally all = { 0, 0, 0 };

    out_format(o, "%s%s\n%s%-24s %6s %8s %14s %14s\n", prefix, r->list[from].file, prefix,
               "ruleset", "rules", "matched", "tried in vain", "never reached");
    for (int i = from; i < to; i++) {
        struct tally one = { 0, 0, 0 };

        count(&all, &r->list[i]);
        if (told_before(r, i))
            continue;
        for (int k = i; k < to; k++) {
            if (same_ruleset(&r->list[i], &r->list[k]))
                count(&one, &r->list[k]);
        }
        tally_line(o, prefix, r->list[i].ruleset, &one);
    }
    tally_line(o, prefix, "all", &all);
}

static void tell_gaps(const struct report *r, struct output *o, const char *prefix)
{
    for (int i = 0; i < r->n; i++) {
        const struct covered *x = &r->list[i];

        if (x->counts.matched > 0)
            continue;
        out_format(o, "%s%s:%d: %s: ", prefix, x->file, x->first_line, x->ruleset);
        if (x->counts.tried > 0)
            out_format(o, "tried %lu times, never matched\n", x->counts.tried);
        else
            out_text(o, "never reached\n");
    }
}

static bool has_map(const struct report *r, int before, const char *map)
{
    for (int i = 0; i < before; i++) {
        if (r->list[i].map != NULL && strcmp(r->list[i].map, map) == 0)
            return true;
    }
    return false;
}

static void tell_lookups(const struct report *r, struct output *o, const char *prefix)
{
    bool begun = false;

    for (int i = 0; i < r->n; i++) {
        const char *map = r->list[i].map;
        struct counts all = { .rule = NULL };
        int rules = 0, never = 0;

        if (map == NULL || has_map(r, i, map))
            continue;
        for (int k = i; k < r->n; k++) {
            const struct covered *x = &r->list[k];

            if (x->map == NULL || strcmp(x->map, map) != 0)
                continue;
            rules++;
            never += x->counts.found + x->counts.missing + x->counts.failed == 0;
            sum(&all, &x->counts);
        }
        if (!begun)
            out_format(o, "%s%-24s %6s %8s %8s %8s %12s\n", prefix, "lookups in", "rules", "found",
                       "missing", "failed", "never asked");
        begun = true;
        out_format(o, "%s%-24s %6d %8lu %8lu %8lu %12d\n", prefix, map, rules, all.found,
                   all.missing, all.failed, never);
    }
}

void report_text(const struct report *r, struct output *o, const char *prefix)
{
    for (int i = 0, j; i < r->n; i = j) {
        for (j = i + 1; j < r->n && strcmp(r->list[i].file, r->list[j].file) == 0; j++)
            continue;
        tell_rulesets(r, o, prefix, i, j);
    }
    tell_lookups(r, o, prefix);
    tell_gaps(r, o, prefix);
}

/* ---- for genhtml ----------------------------------------------------------------------------- */

static void branch(FILE *f, int line, int block, int number, bool reached, unsigned long taken)
{
    if (reached)
        fprintf(f, "BRDA:%d,%d,%d,%lu\n", line, block, number, taken);
    else
        fprintf(f, "BRDA:%d,%d,%d,-\n", line, block, number);
}

static void lcov_rule(FILE *f, const struct covered *x, int *found, int *hit)
{
    const struct counts *c = &x->counts;
    bool asked = c->found + c->missing + c->failed > 0;

    branch(f, x->first_line, 0, 0, c->tried > 0, c->matched);
    branch(f, x->first_line, 0, 1, c->tried > 0, c->tried - c->matched);
    *found += 2;
    *hit += (c->matched > 0) + (c->tried > c->matched);
    if (x->map == NULL)
        return;
    branch(f, x->first_line, 1, 0, asked, c->found);
    branch(f, x->first_line, 1, 1, asked, c->missing);
    branch(f, x->first_line, 1, 2, asked, c->failed);
    *found += 3;
    *hit += (c->found > 0) + (c->missing > 0) + (c->failed > 0);
}

static void lcov_rulesets(const struct report *r, FILE *f, int from, int to)
{
    int found = 0, hit = 0;

    for (int i = from; i < to; i++) {
        unsigned long runs = 0;

        if (told_before(r, i))
            continue;
        for (int k = i; k < to; k++) {
            if (same_ruleset(&r->list[i], &r->list[k]) && r->list[k].counts.tried > runs)
                runs = r->list[k].counts.tried;
        }
        fprintf(f, "FN:%d,%s\nFNDA:%lu,%s\n", r->list[i].first_line, r->list[i].ruleset, runs,
                r->list[i].ruleset);
        found++;
        hit += runs > 0;
    }
    fprintf(f, "FNF:%d\nFNH:%d\n", found, hit);
}

static void lcov_file(const struct report *r, FILE *f, int from, int to)
{
    int branches = 0, taken = 0, hit = 0;

    fprintf(f, "TN:\nSF:%s\n", r->list[from].file);
    lcov_rulesets(r, f, from, to);
    for (int i = from; i < to; i++)
        lcov_rule(f, &r->list[i], &branches, &taken);
    fprintf(f, "BRF:%d\nBRH:%d\n", branches, taken);
    for (int i = from; i < to; i++) {
        fprintf(f, "DA:%d,%lu\n", r->list[i].first_line, r->list[i].counts.matched);
        hit += r->list[i].counts.matched > 0;
    }
    fprintf(f, "LF:%d\nLH:%d\nend_of_record\n", to - from, hit);
}

void report_lcov(const struct report *r, FILE *f)
{
    for (int i = 0, j; i < r->n; i = j) {
        for (j = i + 1; j < r->n && strcmp(r->list[i].file, r->list[j].file) == 0; j++)
            continue;
        lcov_file(r, f, i, j);
    }
}
