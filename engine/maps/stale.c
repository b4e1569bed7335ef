/*
 * stale.c - databases that are older than the text they were made from.
 */
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "maps/class.h"
#include "maps/map.h"
#include "maps/stale.h"
#include "state/program.h"
#include "world/world.h"

static bool newer(const struct stat *a, const struct stat *b)
{
    return a->st_mtim.tv_sec > b->st_mtim.tv_sec
           || (a->st_mtim.tv_sec == b->st_mtim.tv_sec && a->st_mtim.tv_nsec > b->st_mtim.tv_nsec);
}

void program_stale(const struct program *p,
                   void (*fn)(void *ctx, const char *map, const char *source), void *ctx)
{
    const struct world *w = &p->world;

    for (int i = 0; i < p->nmaps; i++) {
        const struct map *m = p->maps[i];
        struct stat text, database;
        char file[PATH_MAX], name[PATH_MAX];
        size_t n;

        if (m->file == NULL || !map_is_made(m->cls))
            continue;
        n = map_stem(m);
        snprintf(file, sizeof file, "%.*s", (int)n, m->file);
        if (snprintf(name, sizeof name, "%s%s", file, m->cls->suffix) < (int)sizeof name
            && w->stat(w->ctx, file, &text) == 0 && S_ISREG(text.st_mode)
            && w->stat(w->ctx, name, &database) == 0 && newer(&text, &database))
            fn(ctx, m->name, file);
    }
}
