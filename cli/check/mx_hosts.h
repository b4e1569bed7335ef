/*
 * mx_hosts.h - the MX hosts of names that a configuration sends mail to: whom they are asked of, each name once.
 */
#ifndef BTSH_CHECK_MX_HOSTS_H
#define BTSH_CHECK_MX_HOSTS_H

struct check_run;
struct configuration;
struct session;

/* The hosts, the first one first; they live until mx_forget(). 0: there are none, or nobody is asked. What could not be asked
 * becomes a note of the run. */
int mx_hosts(struct check_run *c, const struct configuration *conf, struct session *s, const char *name, char *const **hosts);
/* Notes what was left out, and frees it all. */
void mx_forget(struct check_run *c);

#endif
