/*
 * mailer_rulesets.h - rulesets by which mailers rewrite (S=, R=) and that have no rules.
 */
#ifndef BTSH_CHECK_MAILER_RULESETS_H
#define BTSH_CHECK_MAILER_RULESETS_H

struct configuration;
struct findings_list;
struct session;
struct source_text;

/* text: of the configuration; NULL: nothing can be placed. */
void check_mailer_rulesets(const struct configuration *conf, const struct source_text *text, struct session *s, struct findings_list *f);

#endif
