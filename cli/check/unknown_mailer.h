/*
 * unknown_mailer.h - entries of the mailertable with a mailer that the configuration does not have.
 */
#ifndef BTSH_CHECK_UNKNOWN_MAILER_H
#define BTSH_CHECK_UNKNOWN_MAILER_H

struct check_run;
struct entry_text;
struct session;
struct source_text;

void check_unknown_mailer(struct check_run *c, struct session *s, const struct source_text *t, int line, const struct entry_text *e);

#endif
