/*
 * userdb.c - the user database: "user:field" in the btree files of UserDatabaseSpec, in order.
 *
 * The "file" of the line is the field. Files are opened when they are first needed, without safety
 * checks, and shared by all maps of this class. A file that is missing or unreadable is skipped;
 * any other trouble makes the whole database unavailable. A miss is status 0. Beside the maps,
 * the sender of an envelope and the recipients of -bv are looked up here.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sysexits.h>
#include <time.h>
#include <unistd.h>

#include <db.h>

#include "base/arena.h"
#include "base/limits.h"
#include "files/safefile.h"
#include "maps/db_library.h"
#include "maps/lookup.h"
#include "maps/map.h"
#include "maps/pagecheck.h"
#include "maps/userdb.h"
#include "maps/value.h"
#include "state/diag.h"
#include "state/event.h"
#include "state/session.h"
#include "state/trace.h"

enum { MAX_UDB_KEY = 128, UDB_MODE = 0644 };

enum source_kind { SOURCE_FILE, SOURCE_FORWARD };

struct source {
    enum source_kind kind;
    char *name; /* file or host */
    DB *db;
    struct timespec mtime; /* when it was looked at last */
    off_t size;
};

struct userdb {
    bool ready;    /* the sources are open */
    bool again;    /* they could not all be opened once */
    int n;
    struct source source[MAX_UDB_SOURCES];
};

static void close_source(struct source *src)
{
    if (src->db != NULL)
        src->db->close(src->db, 0);
    free(src->name);
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

/* libdb believes what pages say; see pagecheck.h. 0 or an errno value. */
static int check_pages(struct session *s, const char *name)
{
    struct page_fault fault;
    int fd;
    bool sound;

    if (s->world->open(s->world->ctx, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK, &fd) != 0)
        return 0; /* libdb will say it */
    sound = pages_sound_fd(fd, &fault);
    close(fd);
    if (sound)
        return 0;
    s->standing.err = 0;
    if (fault.unread)
        syserr(s, "%s cannot be checked: %s", name, fault.what);
    else
        syserr(s, "%s is damaged: page %lu: %s", name, fault.page, fault.what);
    return EINVAL;
}

/* False once a file was cut or spoilt since it was opened: libdb has it mapped, and would fall. */
static bool still_sound(struct source *src)
{
    struct stat now;
    int fd;

    if (src->db == NULL || src->db->fd(src->db, &fd) != 0 || fstat(fd, &now) != 0)
        return true;
    if (now.st_size == src->size && now.st_mtim.tv_sec == src->mtime.tv_sec &&
        now.st_mtim.tv_nsec == src->mtime.tv_nsec)
        return true;
    if (now.st_size < src->size || (src->size != 0 && !pages_still(fd, true)))
        return false;
    src->size = now.st_size;
    src->mtime = now.st_mtim;
    return true;
}

static bool all_sound(struct userdb *u)
{
    for (int i = 0; i < u->n; i++) {
        if (!still_sound(&u->source[i]))
            return false;
    }
    return true;
}

/* False: the whole database is unavailable. */
static bool open_source(struct session *s, struct userdb *u, const char *spec, size_t n)
{
    char *name = db_name(spec, n);
    DB *db = NULL;
    int err = name != NULL ? check_pages(s, name) : ENOMEM;

    if (err == 0)
        err = db_library_create(&db);
    if (err == 0) {
        err = db->open(db, NULL, name, NULL, DB_BTREE, DB_RDONLY | DB_FCNTL_LOCKING, UDB_MODE);
        if (err != 0)
            db->close(db, 0);
    }
    if (err < 0)
        err = EINVAL;
    s->standing.err = err;
    if (err == 0) {
        DEBUG(s, DL_UDB_OPEN, DBG_STR(name));
        u->source[u->n++] = (struct source){ SOURCE_FILE, name, db, { 0, 0 }, 0 };
        still_sound(&u->source[u->n - 1]); /* notes how it is now */
        return true;
    }
    DEBUG(s, DL_UDB_OPEN_FAILED, DBG_STR(name), DBG_STR(safefile_reason(err)));
    free(name);
    return err == ENOENT || err == EACCES;
}

static void trace_sources(struct session *s, const struct userdb *u)
{
    for (int i = 0; i < u->n; i++)
        DEBUG_EMIT(s, u->source[i].kind == SOURCE_FILE ? DL_UDB_FETCH : DL_UDB_FORWARD,
                   DBG_STR(u->source[i].name));
}

/* Closes what is open after another source could not be opened. */
static void give_up(struct session *s, struct userdb *u)
{
    for (int i = 0; i < u->n; i++) {
        if (u->source[i].kind == SOURCE_FILE)
            DEBUG(s, DL_UDB_GIVE_UP, DBG_STR(u->source[i].name));
        close_source(&u->source[i]);
    }
    u->n = 0;
    u->again = true;
}

/* Opens what UserDatabaseSpec lists; at a second attempt, as in the reference, only its first entry
 * is left. False: unavailable. */
static bool open_all(struct session *s, struct userdb *u)
{
    const char *p = s->prog->set.userdb_spec;

    while (p != NULL && *p != '\0' && u->n < MAX_UDB_SOURCES) {
        size_t n;

        p += strspn(p, " \t,");
        n = strcspn(p, ",");
        if (n == 0)
            break;
        if (*p == '/') {
            if (!open_source(s, u, p, n)) {
                give_up(s, u);
                return false;
            }
        } else if (*p == '@') {
            u->source[u->n++] = (struct source){ SOURCE_FORWARD, strndup(p + 1, n - 1), NULL,
                                                     { 0, 0 }, 0 };
        } else {
            syserr(s, "Unknown UDB spec %.*s", (int)n, p);
        }
        p += u->again ? strlen(p) : n;
    }
    if (DEBUGGING(s, 28, 4))
        trace_sources(s, u);
    u->ready = true;
    return true;
}

/* libdb has two of each file. */
static void count_descriptors(struct session *s, const struct userdb *u)
{
    int n = 0;

    if (s->udb_fd[0] != 0)
        return;
    for (int i = 0; i < u->n; i++) {
        for (int k = 0; k < 2 && u->source[i].kind == SOURCE_FILE; k++)
            s->udb_fd[n++] = free_descriptor(s, 0, 0);
    }
}

/* The database with its sources open, or NULL. */
static struct userdb *database(struct session *s)
{
    struct userdb *u = s->worker->userdb;

    if (u == NULL)
        u = s->worker->userdb = calloc(1, sizeof *u);
    if (u == NULL || !(u->ready || open_all(s, u)) || !all_sound(u))
        return NULL;
    count_descriptors(s, u);
    return u;
}

static const char *get(struct session *s, const struct source *src, const char *user,
                       const char *field, struct map_call *call)
{
    char key[MAX_UDB_KEY];
    DBT k = { 0 }, data = { 0 };

    if ((size_t)snprintf(key, sizeof key, "%s:%s", user, field) >= sizeof key)
        return NULL;
    k.data = key;
    k.size = (u_int32_t)strlen(key);
    s->standing.err = src->db->get(src->db, NULL, &k, &data, 0);
    return s->standing.err == 0 ? arena_strndup(call->arena, data.data, data.size) : NULL;
}

static const char *find(struct session *s, const struct userdb *u, const char *user,
                        const char *field, struct map_call *call)
{
    if (strlen(user) + strlen(field) + 1 >= MAX_UDB_KEY)
        return NULL;
    for (int i = 0; i < u->n; i++) {
        const char *value;

        if (u->source[i].kind != SOURCE_FILE)
            continue;
        value = get(s, &u->source[i], user, field, call);
        if (value != NULL) {
            DEBUG(s, DL_UDB_VALUE, DBG_STR(value));
            return value;
        }
        DEBUG(s, DL_UDB_NO_MATCH, DBG_STR(user), DBG_STR(field),
              DBG_INT(strlen(user) + strlen(field) + 1));
    }
    return NULL;
}

/* "user@default" for a user who has no mailname of his own but a mail drop in the same file. */
static const char *default_name(struct session *s, const struct userdb *u, const char *user,
                                struct map_call *call)
{
    for (int i = 0; i < u->n; i++) {
        const char *domain;
        size_t n;
        char *out;

        if (u->source[i].kind != SOURCE_FILE)
            continue;
        domain = get(s, &u->source[i], ":default", "mailname", call);
        if (domain == NULL || get(s, &u->source[i], user, "maildrop", call) == NULL)
            continue;
        n = strlen(user) + strlen(domain) + 2;
        out = arena_alloc(call->arena, n);
        snprintf(out, n, "%s@%s", user, domain);
        DEBUG(s, DL_UDB_VALUE, DBG_STR(out));
        return out;
    }
    return NULL;
}

/* True for names that are none of a user's. */
static bool no_user(const char *user)
{
    return *user == '\\' || *user == ':' || *user == '\0';
}

static const char *match(struct session *s, const char *field, const char *user,
                         struct map_call *call)
{
    const struct userdb *u;
    const char *value;

    DEBUG(s, DL_UDB_MATCH, DBG_STR(user), DBG_STR(field != NULL ? field : "(null)"));
    u = database(s);
    if (u == NULL || no_user(user) || field == NULL)
        return NULL;
    value = find(s, u, user, field, call);
    if (value == NULL && strcmp(field, "mailname") == 0)
        value = default_name(s, u, user, call);
    return value;
}

static const char *userdb_lookup(struct session *s, struct map *m, struct map_call *call)
{
    char key[MAX_KEY + 1];
    const char *value;

    if (DEBUGGING(s, 28, 20) || DEBUGGING(s, 38, 20))
        DEBUG_EMIT(s, DL_UDB_LOOKUP, DBG_STR(m->name), DBG_STR(call->key));
    map_fold_key(m, call->key, key, sizeof key);
    value = match(s, m->file, key, call);
    if (value == NULL)
        return NULL;
    if ((m->flags & MF_MATCHONLY) != 0)
        return map_rewrite_key(s, m, call->key, strlen(call->key), call);
    return map_rewrite(s, m, value, strlen(value), call);
}

const char *userdb_sender(struct session *s, const char *user)
{
    struct map_call call = { .key = user, .arena = &s->command.work };

    return match(s, "mailname", user, &call);
}

/* ---- mail drops ------------------------------------------------------------------------------ */

/* All records of a key, joined by commas; NULL: none, with s->standing.err where it failed. */
static char *all_records(struct session *s, const struct source *src, const char *key)
{
    DBT k = { 0 }, data = { 0 };
    DBC *cursor = NULL;
    char *list = NULL;
    size_t n = 0;
    int err;

    k.data = (char *)key;
    k.size = (u_int32_t)strlen(key);
    err = src->db->cursor(src->db, NULL, &cursor, 0);
    if (err == 0)
        err = cursor->get(cursor, &k, &data, DB_SET);
    for (; err == 0; err = cursor->get(cursor, &k, &data, DB_NEXT_DUP)) {
        char *grown = arena_alloc(&s->command.work, n + data.size + 2);

        if (n == 0)
            DEBUG(s, DL_UDB_EXPAND_MATCH, DBG_STR(key),
                  DBG_STR(arena_strndup(&s->command.work, data.data, data.size)));
        if (n > 0) {
            memcpy(grown, list, n);
            grown[n++] = ',';
        }
        memcpy(grown + n, data.data, data.size);
        n += data.size;
        grown[n] = '\0';
        list = grown;
    }
    s->standing.err = err == DB_NOTFOUND ? 0 : err < 0 ? EINVAL : err;
    if (cursor != NULL)
        cursor->close(cursor);
    return list;
}

const char *userdb_owner(struct session *s, int i, const char *user)
{
    struct map_call call = { .arena = &s->command.work };

    return get(s, &s->worker->userdb->source[i], user, "mailsender", &call);
}

/* The records of a user in one file. */
static enum userdb_drop drop_in_file(struct session *s, const struct source *src, const char *user,
                                     const char **list)
{
    char key[MAX_UDB_KEY];
    size_t n = (size_t)snprintf(key, sizeof key, "%s:maildrop", user);

    DEBUG(s, DL_UDB_EXPAND_TRYING, DBG_STR(key), DBG_INT(n));
    *list = all_records(s, src, key);
    if (*list != NULL)
        return DROP_FOUND;
    DEBUG(s, DL_UDB_EXPAND_NONE, DBG_STR(key), DBG_INT(n));
    return s->standing.err != 0 ? DROP_FAILED : DROP_NONE;
}

int userdb_sources(struct session *s, const char *user)
{
    const struct userdb *u = database(s);

    if (u == NULL)
        return -1;
    return no_user(user) || strlen(user) + sizeof ":maildrop" > MAX_UDB_KEY ? 0 : u->n;
}

enum userdb_drop userdb_drop(struct session *s, int i, const char *user, const char **list)
{
    const struct source *src = &s->worker->userdb->source[i];
    size_t size = strlen(user) + strlen(src->name) + 2;
    char *forward;

    if (src->kind != SOURCE_FORWARD)
        return drop_in_file(s, src, user, list);
    forward = arena_alloc(&s->command.work, size);
    snprintf(forward, size, "%s@%s", user, src->name);
    *list = forward;
    return DROP_FORWARD;
}

static void userdb_finish(struct session *s)
{
    struct userdb *u = s->worker->userdb;

    if (u == NULL)
        return;
    for (int i = 0; i < u->n; i++) {
        DEBUG(s, DL_UDB_CLOSE, DBG_STR(u->source[i].name));
        close_source(&u->source[i]);
    }
    free(u);
    s->worker->userdb = NULL;
}

const struct map_class class_userdb = {
    .name = "userdb",
    .help = "a field of the user database",
    .caps = MC_FOLDS | MC_NAMELESS,
    .lookup = userdb_lookup,
    .finish = userdb_finish,
};
