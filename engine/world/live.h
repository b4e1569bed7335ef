/*
 * live.h - the doors as they open on this machine: the C library.
 */
#ifndef BTSH_WORLD_LIVE_H
#define BTSH_WORLD_LIVE_H

struct world;

/* The doors as they open on this machine. The structure is constant and needs no release. */
const struct world *world_live(void);

#endif
