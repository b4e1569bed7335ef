/*
 * dns_show.h - the records of a name as text, as zone files write them: /dnslookup.
 */
#ifndef BTSH_HOSTS_DNS_SHOW_H
#define BTSH_HOSTS_DNS_SHOW_H

struct session;

/* The records of a type ("MX"), one a line, as zone files write them. Their number, or: */
enum { DNS_NO_TYPE = -1, DNS_NO_NAME = -2, DNS_LATER = -3 };
int session_dns(struct session *s, const char *name, const char *type,
                void (*fn)(void *ctx, const char *line), void *ctx);

#endif
