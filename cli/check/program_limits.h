/*
 * program_limits.h - how near a loaded configuration is to what sendmail has room for.
 */
#ifndef BTSH_CHECK_PROGRAM_LIMITS_H
#define BTSH_CHECK_PROGRAM_LIMITS_H

struct configuration;
struct findings_list;
struct session;

void check_program_limits(const struct configuration *conf, struct session *s, struct findings_list *f);

#endif
