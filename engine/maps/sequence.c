/*
 * sequence.c - maps that are tried in order, the first answer wins.
 *
 * The members must be defined already; each is opened when it is first reached. One that failed for
 * the time being is remembered while the others are asked.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/arena.h"
#include "base/limits.h"
#include "hosts/memory.h"
#include "maps/lookup.h"
#include "maps/map.h"
#include "maps/sequence.h"
#include "state/diag.h"
#include "state/event.h"
#include "state/lasting.h"
#include "state/trace.h"

/* A redefinition can make a sequence its own member. */
enum { MAX_MAP_NESTING = 20 };

static bool name_char(char c)
{
    return ((unsigned char)c < 0x80 && isalnum((unsigned char)c) != 0) || c == '_' || c == '.';
}

/* Puts a member in its place. */
static bool put(struct session *s, struct map *seq, int place, struct map *member)
{
    struct map_stack *q = seq->stack;

    if (q == NULL)
        q = seq->stack = arena_alloc(map_arena(s), sizeof *q);
    if (q == NULL || place >= MAX_MAP_STACK)
        return false;
    q->member[place] = member;
    if (place >= q->n)
        q->n = place + 1;
    return true;
}

bool sequence_add(struct session *s, struct map *seq, struct map *member)
{
    return put(s, seq, seq->stack != NULL ? seq->stack->n : 0, member);
}

/* The members take the first places; what an earlier definition had behind them stays. */
static bool sequence_parse(struct session *s, struct map *m, const char *args)
{
    const char *p = args;
    int n = 0;

    DEBUG(s, DL_SEQ_PARSE, DBG_STR(m->name), DBG_STR(args));
    while (*p != '\0') {
        const char *name;
        struct map *member;

        while (*p != '\0' && !name_char(*p))
            p++;
        if (*p == '\0')
            break;
        name = p;
        while (name_char(*p))
            p++;
        name = arena_strndup(map_arena(s), name, (size_t)(p - name));
        member = map_find(s, name);
        if (member == NULL) {
            syserr(s, "Sequence map %s: unknown member map %s", m->name, name);
        } else if (!put(s, m, n++, member)) {
            syserr(s, "Sequence map %s: too many member maps (%d max)", m->name, MAX_MAP_STACK);
            break;
        }
    }
    return true;
}

const char *ask_members(struct session *s, struct map *const *members, int n,
                        struct map_call *call)
{
    struct session_maps *mine = session_maps(s);
    bool temporary = false;
    int status = EX_OK;

    if (mine->nesting >= MAX_MAP_NESTING) {
        call->status = EX_TEMPFAIL;
        return NULL;
    }
    mine->nesting++;
    for (int i = 0; i < n; i++) {
        struct map_call one = *call;
        const char *value;

        if (members[i] == NULL || !map_open(s, members[i]))
            continue;
        one.status = EX_OK;
        value = map_lookup(s, members[i], &one);
        status = one.status;
        call->key = one.key; /* class user folds it where it is */
        call->args = one.args;
        if (value != NULL) {
            mine->nesting--;
            call->status = status;
            return value;
        }
        if (status == EX_TEMPFAIL)
            temporary = true;
    }
    mine->nesting--;
    call->status = temporary ? EX_TEMPFAIL : status != EX_OK ? status : EX_NOHOST;
    return NULL;
}

static const char *sequence_lookup(struct session *s, struct map *m, struct map_call *call)
{
    const struct map_stack *q = m->stack;

    DEBUG(s, DL_MAP_LOOKUP, DBG_STR("seq"), DBG_STR(m->name), DBG_STR(call->key));
    return ask_members(s, q != NULL ? q->member : NULL, q != NULL ? q->n : 0, call);
}

const struct map_class class_sequence = {
    .name = "sequence",
    .help = "several maps, one after the other",
    .caps = MC_ALIAS,
    .parse = sequence_parse,
    .lookup = sequence_lookup,
};
