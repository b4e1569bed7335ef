/*
 * resolver.h - what the files about host names share: dns_search.c, hosts_file.c, canonify.c, mx.c.
 * What others call of them stands in map.h.
 */
#ifndef BTSH_RESOLVER_H
#define BTSH_RESOLVER_H

#include "maps/classes.h"

enum {
    ANSWER_SIZE = 65536,
    HOST_SIZE = 257,
    DEFAULT_TTL = 3600   /* seconds */
};

/* ---- dns_search.c ---- */

/* resolv.conf with the configuration's ResolverOptions on top. */
void resolver_configuration(struct session *s, const struct dns_settings *how,
                            struct dns_config *config);
/* Asks for name.domain; one dot at the end of a name without domain is taken off. As dns_query(). */
int query_domain(struct session *s, const char *name, const char *domain, int type,
                 const struct dns_settings *how, unsigned char *answer, size_t size);
int count_dots(const char *name, bool *trailing);

/* ---- hosts_file.c ---- */

/* A name without a final dot and without the own domain. */
struct hosts_name {
    char name[HOST_SIZE];
    char *dot; /* where the own domain was cut off; NULL: it was not there */
};

void short_name(struct session *s, const char *name, struct hosts_name *out);
/* Puts the own domain, $m, behind the name where there is room. */
void append_domain(struct session *s, char *name, size_t size);
/* The canonical name that the hosts file has, in place. False: *status says why. */
bool canon_files(struct session *s, char *name, size_t size, int *status);

/* ---- canonify.c ---- */

/* As canonify_host(), with these settings of the resolver. */
bool canonify_how(struct session *s, char *name, size_t size, bool try_mx,
                  const struct dns_settings *how, int *status, long *ttl);

#endif
