/*
 * symbols.c - the table of symbols.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/bytes.h"
#include "base/symbols.h"

static unsigned char fold(unsigned char c)
{
    return c >= 'A' && c <= 'Z' ? (unsigned char)(c | 0x20) : c;
}

static bool exact_case(enum symbol_type type)
{
    return type == SYM_NAMECANON || type == SYM_MACRO || type == SYM_RULESET;
}

uint32_t symbol_hash(const char *name, size_t n)
{
    return bytes_hash_folded(name, n);
}

static uint32_t typed(uint32_t hash, enum symbol_type type)
{
    return (hash ^ (uint32_t)type) * 16777619u;
}

int symbol_bucket(const char *name, enum symbol_type type)
{
    unsigned h = (unsigned)type;

    for (; *name != '\0'; name++)
        h = ((h << 1) ^ fold((unsigned char)*name)) % SYMBOL_BUCKETS;
    return (int)h;
}

void symbol_table_init(struct symbol_table *l, struct arena *arena, const struct symbol_table *below)
{
    memset(l, 0, sizeof *l);
    l->arena = arena;
    l->below = below;
}

void symbol_table_free(struct symbol_table *l)
{
    free(l->find);
    free(l->last);
    l->find = l->last = NULL;
    l->nfind = l->count = 0;
}

static bool same_name(const struct symbol *s, const char *name, size_t n)
{
    if (strlen(s->name) != n)
        return false;
    if (memcmp(s->name, name, n) == 0)
        return true;
    if (exact_case(s->type))
        return false;
    for (size_t i = 0; i < n; i++) {
        if (fold((unsigned char)s->name[i]) != fold((unsigned char)name[i]))
            return false;
    }
    return true;
}

struct symbol *symbol_find_hashed(const struct symbol_table *l, const char *name, size_t n, uint32_t hash,
                                  enum symbol_type type)
{
    uint32_t h = typed(hash, type);

    for (; l != NULL; l = l->below) {
        if (l->nfind == 0)
            continue;
        for (struct symbol *s = l->find[h & (l->nfind - 1)]; s != NULL; s = s->chain) {
            if (s->hash == h && s->type == type && same_name(s, name, n))
                return s;
        }
    }
    return NULL;
}

static struct symbol *search(const struct symbol_table *l, const char *name, size_t n,
                             enum symbol_type type)
{
    return symbol_find_hashed(l, name, n, symbol_hash(name, n), type);
}

/* The watcher wants a text that ends. */
static void tell_looked(const struct symbol_table *l, const char *name, size_t n, enum symbol_type type,
                        const struct symbol *found)
{
    char *text = strndup(name, n);

    if (text != NULL)
        l->watch->looked(l->watch->ctx, text, type, found, false);
    free(text);
}

struct symbol *symbol_find_n(const struct symbol_table *l, const char *name, size_t n,
                             enum symbol_type type)
{
    struct symbol *s = search(l, name, n, type);

    if (l->watch != NULL)
        tell_looked(l, name, n, type, s);
    return s;
}

struct symbol *symbol_peek(const struct symbol_table *l, const char *name, enum symbol_type type)
{
    return search(l, name, strlen(name), type);
}

struct symbol *symbol_find(const struct symbol_table *l, const char *name, enum symbol_type type)
{
    return symbol_find_n(l, name, strlen(name), type);
}

static bool grow(struct symbol_table *l)
{
    size_t n = l->nfind == 0 ? 64 : l->nfind * 2;
    struct symbol **table = calloc(n, sizeof *table);

    if (table == NULL)
        return false;
    for (size_t i = 0; i < l->nfind; i++) {
        for (struct symbol *s = l->find[i], *next; s != NULL; s = next) {
            next = s->chain;
            s->chain = table[s->hash & (n - 1)];
            table[s->hash & (n - 1)] = s;
        }
    }
    free(l->find);
    l->find = table;
    l->nfind = n;
    return true;
}

/* Behind the others of its bucket. */
static void append(struct symbol_table *l, struct symbol *s)
{
    struct symbol **last = &l->last[s->bucket];

    if (*last == NULL) {
        s->next = s;
    } else {
        s->next = (*last)->next;
        (*last)->next = s;
    }
    *last = s;
}

static bool make_room(struct symbol_table *l)
{
    if (l->last == NULL)
        l->last = calloc(SYMBOL_BUCKETS, sizeof *l->last);
    return l->last != NULL && (l->count < l->nfind || grow(l));
}

struct symbol *symbol_enter(struct symbol_table *l, const char *name, enum symbol_type type)
{
    size_t n = strlen(name);
    uint32_t hash = symbol_hash(name, n);
    struct symbol *s = symbol_find_hashed(l, name, n, hash, type);

    if (s != NULL && l->watch != NULL)
        l->watch->looked(l->watch->ctx, name, type, s, false);
    if (s != NULL)
        return s;
    if (!make_room(l))
        return NULL;
    s = arena_alloc(l->arena, sizeof *s);
    if (s == NULL)
        return NULL;
    s->name = arena_strndup(l->arena, name, n);
    s->type = type;
    s->bucket = symbol_bucket(name, type);
    s->hash = typed(hash, type);
    s->value = type == SYM_RULESET ? -1 : 0;
    s->chain = l->find[s->hash & (l->nfind - 1)];
    l->find[s->hash & (l->nfind - 1)] = s;
    append(l, s);
    l->count++;
    if (l->watch != NULL)
        l->watch->looked(l->watch->ctx, name, type, s, true);
    return s;
}

/* Calls fn for the symbols of a bucket. */
static void walk_bucket(const struct symbol_table *l, const struct symbol_watch *watch, int bucket,
                        enum symbol_type type, void (*fn)(void *ctx, struct symbol *s), void *ctx)
{
    struct symbol *s = l->last[bucket];

    do {
        s = s->next;
        if (watch != NULL)
            watch->walked(watch->ctx, s);
        if (type == 0 || s->type == type)
            fn(ctx, s);
    } while (s != l->last[bucket]);
}

void symbol_walk(const struct symbol_table *l, enum symbol_type type,
                 void (*fn)(void *ctx, struct symbol *s), void *ctx)
{
    const struct symbol_table *stack[4];
    int depth = 0;

    for (const struct symbol_table *x = l; x != NULL && depth < 4; x = x->below) {
        if (x->last != NULL)
            stack[depth++] = x;
    }
    for (int b = 0; b < SYMBOL_BUCKETS; b++) {
        for (int n = depth; n-- > 0;) {
            if (stack[n]->last[b] != NULL)
                walk_bucket(stack[n], l->watch, b, type, fn, ctx);
        }
    }
}
