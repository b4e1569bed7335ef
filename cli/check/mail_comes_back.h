/*
 * mail_comes_back.h - entries of the mailertable by which mail would come back to this host.
 */
#ifndef BTSH_CHECK_MAIL_COMES_BACK_H
#define BTSH_CHECK_MAIL_COMES_BACK_H

struct check_run;
struct configuration;

void check_mail_comes_back(struct check_run *c, const struct configuration *conf);

#endif
