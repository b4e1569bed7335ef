/*
 * litter.c - temporary files and folders, which go away however the program ends.
 */
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#include "show/litter.h"

/* Pieces are never freed: a signal may come while one is looked at. Newest first, so files stand before
 * their folder. */
struct piece {
    struct piece *next;
    pid_t owner;
    atomic_bool gone;
    char path[];
};

static struct piece *_Atomic all;

static struct piece *piece(size_t size)
{
    struct piece *p = calloc(1, sizeof *p + size); /* memory.c stands above */

    if (p != NULL)
        p->owner = getpid();
    return p;
}

static void push(struct piece *p)
{
    p->next = atomic_load(&all);
    while (!atomic_compare_exchange_weak(&all, &p->next, p))
        continue;
}

const char *litter_folder(const char *inside)
{
    size_t size = strlen(inside) + sizeof "/btsh-XXXXXX";
    struct piece *p = piece(size);
    sigset_t every, before;
    bool made;

    if (p == NULL)
        return NULL;
    snprintf(p->path, size, "%s/btsh-XXXXXX", inside);
    sigfillset(&every);
    pthread_sigmask(SIG_BLOCK, &every, &before); /* none comes while it is there and not noted */
    made = size <= PATH_MAX && mkdtemp(p->path) != NULL;
    if (made)
        push(p);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (made)
        return p->path;
    free(p);
    return NULL;
}

void litter_file(const char *path)
{
    struct piece *p = piece(strlen(path) + 1);

    if (p == NULL)
        return;
    strcpy(p->path, path);
    push(p);
}

static void take_away(struct piece *p)
{
    if (p->owner != getpid() || p->gone)
        return;
    if (unlink(p->path) != 0)
        rmdir(p->path);
    p->gone = true;
}

void litter_remove(const char *folder)
{
    size_t n = strlen(folder);

    for (struct piece *p = atomic_load(&all); p != NULL; p = p->next) {
        if (strncmp(p->path, folder, n) == 0 && (p->path[n] == '\0' || p->path[n] == '/'))
            take_away(p);
    }
}

void litter_clear(void)
{
    for (struct piece *p = atomic_load(&all); p != NULL; p = p->next)
        take_away(p);
}
