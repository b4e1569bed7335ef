/*
 * as_user.h - what a user may do with files, where root asks in that user's name; and a world that is the user's.
 */
#ifndef BTSH_WORLD_AS_USER_H
#define BTSH_WORLD_AS_USER_H

#include <stdbool.h>
#include <sys/types.h>

struct stat;
struct world;
struct world_layer;

struct as_user {
    uid_t uid;
    gid_t gid;
    const char *name; /* whose other groups count; NULL: there are none */
};

/* What stat() and lstat() would answer: 0 or an errno value. */
int as_user_stat(const struct world *w, const struct as_user *who, const char *path, struct stat *st);
int as_user_lstat(const struct world *w, const struct as_user *who, const char *path, struct stat *st);

/* From now on this user asks, who is in no other group. False: no memory. */
bool world_as_user(struct world *w, struct world_layer **layers, uid_t uid, gid_t gid);

#endif
