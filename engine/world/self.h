/*
 * self.h - another host name, another time; a host without a network.
 */
#ifndef BTSH_WORLD_SELF_H
#define BTSH_WORLD_SELF_H

#include <stdbool.h>
#include <time.h>

struct world;
struct world_layer;

struct self {
    const char *host_name; /* NULL: as below */
    bool alone;            /* one interface, the loopback; load 0; the same random numbers */
    bool fixed_time;
    time_t time;           /* the clock, when it is fixed */
};
bool world_self(struct world *w, struct world_layer **layers, const struct self *self);

#endif
