/*
 * userdb.c - the user database: "user:field" in the btree files of UserDatabaseSpec, in order.
 *
 * The "file" of the line is the field. Files are opened when they are first needed, without safety
 * checks, and shared by all maps of this class. A file that is missing or unreadable is skipped; any
 * other trouble makes the whole database unavailable. A miss is status 0.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include <db.h>

#include "classes.h"

enum { MAX_SOURCES = 10, MAX_UDB_KEY = 128, UDB_MODE = 0644 };

enum source_kind { SOURCE_FILE, SOURCE_FORWARD };

struct source {
    enum source_kind kind;
    char *name; /* file or host */
    DB *db;
};

struct userdb {
    bool unavailable;
    int n;
    struct source source[MAX_SOURCES];
};

static void close_all(struct session *s, struct userdb *u)
{
    for (int i = 0; i < u->n; i++) {
        if (s != NULL && DEBUGGING(s, 28, 1))
            DEBUG_EMIT(s, DL_UDB_CLOSE, DBG_STR(u->source[i].name));
        if (u->source[i].db != NULL)
            u->source[i].db->close(u->source[i].db, 0);
        free(u->source[i].name);
    }
    free(u);
}

/* The file's name with ".db" behind it, malloc'd. */
static char *db_name(const char *spec, size_t n)
{
    bool has = n >= 3 && strncmp(spec + n - 3, ".db", 3) == 0;
    char *name = malloc(n + 4);

    if (name != NULL) {
        memcpy(name, spec, n);
        strcpy(name + n, has ? "" : ".db");
    }
    return name;
}

static void open_source(struct session *s, struct userdb *u, const char *spec, size_t n)
{
    char *name = db_name(spec, n);
    struct source *src = &u->source[u->n];
    DB *db = NULL;
    int err = name != NULL ? db_create(&db, NULL, 0) : ENOMEM;

    if (err == 0) {
        err = db->open(db, NULL, name, NULL, DB_BTREE, DB_RDONLY | DB_FCNTL_LOCKING, UDB_MODE);
        if (err != 0)
            db->close(db, 0);
    }
    s->err = err;
    if (err == 0) {
        if (DEBUGGING(s, 28, 1))
            DEBUG_EMIT(s, DL_UDB_OPEN, DBG_STR(name));
        *src = (struct source){ SOURCE_FILE, name, db };
        u->n++;
        return;
    }
    if (DEBUGGING(s, 28, 1))
        DEBUG_EMIT(s, DL_UDB_OPEN_FAILED, DBG_STR(name), DBG_STR(db_strerror(err)));
    if (err != ENOENT && err != EACCES)
        u->unavailable = true;
    free(name);
}

static void add_forward(struct session *s, struct userdb *u, const char *host, size_t n)
{
    char *name = strndup(host, n);

    if (name == NULL)
        return;
    if (DEBUGGING(s, 28, 1))
        DEBUG_EMIT(s, DL_UDB_FORWARD, DBG_STR(name));
    u->source[u->n++] = (struct source){ SOURCE_FORWARD, name, NULL };
}

/* Opens what UserDatabaseSpec lists. */
static void open_all(struct session *s, struct userdb *u)
{
    const char *p = s->prog->set.userdb_spec;

    while (p != NULL && *p != '\0' && u->n < MAX_SOURCES && !u->unavailable) {
        size_t n;

        p += strspn(p, " \t,");
        n = strcspn(p, " \t,");
        if (n == 0)
            break;
        if (*p == '/')
            open_source(s, u, p, n);
        else if (*p == '@')
            add_forward(s, u, p + 1, n - 1);
        else
            syserr(s, "Unknown UDB spec %.*s", (int)n, p);
        p += n;
    }
}

/* The one database of a worker, kept in the handle of whichever map asked first. */
static struct userdb *shared(struct session *s, struct map *m)
{
    struct userdb *u;

    for (int i = 0; i < s->prog->nmaps; i++) {
        if (s->prog->maps[i]->cls == m->cls && *map_handle(s, s->prog->maps[i]) != NULL)
            return *map_handle(s, s->prog->maps[i]);
    }
    u = calloc(1, sizeof *u);
    if (u == NULL)
        return NULL;
    *map_handle(s, m) = u;
    open_all(s, u);
    return u;
}

static const char *get(struct session *s, const struct source *src, const char *key,
                       struct map_call *call)
{
    DBT k = { 0 }, data = { 0 };
    int err;

    k.data = (void *)(uintptr_t)key;
    k.size = (u_int32_t)strlen(key);
    err = src->db->get(src->db, NULL, &k, &data, 0);
    s->err = err;
    if (err == 0)
        return arena_strndup(call->arena, data.data, data.size);
    if (DEBUGGING(s, 28, 2))
        DEBUG_EMIT(s, DL_UDB_NO_MATCH, DBG_STR(key), DBG_INT(strlen(key)));
    return NULL;
}

static const char *find(struct session *s, const struct userdb *u, const char *user,
                        const char *field, struct map_call *call)
{
    char key[MAX_UDB_KEY];

    if ((size_t)snprintf(key, sizeof key, "%s:%s", user, field) >= sizeof key)
        return NULL;
    for (int i = 0; i < u->n; i++) {
        const char *value = u->source[i].kind == SOURCE_FILE
                                ? get(s, &u->source[i], key, call)
                                : NULL;

        if (value != NULL)
            return value;
    }
    return NULL;
}

/* "user@default" for a user who has no mailname of his own but a mail drop. */
static const char *default_name(struct session *s, const struct userdb *u, const char *user,
                                struct map_call *call)
{
    const char *domain = find(s, u, ":default", "mailname", call);
    size_t n;
    char *out;

    if (domain == NULL || find(s, u, user, "maildrop", call) == NULL)
        return NULL;
    n = strlen(user) + strlen(domain) + 2;
    out = arena_alloc(call->arena, n);
    snprintf(out, n, "%s@%s", user, domain);
    return out;
}

static const char *match(struct session *s, struct map *m, const char *user,
                         struct map_call *call)
{
    const struct userdb *u;
    const char *value;

    if (DEBUGGING(s, 28, 1))
        DEBUG_EMIT(s, DL_UDB_MATCH, DBG_STR(user), DBG_STR(m->file));
    u = shared(s, m);
    if (u == NULL || u->unavailable || *user == '\\' || *user == ':' || *user == '\0')
        return NULL;
    value = find(s, u, user, m->file, call);
    if (value == NULL && strcmp(m->file, "mailname") == 0)
        value = default_name(s, u, user, call);
    if (value != NULL && DEBUGGING(s, 28, 1))
        DEBUG_EMIT(s, DL_UDB_VALUE, DBG_STR(value));
    return value;
}

static const char *userdb_lookup(struct session *s, struct map *m, struct map_call *call)
{
    char key[MAX_KEY + 1];
    const char *value;

    if (DEBUGGING(s, 38, 20))
        DEBUG_EMIT(s, DL_MAP_LOOKUP, DBG_STR("udb"), DBG_STR(m->name), DBG_STR(call->key));
    map_fold_key(m, call->key, key, sizeof key);
    value = match(s, m, key, call);
    if (value == NULL)
        return NULL;
    if ((m->flags & MF_MATCHONLY) != 0)
        return map_rewrite_key(s, m, call->key, strlen(call->key), call);
    return map_rewrite(s, m, value, strlen(value), call);
}

static void userdb_close(struct session *s, struct map *m)
{
    void **slot = map_handle(s, m);

    if (*slot != NULL)
        close_all(s, *slot);
    *slot = NULL;
}

const struct map_class class_userdb = {
    .name = "userdb",
    .lookup = userdb_lookup,
    .close = userdb_close,
};
