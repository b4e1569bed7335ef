/*
 * token.c - tokens are numbers.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/bytes.h"
#include "base/marker.h"
#include "base/tok.h"
#include "base/token.h"

void token_table_init(struct token_table *t, struct arena *arena, const struct token_table *below)
{
    memset(t, 0, sizeof *t);
    t->arena = arena;
    t->below = below;
    t->base = below == NULL ? 1 : below->base + below->count;
}

void token_table_reset(struct token_table *t)
{
    if (t->count > 0) {
        memset(t->find, 0, t->nfind * sizeof *t->find);
        memset(t->single, 0, sizeof t->single);
    }
    t->count = 0;
    if (t->below != NULL)
        t->base = t->below->base + t->below->count;
}

void token_table_free(struct token_table *t)
{
    free(t->list);
    free(t->find);
    t->list = NULL;
    t->find = NULL;
    t->count = t->room = t->nfind = 0;
}

static tok find(const struct token_table *t, const char *text, size_t n, uint32_t h)
{
    if (t->nfind == 0)
        return 0;
    for (uint32_t i = h & (t->nfind - 1); t->find[i] != 0; i = (i + 1) & (t->nfind - 1)) {
        const struct token *x = &t->list[(t->find[i] >> 1) - t->base];

        if (x->len == n && memcmp(x->text, text, n) == 0)
            return t->find[i];
    }
    return 0;
}

static bool grow_find(struct token_table *t)
{
    uint32_t n = t->nfind == 0 ? t->below == NULL ? 1024 : 256 : t->nfind * 2;
    uint32_t *table = calloc(n, sizeof *table);

    if (table == NULL)
        return false;
    for (uint32_t k = 0; k < t->count; k++) {
        const struct token *x = &t->list[k];
        uint32_t i = bytes_hash(x->text, x->len) & (n - 1);

        while (table[i] != 0)
            i = (i + 1) & (n - 1);
        table[i] = (t->base + k) << 1 | (x->mark != 0);
    }
    free(t->find);
    t->find = table;
    t->nfind = n;
    return true;
}

static bool make_room(struct token_table *t)
{
    if (t->count == t->room) {
        uint32_t room = t->room == 0 ? t->below == NULL ? 512 : 128 : t->room * 2;
        struct token *list = realloc(t->list, room * sizeof *list);

        if (list == NULL)
            return false;
        t->list = list;
        t->room = room;
    }
    return (t->count + 1) * 2 <= t->nfind || grow_find(t);
}

static bool printable(const char *text, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (text[i] < 0x20 || text[i] >= 0x7F)
            return false;
    }
    return true;
}

static tok enter(struct token_table *t, const char *text, size_t n, uint32_t h)
{
    struct token *x;
    tok id;
    uint32_t i;

    if (!make_room(t))
        return 0;
    x = &t->list[t->count];
    memset(x, 0, sizeof *x);
    x->text = arena_strndup(t->arena, text, n);
    x->len = (uint16_t)n;
    x->mark = n > 0 && IS_MARK_BYTE((unsigned char)text[0]) ? (uint8_t)text[0] : 0;
    x->plain = printable(text, n);
    id = (t->base + t->count++) << 1 | (x->mark != 0);
    x->fold = id;
    x->ruleset = -1;
    for (i = h & (t->nfind - 1); t->find[i] != 0; i = (i + 1) & (t->nfind - 1))
        continue;
    t->find[i] = id;
    if (n == 1)
        t->single[(unsigned char)text[0]] = id;
    return id;
}

/* The folded spelling in buf; false when it is the spelling itself. */
static bool fold_text(const char *text, size_t n, char *buf)
{
    memcpy(buf, text, n);
    fold_ascii(buf, n);
    return memcmp(buf, text, n) != 0;
}

/* One that is there, or 0. */
static tok known(const struct token_table *t, const char *text, size_t n, uint32_t h)
{
    tok id = n == 1 ? token_single(t, (unsigned char)*text) : 0;

    for (; n != 1 && t != NULL && id == 0; t = t->below)
        id = find(t, text, n, h);
    return id;
}

/* Enters it, and its folded spelling. */
static tok intern_new(struct token_table *t, const char *text, size_t n, uint32_t h)
{
    char folded[512];
    tok id;

    if (n > sizeof folded)
        n = sizeof folded;
    id = enter(t, text, n, h);
    if (id != 0 && fold_text(text, n, folded)) {
        tok f = token_intern(t, folded, n);

        token_get(t, id)->fold = f;
    }
    return id;
}

tok token_intern(struct token_table *t, const char *text, size_t n)
{
    uint32_t h = n == 1 ? 0 : bytes_hash(text, n);
    tok id = known(t, text, n, h);

    return id != 0 ? id : intern_new(t, text, n, n == 1 ? bytes_hash(text, n) : h);
}
