/*
 * program_rules.h - rules of a loaded configuration: what they ask that is not there, and rules that do nothing.
 */
#ifndef BTSH_CHECK_PROGRAM_RULES_H
#define BTSH_CHECK_PROGRAM_RULES_H

struct configuration;
struct findings_list;
struct session;
struct source_text;

void check_program_rules(const struct configuration *conf, const struct source_text *text, struct session *s, struct findings_list *f);

#endif
