/*
 * diagnose.h - what is wrong with the file of a map, in words; sendmail only has an errno for it.
 */
#ifndef BTSH_MAPS_DIAGNOSE_H
#define BTSH_MAPS_DIAGNOSE_H

#include <stdbool.h>
#include <stddef.h>

#include "maps/table.h"

struct map;
struct session;

/* "hash" or "btree", by the first 16 bytes of a Berkeley DB file; NULL: it is none of them. */
const char *database_class(const unsigned char *head);

enum table_state map_diagnose(struct session *s, const struct map *m, char *out, size_t size);

/* Is its file there, and cannot be read? The text says why. A file that is missing is no such thing. */
bool map_unreadable(struct session *s, const struct map *m, char *out, size_t size);

#endif
