/*
 * users.c - the accounts that a test says exist.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

#include "world/layer.h"
#include "world/users.h"
#include "world/world.h"

struct account {
    const char *name;
    long id; /* user and group */
};

static const struct account ordinary[] = {
    { "root", 0 }, { "daemon", 1 }, { "bin", 2 }, { "mail", 8 }, { "nobody", 65534 },
    { "smmta", 110 }, { "smmsp", 111 },
};

enum { ORDINARY = sizeof ordinary / sizeof ordinary[0], FIRST_ID = 1000 };

struct layer {
    struct world_layer base;
    char **names;
    int n;
    uid_t uid;
    gid_t gid;
};

/* Account number i: the ordinary ones first. */
static bool account(const struct layer *l, long i, struct account *a)
{
    if (i < 0 || i >= ORDINARY + l->n)
        return false;
    *a = i < ORDINARY ? ordinary[i]
                      : (struct account){ l->names[i - ORDINARY], FIRST_ID + i - ORDINARY };
    return true;
}

static bool describe(const struct account *a, struct user_entry *u, char *buf, size_t size)
{
    int n = snprintf(buf, size, "%s%c/home/%s", a->name, 0, a->name);

    if (n < 0 || (size_t)n >= size)
        return false;
    *u = (struct user_entry){ .name = buf, .passwd = "*", .gecos = "", .shell = "/bin/sh",
                              .dir = a->id == 0 ? "/root" : buf + strlen(a->name) + 1,
                              .uid = (uid_t)a->id, .gid = (gid_t)a->id };
    return true;
}

static bool by_name(void *ctx, const char *name, struct user_entry *u, char *buf, size_t size)
{
    struct account a;

    for (long i = 0; account(ctx, i, &a); i++) {
        if (strcmp(a.name, name) == 0)
            return describe(&a, u, buf, size);
    }
    return false;
}

static bool by_uid(void *ctx, uid_t uid, struct user_entry *u, char *buf, size_t size)
{
    struct account a;

    for (long i = 0; account(ctx, i, &a); i++) {
        if ((uid_t)a.id == uid)
            return describe(&a, u, buf, size);
    }
    return false;
}

static bool next(void *ctx, long *pos, struct user_entry *u, char *buf, size_t size)
{
    struct account a;

    return account(ctx, (*pos)++, &a) && describe(&a, u, buf, size);
}

static bool group(void *ctx, const char *name, gid_t *gid)
{
    struct account a;

    for (long i = 0; account(ctx, i, &a); i++) {
        if (strcmp(a.name, name) == 0) {
            *gid = (gid_t)a.id;
            return true;
        }
    }
    return false;
}

static bool in_no_group(void *ctx, const char *user, gid_t gid)
{
    (void)ctx;
    (void)user;
    (void)gid;
    return false;
}

static uid_t uid(void *ctx)
{
    return ((const struct layer *)ctx)->uid;
}

static gid_t gid(void *ctx)
{
    return ((const struct layer *)ctx)->gid;
}

static void release(struct world_layer *base)
{
    struct layer *l = (struct layer *)base;

    for (int i = 0; i < l->n; i++)
        free(l->names[i]);
    free(l->names);
}

static bool known(const struct layer *l, const char *name)
{
    struct account a;

    for (long i = 0; account(l, i, &a); i++) {
        if (strcmp(a.name, name) == 0)
            return true;
    }
    return false;
}

static void open_doors(struct world *w)
{
    w->user_by_name = by_name;
    w->user_by_uid = by_uid;
    w->user_next = next;
    w->group_by_name = group;
    w->user_in_group = in_no_group;
}

bool world_users(struct world *w, struct world_layer **layers, const char *const *names, int n,
                 const char *caller, char *error, size_t size)
{
    struct user_entry u;
    char buf[2048];
    struct layer *l = world_push(w, layers, sizeof *l);

    if (l == NULL)
        return false;
    l->base.release = release;
    if (names != NULL) {
        open_doors(w);
        l->names = calloc((size_t)n + 1, sizeof *l->names);
        for (int i = 0; i < n; i++) {
            if (!known(l, names[i]))
                l->names[l->n++] = strdup(names[i]);
        }
    }
    if (caller == NULL)
        return true;
    if (!w->user_by_name(w->ctx, caller, &u, buf, sizeof buf)) {
        snprintf(error, size, "caller: there is no user %s; name it among the users", caller);
        return false;
    }
    l->uid = u.uid;
    l->gid = u.gid;
    w->uid = uid;
    w->gid = gid;
    return true;
}
