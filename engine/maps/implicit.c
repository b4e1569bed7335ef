/*
 * implicit.c - a hash database where there is one, else the text of an alias file.
 */
#include "maps/db.h"
#include "maps/lookup.h"
#include "maps/map.h"
#include "maps/stab.h"
#include "maps/table.h"
#include "maps/table_file.h"
#include "state/diag.h"
#include "state/event.h"
#include "state/session.h"
#include "state/trace.h"

/* The handle says which of the two it is: the text version has none. */
static bool in_hash(struct session *s, struct map *m)
{
    return *map_handle(s, m) != NULL;
}

static bool implicit_open(struct session *s, struct map *m)
{
    DEBUG(s, DL_MAP_OPENING, DBG_STR("impl"), DBG_STR(m->name), DBG_STR(table_shown(m)),
          DBG_INT(0));
    if (db_open(s, m, false))
        return true;
    if ((m->flags & MF_ALIAS) == 0)
        return false;
    if (s->verbose > 0 || s->prog->set.verbose > 0)
        message(s, "WARNING: cannot open alias database %s; reading text version", m->file);
    return stab_map_open(s, m);
}

static const char *implicit_lookup(struct session *s, struct map *m, struct map_call *call)
{
    DEBUG(s, DL_MAP_LOOKUP, DBG_STR("impl"), DBG_STR(m->name), DBG_STR(call->key));
    return in_hash(s, m) ? db_map_lookup(s, m, call) : stab_map_lookup(s, m, call);
}

static void implicit_close(struct session *s, struct map *m)
{
    DEBUG(s, DL_MAP_CLOSE, DBG_STR("impl"), DBG_STR(m->name), DBG_STR(table_shown(m)),
          DBG_INT(map_flags(s, m) | MF_CLOSING));
    if (in_hash(s, m))
        db_map_close(s, m);
}

static bool implicit_walk(struct session *s, struct map *m, map_record_fn *fn, void *ctx)
{
    return in_hash(s, m) ? db_map_walk(s, m, fn, ctx) : stab_map_walk(s, m, fn, ctx);
}

const struct map_class class_implicit = {
    .name = "implicit",
    .help = "hash, or for aliases the text",
    .caps = MC_DATABASE | MC_EITHER | MC_ALIAS | MC_REBUILD | MC_FOLDS,
    .suffix = ".db",
    .open = implicit_open,
    .lookup = implicit_lookup,
    .close = implicit_close,
    .walk = implicit_walk,
};
