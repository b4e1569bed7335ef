/*
 * lookup.h - a map's life: found, opened at its first use, asked, closed.
 *
 * What changes with use (open, failed, which keys to try) is in the session's map_state; what is
 * costly is in the worker's handle. A mandatory map that cannot be opened stays "open" as a
 * placeholder that answers 75; an optional one is unusable for good.
 */
#ifndef BTSH_MAPS_LOOKUP_H
#define BTSH_MAPS_LOOKUP_H

#include <stdbool.h>
#include <stddef.h>

#include "maps/map.h"
#include "state/session.h"

struct program;

/* What a session knows of a map: made at its first use. */
struct map_state *map_state_new(struct session *s, const struct map *m);
static inline struct map_state *map_state_of(struct session *s, const struct map *m)
{
    bool known = m->index < s->nmapstate && s->mapstate[m->index].tried;

    return known ? &s->mapstate[m->index] : map_state_new(s, m);
}
/* The place of its handle, in the worker. */
void **map_handle(struct session *s, const struct map *m);

/* The definition's flags with the bits that change with use. */
unsigned long map_flags(struct session *s, const struct map *m);

/* Opens if needed. False: not usable (optional or invalid): "not open". A mandatory map that fails
 * is open as a placeholder that answers 75. */
bool map_open(struct session *s, struct map *m);
/* Looks up through the class (or the placeholder). The map must be open. */
const char *map_lookup(struct session *s, struct map *m, struct map_call *call);
/* A door that the map needs is shut: it counts as open, and each lookup is refused. */
bool map_is_shut(const struct session *s, const struct map *m);

/* Copies at most size-1 bytes of the key, lower-cased unless -f; returns their number. */
size_t map_fold_key(const struct map *m, const char *key, char *out, size_t size);

/* Closes what this session has open, in the order of the symbols, with the traces of a closing
 * program. */
void map_close_all(struct session *s);
/* Closes those that hold a connection or a program. */
void map_close_others(struct session *s);
/* Gives the handles of a worker and its array back, silently. */
void map_release_worker(struct session *s);
/* Gives back what maps of a program hold outside of its arena. */
void map_release_program(struct program *p);

struct map *map_find(const struct session *s, const char *name);

#endif
