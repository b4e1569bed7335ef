/*
 * mail_comes_back.h - entries of the mailertable by which mail would come back to this host.
 */
#ifndef BTSH_CHECK_MAIL_COMES_BACK_H
#define BTSH_CHECK_MAIL_COMES_BACK_H

struct check_run;
struct configuration;
struct entry_text;
struct session;
struct source_text;

void check_comes_back(struct check_run *c, const struct configuration *conf, struct session *s, const struct source_text *t, int line,
                      const struct entry_text *e);

#endif
