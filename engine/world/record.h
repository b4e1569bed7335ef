/*
 * record.h - a layer that notes what the world below says.
 */
#ifndef BTSH_WORLD_RECORD_H
#define BTSH_WORLD_RECORD_H

#include <stdbool.h>
#include <stddef.h>

struct world;
struct world_layer;

/*
 * Every question about hosts and DNS, users and the host itself, with its answer, is noted; the
 * file of it is what world_record_text() says, malloc'd; the path
 * is for messages. Lookups of maps that ask servers or run programs are noted
 * through the door `note` (world.h).
 */
bool world_record(struct world *w, struct world_layer **layers, char *error, size_t size);
char *world_record_text(struct world_layer *recording, const char *path, char *error, size_t size);

#endif
