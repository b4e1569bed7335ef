/*
 * unknown_mailer.h - entries of the mailertable with a mailer that the configuration does not have.
 */
#ifndef BTSH_CHECK_UNKNOWN_MAILER_H
#define BTSH_CHECK_UNKNOWN_MAILER_H

struct check_run;
struct configuration;

void check_unknown_mailers(struct check_run *c, const struct configuration *conf);

#endif
