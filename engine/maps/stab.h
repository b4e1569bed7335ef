/*
 * stab.h - an alias file in its text form, read once into the session's table of symbols.
 *
 * All text files share one table. Reading runs rulesets on each left-hand side, as an alias file
 * would be made into a database, so their traces appear inside the first lookup.
 */
#ifndef BTSH_MAPS_STAB_H
#define BTSH_MAPS_STAB_H

#include <stdbool.h>

#include "maps/table.h"

struct map;
struct map_class;
struct map_call;
struct session;

bool stab_map_open(struct session *s, struct map *m);
const char *stab_map_lookup(struct session *s, struct map *m, struct map_call *call);
bool stab_map_walk(struct session *s, struct map *m, map_record_fn *fn, void *ctx);

extern const struct map_class class_stab;

#endif
