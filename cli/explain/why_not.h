/*
 * why_not.h - how far the match of a rule got: the best of its attempts, and what said no there.
 */
#ifndef BTSH_EXPLAIN_WHY_NOT_H
#define BTSH_EXPLAIN_WHY_NOT_H

struct explain;
struct rule;

/* How far the match of a rule got, or what had answered before it. */
void explain_why_not(const struct explain *x, const struct rule *r, int ruleset);

#endif
