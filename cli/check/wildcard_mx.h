/*
 * wildcard_mx.h - a wildcard MX in this host's own domain.
 */
#ifndef BTSH_CHECK_WILDCARD_MX_H
#define BTSH_CHECK_WILDCARD_MX_H

struct check_run;
struct configuration;
struct session;

/* Where somebody says what DNS has (mx_hosts.h). */
void check_wildcard_mx(struct check_run *c, const struct configuration *conf, struct session *s);

#endif
