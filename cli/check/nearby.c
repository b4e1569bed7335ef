/*
 * nearby.c - files that a configuration names by the paths of its host, taken from where they are checked.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "check/nearby.h"
#include "start/paths.h"
#include "start/setup.h"
#include "world/layer.h"
#include "world/shut.h"
#include "world/world.h"

struct layer {
    struct world_layer base;
    const struct nearby_file *list;
    int n;
};

static const char *place(const struct layer *l, const char *path)
{
    for (int i = 0; i < l->n; i++) {
        if (strcmp(l->list[i].path, path) == 0)
            return l->list[i].here;
    }
    return path;
}

/* A folder on the way to one of the paths. */
static bool is_above(const struct layer *l, const char *path)
{
    size_t n = strlen(path);

    while (n > 0 && path[n - 1] == '/')
        n--;
    for (int i = 0; i < l->n; i++) {
        if (strncmp(l->list[i].path, path, n) == 0 && l->list[i].path[n] == '/')
            return true;
    }
    return false;
}

static int open_door(void *ctx, const char *path, int flags, int *fd)
{
    struct layer *l = ctx;

    return l->base.below.open(l->base.below.ctx, place(l, path), flags, fd);
}

static int stat_door(void *ctx, const char *path, struct stat *st)
{
    struct layer *l = ctx;
    int err = l->base.below.stat(l->base.below.ctx, place(l, path), st);

    return err == ENOENT && is_above(l, path) ? l->base.below.stat(l->base.below.ctx, "/", st) : err;
}

static int lstat_door(void *ctx, const char *path, struct stat *st)
{
    struct layer *l = ctx;
    const char *here = place(l, path);
    bool opened = strncmp(here, "/proc/self/fd/", 14) == 0; /* is no link, as it is what stands at the end of one */
    int err = opened ? l->base.below.stat(l->base.below.ctx, here, st) : l->base.below.lstat(l->base.below.ctx, here, st);

    return err == ENOENT && is_above(l, path) ? l->base.below.stat(l->base.below.ctx, "/", st) : err;
}

static int fstat_door(void *ctx, int fd, struct stat *st)
{
    struct layer *l = ctx;

    return l->base.below.fstat(l->base.below.ctx, fd, st);
}

static int readlink_door(void *ctx, const char *path, char *out, size_t size)
{
    struct layer *l = ctx;

    return l->base.below.readlink(l->base.below.ctx, place(l, path), out, size);
}

static int path_door(void *ctx, const char *path, char *out, size_t size)
{
    struct layer *l = ctx;

    return world_path(&l->base.below, place(l, path), out, size);
}

bool world_nearby(struct world *w, struct world_layer **layers, const struct nearby_file *list, int n, struct setup *s)
{
    struct layer *l = world_push(w, layers, sizeof *l);

    if (l == NULL)
        return false;
    l->list = list;
    l->n = n;
    w->open = open_door;
    w->stat = stat_door;
    w->lstat = lstat_door;
    w->fstat = fstat_door;
    w->readlink = readlink_door;
    w->path = path_door;
    for (int i = 0; i < n; i++)
        texts_add(&s->own, list[i].path);
    return true;
}
