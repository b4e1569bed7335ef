/*
 * hosts_file.h - names in the hosts file; names as the C library's host tables know them.
 */
#ifndef BTSH_HOSTS_HOSTS_FILE_H
#define BTSH_HOSTS_HOSTS_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "hosts/dns_search.h"

struct host_entry;
struct session;

/* /gethostbyname: the C library, then without the $m domain; raises the lines of -d61.10. */
bool host_by_name(struct session *s, const char *name, int family, struct host_entry *h, char *buf,
                  size_t size);

/* Puts the own domain, $m, behind the name where there is room. */
void append_domain(struct session *s, char *name, size_t size);
/* The canonical name that the hosts file has, in place. False: *status says why. */
bool canon_files(struct session *s, char *name, size_t size, int *status);

#endif
