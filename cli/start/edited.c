/*
 * edited.c - texts that an editor has and has not saved yet.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "show/memory.h"
#include "start/edited.h"
#include "world/live.h"
#include "world/world.h"

struct edited {
    char *path;
    int fd;
    char name[32]; /* by which it is opened */
};

static struct edited *list;
static int count;

static struct edited *find(const char *path)
{
    for (int i = 0; i < count; i++) {
        if (strcmp(list[i].path, path) == 0)
            return &list[i];
    }
    return NULL;
}

/* All of it; -1: it cannot be had. The mode is the file's, as who may read it is judged by that. */
static int in_memory(const char *path, const char *text, size_t n)
{
    int fd = memfd_create("btsh", 0); /* m4 inherits it */
    struct stat st;
    ssize_t wrote;

    for (size_t at = 0; fd >= 0 && at < n; at += (size_t)wrote) {
        wrote = write(fd, text + at, n - at);
        if (wrote <= 0) {
            close(fd);
            return -1;
        }
    }
    if (fd >= 0 && fchmod(fd, stat(path, &st) == 0 ? st.st_mode & 07777 : 0644) != 0) {
        close(fd);
        return -1;
    }
    return fd;
}

void edited_set(const char *path, const char *text, size_t n)
{
    struct edited *e;
    int fd;

    edited_drop(path);
    fd = in_memory(path, text, n);
    if (fd < 0)
        return;
    list = grow_or_end(list, (size_t)(count + 1) * sizeof *list);
    e = &list[count++];
    *e = (struct edited){ .path = copy_or_end(path), .fd = fd };
    snprintf(e->name, sizeof e->name, "/proc/self/fd/%d", fd);
}

void edited_drop(const char *path)
{
    struct edited *e = find(path);

    if (e == NULL)
        return;
    close(e->fd);
    free(e->path);
    *e = list[--count];
    if (count == 0) {
        free(list);
        list = NULL;
    }
}

const char *edited_path(const char *path)
{
    const struct edited *e = find(path);

    return e != NULL && access(e->name, R_OK) == 0 ? e->name : path;
}

void edited_each(void (*fn)(void *ctx, const char *path, const char *opened), void *ctx)
{
    for (int i = 0; i < count; i++)
        fn(ctx, list[i].path, edited_path(list[i].path));
}

/* ---- doors ---------------------------------------------------------------------------------------------- */

static int open_door(void *ctx, const char *path, int flags, int *fd)
{
    (void)ctx;
    return world_live()->open(NULL, edited_path(path), flags, fd);
}

static int stat_door(void *ctx, const char *path, struct stat *st)
{
    (void)ctx;
    return world_live()->stat(NULL, edited_path(path), st);
}

/* The text is no link, as it is what stands at the end of one. */
static int lstat_door(void *ctx, const char *path, struct stat *st)
{
    const char *there = edited_path(path);

    (void)ctx;
    return there != path ? world_live()->stat(NULL, there, st) : world_live()->lstat(NULL, path, st);
}

void edited_world(struct world *w)
{
    w->open = open_door;
    w->stat = stat_door;
    w->lstat = lstat_door;
}
