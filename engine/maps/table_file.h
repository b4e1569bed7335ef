/*
 * table_file.h - the file of a database, before its library sees it: name, safety, lock.
 */
#ifndef BTSH_MAPS_TABLE_FILE_H
#define BTSH_MAPS_TABLE_FILE_H

#include <stdbool.h>
#include <stddef.h>

struct map;
struct session;
struct stat;

/* Its file as debug lines show it, also where the name was defined again without one. */
const char *table_shown(const struct map *m);
/* True if it is an error that its file cannot be opened. */
bool table_is_mandatory(const struct map *m);
/*
 * Opens a database's file, with the extension `ext` unless it ends so, after the safety checks, and
 * locks it against a writer. The descriptor is the caller's; *st tells of it; its name in `name`.
 * -1 after the diagnostics; `kind` names the class in them.
 */
int table_open(struct session *s, const struct map *m, const char *kind, const char *ext,
               char *name, size_t size, struct stat *st);

#endif
