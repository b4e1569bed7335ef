/* dns.h - a question to DNS outside of all maps: /dnslookup of sendmail 8.18. */
#ifndef BTSH_MAPS_DNS_H
#define BTSH_MAPS_DNS_H

struct session;

/* Asks for records of a type, by its name, and tells nothing of the answer but lines of debug category 8. */
void dns_ask_aside(struct session *s, const char *name, const char *type);

#endif
