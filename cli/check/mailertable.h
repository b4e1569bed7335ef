/*
 * mailertable.h - what is looked at in each entry of the mailertables.
 */
#ifndef BTSH_CHECK_MAILERTABLE_H
#define BTSH_CHECK_MAILERTABLE_H

struct check_run;
struct configuration;

void check_mailertables(struct check_run *c, const struct configuration *conf);

#endif
