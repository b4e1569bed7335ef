/*
 * symbols_trace.c - the table of names as debug category 36 tells of it.
 */
#include <stdint.h>

#include "base/limits.h"
#include "base/symbols.h"
#include "state/classes.h"
#include "state/event.h"
#include "state/session.h"
#include "state/symbols_trace.h"
#include "state/trace.h"

enum { LOOKUPS = 5, BUCKETS = 9, SIZES = 15, WALKS = 90 };

/* Bytes of an entry in the real program. */
static int entry_size(enum symbol_type type)
{
    switch (type) {
    case SYM_CLASS:
        return 56;
    case SYM_MAILER:
    case SYM_QUEUE:
    case SYM_MILTER:
    case SYM_LDAP:
    case SYM_SOCKET:
    case SYM_ALIAS:
        return 32;
    case SYM_MAPCLASS:
        return 88;
    case SYM_MAP:
        return 1208;
    case SYM_SERVICE:
        return 1048;
    case SYM_HEADER:
    case SYM_HOSTSIG:
        return 48;
    case SYM_NAMECANON:
        return 48;
    default:
        return 28;
    }
}

/* The first four words of its value: the classes of a word, the number of a ruleset. */
static void tell_value(struct session *s, const struct symbol *found)
{
    uint64_t word[4] = { 0, 0, 0, 0 };

    if (found->type == SYM_CLASS) {
        for (int id = 0; id < NAME_IDS; id++) {
            if (symbol_in_class(s, found, id))
                word[id >> 6] |= UINT64_C(1) << (id & 63);
        }
    } else if (found->type == SYM_RULESET) {
        word[0] = (uint64_t)found->value;
    }
    DEBUG_EMIT(s, DL_STAB_FOUND, DBG_INT(found->type), DBG_INT(word[0]), DBG_INT(word[1]),
               DBG_INT(word[2]), DBG_INT(word[3]));
}

static void looked(void *ctx, const char *name, enum symbol_type type, const struct symbol *found,
                   bool entered)
{
    struct session *s = ctx;

    if (!DEBUGGING(s, 36, LOOKUPS))
        return;
    DEBUG_EMIT(s, DL_STAB, DBG_STR(name), DBG_INT(type));
    if (DEBUGGING(s, 36, BUCKETS))
        DEBUG_EMIT(s, DL_STAB_BUCKET, DBG_INT(symbol_bucket(name, type)));
    if (entered)
        DEBUG_EMIT0(s, DL_STAB_ENTERED);
    else if (found == NULL)
        DEBUG_EMIT0(s, DL_STAB_NOT_FOUND);
    else
        tell_value(s, found);
    if (entered && DEBUGGING(s, 36, SIZES))
        DEBUG_EMIT(s, DL_STAB_SIZE, DBG_INT(entry_size(type)));
}

static void walked(void *ctx, const struct symbol *sym)
{
    struct session *s = ctx;

    if (DEBUGGING(s, 36, WALKS))
        DEBUG_EMIT(s, DL_STAB_WALK, DBG_INT(sym->type), DBG_STR(sym->name));
}

void symbols_follow_debug(struct session *s)
{
    struct symbol_table *l = &s->def->symbols;

    s->watch = (struct symbol_watch){ .looked = looked, .walked = walked, .ctx = s };
    l->watch = DEBUGGING(s, 36, LOOKUPS) ? &s->watch : NULL;
}
