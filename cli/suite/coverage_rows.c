/*
 * coverage_rows.c - which entries of tables were used, by lookups of rules.
 */
#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "describe.h"
#include "engine.h"
#include "explain/fact_text.h"
#include "listen/listeners.h"
#include "reason/place.h"
#include "reason/trouble.h"
#include "show/memory.h"
#include "show/output.h"
#include "show/text.h"
#include "suite/coverage_rows.h"

enum { MOST_TOLD = 1000 };

static char **place(const struct row_set *r, const char *row)
{
    uint32_t h = 2166136261u;
    size_t i;

    for (const char *p = row; *p != '\0'; p++)
        h = (h ^ (unsigned char)*p) * 16777619u;
    for (i = h & (r->room - 1); r->list[i] != NULL && strcmp(r->list[i], row) != 0;)
        i = (i + 1) & (r->room - 1);
    return &r->list[i];
}

static void grow(struct row_set *r)
{
    struct row_set bigger = { .room = r->room * 2 + (r->room == 0) * 256, .n = r->n };

    bigger.list = zeroed_or_end(bigger.room, sizeof *bigger.list);
    for (size_t i = 0; i < r->room; i++) {
        if (r->list[i] != NULL)
            *place(&bigger, r->list[i]) = r->list[i];
    }
    free(r->list);
    *r = bigger;
}

/* In lower case, as most tables have their keys. */
static char *row_of(const char *map, const char *key, size_t n)
{
    size_t m = strlen(map);
    char *row = zeroed_or_end(m + n + 2, 1);

    memcpy(row, map, m);
    row[m] = '\1';
    for (size_t i = 0; i < n; i++)
        row[m + 1 + i] = (char)tolower((unsigned char)key[i]);
    return row;
}

static void enter(struct row_set *r, char *row)
{
    char **at;

    if (r->n * 2 >= r->room)
        grow(r);
    at = place(r, row);
    if (*at != NULL) {
        free(row);
        return;
    }
    *at = row;
    r->n++;
}

void rows_note(struct row_set *r, const char *map, const char *key)
{
    enter(r, row_of(map, key, strlen(key)));
}

void rows_add(struct row_set *to, const struct row_set *from)
{
    for (size_t i = 0; i < from->room; i++) {
        if (from->list[i] != NULL)
            enter(to, copy_or_end(from->list[i]));
    }
}

void rows_free(struct row_set *r)
{
    for (size_t i = 0; i < r->room; i++)
        free(r->list[i]);
    free(r->list);
    *r = (struct row_set){ NULL, 0, 0 };
}

/* ---- the report ---------------------------------------------------------------------------------------------- */

struct telling {
    const struct row_set *used;
    struct session *s;
    const char *map, *file;
    size_t entries, hit;
    struct text unused;      /* full: a line each */
    const char *prefix;
    bool full;
};

static void tell_unused(struct telling *t, const char *key, size_t n)
{
    char text[512];
    struct place p;

    if (!t->full || t->entries - t->hit > MOST_TOLD)
        return;
    snprintf(text, sizeof text, "%.*s", (int)n, key);
    place_of_key(t->s, t->map, t->file, text, &p);
    text_add(&t->unused, t->prefix);
    place_text(&t->unused, &p);
    text_format(&t->unused, "%s%s %s: no test uses it\n", p.kind != PLACE_NONE ? ": " : "", t->map, text);
}

static bool count_entry(void *ctx, const char *key, size_t nkey, const char *value, size_t nvalue)
{
    struct telling *t = ctx;
    char *row;

    (void)value, (void)nvalue;
    nkey -= nkey > 0 && key[nkey - 1] == '\0';
    row = row_of(t->map, key, nkey);
    t->entries++;
    if (t->used->room > 0 && *place(t->used, row) != NULL)
        t->hit++;
    else
        tell_unused(t, key, nkey);
    free(row);
    return true;
}

/* False: the table answered, and cannot be listed now. What cannot be opened at all is told by the tests. */
static bool count_entries(struct telling *t, struct session *s, int i)
{
    struct map *m = session_map(s, t->map);
    struct trouble trouble;
    struct map_view v;
    bool listed = true;

    if (m == NULL)
        return true;
    if (!session_map_open(s, m) || (session_map_at(s, i, &v) && v.failed))
        return map_trouble(s, t->map, &trouble);
    return session_map_walk(s, m, count_entry, t, &listed) || !listed;
}

bool rows_text(const struct row_set *r, struct program *p, struct output *o, const char *prefix, bool full)
{
    struct observer quiet = listeners_none();
    struct session *s = session_new(p, &quiet);
    struct telling t = { .used = r, .s = s, .prefix = prefix, .full = full };
    struct map_view v;
    bool whole = true, headed = false;

    for (int i = 0; session_map_at(s, i, &v); i++) {
        bool read;

        if (v.file == NULL || v.outside || strncmp(v.name, "Alias", 5) == 0)
            continue; /* aliases are asked by no rule */
        t.map = v.name;
        t.file = v.file;
        t.entries = t.hit = 0;
        read = count_entries(&t, s, i);
        whole &= read;
        if (read && t.entries == 0)
            continue;
        if (!read)
            out_format(o, "%s%s: its entries could not be read\n", prefix, v.name);
        if (!headed && read)
            out_format(o, "%s%-24s %7s %8s %12s\n", prefix, "entries of", "entries", "used", "by no test");
        headed |= read;
        if (read)
            out_format(o, "%s%-24s %7zu %8zu %12zu\n", prefix, v.name, t.entries, t.hit, t.entries - t.hit);
    }
    out_printable(o, text_of(&t.unused), t.unused.n, SHOWN_PRINTABLE);
    text_free(&t.unused);
    session_free(s);
    return whole;
}
