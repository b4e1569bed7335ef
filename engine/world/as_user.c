/*
 * as_user.c - what a user may do with files, where root asks in that user's name.
 *
 * The system would ask this of whoever calls it: each folder on the way has to let the user pass, and the file
 * has to let the user read it.
 */
#include <errno.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>

#include "world/as_user.h"
#include "world/layer.h"
#include "world/world.h"

enum { MAX_LINKS = 20 };

struct layer {
    struct world_layer base;
    struct as_user who;
};

/* bit: S_IRUSR or S_IXUSR. */
static bool may(const struct world *w, const struct as_user *who, const struct stat *st, mode_t bit)
{
    if (st->st_uid == who->uid)
        return (st->st_mode & bit) != 0;
    if (st->st_gid == who->gid || (who->name != NULL && w->user_in_group(w->ctx, who->name, st->st_gid)))
        return (st->st_mode & (bit >> 3)) != 0;
    return (st->st_mode & (bit >> 6)) != 0;
}

/* Can the user come to where the file stands? */
static int reach(const struct world *w, const struct as_user *who, const char *path)
{
    char folder[PATH_MAX];
    struct stat st;

    for (const char *p = path; (p = strchr(p, '/')) != NULL; p++) {
        size_t n = p > path ? (size_t)(p - path) : 1;

        if (n >= sizeof folder)
            return ENAMETOOLONG;
        memcpy(folder, path, n);
        folder[n] = '\0';
        if (w->stat(w->ctx, folder, &st) == 0 && !may(w, who, &st, S_IXUSR))
            return EACCES;
    }
    return 0;
}

/* The same where the file is a symbolic link: its target has to be reached as well. */
static int reach_through(const struct world *w, const struct as_user *who, const char *path)
{
    char here[PATH_MAX], target[PATH_MAX];
    struct stat st;
    int err = reach(w, who, path);

    for (int links = 0; err == 0 && links < MAX_LINKS; links++) {
        const char *slash = strrchr(path, '/');
        size_t n = slash != NULL ? (size_t)(slash - path) + 1 : 0;

        if (w->lstat(w->ctx, path, &st) != 0 || !S_ISLNK(st.st_mode)
            || w->readlink(w->ctx, path, target, sizeof target) != 0)
            return 0;
        if (*target == '/')
            n = 0;
        if (n + strlen(target) >= sizeof here)
            return ENAMETOOLONG;
        memmove(here, path, n);
        strcpy(here + n, target);
        path = here;
        err = reach(w, who, path);
    }
    return err;
}

int as_user_stat(const struct world *w, const struct as_user *who, const char *path, struct stat *st)
{
    int err = reach_through(w, who, path);

    return err != 0 ? err : w->stat(w->ctx, path, st);
}

int as_user_lstat(const struct world *w, const struct as_user *who, const char *path, struct stat *st)
{
    int err = reach(w, who, path);

    return err != 0 ? err : w->lstat(w->ctx, path, st);
}

/* ---- the user's world ---- */

static int open_file(void *ctx, const char *path, int flags, int *fd)
{
    const struct layer *l = ctx;
    const struct world *below = &l->base.below;
    struct stat st;
    int err = as_user_stat(below, &l->who, path, &st);

    if (err == 0 && !may(below, &l->who, &st, S_IRUSR))
        err = EACCES;
    return err != 0 ? err : below->open(below->ctx, path, flags, fd);
}

static int look(void *ctx, const char *path, struct stat *st)
{
    const struct layer *l = ctx;

    return as_user_stat(&l->base.below, &l->who, path, st);
}

static int look_at_link(void *ctx, const char *path, struct stat *st)
{
    const struct layer *l = ctx;

    return as_user_lstat(&l->base.below, &l->who, path, st);
}

static uid_t user(void *ctx)
{
    const struct layer *l = ctx;

    return l->who.uid;
}

static gid_t group(void *ctx)
{
    const struct layer *l = ctx;

    return l->who.gid;
}

/* Who is not root starts programs in no other name. */
static pid_t run(void *ctx, char *const argv[], char *const env[], const char *dir, uid_t uid, gid_t gid, int *fd, int *err)
{
    const struct layer *l = ctx;
    const struct world *below = &l->base.below;

    (void)uid;
    (void)gid;
    return below->run(below->ctx, argv, env, dir, l->who.uid, l->who.gid, fd, err);
}

bool world_as_user(struct world *w, struct world_layer **layers, uid_t uid, gid_t gid)
{
    struct layer *l = world_push(w, layers, sizeof *l);

    if (l == NULL)
        return false;
    l->who = (struct as_user){ .uid = uid, .gid = gid };
    w->open = open_file;
    w->stat = look;
    w->lstat = look_at_link;
    w->uid = user;
    w->gid = group;
    w->run = run;
    return true;
}
