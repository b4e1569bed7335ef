/*
 * db.c - hash and btree: Berkeley DB 5.3 files, opened for reading, one handle a worker.
 *
 * The type is asked for explicitly, so a file of the other type is refused. Whether keys are
 * stored with their trailing NUL is found out by use: both forms are tried until one of them hits,
 * and that form is then the map's for the rest of the session.
 *
 * A file that was written in place since it was opened is opened again; one that was replaced by
 * rename or removed is not noticed, as the descriptor still shows the old one. While another
 * program holds an exclusive flock (makemap does), a lookup waits.
 *
 * libdb is shown no file that was not checked as a whole, and is loaded only when a file has been asked for many keys, or
 * one that pageread.c does not know, or for all: until then that one answers, and a large file is not checked.
 * When libdb has been asked for many keys, those that the file has not are known by a filter (absent.c).
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sysexits.h>
#include <time.h>
#include <unistd.h>

#include <db.h>

#include "base/bytes.h"
#include "base/limits.h"
#include "files/safefile.h"
#include "maps/absent.h"
#include "maps/aliaswait.h"
#include "maps/db.h"
#include "maps/db_library.h"
#include "maps/lookup.h"
#include "maps/map.h"
#include "maps/pagecheck.h"
#include "maps/pageread.h"
#include "maps/table.h"
#include "maps/table_file.h"
#include "maps/value.h"
#include "state/diag.h"
#include "state/event.h"
#include "state/session.h"
#include "state/trace.h"
#include "world/shut.h"

/* An answer that was given; which one is a matter of the key's hash. */
struct answer {
    uint32_t hash;
    uint8_t nkey, nvalue;
    uint8_t forms;       /* key forms that were tried: 1 without, 2 with NUL; 0: no answer here */
    uint8_t form;        /* the one that hit; 0: not found */
    char text[88];       /* key, then value; longer ones are not kept */
};

enum { ANSWERS = 4096, FEW = 64, CACHE_MIN = 1 << 20, CACHE_MAX = 64 << 20, LARGE = 1 << 20 /* checked in a millisecond */,
       BYTES_A_GET = 256 /* that a walk reads in the time of one key */,
       KEYS_A_LIBRARY = 256 /* that are read in the time that libdb takes to come */ };

struct db_handle {
    DB *db;                     /* NULL: `reader` answers */
    struct page_reader *reader; /* NULL: `db` answers */
    unsigned long read;         /* how many keys the reader was asked for */
    bool behind;                /* the file was written since, and what the reader kept of it still holds */
    bool damaged;               /* it was checked, and libdb must not see it */
    bool btree, own_fd;         /* own_fd: `fd' is no one else's */
    unsigned long moment;       /* of the worker, in which the file was judged */
    unsigned long batch;        /* of the worker's commands, in which the file was looked at */
    bool locked;
    struct db_handle *next_locked;
    struct answer *answers;     /* malloc'd, ANSWERS of them; NULL: FEW keys have been asked */
    int asked;                  /* how many, until then */
    struct absent *absent;      /* the keys that it has not; NULL: libdb has not been asked for many */
    unsigned long gets;         /* how many keys libdb was asked for */
    int fd;              /* libdb's own; the reader's is ours */
    struct timespec mtime;
    off_t size;
    dev_t dev;
    ino_t ino;
    char name[];         /* the file */
};

enum { DB_MODE = 0640 };

/* libdb's cache: the file, and what stands beside it there. */
static void set_cache(DB *db, off_t size)
{
    off_t want = size + size / 4;

    want = want < CACHE_MIN ? CACHE_MIN : want > CACHE_MAX ? CACHE_MAX : want;
    db->set_cachesize(db, 0, (u_int32_t)want, 1);
}

/* 0 or an errno value, which libdb's own numbers do not get into. */
static int open_path(struct db_handle *h, const char *path, off_t size)
{
    int err = db_library_create(&h->db);

    if (err == 0) {
        set_cache(h->db, size);
        err = h->db->open(h->db, NULL, path, NULL, h->btree ? DB_BTREE : DB_HASH, DB_RDONLY | DB_FCNTL_LOCKING, DB_MODE);
        if (err != 0)
            h->db->close(h->db, 0);
    }
    if (err != 0)
        h->db = NULL;
    return err > 0 ? err : err < 0 ? EINVAL : 0;
}

static int open_library(struct session *s, struct db_handle *h, const char *name, off_t size)
{
    char path[PATH_MAX];
    int err = world_path(s->world, name, path, sizeof path);

    return err == 0 ? open_path(h, path, size) : err;
}

static void note_file(struct session *s, struct db_handle *h)
{
    struct stat st;

    if (h->fd < 0 || s->world->fstat(s->world->ctx, h->fd, &st) != 0)
        return;
    h->mtime = st.st_mtim;
    h->size = st.st_size;
    h->dev = st.st_dev;
    h->ino = st.st_ino;
}

/* True if the worker's handle, kept from an earlier session, still shows this file as it is. */
static bool still_good(const struct db_handle *h, const char *name, const struct stat *st)
{
    return h != NULL && strcmp(h->name, name) == 0 && h->dev == st->st_dev &&
           h->ino == st->st_ino && h->mtime.tv_sec == st->st_mtim.tv_sec &&
           h->mtime.tv_nsec == st->st_mtim.tv_nsec;
}

static void forget_answers(struct db_handle *h)
{
    free(h->answers);
    h->answers = NULL;
    h->asked = 0;
    absent_free(h->absent);
    h->absent = NULL;
    h->gets = 0;
}

static void drop(struct session *s, void **slot)
{
    struct db_handle *h = *slot;

    if (h != NULL) {
        if (h->locked)
            db_unlock(s->worker); /* it is in the list of locked ones */
        forget_answers(h);
        if (h->own_fd)
            close(h->fd);
        page_reader_free(h->reader);
        if (h->db != NULL)
            h->db->close(h->db, 0);
        free(h);
        *slot = NULL;
    }
}

/* What libdb would stumble over; 0, or EINVAL after a diagnostic. */
static int check_pages(struct session *s, const struct map *m, const char *name, int fd)
{
    struct page_fault fault;

    if (pages_sound_fd(fd, &fault))
        return 0;
    s->standing.err = 0;
    if (table_is_mandatory(m) && fault.unread)
        syserr(s, "%s cannot be checked: %s", name, fault.what);
    else if (table_is_mandatory(m))
        syserr(s, "%s is damaged: page %lu: %s", name, fault.page, fault.what);
    return EINVAL;
}

/* What answers without libdb; its descriptor is one of its own. False: there is none. */
static bool open_reader(struct db_handle *h, int fd)
{
    h->fd = fcntl(fd, F_DUPFD_CLOEXEC, 0);
    h->own_fd = h->fd >= 0;
    h->reader = h->own_fd ? page_reader_new(h->fd, h->btree) : NULL;
    if (h->reader == NULL && h->own_fd)
        close(h->fd);
    h->own_fd = h->reader != NULL;
    return h->own_fd;
}

/* Has libdb opened what was checked? A file of that name may have taken its place. */
static bool is_same_file(struct session *s, const struct db_handle *h)
{
    struct stat st;
    int fd;

    return h->db->fd(h->db, &fd) == 0 && s->world->fstat(s->world->ctx, fd, &st) == 0 && st.st_dev == h->dev && st.st_ino == h->ino;
}

/* The file that is open is opened by libdb, too: by its name, or else by its descriptor. */
static bool open_again(struct session *s, struct db_handle *h)
{
    char path[40];

    snprintf(path, sizeof path, "/proc/self/fd/%d", h->fd);
    for (int i = 0; i < 2; i++) {
        if ((i == 0 ? open_library(s, h, h->name, h->size) : open_path(h, path, h->size)) != 0)
            continue;
        if (is_same_file(s, h))
            return true;
        h->db->close(h->db, 0);
        h->db = NULL;
    }
    return false;
}

/* Checks the file as a whole, and lets libdb answer from now on. False: it must not. */
static bool show_library(struct session *s, const struct map *m, struct db_handle *h)
{
    if (h->db != NULL || h->damaged)
        return h->db != NULL;
    page_reader_free(h->reader);
    h->reader = NULL;
    h->damaged = check_pages(s, m, h->name, h->fd) != 0 || !open_again(s, h);
    return !h->damaged;
}

/* The reader, or where it does not know the file libdb. Of a large file the check is left for later. */
static int open_file(struct session *s, const struct map *m, struct db_handle *h, const struct stat *st, int fd)
{
    bool large = st->st_size >= LARGE;
    int err = large ? 0 : check_pages(s, m, h->name, fd);

    if (err != 0 || open_reader(h, fd))
        return err;
    if (large)
        err = check_pages(s, m, h->name, fd);
    if (err == 0)
        err = open_library(s, h, h->name, st->st_size);
    if (err == 0 && h->db->fd(h->db, &h->fd) != 0)
        h->fd = -1;
    return err;
}

/* Opens the file, or keeps the handle that is open; 0 or an errno value. */
static int open_handle(struct session *s, struct map *m, const char *name, const struct stat *st,
                       int fd, bool btree)
{
    void **slot = map_handle(s, m);
    struct db_handle *h;
    int err;

    if (still_good(*slot, name, st))
        return 0;
    drop(s, slot);
    h = calloc(1, sizeof *h + strlen(name) + 1);
    if (h == NULL)
        return ENOMEM;
    strcpy(h->name, name);
    h->btree = btree;
    err = open_file(s, m, h, st, fd);
    if (err != 0) {
        free(h);
        return err;
    }
    note_file(s, h);
    *slot = h;
    return 0;
}

static bool fail(struct session *s, const struct map *m, const char *name, bool btree, int err)
{
    s->standing.err = err;
    if (table_is_mandatory(m))
        syserr(s, "Cannot open %s database %s", btree ? "btree" : "hash", name);
    return false;
}

/* The two that libdb opens, while the one that was locked before is still open. */
static void keep_descriptors(struct session *s, const struct map *m)
{
    struct map_state *st = map_state_of(s, m);
    int locked = free_descriptor(s, 0, 0);

    st->fd[0] = free_descriptor(s, locked, 0);
    st->fd[1] = free_descriptor(s, locked, 0);
}

/* Another session has judged it just now. */
static bool is_judged(struct session *s, struct map *m, bool btree)
{
    const struct db_handle *h = *map_handle(s, m);

    return s->worker->moment != 0 && h != NULL && h->moment == s->worker->moment && h->btree == btree && (m->flags & MF_ALIAS) == 0;
}

bool db_open(struct session *s, struct map *m, bool btree)
{
    char name[PATH_MAX];
    struct db_handle *h;
    struct stat st;
    int fd, err;

    DEBUG(s, DL_MAP_OPENING, DBG_STR(btree ? "bt" : "hash"), DBG_STR(m->name),
          DBG_STR(table_shown(m)), DBG_INT(0));
    if (m->file != NULL && is_judged(s, m, btree)) {
        keep_descriptors(s, m);
        s->standing.err = 0;
        return true;
    }
    fd = table_open(s, m, btree ? "btree" : "hash", ".db", name, sizeof name, &st);
    if (fd < 0)
        return false;
    err = open_handle(s, m, name, &st, fd, btree);
    close(fd);
    if (err == 0)
        keep_descriptors(s, m);
    if ((m->flags & MF_ALIAS) != 0 && !alias_wait(s, m, ".db", err == 0))
        return false;
    if (err != 0)
        return fail(s, m, name, btree, err);
    h = *map_handle(s, m);
    s->standing.err = 0;
    if (h == NULL || h->fd < 0 || h->dev != st.st_dev || h->ino != st.st_ino) {
        syserr(s, "db_map_open(%s): file changed after open", name);
        drop(s, map_handle(s, m));
        return false;
    }
    h->moment = s->worker->moment;
    return true;
}

static bool hash_open(struct session *s, struct map *m)
{
    return db_open(s, m, false);
}

static bool btree_open(struct session *s, struct map *m)
{
    return db_open(s, m, true);
}

void db_map_close(struct session *s, struct map *m)
{
    DEBUG(s, DL_MAP_CLOSE, DBG_STR("db"), DBG_STR(m->name), DBG_STR(m->file),
          DBG_INT(map_flags(s, m) | MF_CLOSING));
    drop(s, map_handle(s, m));
    memset(map_state_of(s, m)->fd, 0, sizeof map_state_of(s, m)->fd);
}

/* Locks for this command and some that follow at once; db_unlock() unlocks. */
static void lock(struct session *s, struct db_handle *h)
{
    if (!h->locked) {
        while (flock(h->fd, LOCK_SH) != 0 && errno == EINTR)
            continue;
        h->locked = true;
        h->next_locked = s->worker->locked;
        s->worker->locked = h;
    }
}

void db_end_command(struct worker *w)
{
    enum { HELD = 32 };

    if (++w->held >= HELD)
        db_unlock(w);
}

void db_unlock(struct worker *w)
{
    w->held = 0;
    w->batch++;
    for (struct db_handle *h = w->locked; h != NULL; h = h->next_locked) {
        flock(h->fd, LOCK_UN);
        h->locked = false;
    }
    w->locked = NULL;
}

/*
 * Written within the second of its opening, which the reference does not notice: libdb goes on with
 * it, if it can. It has the file mapped: what is not there any more would be the end of us. Of a small
 * file the reader goes on with the pages that it knows, which libdb would keep as well.
 */
static bool survives(struct db_handle *h, const struct stat *now)
{
    if (now->st_size == h->size && now->st_mtim.tv_nsec == h->mtime.tv_nsec)
        return true;
    if ((h->db == NULL && h->size >= LARGE) || now->st_size < h->size || !pages_still(h->fd, h->btree))
        return false;
    h->behind = true;
    forget_answers(h);
    h->mtime = now->st_mtim;
    h->size = now->st_size;
    return true;
}

/* True unless the file was written since it was opened. It is looked at once in some commands that follow at once. */
static bool unchanged(struct session *s, struct db_handle *h)
{
    struct stat now;

    if (h->batch == s->worker->batch)
        return true;
    if (s->world->fstat(s->world->ctx, h->fd, &now) != 0
        || now.st_mtim.tv_sec > h->mtime.tv_sec || !survives(h, &now))
        return false;
    h->batch = s->worker->batch;
    return true;
}

/* The handle of a file that has not changed; NULL when it could not be opened again. */
static struct db_handle *current(struct session *s, struct map *m, struct map_call *call)
{
    for (int again = 0;; again++) {
        struct db_handle *h = *map_handle(s, m);
        struct map_state *st;

        if (h == NULL)
            return NULL;
        lock_trace(s, h->name, "", map_state_of(s, m)->fd[1], 1);
        if (again > 0 || unchanged(s, h))
            return h;
        lock_trace(s, h->name, "", map_state_of(s, m)->fd[1], 8);
        db_unlock(s->worker);
        if (s->prog->target->tells_reopen)
            DEBUG(s, DL_MAP_REOPEN, DBG_STR(m->name), DBG_INT(map_state_of(s, m)->fd[1]));
        m->cls->close(s, m);
        st = map_state_of(s, m);
        st->open = false;
        if (m->cls->open(s, m)) {
            st->open = true;
            continue;
        }
        if ((m->flags & MF_OPTIONAL) == 0) {
            call->status = EX_TEMPFAIL;
            st->open = st->failed_open = true;
            syserr(s, "Cannot reopen DB database %s", m->file);
        }
        return NULL;
    }
}

/* One get; what it says is the emulated errno. */
static int get(struct session *s, DB *db, const char *key, size_t n, DBT *data)
{
    DBT k;
    int err;

    memset(&k, 0, sizeof k);
    memset(data, 0, sizeof *data);
    k.data = (void *)(uintptr_t)key;
    k.size = (u_int32_t)n;
    err = db->get(db, NULL, &k, data, 0);
    s->standing.err = err;
    return err;
}

/* Is it time for libdb? Then it and the check of a large file cost no more than was spent. */
static bool read_many(struct db_handle *h)
{
    return ++h->read > KEYS_A_LIBRARY && h->read > page_reader_pages(h->reader) && !h->behind;
}

/* As get(), without libdb. False: it has to be asked. */
static bool read_alone(struct session *s, struct db_handle *h, const char *key, size_t n, DBT *data, int *err)
{
    const void *value = NULL;
    size_t size = 0;
    enum page_answer a = PAGE_UNSURE;

    if (h->reader != NULL && !read_many(h))
        a = page_read(h->reader, key, n, &value, &size);
    if (a == PAGE_UNSURE)
        return false;
    memset(data, 0, sizeof *data);
    data->data = (void *)(uintptr_t)value;
    data->size = (u_int32_t)size;
    s->standing.err = *err = a == PAGE_FOUND ? 0 : DB_NOTFOUND;
    return true;
}

/* Goes over all keys once, when libdb has been asked for so many that this costs no more than was spent. */
static void learn_keys(struct db_handle *h)
{
    struct absent_keys keys = { 0 };
    DBT key = { 0 }, data = { .flags = DB_DBT_PARTIAL }; /* no byte of the values */
    DBC *cursor;
    int err;

    if (h->gets++ != (unsigned long)h->size / BYTES_A_GET || h->db->cursor(h->db, NULL, &cursor, 0) != 0)
        return;
    while ((err = cursor->get(cursor, &key, &data, DB_NEXT)) == 0 && absent_add(&keys, key.data, key.size))
        continue;
    cursor->close(cursor);
    if (err == DB_NOTFOUND)
        h->absent = absent_new(&keys);
    free(keys.hash);
}

/* The last who is asked, and often need not be. */
static int ask_library(struct session *s, struct db_handle *h, const char *key, size_t n, uint32_t hash, DBT *data)
{
    if (h->absent == NULL)
        learn_keys(h);
    else if (absent_is(h->absent, hash))
        return s->standing.err = DB_NOTFOUND;
    return get(s, h->db, key, n, data);
}

static int get_one(struct session *s, const struct map *m, struct db_handle *h, const char *key, size_t n, uint32_t hash,
                   DBT *data)
{
    int err;

    if (read_alone(s, h, key, n, data, &err))
        return err;
    if (show_library(s, m, h))
        return ask_library(s, h, key, n, hash, data);
    return s->standing.err = EINVAL;
}

/* Tries the forms of the key that are left; the first hit settles which one it is. */
static int get_either(struct session *s, const struct map *m, struct db_handle *h, const char *key,
                      size_t n, uint32_t hash, DBT *data, int *form)
{
    const struct map_state *st = map_state_of(s, m);
    int err = DB_NOTFOUND;

    *form = 0;
    if (st->try0) {
        err = get_one(s, m, h, key, n, hash, data);
        if (err == 0)
            *form = 1;
    }
    if (err != 0 && st->try1) {
        err = get_one(s, m, h, key, n + 1, bytes_hash(key, n + 1), data);
        if (err == 0)
            *form = 2;
    }
    return err;
}

static struct answer *answer_slot(struct db_handle *h, uint32_t hash)
{
    if (h->answers == NULL && h->asked++ >= FEW)
        h->answers = calloc(ANSWERS, sizeof *h->answers);
    return h->answers != NULL ? &h->answers[hash % ANSWERS] : NULL;
}

static bool is_answer(const struct answer *a, uint32_t hash, const char *key, size_t n, int forms)
{
    return a != NULL && a->hash == hash && a->forms == forms && a->nkey == n
           && memcmp(a->text, key, n) == 0;
}

static void keep_answer(struct answer *a, uint32_t hash, const char *key, size_t n, int forms,
                        int form, const DBT *data)
{
    size_t nvalue = form != 0 ? data->size : 0;

    if (a == NULL || n + nvalue > sizeof a->text)
        return;
    a->hash = hash;
    a->nkey = (uint8_t)n;
    a->nvalue = (uint8_t)nvalue;
    a->forms = (uint8_t)forms;
    a->form = (uint8_t)form;
    memcpy(a->text, key, n);
    if (nvalue > 0)
        memcpy(a->text + n, data->data, nvalue);
}

/* The record of a key: from what is kept, else from libdb. */
static int record_of(struct session *s, struct map *m, struct db_handle *h, const char *key,
                     size_t n, DBT *data)
{
    struct map_state *st = map_state_of(s, m);
    int forms = (st->try0 ? 1 : 0) | (st->try1 ? 2 : 0), form = 0, err;
    uint32_t hash = bytes_hash(key, n);
    struct answer *a = answer_slot(h, hash);

    if (is_answer(a, hash, key, n, forms)) {
        form = a->form;
        data->data = a->text + n;
        data->size = a->nvalue;
        s->standing.err = err = form != 0 ? 0 : DB_NOTFOUND;
    } else {
        lock(s, h);
        err = get_either(s, m, h, key, n, hash, data, &form);
        if (err == 0 || err == DB_NOTFOUND)
            keep_answer(a, hash, key, n, forms, form, data);
    }
    if (form == 1)
        st->try1 = false;
    else if (form == 2)
        st->try0 = false;
    return err;
}

const char *db_map_lookup(struct session *s, struct map *m, struct map_call *call)
{
    char key[MAX_KEY + 1];
    size_t n = map_fold_key(m, call->key, key, sizeof key);
    struct db_handle *h;
    DBT data = { 0 };
    int err;

    DEBUG(s, DL_MAP_LOOKUP, DBG_STR("db"), DBG_STR(m->name), DBG_STR(call->key));
    h = current(s, m, call);
    if (h == NULL)
        return NULL;
    err = record_of(s, m, h, key, n, &data);
    lock_trace(s, h->name, "", map_state_of(s, m)->fd[1], 8);
    if (err != 0) {
        s->standing.err = err; /* also where the trace has said something */
        if (h->damaged)
            call->status = EX_TEMPFAIL;
        if (err > 0)
            syserr(s, "db_map_lookup: get (%s)", call->key);
        return NULL;
    }
    if ((m->flags & MF_MATCHONLY) != 0)
        return map_rewrite_key(s, m, call->key, strlen(call->key), call);
    return map_rewrite(s, m, data.data, data.size, call);
}

/* One record after the other, in the order of the file. */
bool db_map_walk(struct session *s, struct map *m, map_record_fn *fn, void *ctx)
{
    struct db_handle *h = *map_handle(s, m);
    DBT key, data;
    DBC *cursor;
    bool go = true;
    int err;

    if (h == NULL)
        return false;
    lock(s, h);
    if (!show_library(s, m, h) || h->db->cursor(h->db, NULL, &cursor, 0) != 0)
        return false;
    memset(&key, 0, sizeof key);
    memset(&data, 0, sizeof data);
    while (go && (err = cursor->get(cursor, &key, &data, DB_NEXT)) == 0)
        go = fn(ctx, key.data, key.size, data.data, data.size);
    cursor->close(cursor);
    return go && err == DB_NOTFOUND;
}

const struct map_class class_hash = {
    .name = "hash",
    .help = "Berkeley DB tables, hashed",
    .caps = MC_DATABASE | MC_ALIAS | MC_REBUILD | MC_FOLDS,
    .suffix = ".db",
    .open = hash_open,
    .lookup = db_map_lookup,
    .close = db_map_close,
    .walk = db_map_walk,
};

const struct map_class class_btree = {
    .name = "btree",
    .help = "Berkeley DB tables, sorted",
    .caps = MC_DATABASE | MC_ALIAS | MC_REBUILD | MC_FOLDS,
    .suffix = ".db",
    .open = btree_open,
    .lookup = db_map_lookup,
    .close = db_map_close,
    .walk = db_map_walk,
};
