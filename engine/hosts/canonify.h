/*
 * canonify.h - the canonical name of a host, from the services that the switch names, in their order.
 */
#ifndef BTSH_HOSTS_CANONIFY_H
#define BTSH_HOSTS_CANONIFY_H

#include <stdbool.h>
#include <stddef.h>

struct dns_settings;
struct session;

/* Canonifies name in place (buffer of size bytes). True when found. *status: sysexits, *ttl. */
bool canonify_host(struct session *s, char *name, size_t size, bool try_mx, int *status, long *ttl);

/* As canonify_host(), with these settings of the resolver. */
bool canonify_how(struct session *s, char *name, size_t size, bool try_mx,
                  const struct dns_settings *how, int *status, long *ttl);

#endif
