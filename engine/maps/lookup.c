/*
 * lookup.c - a map's life: found, opened at its first use, asked, closed.
 *
 * What changes with use (open, failed, which keys to try) is in the session's map_state; what is
 * costly is in the worker's handle. A mandatory map that cannot be opened stays "open" as a
 * placeholder that answers 75; an optional one is unusable for good.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/bytes.h"
#include "base/limits.h"
#include "base/symbols.h"
#include "files/safefile.h"
#include "hosts/memory.h"
#include "maps/lookup.h"
#include "maps/map.h"
#include "maps/recall.h"
#include "state/diag.h"
#include "state/event.h"
#include "state/session.h"
#include "state/trace.h"
#include "world/world.h"

struct map *map_find(const struct session *s, const char *name)
{
    struct symbol *sym = symbol_find(&s->def->symbols, name, SYM_MAP);

    return sym != NULL ? sym->data : NULL;
}

struct map_state *map_state_new(struct session *s, const struct map *m)
{
    struct map_state *st;

    if (m->index >= s->nmapstate) {
        int n = s->prog->nmaps > m->index ? s->prog->nmaps : m->index + 1;
        struct map_state *grown = realloc(s->mapstate, (size_t)n * sizeof *grown);

        if (grown == NULL) {
            s->no_mapstate = (struct map_state){ .tried = true, .invalid = true };
            return &s->no_mapstate;
        }
        memset(grown + s->nmapstate, 0, (size_t)(n - s->nmapstate) * sizeof *grown);
        s->mapstate = grown;
        s->nmapstate = n;
    }
    st = &s->mapstate[m->index];
    if (!st->tried) {
        st->tried = true;
        st->try0 = (m->flags & MF_TRY0NULL) != 0;
        st->try1 = (m->flags & MF_TRY1NULL) != 0;
    }
    return st;
}

void **map_handle(struct session *s, const struct map *m)
{
    struct worker *w = s->worker;

    if (m->index >= w->nhandle) {
        int n = s->prog->nmaps > m->index ? s->prog->nmaps : m->index + 1;
        void **grown = realloc(w->handle, (size_t)n * sizeof *grown);

        if (grown == NULL)
            return &w->no_handle;
        for (int i = w->nhandle; i < n; i++)
            grown[i] = NULL;
        w->handle = grown;
        w->nhandle = n;
    }
    return &w->handle[m->index];
}

unsigned long map_flags(struct session *s, const struct map *m)
{
    const struct map_state *st = map_state_of(s, m);
    unsigned long flags = m->flags & ~(unsigned long)(MF_TRY0NULL | MF_TRY1NULL);

    if (st->try0)
        flags |= MF_TRY0NULL;
    if (st->try1)
        flags |= MF_TRY1NULL;
    if (st->open)
        flags |= MF_OPEN;
    if (session_maps(s)->waiting == m)
        flags |= MF_ALIASWAIT;
    if (st->asked_by_rule)
        flags |= MF_ASKED_BY_RULE;
    if ((m->cls->caps & MC_EITHER) != 0 && *map_handle(s, m) != NULL)
        flags |= MF_IMPL_HASH;
    return flags;
}

size_t map_fold_key(const struct map *m, const char *key, char *out, size_t size)
{
    size_t n = strnlen(key, size - 1);

    memcpy(out, key, n);
    out[n] = '\0';
    if ((m->flags & MF_NOFOLDCASE) == 0)
        fold_ascii(out, n);
    return n;
}

/* The file as the traces around the classes show it. */
static const char *shown_file(const struct map *m)
{
    return m->shown != NULL ? m->shown : m->file != NULL ? m->file : "NULL";
}

static void trace_open(struct session *s, const struct map *m, bool ok)
{
    const char *reason = !ok && s->standing.err != 0 ? safefile_reason(s->standing.err) : "";

    DEBUG_EMIT(s, DL_OPENMAP, DBG_STR(m->cls->name), DBG_STR(m->name), DBG_STR(shown_file(m)),
               DBG_STR(ok ? "valid" : "invalid"), DBG_STR(*reason != '\0' ? ": " : ""),
               DBG_STR(reason));
}

bool map_is_shut(const struct session *s, const struct map *m)
{
    unsigned shut = s->world->shut, network = WORLD_NO_NETWORK;

    if ((m->cls->caps & MC_DNS) == 0)
        network |= WORLD_NO_SERVERS;
    return ((m->cls->caps & MC_EXEC) != 0 && (shut & WORLD_NO_EXEC) != 0) ||
           ((m->cls->caps & MC_NETWORK) != 0 && (shut & network) != 0);
}

static void tell_refusal(struct session *s, const struct map *m)
{
    s->standing.err = 0;
    syserr(s, "451 4.3.5 %s map %s: refused: %s", m->cls->name, m->name,
           (m->cls->caps & MC_EXEC) != 0 ? "no programs are run" : "the network is not asked");
}

bool map_open(struct session *s, struct map *m)
{
    struct map_state *st = map_state_of(s, m);
    bool ok;

    if (st->open)
        return true;
    if ((m->flags & MF_VALID) == 0 || st->invalid || st->opening)
        return false;
    if (m->unnamed && !((m->cls->caps & MC_DATABASE) != 0 && s->prog->target->misses_file_name))
        return false; /* valid by an earlier definition: the reference dies when it opens it */
    if (map_is_shut(s, m) || map_recalls(s, m))
        return st->open = true;
    s->standing.err = 0;
    st->opening = true;
    ok = m->cls->open == NULL || m->cls->open(s, m);
    st = map_state_of(s, m); /* an alias file's rulesets may have opened others */
    st->opening = false;
    if (DEBUGGING(s, 38, 4))
        trace_open(s, m, ok);
    if (ok) {
        st->open = true;
    } else if ((m->flags & MF_OPTIONAL) != 0) {
        st->invalid = true;
    } else {
        st->open = st->failed_open = true;
    }
    return st->open;
}

static void tell_map(struct session *s, enum event_kind kind, const struct map *m,
                     const struct map_call *call, const char *value)
{
    char key[MAX_KEY + 1];
    struct event e = { .kind = kind, .map = m->name, .map_class = m->cls->name, .key = call->key,
                       .value = value, .status = call->status, .depth = s->command.depth };

    if (m->file != NULL && *m->file != '\0')
        e.file = shown_file(m);
    if (kind == EVENT_MAP_END && (m->cls->caps & MC_FOLDS) != 0) {
        map_fold_key(m, call->key, key, sizeof key);
        e.folded = key;
    }
    tell(s, &e);
}

static const char *ask_class(struct session *s, struct map *m, struct map_call *call)
{
    bool shut = map_is_shut(s, m);

    if (shut)
        tell_refusal(s, m);
    if (shut || (s->defers && (m->flags & MF_DEFER) != 0) || map_state_of(s, m)->failed_open) {
        call->status = EX_TEMPFAIL;
        return NULL;
    }
    if (map_recalls(s, m))
        return map_recall(s, m, call);
    if (s->world->note != NULL && map_asks_others(m)) {
        const char *value = m->cls->lookup(s, m, call);

        map_note(s, m, call, value);
        return value;
    }
    return m->cls->lookup(s, m, call);
}

const char *map_lookup(struct session *s, struct map *m, struct map_call *call)
{
    const char *value;

    if (!WANTED(s, WANT_MAPS))
        return ask_class(s, m, call);
    tell_map(s, EVENT_MAP_BEGIN, m, call, NULL);
    value = ask_class(s, m, call);
    tell_map(s, EVENT_MAP_END, m, call, value);
    return value;
}

static void close_one(void *ctx, struct symbol *sym)
{
    struct session *s = ctx;
    struct map *m = sym->data;
    struct map_state *st;

    if (m == NULL)
        return;
    st = map_state_of(s, m);
    if (!st->open)
        return;
    DEBUG(s, DL_CLOSEMAPS, DBG_STR(m->name), DBG_STR(shown_file(m)));
    if (!st->failed_open && m->cls->close != NULL)
        m->cls->close(s, m);
    st->open = st->failed_open = false;
}

static void finish_classes(struct session *s)
{
    for (const struct map_class *const *cls = s->prog->classes; *cls != NULL; cls++) {
        if ((*cls)->finish != NULL)
            (*cls)->finish(s);
    }
}

static bool any_open(const struct session *s)
{
    for (int i = 0; i < s->nmapstate; i++) {
        if (s->mapstate[i].open)
            return true;
    }
    return false;
}

void map_close_all(struct session *s)
{
    if (!any_open(s) && s->worker->userdb == NULL && !DEBUGGING(s, 36, 90))
        return;
    symbol_walk(&s->def->symbols, SYM_MAP, close_one, s);
    finish_classes(s);
}

void map_close_others(struct session *s)
{
    for (int i = 0; i < s->nmapstate; i++) {
        struct map *m = s->prog->maps[i];

        if (s->mapstate[i].open && !s->mapstate[i].failed_open && map_asks_others(m)
            && m->cls->close != NULL && !map_recalls(s, m) && !map_is_shut(s, m))
            m->cls->close(s, m);
    }
}

void map_release_worker(struct session *s)
{
    struct worker *w = s->worker;
    struct levels before;

    if (w == NULL)
        return;
    before = levels_hush(s, ALL_CATEGORIES);
    for (int i = 0; i < w->nhandle && i < s->prog->nmaps; i++) {
        struct map *m = s->prog->maps[i];

        if (w->handle[i] != NULL && m->cls->close != NULL)
            m->cls->close(s, m);
    }
    finish_classes(s);
    levels_restore(s, &before);
    free(w->handle);
    w->handle = NULL;
    w->nhandle = 0;
}

void map_release_program(struct program *p)
{
    for (int i = 0; i < p->nmaps; i++) {
        struct map *m = p->maps[i];

        if (m->cls->free_extra != NULL && m->extra != NULL)
            m->cls->free_extra(m->extra);
        m->extra = NULL;
    }
    free(p->maps);
    p->maps = NULL;
    p->nmaps = 0;
}
