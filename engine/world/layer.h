/*
 * layer.h - worlds on top of worlds: what a layer does not answer goes to the one below.
 *
 *      struct world w = *world_live();
 *      struct world_layer *layers = NULL;
 *      world_self(&w, &layers, "mail.example.com", ...);     w now answers with that name
 *      world_layers_free(layers);                            when no program uses w any more
 *
 * A layer's shape begins with a struct world_layer; it is the context of the doors that it opens.
 */
#ifndef BTSH_WORLD_LAYER_H
#define BTSH_WORLD_LAYER_H

#include <stddef.h>

#include "world/world.h"

struct world_layer {
    struct world below;                       /* as it was before the layer */
    struct world_layer *next;                 /* the layer that was put on before; owned */
    void (*release)(struct world_layer *l);   /* what the shape holds; NULL: nothing */
};

/* A zeroed layer of `size` bytes on top of *w, linked into *layers; every door of *w is passed on.
 * NULL: no memory. */
void *world_push(struct world *w, struct world_layer **layers, size_t size);
void world_layers_free(struct world_layer *layers);

#endif
