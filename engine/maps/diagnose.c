/*
 * diagnose.c - what is wrong with the file of a map, in words; sendmail only has an errno for it.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "files/safefile.h"
#include "maps/cdb.h"
#include "maps/class.h"
#include "maps/diagnose.h"
#include "maps/lookup.h"
#include "maps/map.h"
#include "maps/pagecheck.h"
#include "maps/table.h"
#include "state/session.h"
#include "world/world.h"

enum { HEAD = 72, MAGIC_AT = 12, HASH_MAGIC = 0x061561, BTREE_MAGIC = 0x053162, QUEUE_MAGIC = 0x042253,
       HEAP_MAGIC = 0x074582 };

struct head {
    unsigned char bytes[HEAD];
    bool swapped;
};

static uint32_t word_at(const struct head *h, int at)
{
    uint32_t v;

    memcpy(&v, h->bytes + at, sizeof v);
    return h->swapped ? __builtin_bswap32(v) : v;
}

/* The kind of database whose magic number stands there, or NULL. */
static const char *kind_at(struct head *h, int at)
{
    for (int turn = 0; turn < 2; turn++) {
        h->swapped = turn == 1;
        switch (word_at(h, at)) {
        case HASH_MAGIC:
            return "hash";
        case BTREE_MAGIC:
            return "btree";
        case QUEUE_MAGIC:
            return "queue";
        case HEAP_MAGIC:
            return "heap";
        default:
            break;
        }
    }
    h->swapped = false;
    return NULL;
}

const char *database_class(const unsigned char *head)
{
    struct head h = { .swapped = false };
    const char *kind;

    memcpy(h.bytes, head, MAGIC_AT + sizeof(uint32_t));
    kind = kind_at(&h, MAGIC_AT);
    return kind != NULL && (*kind == 'b' || strcmp(kind, "hash") == 0) ? kind : NULL;
}

/* The first page of a Berkeley DB file, as far as libdb would mind it. False: something is wrong. */
static bool check_head(struct head *h, const struct stat *st, const char *wanted, char *out,
                       size_t size)
{
    const char *kind = kind_at(h, MAGIC_AT);
    unsigned version = kind != NULL ? word_at(h, 16) : 0;
    unsigned long long whole;

    if (kind == NULL) {
        kind = kind_at(h, 0);
        if (kind != NULL)
            snprintf(out, size, "a Berkeley DB 1.85 %s file: make it anew with makemap", kind);
        else
            snprintf(out, size, "no Berkeley DB file: make it with makemap");
    } else if (strcmp(kind, wanted) != 0) {
        snprintf(out, size, "a %s file, and the map's class is %s", kind, wanted);
    } else if (version < 7 || version > 10) {
        snprintf(out, size, "a %s file of version %u, which libdb 5.3 does not read: "
                            "db5.3_upgrade, or makemap", kind, version);
    } else if (h->bytes[24] != 0) {
        snprintf(out, size, "encrypted");
    } else {
        whole = ((unsigned long long)word_at(h, 32) + 1) * word_at(h, 20);
        if ((unsigned long long)st->st_size >= whole)
            return true;
        snprintf(out, size, "cut off: it has %lld of %llu bytes", (long long)st->st_size, whole);
    }
    return false;
}

static bool check_database(int fd, const struct stat *st, const char *wanted, char *out, size_t size)
{
    struct head h = { .swapped = false };
    struct page_fault fault;

    if (st->st_size == 0) {
        snprintf(out, size, "empty: was makemap interrupted?");
        return false;
    }
    if (pread(fd, h.bytes, sizeof h.bytes, 0) != HEAD) {
        snprintf(out, size, "no Berkeley DB file: it has %lld bytes", (long long)st->st_size);
        return false;
    }
    if (!check_head(&h, st, wanted, out, size))
        return false;
    if (pages_sound_fd(fd, &fault))
        return true;
    if (fault.unread)
        snprintf(out, size, "not checked: %s", fault.what);
    else
        snprintf(out, size, "damaged: page %lu: %s", fault.page, fault.what);
    return false;
}

static enum table_state check_file(struct session *s, const struct map *m, const char *ext,
                                   const char *name, char *out, size_t size)
{
    const struct world *w = s->world;
    struct stat st, source;
    int fd, err;
    bool good = true;

    err = safefile_map(s, name, &st);
    if (err == 0)
        err = w->open(w->ctx, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK, &fd);
    if (err != 0) {
        snprintf(out, size, "%s", safefile_reason(err));
        return TABLE_BAD;
    }
    if (strcmp(ext, ".db") == 0)
        good = check_database(fd, &st, strcmp(m->cls->name, "btree") == 0 ? "btree" : "hash", out,
                              size);
    else if (strcmp(ext, ".cdb") == 0 && !cdb_whole(fd, st.st_size)) {
        snprintf(out, size, "no whole cdb file: make it anew");
        good = false;
    }
    close(fd);
    if (!good)
        return TABLE_BAD;
    if (*ext != '\0' && strcmp(name, m->file) != 0 && w->stat(w->ctx, m->file, &source) == 0
        && source.st_mtime > st.st_mtime) {
        snprintf(out, size, "older than its source %s: makemap has not run since", m->file);
        return TABLE_STALE;
    }
    return TABLE_GOOD;
}

enum table_state map_diagnose(struct session *s, const struct map *m, char *out, size_t size)
{
    const char *ext = m->file != NULL ? m->cls->suffix : NULL;
    char name[PATH_MAX], what[PATH_MAX + 256];
    int err = s->standing.err;
    enum table_state state;

    if (ext == NULL)
        return TABLE_GOOD;
    map_file_name(m->cls, m->file, name, sizeof name);
    state = check_file(s, m, ext, name, what, sizeof what);
    s->standing.err = err;
    if (state != TABLE_GOOD)
        snprintf(out, size, "%s: %s", name, what);
    return state;
}

bool map_unreadable(struct session *s, const struct map *m, char *out, size_t size)
{
    const struct world *w = s->world;
    const char *ext = m->file != NULL ? m->cls->suffix : NULL;
    char name[PATH_MAX];
    struct stat st;
    int err;

    if (ext == NULL || (m->flags & MF_ALIAS) != 0 || map_is_shut(s, m))
        return false;
    map_file_name(m->cls, m->file, name, sizeof name);
    err = w->stat(w->ctx, name, &st);
    return err != ENOENT && err != ENOTDIR && map_diagnose(s, m, out, size) == TABLE_BAD;
}
