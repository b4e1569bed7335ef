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
/* Makes the gates, when all rules have been read. */
void rules_complete(struct program *p);

#endif
