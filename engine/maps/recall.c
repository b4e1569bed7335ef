/*
 * recall.c - what a directory, a server or a program said: noted under the map's name, the key and
 * the arguments, and played back without asking again.
 *
 *      question   map NAME KEY ARGUMENT ...      (blanks and others as %20)
 *      answer     STATUS, and behind a blank the value if there was one
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/arena.h"
#include "maps/map.h"
#include "maps/recall.h"
#include "state/session.h"
#include "world/passwords.h"
#include "world/tape.h"
#include "world/world.h"

bool map_asks_others(const struct map *m)
{
    return (m->cls->caps & (MC_NETWORK | MC_EXEC)) != 0 && (m->cls->caps & MC_DNS) == 0;
}

bool map_recalls(const struct session *s, const struct map *m)
{
    return (s->world->shut & WORLD_RECALLS) != 0 && map_asks_others(m);
}

static void question(const struct map *m, const struct map_call *call, char *out, size_t size)
{
    size_t n = (size_t)snprintf(out, size, "map %s ", m->name);

    n = tape_escape(call->key, out, n, size);
    for (int i = 1; call->args != NULL && i < call->nargs; i++) {
        if (n + 1 < size)
            out[n++] = ' ';
        n = tape_escape(call->args[i], out, n, size);
    }
}

const char *map_recall(struct session *s, struct map *m, struct map_call *call)
{
    char ask[WORLD_ANSWER], answer[WORLD_ANSWER], *value;

    question(m, call, ask, sizeof ask);
    s->standing.err = 0;
    if (!s->world->recall(s->world->ctx, ask, answer, sizeof answer)) {
        call->status = EX_TEMPFAIL;
        return NULL;
    }
    call->status = atoi(answer);
    value = strchr(answer, ' ');
    if (value == NULL)
        return NULL;
    value = arena_strdup(call->arena, value + 1);
    tape_unescape(value);
    return value;
}

void map_note(struct session *s, const struct map *m, const struct map_call *call,
              const char *value)
{
    char ask[WORLD_ANSWER], answer[WORLD_ANSWER];
    size_t n = (size_t)snprintf(answer, sizeof answer, "%d%s", call->status,
                                value != NULL ? " " : "");

    question(m, call, ask, sizeof ask);
    if (value != NULL) {
        char *shown = arena_strdup(&s->command.work, value);

        mask_passwords(shown);
        tape_escape(shown, answer, n, sizeof answer);
    }
    s->world->note(s->world->ctx, ask, answer);
}
