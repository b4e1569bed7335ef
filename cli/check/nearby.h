/*
 * nearby.h - files that a configuration names by the paths of its host, taken from where they are checked.
 */
#ifndef BTSH_CHECK_NEARBY_H
#define BTSH_CHECK_NEARBY_H

#include <stdbool.h>

struct setup;
struct world;
struct world_layer;

/* A path of the configuration and the file that stands for it. Texts are owned by whoever made the list. */
struct nearby_file {
    char *path, *here;
    bool words;             /* a class is read from it */
};

/*
 * Puts the layer on: each path is opened as its file, and folders of paths that are not there count as there. The
 * paths are added to the set-up's own files, whose owners and modes are in order. The list has to live as long as the
 * world.
 */
bool world_nearby(struct world *w, struct world_layer **layers, const struct nearby_file *list, int n, struct setup *s);

#endif
