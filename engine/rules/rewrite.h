/*
 * rewrite.h - runs a ruleset on a workspace.
 *
 * For each rule: match; substitute $1 and $&x into a new list; do the lookups from left to right
 * (rulemap.c); do the ruleset calls from right to left; the list becomes the workspace.
 */
#ifndef BTSH_RULES_REWRITE_H
#define BTSH_RULES_REWRITE_H

#include <stdbool.h>

struct rule;
struct session;
struct worker;
struct workspace;

/*
 * Runs a ruleset on the workspace; `room`: tokens that it may grow to (MAX_ATOM at the top).
 * Returns 0, 65, 75 or 78. ws->n may be set to 0 when a replacement could not be scanned at the top.
 */
int rewrite(struct session *s, struct workspace *ws, int ruleset, int room);
/* The same of the user's part of an address: what could not be scanned leaves it as it was. */
int rewrite_part(struct session *s, struct workspace *ws, int ruleset, int room);

/* Gives back what rulesets have used. */
void rewrite_forget(struct worker *w);

/* Have the quoted names behind $> of a rule been used? Listings show them without quotes then. */
bool rule_is_stripped(const struct session *s, const struct rule *r);

#endif
