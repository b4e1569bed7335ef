/*
 * dns_search.h - one question to DNS, and the search list. The rules are those of the C library's
 * res_search(3), RFC 1535 and resolv.conf(5); they are here, above the door that asks one question.
 */
#ifndef BTSH_HOSTS_DNS_SEARCH_H
#define BTSH_HOSTS_DNS_SEARCH_H

#include <stdbool.h>
#include <stddef.h>

#include "world/world.h"

struct session;

/*
 * The C library's search function over the dns door: the length of the reply, or -1 with s->standing.err and
 * s->standing.herr set.
 */
int dns_search(struct session *s, const char *name, int type, const struct dns_settings *how,
               unsigned char *answer, size_t size);
/* One question, no search list. */
int dns_query(struct session *s, const char *name, int type, const struct dns_settings *how,
              unsigned char *answer, size_t size);
/* The settings of the configuration, with a map's -d and -r where they are not 0. */
struct dns_settings dns_settings_of(const struct session *s, long timeout, int retries);

enum {
    ANSWER_SIZE = 65536,
    HOST_SIZE = 257,
    DEFAULT_TTL = 3600   /* seconds */
};

/* resolv.conf with the configuration's ResolverOptions on top. */
void resolver_configuration(struct session *s, const struct dns_settings *how,
                            struct dns_config *config);
/* Asks for name.domain; one dot at the end of a name without domain is taken off. As dns_query(). */
int query_domain(struct session *s, const char *name, const char *domain, int type,
                 const struct dns_settings *how, unsigned char *answer, size_t size);
int count_dots(const char *name, bool *trailing);

#endif
