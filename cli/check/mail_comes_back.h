/*
 * mail_comes_back.h - hosts by which mail would come back to this one, above all those of the mailertable.
 */
#ifndef BTSH_CHECK_MAIL_COMES_BACK_H
#define BTSH_CHECK_MAIL_COMES_BACK_H

#include <stdbool.h>

struct check_run;
struct configuration;
struct entry_text;
struct session;
struct source_text;

void check_comes_back(struct check_run *c, const struct configuration *conf, struct session *s, const struct source_text *t, int line,
                      const struct entry_text *e);
/* Is the first of the host's MX hosts this one? Not of a host in brackets, and "" is none. */
bool mx_leads_back(struct check_run *c, const struct configuration *conf, struct session *s, const char *host);

#endif
