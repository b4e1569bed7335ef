/*
 * zone_none.c - a build without ldns reads no zones.
 */
#include <stdio.h>

#include "world/zone_read.h"

struct zone *zone_read(const char *file, const char *origin, char *error, size_t size)
{
    (void)origin;
    snprintf(error, size, "%s: this btsh was built without ldns and reads no zones; build it with "
                          "libldns-dev", file);
    return NULL;
}
