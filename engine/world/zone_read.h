/*
 * zone_read.h - master files, through ldns.
 */
#ifndef BTSH_WORLD_ZONE_READ_H
#define BTSH_WORLD_ZONE_READ_H

#include <stdbool.h>
#include <stddef.h>

struct zone;

/*
 * Reads a master file. `origin` is what relative names are completed with before an $ORIGIN comes;
 * NULL: the root. NULL after a fault: `error` says "FILE:LINE: what; how to mend it".
 */
struct zone *zone_read(const char *file, const char *origin, char *error, size_t size);

#endif
