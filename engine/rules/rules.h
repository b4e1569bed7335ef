/*
 * rules.h - R lines: both sides expanded, tokenised, checked and compiled.
 *
 * A faulty rule is kept as it stands, as the real program keeps it; only a line without a TAB is
 * dropped.
 */
#ifndef BTSH_RULES_RULES_H
#define BTSH_RULES_RULES_H

struct program;
struct session;

/* Reads the two sides of an R line into the ruleset. */
void rule_add(struct session *s, int ruleset, const char *line, int first_line);
/* The rule as its line reads with the macros as they are now; lives as long as the command. Only of one with
 * frozen macros. Its successor is the rule's. Diagnostics are raised as at the load. */
const struct rule *rule_again(struct session *s, const struct rule *r);
/* Makes the gates, when all rules have been read. */
void rules_complete(struct program *p);

#endif
