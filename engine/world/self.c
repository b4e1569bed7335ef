/*
 * self.c - another host name, another time; a host without a network.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "world/layer.h"
#include "world/self.h"
#include "world/world.h"

struct layer {
    struct world_layer base;
    char *host_name;
    time_t time;
};

static int named(void *ctx, char *buf, size_t size)
{
    const struct layer *l = ctx;

    if (strlen(l->host_name) >= size)
        return ENAMETOOLONG;
    strcpy(buf, l->host_name);
    return 0;
}

static int loopback(void *ctx, struct interface *list, int max)
{
    (void)ctx;
    if (max < 1)
        return 0;
    list[0] = (struct interface){ .name = "lo", .up = true, .loopback = true, .flags = 0x49,
                                  .addr = { 127, 0, 0, 1 } };
    return 1;
}

static int idle(void *ctx)
{
    (void)ctx;
    return 0;
}

static unsigned no_chance(void *ctx)
{
    (void)ctx;
    return 0;
}

static time_t fixed(void *ctx)
{
    const struct layer *l = ctx;

    return l->time;
}

static void release(struct world_layer *base)
{
    free(((struct layer *)base)->host_name);
}

bool world_self(struct world *w, struct world_layer **layers, const struct self *self)
{
    struct layer *l = world_push(w, layers, sizeof *l);

    if (l == NULL)
        return false;
    l->base.release = release;
    if (self->host_name != NULL) {
        l->host_name = strdup(self->host_name);
        w->host_name = named;
        w->node_name = named;
    }
    if (self->alone) {
        w->interfaces = loopback;
        w->load = idle;
        w->random = no_chance;
    }
    if (self->fixed_time) {
        l->time = self->time;
        w->now = fixed;
    }
    return true;
}
