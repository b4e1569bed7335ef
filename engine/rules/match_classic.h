/*
 * match_classic.h - the matcher in the real program's order of attempts, told step by step.
 *
 * Plain backtracking over a stack of wildcards: go on while elements fit; when one does not, pop the
 * last wildcard and let it grow. Same result as match.c, at a price, so it runs only while someone
 * listens to the attempts.
 */
#ifndef BTSH_RULES_MATCH_CLASSIC_H
#define BTSH_RULES_MATCH_CLASSIC_H

#include <stdbool.h>

struct match;
struct rule;
struct session;
struct workspace;

/* The same result by the reference's order of attempts, told as it goes. */
bool match_classic(struct session *s, const struct rule *r, const struct workspace *ws,
                   struct match *m);

#endif
