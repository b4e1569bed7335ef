/*
 * source.c - a table's text, as makemap(8) reads it, asked without making a database.
 *
 * No configuration can name this class; it takes the place of another (swap.c). A line is a key,
 * white space, and the rest as the value. As makemap does: # begins a comment in the first column,
 * keys become lower case unless the map keeps the case, and of two lines with one key the first counts,
 * which is said.
 */
#include <errno.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/chars.h"
#include "base/limits.h"
#include "base/lines.h"
#include "files/safefile.h"
#include "maps/lookup.h"
#include "maps/map.h"
#include "maps/source.h"
#include "maps/value.h"
#include "state/diag.h"
#include "state/program.h"
#include "state/session.h"

struct entry {
    const char *key; /* in the table's own text; behind its NUL stands the value */
    int line;
};

/* The worker's handle: entries sorted by key. */
struct table {
    atomic_int users; /* workers that have it */
    struct entry *list;
    size_t n, room;
    struct arena text;
};

static const char *value_of(const struct entry *e)
{
    return e->key + strlen(e->key) + 1;
}

static int compare(const void *x, const void *y)
{
    const struct entry *a = x, *b = y;
    int d = strcmp(a->key, b->key);

    return d != 0 ? d : a->line - b->line;
}

static void add(struct table *t, const char *key, const char *value, int line)
{
    size_t nkey = strlen(key) + 1, nvalue = strlen(value) + 1;
    char *text;

    if (t->n == t->room) {
        size_t room = t->room * 2 + 64;
        struct entry *grown = realloc(t->list, room * sizeof *grown);

        if (grown == NULL)
            return;
        t->list = grown;
        t->room = room;
    }
    text = arena_raw(&t->text, nkey + nvalue);
    memcpy(text, key, nkey);
    memcpy(text + nkey, value, nvalue);
    t->list[t->n++] = (struct entry){ text, line };
}

/* What makemap does not take: it goes on without the line, and sendmail, which reads what it has made, says nothing. */
static void complain(struct session *s, const char *what)
{
    const char *file = s->file;
    int line = s->line;

    s->standing.err = 0;
    s->file = NULL;
    s->line = 0;
    warning(s, "%s: line %d: %s; makemap refuses this line", file, line, what);
    s->file = file;
    s->line = line;
}

static void take_line(struct session *s, const struct map *m, struct table *t, char *line)
{
    char key[MAX_KEY + 1], *end, *value;

    line[strcspn(line, "\n")] = '\0';
    if (*line == '\0' || *line == '#')
        return;
    if (*line == ' ' || *line == '\t') {
        complain(s, "leading space");
        return;
    }
    end = line + strcspn(line, " \t");
    value = (char *)(uintptr_t)skip_blanks(end);
    if (*value == '\0') {
        complain(s, "a key without a value");
        return;
    }
    *end = '\0';
    map_fold_key(m, line, key, sizeof key);
    add(t, key, value, s->line);
}

static void tell_doubles(struct session *s, struct table *t)
{
    size_t kept = 0;

    if (t->n > 0)
        qsort(t->list, t->n, sizeof *t->list, compare);
    for (size_t i = 0; i < t->n; i++) {
        if (kept == 0 || strcmp(t->list[kept - 1].key, t->list[i].key) != 0) {
            t->list[kept++] = t->list[i];
            continue;
        }
        s->line = t->list[i].line;
        complain(s, "a key that was there before");
    }
    t->n = kept;
}

/* False: not to its end. */
static bool read_table(struct session *s, struct map *m, struct table *t, int fd)
{
    const char *file = s->file;
    int number = s->line;
    char line[MAX_LINE];
    struct lines in;

    lines_init(&in, fd);
    s->file = m->file;
    s->line = 0;
    while (lines_next(&in, line, sizeof line)) {
        s->line++;
        take_line(s, m, t, line);
    }
    tell_doubles(s, t);
    s->file = file;
    s->line = number;
    syserr_unread(s, m->file, in.err);
    return in.err == 0;
}

static void source_close(struct session *s, struct map *m)
{
    struct table *t = *map_handle(s, m);

    if (t == NULL)
        return;
    *map_handle(s, m) = NULL;
    if (atomic_fetch_sub(&t->users, 1) > 1)
        return;
    free(t->list);
    arena_free(&t->text);
    free(t);
}

void source_share(struct session *to, struct session *from)
{
    for (int i = 0; i < to->prog->nmaps; i++) {
        const struct map *m = to->prog->maps[i];
        struct table *t = m->cls == &class_source ? *map_handle(from, m) : NULL;

        if (t == NULL || *map_handle(to, m) != NULL)
            continue;
        atomic_fetch_add(&t->users, 1);
        *map_handle(to, m) = t;
    }
}

static bool source_open(struct session *s, struct map *m)
{
    void **slot = map_handle(s, m);
    struct table *t = *slot;
    struct stat st;
    int fd, answer;

    if (t != NULL)
        return true;
    answer = safeopen(s, m->file, map_file_flags(s) | SFF_NOLOCK, &fd, &st);
    if (answer != 0) {
        if ((m->flags & MF_OPTIONAL) == 0 || answer != ENOENT) /* it may be missing, not unread */
            syserr(s, "map \"%s\": cannot read the table's source %s", m->name, m->file);
        return false;
    }
    t = calloc(1, sizeof *t);
    if (t != NULL) {
        *slot = t;
        atomic_init(&t->users, 1);
        if (!read_table(s, m, t, fd))
            source_close(s, m);
    }
    close(fd);
    s->standing.err = 0;
    return *slot != NULL;
}

static const char *source_lookup(struct session *s, struct map *m, struct map_call *call)
{
    struct entry want = { .line = 0 };
    const struct table *t;
    size_t lo = 0, hi;
    char key[MAX_KEY + 1];

    if (!source_open(s, m)) { /* another session of this worker gave it back */
        call->status = EX_TEMPFAIL;
        return NULL;
    }
    t = *map_handle(s, m);
    hi = t->n;
    map_fold_key(m, call->key, key, sizeof key);
    want.key = key;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        int d = strcmp(t->list[mid].key, want.key);

        if (d == 0) {
            const char *value = value_of(&t->list[mid]);

            if ((m->flags & MF_MATCHONLY) != 0)
                return map_rewrite_key(s, m, call->key, strlen(call->key), call);
            return map_rewrite(s, m, value, strlen(value), call);
        }
        if (d < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return NULL;
}

static bool source_walk(struct session *s, struct map *m, map_record_fn *fn, void *ctx)
{
    const struct table *t = *map_handle(s, m);

    for (size_t i = 0; t != NULL && i < t->n; i++) {
        const char *key = t->list[i].key, *value = value_of(&t->list[i]);

        if (!fn(ctx, key, strlen(key), value, strlen(value)))
            return false;
    }
    return true;
}

const struct map_class class_source = {
    .name = "source",
    .suffix = "",
    .open = source_open,
    .lookup = source_lookup,
    .close = source_close,
    .walk = source_walk,
};
