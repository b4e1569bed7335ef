/*
 * replay.h - a layer that answers from a recording and asks nobody.
 */
#ifndef BTSH_WORLD_REPLAY_H
#define BTSH_WORLD_REPLAY_H

#include <stdbool.h>
#include <stddef.h>

struct world;
struct world_layer;

/* Answers from such a file. What is not in it fails for the time being, and is named to `missing`. */
bool world_replay(struct world *w, struct world_layer **layers, const char *path,
                  void (*missing)(void *ctx, const char *what), void *ctx, char *error,
                  size_t size);

#endif
