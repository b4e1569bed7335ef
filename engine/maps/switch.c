/*
 * switch.c - a sequence that the service switch chooses: for the types t1, t2 ... of the service
 * that is named as the file, the maps NAME.t1, NAME.t2 ... are tried in order.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/limits.h"
#include "hosts/service.h"
#include "maps/lookup.h"
#include "maps/map.h"
#include "maps/sequence.h"
#include "state/diag.h"
#include "state/event.h"
#include "state/session.h"
#include "state/trace.h"

static void trace_types(struct session *s, const char *const *types, int n)
{
    DEBUG_EMIT(s, DL_SWITCH_FIND, DBG_INT(n > 0 ? n : -1));
    for (int i = 0; i < n; i++)
        DEBUG_EMIT(s, DL_SWITCH_TYPE, DBG_STR(types[i]));
}

/* The member for a type; NULL: there is no such map. */
static struct map *member_of(struct session *s, const struct map *m, int place, const char *type)
{
    size_t size = strlen(m->name) + strlen(type) + 2;
    char *name = arena_alloc(&s->command.work, size);
    struct map *member;

    snprintf(name, size, "%s.%s", m->name, type);
    member = map_find(s, name);
    if (member == NULL) {
        syserr(s, "Switch map %s: unknown member map %s", m->name, name);
        return NULL;
    }
    /* a map that could not be opened has been of a class of its own since then */
    DEBUG(s, DL_SWITCH_MEMBER, DBG_INT(place), DBG_STR(map_state_of(s, member)->failed_open ? "bogus-map" : member->cls->name),
          DBG_STR(name));
    return member;
}

static bool switch_open(struct session *s, struct map *m)
{
    const char *types[MAX_MAP_STACK];
    void **slot = map_handle(s, m);
    struct map_stack *list;
    int n;

    DEBUG(s, DL_MAP_OPENING, DBG_STR("switch"), DBG_STR(m->name), DBG_STR(m->file),
          DBG_INT(0));
    n = service_types(s, m->file, types, MAX_MAP_STACK);
    if (DEBUGGING(s, 38, 19))
        trace_types(s, types, n);
    if (n <= 0)
        return false;
    if (*slot == NULL)
        *slot = calloc(1, sizeof(struct map_stack));
    if (*slot == NULL)
        return false;
    list = *slot;
    /* the members of a sequence that the name was before stay where no member takes their place */
    *list = m->stack != NULL ? *m->stack : (struct map_stack){ .n = 0 };
    for (int i = 0; i < n; i++) {
        struct map *member = member_of(s, m, i, types[i]);

        if (member != NULL)
            list->member[i] = member;
    }
    if (n > list->n)
        list->n = n;
    return true;
}

static const char *switch_lookup(struct session *s, struct map *m, struct map_call *call)
{
    const struct map_stack *list = *map_handle(s, m);

    DEBUG(s, DL_MAP_LOOKUP, DBG_STR("seq"), DBG_STR(m->name), DBG_STR(call->key));
    return ask_members(s, list->member, list->n, call);
}

static void switch_close(struct session *s, struct map *m)
{
    void **slot = map_handle(s, m);

    free(*slot);
    *slot = NULL;
}

const struct map_class class_switch = {
    .name = "switch",
    .help = "the maps that the service switch names",
    .caps = MC_ALIAS,
    .open = switch_open,
    .lookup = switch_lookup,
    .close = switch_close,
};
