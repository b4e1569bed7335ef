/*
 * made_world.c - the world in which a program is explored.
 */
#include <stdlib.h>

#include "explore/made_world.h"
#include "state/program.h"
#include "world/layer.h"
#include "world/made_names.h"
#include "world/shut.h"
#include "world/world.h"

struct made_world {
    struct world world;
    struct world_layer *layers;
};

struct made_world *made_world_new(const struct program *p)
{
    struct made_world *m = calloc(1, sizeof *m);

    if (m == NULL)
        return NULL;
    m->world = p->world;
    world_shut(&m->world, WORLD_NO_SERVERS | WORLD_NO_EXEC);
    m->world.shut &= ~(unsigned)WORLD_NO_NETWORK; /* DNS is asked: these answers */
    if (!world_made_names(&m->world, &m->layers, p->macros['j'] != NULL ? p->macros['j'] : "localhost")) {
        free(m);
        return NULL;
    }
    return m;
}

struct made_world *made_world_for_all(struct program *p)
{
    struct made_world *m = made_world_new(p);

    if (m != NULL)
        p->world = m->world;
    return m;
}

const struct world *made_world(const struct made_world *m)
{
    return &m->world;
}

void made_world_free(struct made_world *m)
{
    if (m != NULL)
        world_layers_free(m->layers);
    free(m);
}
