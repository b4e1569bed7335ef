/*
 * names.h - host names without the machine's: a hosts file, then zones, as the C library asks
 * "files dns".
 */
#ifndef BTSH_WORLD_NAMES_H
#define BTSH_WORLD_NAMES_H

#include <stdbool.h>
#include <stddef.h>

struct world;
struct world_layer;
struct zone;

/*
 * Hosts come from /etc/hosts as this world opens it, then from DNS. With zones, n of them, all DNS
 * comes from these; a name in none of them does not exist. The zones have to live as long as
 * the world.
 */
bool world_names(struct world *w, struct world_layer **layers, const struct zone *const *zones,
                 int n, char *error, size_t size);

#endif
