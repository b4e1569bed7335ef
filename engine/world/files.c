/*
 * files.c - another root for files, and owners and modes that do not depend on a checkout.
 *
 * What is opened is remembered by its inode, so that fstat() on a descriptor says what stat() on
 * the name has said: the engine compares the two.
 */
#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>

#include "world/files.h"
#include "world/layer.h"
#include "world/shut.h"

struct inode {
    dev_t dev;
    ino_t ino;
};

struct layer {
    struct world_layer base;
    char *root, *etc_mail, *hosts;
    char **own;
    int nown;
    bool live_perms, sealed, hosts_below;
    pthread_mutex_t lock; /* over what follows */
    struct inode *trusted;
    int ntrusted, room;
};

/* Files of the machine that say something of its names. */
static const char *const machine[] = { "/etc/hosts", "/etc/mail/service.switch",
                                       "/etc/nsswitch.conf" };

enum kind { ELSEWHERE, OURS, ABSENT };

static bool is_own(const struct layer *l, const char *path)
{
    for (int i = 0; i < l->nown; i++) {
        if (strcmp(l->own[i], path) == 0)
            return true;
    }
    return false;
}

/* A folder on the way to an own file. */
static bool above_own(const struct layer *l, const char *path)
{
    size_t n = strlen(path);

    while (n > 0 && path[n - 1] == '/')
        n--;
    for (int i = 0; i < l->nown; i++) {
        if (strncmp(l->own[i], path, n) == 0 && l->own[i][n] == '/')
            return true;
    }
    return false;
}

/* What the folder has of it, if it stands for where the path is. */
static bool of_etc_mail(const struct layer *l, const char *path, char *out)
{
    static const char folder[] = "/etc/mail", aliases[] = "/etc/aliases";
    size_t n = sizeof folder - 1;
    struct stat st;

    if (l->etc_mail == NULL)
        return false;
    if (strncmp(path, folder, n) == 0 && (path[n] == '/' || path[n] == '\0'))
        return snprintf(out, PATH_MAX, "%s%s", l->etc_mail, path + n) < PATH_MAX;
    return strncmp(path, aliases, sizeof aliases - 1) == 0
           && snprintf(out, PATH_MAX, "%s%s", l->etc_mail, strrchr(path, '/')) < PATH_MAX
           && l->base.below.stat(l->base.below.ctx, out, &st) == 0;
}

/* Where a path really is; out has PATH_MAX bytes. */
static enum kind place(const struct layer *l, const char *path, char *out)
{
    struct stat st;
    int n;

    if (l->hosts != NULL && strcmp(path, "/etc/hosts") == 0) {
        snprintf(out, PATH_MAX, "%s", l->hosts);
        return OURS;
    }
    if (is_own(l, path)) {
        snprintf(out, PATH_MAX, "%s", path);
        return OURS;
    }
    if (of_etc_mail(l, path, out))
        return OURS;
    if (l->root != NULL) {
        n = snprintf(out, PATH_MAX, "%s%s%s", l->root, *path == '/' ? "" : "/", path);
        if (n >= PATH_MAX)
            return ABSENT;
        if (!above_own(l, path) || l->base.below.stat(l->base.below.ctx, out, &st) == 0)
            return OURS;
    }
    snprintf(out, PATH_MAX, "%s", path);
    if (above_own(l, path))
        return OURS;
    if (l->hosts_below && strcmp(path, "/etc/hosts") == 0)
        return ELSEWHERE;
    for (size_t i = 0; l->sealed && i < sizeof machine / sizeof machine[0]; i++) {
        if (strcmp(machine[i], path) == 0)
            return ABSENT;
    }
    return ELSEWHERE;
}

static bool trusts(struct layer *l, const struct stat *st)
{
    bool found = false;

    pthread_mutex_lock(&l->lock);
    for (int i = 0; i < l->ntrusted && !found; i++)
        found = l->trusted[i].dev == st->st_dev && l->trusted[i].ino == st->st_ino;
    pthread_mutex_unlock(&l->lock);
    return found;
}

static void trust(struct layer *l, const struct stat *st)
{
    if (trusts(l, st))
        return;
    pthread_mutex_lock(&l->lock);
    if (l->ntrusted == l->room) {
        int room = l->room * 2 + 16;
        struct inode *grown = realloc(l->trusted, (size_t)room * sizeof *grown);

        if (grown != NULL) {
            l->trusted = grown;
            l->room = room;
        }
    }
    if (l->ntrusted < l->room)
        l->trusted[l->ntrusted++] = (struct inode){ st->st_dev, st->st_ino };
    pthread_mutex_unlock(&l->lock);
}

/* As a careful administrator would have installed it. */
static void tidy(struct stat *st)
{
    mode_t mode = S_ISDIR(st->st_mode) || (st->st_mode & 0111) != 0 ? 0755 : 0644;

    st->st_mode = (st->st_mode & S_IFMT) | mode;
    st->st_uid = 0;
    st->st_gid = 0;
    if (!S_ISDIR(st->st_mode))
        st->st_nlink = 1;
}

static int stat_door(void *ctx, const char *path, struct stat *st)
{
    struct layer *l = ctx;
    const struct world *below = &l->base.below;
    char real[PATH_MAX];
    enum kind kind = place(l, path, real);
    int err = kind == ABSENT ? ENOENT : below->stat(below->ctx, real, st);

    if (err == 0 && kind == OURS && !l->live_perms) {
        trust(l, st);
        tidy(st);
    }
    return err;
}

static int lstat_door(void *ctx, const char *path, struct stat *st)
{
    struct layer *l = ctx;
    const struct world *below = &l->base.below;
    char real[PATH_MAX];
    enum kind kind = place(l, path, real);

    if (kind == OURS && !l->live_perms)
        return stat_door(ctx, path, st);
    return kind == ABSENT ? ENOENT : below->lstat(below->ctx, real, st);
}

static int fstat_door(void *ctx, int fd, struct stat *st)
{
    struct layer *l = ctx;
    int err = l->base.below.fstat(l->base.below.ctx, fd, st);

    if (err == 0 && !l->live_perms && trusts(l, st))
        tidy(st);
    return err;
}

static int open_door(void *ctx, const char *path, int flags, int *fd)
{
    struct layer *l = ctx;
    char real[PATH_MAX];

    if (place(l, path, real) == ABSENT)
        return ENOENT;
    return l->base.below.open(l->base.below.ctx, real, flags, fd);
}

static int readlink_door(void *ctx, const char *path, char *out, size_t size)
{
    struct layer *l = ctx;
    char real[PATH_MAX];

    if (place(l, path, real) == ABSENT)
        return ENOENT;
    return l->base.below.readlink(l->base.below.ctx, real, out, size);
}

static int path_door(void *ctx, const char *path, char *out, size_t size)
{
    struct layer *l = ctx;
    char real[PATH_MAX];

    if (place(l, path, real) == ABSENT)
        return ENOENT;
    return world_path(&l->base.below, real, out, size);
}

static pid_t run_door(void *ctx, char *const argv[], char *const env[], const char *dir, uid_t uid,
                      gid_t gid, int *fd, int *err)
{
    struct layer *l = ctx;
    char real[PATH_MAX], *moved[256];
    int n;

    if (place(l, argv[0], real) == ABSENT) {
        *err = ENOENT;
        return 0;
    }
    for (n = 0; argv[n] != NULL && n < 255; n++)
        moved[n] = argv[n];
    moved[n] = NULL;
    moved[0] = real;
    return l->base.below.run(l->base.below.ctx, moved, env, dir, uid, gid, fd, err);
}

static void release(struct world_layer *base)
{
    struct layer *l = (struct layer *)base;

    for (int i = 0; i < l->nown; i++)
        free(l->own[i]);
    free(l->own);
    free(l->root);
    free(l->etc_mail);
    free(l->hosts);
    free(l->trusted);
    pthread_mutex_destroy(&l->lock);
}

/* NULL is none, which is no fault. */
static bool is_folder(const struct world *w, const char *what, const char *path, char *error, size_t size)
{
    struct stat st;
    int err = path != NULL ? w->stat(w->ctx, path, &st) : 0;

    if (err == 0 && path != NULL && !S_ISDIR(st.st_mode))
        err = ENOTDIR;
    if (err != 0)
        snprintf(error, size, "%s %s: %s; name a folder", what, path, strerror(err));
    return err == 0;
}

bool world_files(struct world *w, struct world_layer **layers, const struct file_view *view,
                 char *error, size_t size)
{
    struct layer *l;

    if (!is_folder(w, "root", view->root, error, size) || !is_folder(w, "etc-mail", view->etc_mail, error, size))
        return false;
    l = world_push(w, layers, sizeof *l);
    if (l == NULL)
        return false;
    pthread_mutex_init(&l->lock, NULL);
    l->base.release = release;
    l->root = view->root != NULL ? strdup(view->root) : NULL;
    l->etc_mail = view->etc_mail != NULL ? strdup(view->etc_mail) : NULL;
    l->hosts = view->hosts != NULL ? strdup(view->hosts) : NULL;
    l->live_perms = view->live_perms;
    l->sealed = view->sealed;
    l->hosts_below = view->hosts_below;
    l->own = calloc((size_t)view->nown + 1, sizeof *l->own);
    for (int i = 0; i < view->nown; i++)
        l->own[l->nown++] = strdup(view->own[i]);
    w->open = open_door;
    w->stat = stat_door;
    w->lstat = lstat_door;
    w->fstat = fstat_door;
    w->readlink = readlink_door;
    w->path = path_door;
    w->run = run_door;
    return true;
}
