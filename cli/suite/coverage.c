/*
 * coverage.c - which rules and lookups were used.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/marker.h"
#include "engine.h"
#include "explore/dead.h"
#include "show/memory.h"
#include "show/output.h"
#include "suite/coverage.h"

enum { RULESETS = 200, SUMMARY = 10 };

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

    bigger.list = zeroed_or_end(bigger.room, sizeof *bigger.list);
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

/* The place of a map among a rule's; NULL: there is no room. */
static struct asked *asked_of(struct counts *c, const char *map)
{
    for (int i = 0; i < LOOKUPS_OF_RULE; i++) {
        struct asked *a = &c->asked[i];

        if (a->map == NULL)
            a->map = map;
        if (strcmp(a->map, map) == 0)
            return a;
    }
    return NULL;
}

static void count_lookup(struct counts *c, const struct event *e)
{
    struct asked *a = asked_of(c, e->map);

    if (a == NULL)
        return;
    if (e->status == EX_TEMPFAIL)
        a->failed++;
    else if (e->value != NULL)
        a->found++;
    else
        a->missing++;
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
        if (e->value != NULL)
            rows_note(&c->rows, e->map, e->key);
        if (c->now != NULL)
            count_lookup(c->now, e);
        break;
    default:
        break;
    }
}

static void sum(struct counts *to, const struct counts *from)
{
    to->tried += from->tried;
    to->matched += from->matched;
    for (int i = 0; i < LOOKUPS_OF_RULE && from->asked[i].map != NULL; i++) {
        struct asked *a = asked_of(to, from->asked[i].map);

        if (a == NULL)
            continue;
        a->found += from->asked[i].found;
        a->missing += from->asked[i].missing;
        a->failed += from->asked[i].failed;
    }
}

void coverage_add(struct coverage *to, const struct coverage *from)
{
    for (size_t i = 0; i < from->room; i++) {
        struct counts *x = from->list[i].rule != NULL ? counts_of(to, from->list[i].rule) : NULL;

        if (x != NULL)
            sum(x, &from->list[i]);
    }
    rows_add(&to->rows, &from->rows);
}

void coverage_free(struct coverage *c)
{
    free(c->list);
    rows_free(&c->rows);
    *c = (struct coverage){ .list = NULL };
}

/* ---- the report ------------------------------------------------------------------------------ */

static const char BY_MACRO[] = "(by macro)";

/* The map of the lookup that begins at token i of a right side; NULL: none does. */
static const char *map_at(const struct session *s, const struct rule_view *v, int i)
{
    unsigned char mark = (unsigned char)*token_text(s, v->rhs.v[i], NULL);
    const char *name;

    if (mark == MARK_CANON)
        return "host";
    if (mark != MARK_LOOKUP || i + 1 >= v->rhs.n)
        return NULL;
    name = token_text(s, v->rhs.v[i + 1], NULL);
    return (unsigned char)*name >= 0x80 ? BY_MACRO : name;
}

/* The lookups that a rule names, with what was counted; those of no name that stands there count for
 * the map that a macro names. */
static void name_lookups(struct counts *to, const struct session *s, const struct rule_view *v,
                         const struct counts *from)
{
    struct counts named = { .rule = to->rule, .tried = from->tried, .matched = from->matched };

    for (int i = 0; i < v->rhs.n; i++) {
        const char *map = map_at(s, v, i);

        if (map != NULL)
            asked_of(&named, map);
    }
    for (int i = 0; i < LOOKUPS_OF_RULE && from->asked[i].map != NULL; i++) {
        struct asked *a = NULL;

        for (int k = 0; a == NULL && k < LOOKUPS_OF_RULE && named.asked[k].map != NULL; k++) {
            if (strcmp(named.asked[k].map, from->asked[i].map) == 0)
                a = &named.asked[k];
        }
        if (a == NULL)
            a = asked_of(&named, BY_MACRO);
        if (a == NULL)
            continue;
        a->found += from->asked[i].found;
        a->missing += from->asked[i].missing;
        a->failed += from->asked[i].failed;
    }
    for (int i = 0; i < LOOKUPS_OF_RULE && named.asked[i].map != NULL; i++)
        named.asked[i].map = copy_or_end(named.asked[i].map);
    *to = named;
}

static int same_line(const struct covered *x, const struct covered *y)
{
    int d = strcmp(x->file, y->file);

    return d != 0 ? d : x->first_line - y->first_line;
}

static int same_place(const struct covered *x, const struct covered *y)
{
    int d = same_line(x, y);

    return d != 0 ? d : strcmp(x->ruleset, y->ruleset);
}

static void add_rule(struct report *r, struct session *s, int ruleset, const struct rule *rule,
                     const struct coverage *c, bool dead)
{
    struct rule_view v = rule_describe(rule);
    struct counts none = { .rule = rule };
    struct covered *x, *last;
    char name[32];

    if (r->n == r->room) {
        r->room = r->room * 2 + 256;
        r->list = grow_or_end(r->list, (size_t)r->room * sizeof *r->list);
    }
    x = &r->list[r->n++];
    *x = (struct covered){ .file = copy_or_end(v.file), .first_line = v.first_line,
                           .last_line = v.line, .dead = dead, .counts.rule = rule,
                           .ruleset = copy_or_end(session_ruleset_name(s, ruleset, name)) };
    last = r->n > 1 && same_place(x - 1, x) == 0 ? x - 1 : NULL;
    x->nth = last != NULL ? last->nth + 1 : 0;
    name_lookups(&x->counts, s, &v, c->room > 0 ? place(c, rule) : &none);
}

void report_add(struct report *r, struct program *p, const struct coverage *c)
{
    struct session *s = session_new(p, NULL);
    struct dead_rules *dead = dead_rules_new(s);

    if (dead == NULL)
        out_of_memory();
    for (int i = 0; i < RULESETS; i++) {
        const struct rule *rule = session_first_rule(s, i);

        for (; rule != NULL; rule = rule_after(rule))
            add_rule(r, s, i, rule, c, dead_rule(dead, i, rule).why != DEAD_NOT);
    }
    dead_rules_free(dead);
    session_free(s);
}

static int compare(const void *a, const void *b)
{
    const struct covered *x = a, *y = b;
    int d = same_place(x, y);

    return d != 0 ? d : x->nth - y->nth;
}

static void free_one(struct covered *x)
{
    free((char *)(uintptr_t)x->file);
    free((char *)(uintptr_t)x->ruleset);
    for (int i = 0; i < LOOKUPS_OF_RULE; i++)
        free((char *)(uintptr_t)x->counts.asked[i].map);
}

/* What the sum has taken over of the other's names is its own from now on. */
static void add_up(struct counts *to, struct counts *from)
{
    sum(to, from);
    for (int i = 0; i < LOOKUPS_OF_RULE; i++) {
        for (int k = 0; k < LOOKUPS_OF_RULE; k++) {
            if (from->asked[i].map != NULL && to->asked[k].map == from->asked[i].map)
                from->asked[i].map = NULL;
        }
    }
}

/* Of what is the same there is one: in their order. */
static void merge(struct report *r, bool by_line)
{
    int kept = 0;

    for (int i = 0; i < r->n; i++) {
        const struct covered *last = kept > 0 ? &r->list[kept - 1] : NULL, *x = &r->list[i];

        if (last != NULL && (by_line ? same_line(last, x) : compare(last, x)) == 0) {
            r->list[kept - 1].dead &= r->list[i].dead;
            add_up(&r->list[kept - 1].counts, &r->list[i].counts);
            free_one(&r->list[i]);
        } else {
            r->list[kept++] = r->list[i];
        }
    }
    r->n = kept;
}

void report_finish(struct report *r)
{
    if (r->n > 0)
        qsort(r->list, (size_t)r->n, sizeof *r->list, compare);
    merge(r, false);
}

void report_by_line(struct report *r)
{
    merge(r, true);
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

int report_dead(const struct report *r)
{
    int n = 0;

    for (int i = 0; i < r->n; i++)
        n += r->list[i].dead && r->list[i].counts.matched == 0;
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

/* The rules of the same ruleset, from this one on. */
static struct tally tally_from(const struct report *r, int i, int to)
{
    struct tally t = { 0, 0, 0 };

    for (int k = i; k < to; k++) {
        if (same_ruleset(&r->list[i], &r->list[k]))
            count(&t, &r->list[k]);
    }
    return t;
}

/* So many rulesets of the file lack more. */
static int rank(const struct report *r, int from, int to, int i)
{
    struct tally mine = tally_from(r, i, to);
    int n = 0;

    for (int k = from; k < to; k++) {
        struct tally t;

        if (told_before(r, k))
            continue;
        t = tally_from(r, k, to);
        n += t.rules - t.matched > mine.rules - mine.matched
             || (t.rules - t.matched == mine.rules - mine.matched && k < i);
    }
    return n;
}

static void tell_rulesets(const struct report *r, struct output *o, const char *prefix, int from,
                          int to, bool full)
{
    struct tally all = { 0, 0, 0 };
    int left = 0;

    out_format(o, "%s%s\n%s%-24s %6s %8s %14s %14s\n", prefix, r->list[from].file, prefix,
               "ruleset", "rules", "matched", "tried in vain", "never reached");
    for (int i = from; i < to; i++) {
        struct tally one = tally_from(r, i, to);

        count(&all, &r->list[i]);
        if (told_before(r, i))
            continue;
        if (full || (one.matched < one.rules && rank(r, from, to, i) < SUMMARY))
            tally_line(o, prefix, r->list[i].ruleset, &one);
        else
            left++;
    }
    tally_line(o, prefix, "all", &all);
    if (left > 0)
        out_format(o, "%s%d ruleset%s more, of which less or nothing is missing: --coverage=full\n", prefix, left,
                   left == 1 ? "" : "s");
}

static void tell_gaps(const struct report *r, struct output *o, const char *prefix)
{
    for (int i = 0; i < r->n; i++) {
        const struct covered *x = &r->list[i];

        if (x->counts.matched > 0)
            continue;
        out_format(o, "%s%s:%d: %s: ", prefix, x->file, x->first_line, x->ruleset);
        if (x->dead)
            out_text(o, "dead: no address reaches it\n");
        else if (x->counts.tried > 0)
            out_format(o, "tried %lu time%s, never matched\n", x->counts.tried,
                       x->counts.tried == 1 ? "" : "s");
        else
            out_text(o, "never reached\n");
    }
}

static const struct asked *lookups_in(const struct covered *x, const char *map)
{
    for (int i = 0; i < LOOKUPS_OF_RULE && x->counts.asked[i].map != NULL; i++) {
        if (strcmp(x->counts.asked[i].map, map) == 0)
            return &x->counts.asked[i];
    }
    return NULL;
}

/* The line of a map, unless an earlier rule has brought it. */
static void tell_map(const struct report *r, struct output *o, const char *prefix, int from,
                     const char *map)
{
    struct asked all = { map, 0, 0, 0 };
    int rules = 0, never = 0;

    for (int i = 0; i < from; i++) {
        if (lookups_in(&r->list[i], map) != NULL)
            return;
    }
    for (int i = from; i < r->n; i++) {
        const struct asked *a = lookups_in(&r->list[i], map);

        if (a == NULL)
            continue;
        rules++;
        never += a->found + a->missing + a->failed == 0;
        all.found += a->found;
        all.missing += a->missing;
        all.failed += a->failed;
    }
    out_format(o, "%s%-24s %6d %8lu %8lu %8lu %12d\n", prefix, map, rules, all.found, all.missing,
               all.failed, never);
}

static bool has_lookups(const struct report *r)
{
    for (int i = 0; i < r->n; i++) {
        if (r->list[i].counts.asked[0].map != NULL)
            return true;
    }
    return false;
}

static void tell_lookups(const struct report *r, struct output *o, const char *prefix)
{
    if (!has_lookups(r))
        return;
    out_format(o, "%s%-24s %6s %8s %8s %8s %12s\n", prefix, "lookups in", "rules", "found",
               "missing", "failed", "never asked");
    for (int i = 0; i < r->n; i++) {
        const struct asked *a = r->list[i].counts.asked;

        for (int k = 0; k < LOOKUPS_OF_RULE && a[k].map != NULL; k++)
            tell_map(r, o, prefix, i, a[k].map);
    }
}

/* 100 % is of what can be reached. */
static void tell_reachable(const struct report *r, struct output *o, const char *prefix)
{
    int dead = report_dead(r), can = r->n - dead, matched = report_matched(r);

    out_format(o, "%s%d of %d rules that can be reached matched, %d%%; %d more are dead: no address reaches them\n", prefix, matched,
               can, can > 0 ? (int)((long)matched * 100 / can) : 100, dead);
}

void report_text(const struct report *r, struct output *o, const char *prefix, bool full)
{
    for (int i = 0, j; i < r->n; i = j) {
        for (j = i + 1; j < r->n && strcmp(r->list[i].file, r->list[j].file) == 0; j++)
            continue;
        tell_rulesets(r, o, prefix, i, j, full);
    }
    tell_reachable(r, o, prefix);
    tell_lookups(r, o, prefix);
    if (full)
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

    branch(f, x->first_line, 0, 0, c->tried > 0, c->matched);
    branch(f, x->first_line, 0, 1, c->tried > 0, c->tried - c->matched);
    *found += 2;
    *hit += (c->matched > 0) + (c->tried > c->matched);
    for (int i = 0; i < LOOKUPS_OF_RULE && c->asked[i].map != NULL; i++) {
        const struct asked *a = &c->asked[i];
        bool asked = a->found + a->missing + a->failed > 0;

        branch(f, x->first_line, i + 1, 0, asked, a->found);
        branch(f, x->first_line, i + 1, 1, asked, a->missing);
        branch(f, x->first_line, i + 1, 2, asked, a->failed);
        *found += 3;
        *hit += (a->found > 0) + (a->missing > 0) + (a->failed > 0);
    }
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
