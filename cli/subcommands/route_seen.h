/*
 * route_seen.h - btsh route --dedupe: what was asked before, among the last so many different questions.
 *
 * Two tables: the young one is filled; when it is full it takes the place of the old one. So the last N are always
 * known, twice as many at most, and memory has a limit.
 */
#ifndef BTSH_SUBCOMMANDS_ROUTE_SEEN_H
#define BTSH_SUBCOMMANDS_ROUTE_SEEN_H

#include <stdbool.h>
#include <stddef.h>

#include "subcommands/route_item.h"

struct route_table {
    struct route_key *slot; /* owned; 0, 0: empty */
    size_t n, slots;        /* slots: a power of two */
};

/* Starts as zeros but for `most`; route_seen_free() gives it back. */
struct route_seen {
    size_t most;
    struct route_table young, old;
};

/* Was it asked before? It is known from now on. */
bool route_seen(struct route_seen *s, struct route_key k);
void route_seen_free(struct route_seen *s);

#endif
