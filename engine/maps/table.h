/* table.h - what others are told of a table: its records, its state. */
#ifndef BTSH_MAPS_TABLE_H
#define BTSH_MAPS_TABLE_H

#include <stdbool.h>
#include <stddef.h>

/* One record of a table, as it is stored; neither text ends in a NUL. False: no more of them. */
typedef bool map_record_fn(void *ctx, const char *key, size_t nkey, const char *value,
                           size_t nvalue);

/* What can be said of the file that a map reads, beyond the errno of a failed open: its type,
 * version, damage, age. The text, "FILE: what, and how to mend it", is written unless it is good. */
enum table_state { TABLE_GOOD, TABLE_STALE, TABLE_BAD };

#endif
