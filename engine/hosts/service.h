/*
 * service.h - the service switch: which sources answer for "hosts", "aliases" and others, in which
 * order.
 *
 * The file has a line "SERVICE TYPE TYPE ..." each; # begins a comment. It is read when it is
 * used: every time while the configuration is loaded (where that is seen, or the second is another
 * one), later when the last reading is more than ten seconds old. What one reading says of a service stays until another says something else. Without
 * any line, hosts means "dns files" and aliases "files".
 */
#ifndef BTSH_HOSTS_SERVICE_H
#define BTSH_HOSTS_SERVICE_H

struct session;

/* Types of a service into list; their number, 0 none. */
/* As service_types(), where the real program remembers and looks nothing up. */
int service_peek(struct session *s, const char *service, const char *list[], int max);
int service_types(struct session *s, const char *service, const char *list[], int max);
/* Reads the switch file again (after the configuration). */
void service_read(struct session *s);

#endif
