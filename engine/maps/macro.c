/*
 * macro.c - a lookup that sets a macro: the key names it, the first argument is its new value.
 * Without an argument the macro is undefined. The answer is the empty text.
 */
#include <sysexits.h>

#include "maps/dequote.h"
#include "maps/map.h"
#include "state/diag.h"
#include "state/event.h"
#include "state/macros.h"
#include "state/name_ids.h"
#include "state/session.h"
#include "state/trace.h"

static const char *macro_lookup(struct session *s, struct map *m, struct map_call *call)
{
    int id;

    DEBUG(s, DL_MAP_LOOKUP, DBG_STR("macro"), DBG_STR(m->name), DBG_STR(call->key));
    call->status = EX_OK;
    id = *call->key != '\0' ? name_id_of(s, call->key) : 0; /* no key, no message */
    if (id == 0) {
        call->status = EX_CONFIG;
        return NULL;
    }
    if (call->args == NULL || call->nargs < 2)
        macro_clear(s, id, MACRO_ENVELOPE);
    else
        macro_define(s, id, call->args[1], MACRO_ENVELOPE);
    if (WANTED(s, WANT_NAMES))
        tell_macro(s, EVENT_MACRO_DEFINED, id, s->macros[id & 0xFF]);
    return "";
}

const struct map_class class_macro = {
    .name = "macro",
    .help = "sets a macro",
    .caps = MC_NO_FILE | MC_KEEP_QUOTES,
    .parse = parse_one_flag,
    .lookup = macro_lookup,
};
