/*
 * explore_or_end.c - the explorer, for commands: without memory, or without what a table holds, there is nothing to be told.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>
#include <time.h>
#include <unistd.h>

#include "engine.h"
#include "explore/explorer.h"
#include "listen/listeners.h"
#include "reason/trouble.h"
#include "show/error_output.h"
#include "show/memory.h"
#include "subcommands/explore_or_end.h"

/* When it began, and when it was last said how far it is. */
struct waiting {
    double began, shown;
};

static double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Who waits for longer than a second sees how far it is. */
static void progress(void *ctx, long runs)
{
    struct waiting *w = ctx;
    double at = now();

    if (at - w->began < 1 || at - w->shown < 0.2 || !isatty(STDERR_FILENO))
        return;
    fprintf(stderr, "\r%ld situations", runs);
    fflush(stderr);
    w->shown = at;
}

/* There is nothing to be told. */
static void end_unread(const char *map)
{
    err_format("btsh: map %s could not be read on the way: what it leads to would be missed\n", map);
    exit(EX_UNAVAILABLE);
}

void end_if_shaken(struct program *p, const char *map)
{
    if (map != NULL && map_trouble_passed(p, map))
        end_unread(map);
}

static void note_trouble(const char *what, const char *name, const struct trouble *t, const char *so)
{
    err_format("btsh: %s%s cannot be opened: %s%s%s; %s\n", what, name, *t->file != '\0' ? t->file : "", *t->file != '\0' ? ": " : "",
               t->reason, so);
}

/* Mail waits for tables, and for the aliases of users of this host, that cannot be opened: what lies behind is not seen. */
static void note_unopened(struct program *p, const char *map)
{
    struct observer quiet = listeners_none();
    struct session *s = session_new(p, &quiet);
    struct trouble t;

    if (*map != '\0' && map_trouble(s, map, &t))
        note_trouble("map ", map, &t, "mail that asks for it waits, and where it would go was not looked at");
    if (alias_trouble(s, &t))
        note_trouble("the alias file", "", &t, "where mail of local users goes was not looked at");
    session_free(s);
}

void explore_or_end(struct program *p, const struct world *w, const struct explore_wish *wish, struct explored *out)
{
    struct waiting waiting = { .began = now() };
    struct explore_wish told = *wish;

    told.progress = progress;
    told.waiting = &waiting;
    if (!explore(p, w, &told, out))
        out_of_memory();
    if (waiting.shown > 0)
        fprintf(stderr, "\r\033[K");
    if ((wish->ways & WAY_ONWARD) != 0 && !out->found)
        note_unopened(p, out->shaken);
    if (*out->unread != '\0')
        end_unread(out->unread);
    end_if_shaken(p, *out->shaken != '\0' ? out->shaken : NULL);
}
