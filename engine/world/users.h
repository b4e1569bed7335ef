/*
 * users.h - the accounts that a test says exist.
 */
#ifndef BTSH_WORLD_USERS_H
#define BTSH_WORLD_USERS_H

#include <stdbool.h>
#include <stddef.h>

struct world;
struct world_layer;

/*
 * The accounts of an ordinary mail host (root, daemon, bin, mail, nobody, smmta, smmsp) and those in
 * `names`, n of them, with ids from 1000 on. names NULL: the accounts below stay.
 * caller: the user who runs the program; NULL: as below.
 */
bool world_users(struct world *w, struct world_layer **layers, const char *const *names, int n,
                 const char *caller, char *error, size_t size);

#endif
