/*
 * diagnose.h - what is wrong with the file of a map, in words; sendmail only has an errno for it.
 */
#ifndef BTSH_MAPS_DIAGNOSE_H
#define BTSH_MAPS_DIAGNOSE_H

#include <stddef.h>

#include "maps/table.h"

struct map;
struct session;

enum table_state map_diagnose(struct session *s, const struct map *m, char *out, size_t size);

#endif
