/*
 * rule_named.h - the rule that a person names: "Parse1/12", "sendmail.cf:1204", or "site.mc:31".
 */
#ifndef BTSH_EXPLAIN_RULE_NAMED_H
#define BTSH_EXPLAIN_RULE_NAMED_H

struct rule;
struct session;

/*
 * NULL: there is none. *ruleset (may be NULL): its number. mc: the .mc that the configuration was made from, or
 * NULL; a line of it is that of the rule that stands there.
 */
const struct rule *rule_named(const struct session *s, const char *mc, const char *text, int *ruleset);

#endif
