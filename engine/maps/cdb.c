/*
 * cdb.c - constant databases, through tinycdb, which is loaded when the first one is opened.
 *
 * Not in the real program's Debian build; what is said of a file is said as for hash. A cdb file is
 * never written in place: a new one takes its name, so the name is looked at once a command. It is
 * read and not mapped: a file that is cut while it is open is an error then, and no signal.
 *
 * Format: 256 pairs (position, slots) of hash tables, then from byte 2048 on the records
 * [key length][value length][key][value]; numbers have four bytes, lowest first.
 */
#include <dlfcn.h>
#include <errno.h>
#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/limits.h"
#include "maps/cdb.h"
#include "maps/lookup.h"
#include "maps/map.h"
#include "maps/table.h"
#include "maps/table_file.h"
#include "maps/value.h"
#include "state/diag.h"
#include "state/event.h"
#include "state/session.h"
#include "state/trace.h"

enum { FIRST_RECORD = 2048, TABLES = 256, MAX_RECORD = 16 << 20 };

struct cdb_handle {
    int fd;
    unsigned long command; /* in which its name was looked at last */
    const struct session *session;
    struct stat st;
    /* >0: found, and fd stands at the value of *size bytes; 0: not found; -1: errno */
    int (*seek)(int fd, const void *key, unsigned n, unsigned *size);
    /* 0, or -1: errno */
    int (*read)(int fd, void *buf, int n);
    char name[];
};

/* A pointer to a function cannot be cast from one to data: its bytes are filled. */
static bool load_library(struct cdb_handle *h)
{
    void *library = dlopen("libcdb.so.1", RTLD_NOW | RTLD_LOCAL);

    if (library == NULL)
        return false;
    *(void **)(void *)&h->seek = dlsym(library, "cdb_seek");
    *(void **)(void *)&h->read = dlsym(library, "cdb_bread");
    return h->seek != NULL && h->read != NULL;
}

static uint32_t number(const unsigned char *p)
{
    return p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static bool read_at(int fd, void *buf, size_t n, off_t at)
{
    return pread(fd, buf, n, at) == (ssize_t)n;
}

bool cdb_whole(int fd, off_t size)
{
    unsigned char head[TABLES * 8];

    if (!read_at(fd, head, sizeof head, 0))
        return false;
    for (int i = 0; i < TABLES; i++) {
        off_t at = number(head + 8 * i), slots = number(head + 8 * i + 4);

        if (at < FIRST_RECORD || at + 8 * slots > size)
            return false;
    }
    return true;
}

static bool cdb_open(struct session *s, struct map *m)
{
    void **slot = map_handle(s, m);
    char name[PATH_MAX];
    struct cdb_handle *h;
    struct stat st;
    int fd;

    DEBUG(s, DL_MAP_OPENING, DBG_STR("cdb"), DBG_STR(m->name), DBG_STR(m->file),
          DBG_INT(0));
    fd = table_open(s, m, "cdb", ".cdb", name, sizeof name, &st);
    if (fd < 0)
        return false;
    if (!cdb_whole(fd, st.st_size)) {
        s->standing.err = EINVAL;
        close(fd);
        if (table_is_mandatory(m))
            syserr(s, "Cannot open cdb database %s", name);
        return false;
    }
    h = calloc(1, sizeof *h + strlen(name) + 1);
    if (h == NULL || !load_library(h)) {
        s->standing.err = h == NULL ? ENOMEM : 0;
        free(h);
        close(fd);
        if (table_is_mandatory(m))
            syserr(s, "Cannot open cdb database %s%s", name,
                   s->standing.err == 0 ? ": there is no libcdb.so.1 (package libcdb1)" : "");
        return false;
    }
    h->fd = fd;
    h->st = st;
    h->command = s->command.number;
    h->session = s;
    strcpy(h->name, name);
    *slot = h;
    s->standing.err = 0;
    return true;
}

static void cdb_close(struct session *s, struct map *m)
{
    void **slot = map_handle(s, m);
    struct cdb_handle *h = *slot;

    DEBUG(s, DL_MAP_CLOSE, DBG_STR("cdb"), DBG_STR(m->name), DBG_STR(m->file),
          DBG_INT(map_flags(s, m) | MF_CLOSING));
    if (h != NULL) {
        close(h->fd);
        free(h);
        *slot = NULL;
    }
}

/* The handle, opened again where another file has the name now; NULL after a diagnostic. */
static struct cdb_handle *current(struct session *s, struct map *m, struct map_call *call)
{
    struct cdb_handle *h = *map_handle(s, m);
    struct map_state *state = map_state_of(s, m);
    struct stat st;

    if (h == NULL || (h->command == s->command.number && h->session == s))
        return h;
    h->command = s->command.number;
    h->session = s;
    if (s->world->stat(s->world->ctx, h->name, &st) != 0
        || (st.st_ino == h->st.st_ino && st.st_dev == h->st.st_dev
            && st.st_mtim.tv_sec == h->st.st_mtim.tv_sec
            && st.st_mtim.tv_nsec == h->st.st_mtim.tv_nsec))
        return h;
    cdb_close(s, m);
    state->open = cdb_open(s, m);
    if (!state->open && (m->flags & MF_OPTIONAL) == 0) {
        call->status = EX_TEMPFAIL;
        state->open = state->failed_open = true;
    }
    return *map_handle(s, m);
}

/* The value in the call's arena; *n its bytes. NULL: not found, or s->standing.err says why not. */
static char *value_of(struct session *s, struct cdb_handle *h, struct map_call *call,
                      const char *key, size_t nkey, unsigned *n)
{
    int found = h->seek(h->fd, key, (unsigned)nkey, n);
    char *value;

    s->standing.err = found < 0 ? errno : 0;
    if (found <= 0)
        return NULL;
    if (*n > MAX_RECORD || *n > (size_t)h->st.st_size) {
        s->standing.err = EPROTO;
        return NULL;
    }
    value = arena_alloc(call->arena, *n + 1);
    if (h->read(h->fd, value, (int)*n) != 0) {
        s->standing.err = errno;
        return NULL;
    }
    return value;
}

static const char *cdb_lookup(struct session *s, struct map *m, struct map_call *call)
{
    struct map_state *state = map_state_of(s, m);
    char key[MAX_KEY + 1];
    size_t n = map_fold_key(m, call->key, key, sizeof key);
    struct cdb_handle *h = current(s, m, call);
    unsigned nvalue = 0;
    char *value = NULL;

    DEBUG(s, DL_MAP_LOOKUP, DBG_STR("cdb"), DBG_STR(m->name), DBG_STR(call->key));
    if (h == NULL)
        return NULL;
    s->standing.err = 0;
    if (state->try0 && (value = value_of(s, h, call, key, n, &nvalue)) != NULL)
        state->try1 = false;
    if (value == NULL && s->standing.err == 0 && state->try1
        && (value = value_of(s, h, call, key, n + 1, &nvalue)) != NULL)
        state->try0 = false;
    if (s->standing.err != 0) {
        call->status = EX_TEMPFAIL;
        syserr(s, "cdb_map_lookup: %s is damaged (%s)", h->name, call->key);
    }
    if (value == NULL)
        return NULL;
    if ((m->flags & MF_MATCHONLY) != 0)
        return map_rewrite_key(s, m, call->key, strlen(call->key), call);
    return map_rewrite(s, m, value, nvalue, call);
}

/* ---- every record ---------------------------------------------------------------------------- */

/* Where the records end: at the first of the tables. */
static off_t records_end(int fd)
{
    unsigned char head[TABLES * 8];
    uint32_t end = UINT32_MAX;

    if (!read_at(fd, head, sizeof head, 0))
        return -1;
    for (int i = 0; i < TABLES; i++) {
        uint32_t at = number(head + 8 * i);

        end = at < end ? at : end;
    }
    return end;
}

static bool cdb_walk(struct session *s, struct map *m, map_record_fn *fn, void *ctx)
{
    struct cdb_handle *h = *map_handle(s, m);
    off_t end = h != NULL ? records_end(h->fd) : -1;

    for (off_t at = FIRST_RECORD; at < end;) {
        unsigned char head[8];
        size_t nkey, nvalue;
        char *text;
        bool ok = read_at(h->fd, head, sizeof head, at);

        nkey = ok ? number(head) : 0;
        nvalue = ok ? number(head + 4) : 0;
        if (!ok || at + 8 + (off_t)nkey + (off_t)nvalue > end || nkey + nvalue > MAX_RECORD)
            return false;
        text = malloc(nkey + nvalue + 1);
        ok = text != NULL && read_at(h->fd, text, nkey + nvalue, at + 8);
        if (ok)
            ok = fn(ctx, text, nkey, text + nkey, nvalue);
        free(text);
        if (!ok)
            return false;
        at += 8 + (off_t)nkey + (off_t)nvalue;
    }
    return end >= 0;
}

const struct map_class class_cdb = {
    .name = "cdb",
    .help = "constant databases",
    .caps = MC_ALIAS | MC_REBUILD,
    .suffix = ".cdb",
    .open = cdb_open,
    .lookup = cdb_lookup,
    .close = cdb_close,
    .walk = cdb_walk,
};
