/*
 * cdb.h - constant databases, through tinycdb, which is loaded when the first one is opened.
 *
 * Not in the real program's Debian build; what is said of a file is said as for hash. A cdb file is
 * never written in place: a new one takes its name, so the name is looked at once a command. It is
 * read and not mapped: a file that is cut while it is open is an error then, and no signal.
 *
 * Format: 256 pairs (position, slots) of hash tables, then from byte 2048 on the records
 * [key length][value length][key][value]; numbers have four bytes, lowest first.
 */
#ifndef BTSH_MAPS_CDB_H
#define BTSH_MAPS_CDB_H

#include <stdbool.h>
#include <sys/types.h>

#include "maps/class.h"

extern const struct map_class class_cdb;

/* Are all of its hash tables within the file? */
bool cdb_whole(int fd, off_t size);

#endif
