/*
 * coverage.h - which rules and lookups were used.
 *
 * Each worker counts for itself; the counts are added up, and told by rule: rules of one place in one
 * file are one, whichever program they were loaded into.
 */
#ifndef BTSH_SUITE_COVERAGE_H
#define BTSH_SUITE_COVERAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "suite/coverage_rows.h"

struct event;
struct output;
struct program;
struct rule;

enum { LOOKUPS_OF_RULE = 8 };

/* The lookups of a rule in one map. */
struct asked {
    const char *map; /* NULL: an empty place; not owned */
    unsigned long found, missing, failed;
};

struct counts {
    const struct rule *rule; /* NULL: an empty place */
    unsigned long tried, matched;
    struct asked asked[LOOKUPS_OF_RULE];
};

/* A table by rule. */
struct coverage {
    struct counts *list; /* owned; `room` places, a power of two */
    size_t n, room;
    struct counts *now;  /* of the rule that matched last */
    struct row_set rows; /* entries of tables that answered */
};

void coverage_hear(struct coverage *c, const struct event *e);
void coverage_add(struct coverage *to, const struct coverage *from);
void coverage_free(struct coverage *c);

/* One rule of one file. */
struct covered {
    const char *file, *ruleset; /* owned copies */
    int first_line, last_line;
    int nth;                    /* of its ruleset's there: what m4 makes of a call has one line */
    bool dead;                  /* no address can reach it: explore/dead.h */
    struct counts counts;       /* `asked` has the maps that it names, owned copies too */
};

struct report {
    struct covered *list;
    int n, room;
};

/* Adds all rules of a program. */
void report_add(struct report *r, struct program *p, const struct coverage *c);
/* Sorts by place, and makes one of what several programs have of the same. */
void report_finish(struct report *r);
/* Makes one of all that stand in a line. */
void report_by_line(struct report *r);
void report_free(struct report *r);
/* The rules that matched, of how many. */
int report_matched(const struct report *r);
/* Of the others, those that no address can reach. */
int report_dead(const struct report *r);

/* A summary by ruleset, lookups by map; full: what was never matched as well, else of the rulesets those that lack
 * most. `prefix` stands before each line. */
void report_text(const struct report *r, struct output *o, const char *prefix, bool full);
/* geninfo(1)'s tracefile, of a report by line: rules as lines, rulesets as functions, outcomes as branches. */
void report_lcov(const struct report *r, FILE *f);

#endif
