/*
 * null.c - a map that never matches, and one that always fails for the time being.
 */
#include <sysexits.h>

#include "maps/map.h"

static const char *null_lookup(struct session *s, struct map *m, struct map_call *call)
{
    (void)s;
    (void)m;
    call->status = EX_NOHOST;
    return NULL;
}

const struct map_class class_null = {
    .name = "null",
    .help = "never finds anything",
    .caps = MC_ALIAS | MC_NO_FILE,
    .lookup = null_lookup,
};

static const char *bogus_lookup(struct session *s, struct map *m, struct map_call *call)
{
    (void)s;
    (void)m;
    call->status = EX_TEMPFAIL;
    return NULL;
}

const struct map_class class_bogus = {
    .name = "bogus",
    .help = "always fails for the time being; only where debug category 38 is on from the start",
    .caps = MC_ALIAS | MC_NO_FILE | MC_DEBUG,
    .lookup = bogus_lookup,
};
