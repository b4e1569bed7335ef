/*
 * why_not.h - how far the match of a rule got: the best of its attempts, and what said no there.
 */
#ifndef BTSH_EXPLAIN_WHY_NOT_H
#define BTSH_EXPLAIN_WHY_NOT_H

struct explain;
struct rule;

/* What was asked for, and how many rules would have done it. */
struct why_not_about {
    const char *what; /* "rule", "map", "mailer" */
    const char *name; /* as it was given */
    int rules;
};

/* How far the match of a rule got, or what had answered before it. r NULL, of a map or mailer: no rule would have
 * done it, which only JSON says here. */
void explain_why_not(const struct explain *x, const struct rule *r, int ruleset, const struct why_not_about *about);
#endif
