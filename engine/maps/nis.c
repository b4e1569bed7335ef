/*
 * nis.c - nis and nisplus, as they answer on a machine where neither service runs.
 *
 * The argument of nis is MAP[@DOMAIN]. There is no client library behind these classes: a map
 * answers as one whose server cannot be reached.
 */
#include <errno.h>
#include <string.h>

#include "base/arena.h"
#include "maps/args.h"
#include "maps/map.h"
#include "state/diag.h"
#include "state/event.h"
#include "state/lasting.h"
#include "state/session.h"
#include "state/trace.h"

/* "map@domain" into its two parts. */
static bool nis_parse(struct session *s, struct map *m, const char *args)
{
    size_t n;

    if (!map_parse_args(s, m, args))
        return false;
    n = strcspn(m->file, "@");
    m->shown = arena_strndup(map_arena(s), m->file, n);
    if (m->file[n] == '@' && m->file[n + 1] != '\0')
        m->domain = keep_text(s, m->file + n + 1);
    return true;
}

static bool nis_open(struct session *s, struct map *m)
{
    static const char error[] = "Internal NIS error";

    DEBUG(s, DL_MAP_OPENING, DBG_STR("nis"), DBG_STR(m->name), DBG_STR(m->file),
          DBG_INT(0));
    s->standing.err = 0;
    if (m->domain == NULL) {
        if ((m->flags & MF_OPTIONAL) == 0)
            syserr(s, "451 4.3.5 NIS map %s specified, but NIS not running", m->shown);
        return false;
    }
    DEBUG(s, DL_NIS_MATCH, DBG_STR(m->domain), DBG_STR(m->shown), DBG_STR(error));
    if ((m->flags & MF_OPTIONAL) == 0)
        syserr(s, "451 4.3.5 Cannot bind to map %s in domain %s: %s", m->shown, m->domain, error);
    return false;
}

static const char *no_lookup(struct session *s, struct map *m, struct map_call *call)
{
    (void)s;
    (void)m;
    (void)call;
    return NULL;
}

static bool nisplus_open(struct session *s, struct map *m)
{
    if (DEBUGGING(s, 38, 2)) {
        DEBUG_EMIT(s, DL_MAP_OPENING, DBG_STR("nisplus"), DBG_STR(m->name), DBG_STR(m->file),
                   DBG_INT(0));
        DEBUG_EMIT(s, DL_NISPLUS_DOMAIN, DBG_STR(m->file), DBG_STR("(none)."));
    }
    s->standing.err = EAGAIN;
    return false;
}

const struct map_class class_nis = {
    .name = "nis",
    .help = "NIS; no such service is asked",
    .caps = MC_ALIAS | MC_NETWORK,
    .parse = nis_parse,
    .open = nis_open,
    .lookup = no_lookup,
};

const struct map_class class_nisplus = {
    .name = "nisplus",
    .help = "NIS+; no such service is asked",
    .caps = MC_ALIAS | MC_NETWORK,
    .open = nisplus_open,
    .lookup = no_lookup,
};
