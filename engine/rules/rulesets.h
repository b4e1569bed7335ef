/*
 * rulesets.h - ruleset designators: numbers 0..99, and names that get numbers from 199 down.
 */
#ifndef BTSH_RULES_RULESETS_H
#define BTSH_RULES_RULESETS_H

#include <stdbool.h>

struct session;

/* Number of the ruleset named at text, or -1. *end behind the name. create: as S lines do. */
int ruleset_number(struct session *s, const char *text, const char **end, bool create);
const char *ruleset_name(const struct session *s, int number, char *buf);

#endif
