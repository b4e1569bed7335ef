/*
 * ldap_search.h - connections to directories, and searches in them.
 *
 * The values of the attributes asked for come in the server's order. An attribute of the types dn,
 * filter and url names further searches; each is made once, after the first one, and their values
 * join the others.
 */
#ifndef BTSH_MAPS_LDAP_SEARCH_H
#define BTSH_MAPS_LDAP_SEARCH_H

#include <stdbool.h>

struct ldap_connection;
struct map;
struct map_call;
struct session;

/* NULL: no connection, s->standing.err tells why. */
struct ldap_connection *directory_connect(struct session *s, const struct map *m);
bool directory_fits(const struct ldap_connection *c, const struct map *m);
/* The maps that use a connection: the last one first. */
bool directory_add_user(struct ldap_connection *c, struct map *m);
struct map *directory_take_user(struct ldap_connection *c);
void directory_disconnect(struct ldap_connection *c);
/*
 * Searches; the text in the command's arena, or NULL. The sysexits value in *status, s->standing.err as the
 * reference leaves it. *gone: the connection is of no more use.
 */
const char *directory_search(struct session *s, struct ldap_connection *c, const struct map *m,
                             const char *key, const struct map_call *call, int *status,
                             bool *started, bool *gone);
/* False: this build or this machine has no libldap. */
bool directory_is_there(void);
/* ldap.c: text of the directory library's errors, which stand above all others; or NULL. */
const char *directory_error_text(int err);

#endif
