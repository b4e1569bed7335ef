/*
 * rule_order.h - rules that nothing reaches since others stand before them, and those that never end.
 */
#ifndef BTSH_CHECK_RULE_ORDER_H
#define BTSH_CHECK_RULE_ORDER_H

struct configuration;
struct findings_list;
struct session;

/* Those of a ruleset, by its number. */
void check_rule_order(const struct configuration *conf, struct session *s, int ruleset, struct findings_list *f);

#endif
