/*
 * self.c - another host name, another time; other interfaces and domains.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
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
    struct interface *interfaces; /* owned */
    int ninterfaces;
    char **search;                /* owned */
    int nsearch;
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

static int given(void *ctx, struct interface *list, int max)
{
    const struct layer *l = ctx;
    int n = loopback(ctx, list, max);

    for (int i = 0; i < l->ninterfaces && n < max; i++)
        list[n++] = l->interfaces[i];
    return n;
}

/* As resolv.conf says it, but for the domains. */
static void searched(void *ctx, struct dns_config *config)
{
    const struct layer *l = ctx;
    const struct world *below = &l->base.below;

    below->dns_config(below->ctx, config);
    config->nsearch = 0;
    for (int i = 0; i < l->nsearch && i < (int)(sizeof config->search / sizeof config->search[0]); i++)
        snprintf(config->search[config->nsearch++], sizeof config->search[0], "%s", l->search[i]);
    snprintf(config->domain, sizeof config->domain, "%s", l->nsearch > 0 ? l->search[0] : "");
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
    struct layer *l = (struct layer *)base;

    free(l->host_name);
    free(l->interfaces);
    for (int i = 0; i < l->nsearch; i++)
        free(l->search[i]);
    free(l->search);
}

bool interface_read(const char *text, struct interface *out)
{
    char address[64];
    int n = 0;

    memset(out, 0, sizeof *out);
    out->up = true;
    out->flags = 0x1043; /* up, broadcast, running, multicast */
    strcpy(out->name, "eth0");
    return sscanf(text, "%63s %31s%n", address, out->name, &n) >= 1 && inet_pton(AF_INET, address, out->addr) == 1
           && (n == 0 || text[n] == '\0');
}

/* False: no memory. */
static bool take_interfaces(struct layer *l, struct world *w, const struct self *self)
{
    l->interfaces = calloc((size_t)self->ninterfaces + 1, sizeof *l->interfaces);
    if (l->interfaces == NULL)
        return false;
    for (int i = 0; i < self->ninterfaces; i++)
        l->ninterfaces += interface_read(self->interfaces[i], &l->interfaces[l->ninterfaces]);
    w->interfaces = given;
    return true;
}

static bool take_search(struct layer *l, struct world *w, const struct self *self)
{
    l->search = calloc((size_t)self->nsearch + 1, sizeof *l->search);
    if (l->search == NULL)
        return false;
    for (; l->nsearch < self->nsearch; l->nsearch++) {
        l->search[l->nsearch] = strdup(self->search[l->nsearch]);
        if (l->search[l->nsearch] == NULL)
            return false;
    }
    w->dns_config = searched;
    return true;
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
    if ((self->interfaces != NULL && !take_interfaces(l, w, self)) || (self->search != NULL && !take_search(l, w, self)))
        return false;
    if (self->fixed_time) {
        l->time = self->time;
        w->now = fixed;
    }
    return true;
}
