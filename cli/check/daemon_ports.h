/*
 * daemon_ports.h - ports on which a loaded configuration listens: two daemons on one, and one that was left open.
 */
#ifndef BTSH_CHECK_DAEMON_PORTS_H
#define BTSH_CHECK_DAEMON_PORTS_H

struct configuration;
struct findings_list;
struct session;
struct source_text;

/* text: of the configuration; NULL: it is not checked itself, and nothing can be placed. */
void check_daemon_ports(const struct configuration *conf, const struct source_text *text, struct session *s, struct findings_list *f);

#endif
