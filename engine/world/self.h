/*
 * self.h - another host name, another time; a host without a network.
 */
#ifndef BTSH_WORLD_SELF_H
#define BTSH_WORLD_SELF_H

#include <stdbool.h>
#include <time.h>

struct interface;
struct world;
struct world_layer;

struct self {
    const char *host_name; /* NULL: as below */
    bool alone;            /* one interface, the loopback; load 0; the same random numbers */
    const char *const *interfaces; /* "ADDRESS" or "ADDRESS NAME", beside the loopback; NULL: as below */
    int ninterfaces;
    const char *const *search;     /* domains in which names are looked for, the first is the own; NULL: as below */
    int nsearch;
    bool fixed_time;
    time_t time;           /* the clock, when it is fixed */
};
bool world_self(struct world *w, struct world_layer **layers, const struct self *self);

/* "ADDRESS [NAME]" of IPv4; the name is eth0 unless given. False: it is none. */
bool interface_read(const char *text, struct interface *out);

#endif
