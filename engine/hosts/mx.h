/*
 * mx.h - the MX hosts of a domain, in the order in which they would be tried.
 */
#ifndef BTSH_HOSTS_MX_H
#define BTSH_HOSTS_MX_H

#include <stdbool.h>

struct arena;
struct session;

struct mx_list {
    char *host[100];
    int n; /* -1: temporary failure; with null_mx: 0 */
    bool null_mx;
    bool unasked; /* no name server answered, or none wanted to */
};
void mx_lookup(struct session *s, struct arena *a, const char *host, bool fallback, bool search,
               struct mx_list *out, int *status);
/* Those to which mail would go on from here: this host and those behind it are none of them, and it is an error where there are
 * no others. secure: the address has not been changed by ruleset 5, which a debug line tells. */
void mx_onward(struct session *s, struct arena *a, const char *host, bool secure, struct mx_list *out, int *status);
/* Looks the MX hosts of FallbackMXhost up, for the program. */
void fallback_prepare(struct session *s);

#endif
