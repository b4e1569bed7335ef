/*
 * once.h - a map that is made for one lookup: F lines of the form "key@class:arguments".
 */
#ifndef BTSH_MAPS_ONCE_H
#define BTSH_MAPS_ONCE_H

#include <stdbool.h>

struct session;

/*
 * One lookup in a map that is made for it (F lines "key@class:arguments"): `name` and `id` are the
 * class's; args NULL: the search for class "@LDAP" that comes with the program. The answer in the
 * command's arena, or NULL after its diagnostics.
 */
const char *map_one_lookup(struct session *s, const char *name, int id, const char *cls,
                           const char *args, const char *key, bool optional, int *status);

#endif
