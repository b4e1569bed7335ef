/*
 * user.c - the accounts of the machine: login name, or with -v another field of the entry.
 */
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sysexits.h>

#include "base/arena.h"
#include "base/limits.h"
#include "files/accounts.h"
#include "maps/map.h"
#include "maps/value.h"
#include "state/diag.h"
#include "state/event.h"
#include "state/trace.h"
#include "world/world.h"

enum user_field {
    USER_NAME,
    USER_PASSWD,
    USER_UID,
    USER_GID,
    USER_GECOS,
    USER_DIR,
    USER_SHELL
};

static const char *const field_names[] = { "name",  "passwd", "uid",  "gid",
                                           "gecos", "dir",    "shell" };

enum { FIELDS = sizeof field_names / sizeof field_names[0] };

static int field_of(const struct map *m)
{
    if (m->valcol == NULL)
        return USER_NAME;
    for (int i = 0; i < FIELDS; i++) {
        if (strcasecmp(m->valcol, field_names[i]) == 0)
            return i;
    }
    return -1;
}

static bool user_open(struct session *s, struct map *m)
{
    DEBUG(s, DL_MAP_OPENING_BARE, DBG_STR("user"), DBG_STR(m->name), DBG_INT(0));
    if (field_of(m) >= 0)
        return true;
    syserr(s, "User map %s: unknown column name %s", m->name, m->valcol);
    return false;
}

static const char *field_text(struct arena *a, const struct user_entry *u, int field)
{
    char *number;

    switch (field) {
    case USER_PASSWD:
        return "x";
    case USER_UID:
    case USER_GID:
        number = arena_alloc(a, 24);
        snprintf(number, 24, "%d", (int)(field == USER_UID ? u->uid : u->gid));
        return number;
    case USER_GECOS:
        return full_name(a, u->gecos, u->name);
    case USER_DIR:
        return u->dir;
    case USER_SHELL:
        return u->shell;
    default:
        return u->name;
    }
}

/*
 * The search has lower-cased the key where it is, and %0 is the same text: so it stays for the members
 * of a sequence behind this one, and for lines about the lookup.
 */
static void leave_key(struct map_call *call, const char *key)
{
    const char **args;

    if (strcmp(key, call->key) == 0)
        return;
    key = arena_strdup(call->arena, key);
    if (call->args != NULL && call->nargs > 0 && strcmp(call->args[0], call->key) == 0) {
        args = arena_alloc(call->arena, (size_t)call->nargs * sizeof *args);
        memcpy(args, call->args, (size_t)call->nargs * sizeof *args);
        args[0] = key;
        call->args = args;
    }
    call->key = key;
}

static const char *user_lookup(struct session *s, struct map *m, struct map_call *call)
{
    char key[MAX_KEY + 1];
    struct user_entry u;
    const char *value;

    DEBUG(s, DL_MAP_LOOKUP, DBG_STR("user"), DBG_STR(m->name), DBG_STR(call->key));
    snprintf(key, sizeof key, "%s", call->key);
    call->status = user_find(s, call->arena, key, &u);
    leave_key(call, key);
    if (call->status != EX_OK)
        return NULL;
    if ((m->flags & MF_MATCHONLY) != 0)
        return map_rewrite_key(s, m, key, strlen(key), call);
    value = field_text(call->arena, &u, field_of(m));
    return map_rewrite(s, m, value, strlen(value), call);
}

const struct map_class class_user = {
    .name = "user",
    .help = "the accounts of the machine",
    .caps = MC_NO_FILE,
    .open = user_open,
    .lookup = user_lookup,
};
