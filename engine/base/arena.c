/*
 * arena.c - memory that is given back all at once.
 */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

/* Blocks grow: many arenas stay small, and what lies between them costs pages. */
enum { FIRST_BLOCK = 8 * 1024, LARGEST_BLOCK = 64 * 1024 };

struct arena_block {
    struct arena_block *next;
    size_t used, size;
    max_align_t data[];
};

static struct arena_block *block_new(size_t size)
{
    struct arena_block *b = malloc(sizeof *b + size);

    if (b == NULL)
        return NULL;
    b->next = NULL;
    b->used = 0;
    b->size = size;
    return b;
}

static size_t next_size(const struct arena_block *last, size_t size)
{
    size_t usual = last == NULL ? FIRST_BLOCK : last->size * 2;

    if (usual > LARGEST_BLOCK)
        usual = LARGEST_BLOCK;
    return size > usual ? size : usual;
}

void *arena_raw(struct arena *a, size_t size)
{
    struct arena_block *b = a->now;
    void *p;

    size = (size + sizeof(max_align_t) - 1) & ~(sizeof(max_align_t) - 1);
    while (b == NULL || b->size - b->used < size) {
        if (b != NULL && b->next != NULL) {
            b = b->next;
        } else {
            struct arena_block *fresh = block_new(next_size(b, size));

            if (fresh == NULL)
                return NULL;
            if (b == NULL)
                a->first = fresh;
            else
                b->next = fresh;
            b = fresh;
        }
        a->now = b;
    }
    p = (char *)b->data + b->used;
    b->used += size;
    return p;
}

void *arena_alloc(struct arena *a, size_t size)
{
    void *p = arena_raw(a, size);

    return p != NULL ? memset(p, 0, size) : NULL;
}

char *arena_strndup(struct arena *a, const char *s, size_t n)
{
    char *p = arena_raw(a, n + 1);

    if (p == NULL)
        return NULL;
    p[n] = '\0';
    return memcpy(p, s, n);
}

char *arena_strdup(struct arena *a, const char *s)
{
    return arena_strndup(a, s, strlen(s));
}

void arena_reset(struct arena *a)
{
    for (struct arena_block *b = a->first; b != NULL; b = b->next)
        b->used = 0;
    a->now = a->first;
}

void arena_free(struct arena *a)
{
    for (struct arena_block *b = a->first, *next; b != NULL; b = next) {
        next = b->next;
        free(b);
    }
    a->first = a->now = NULL;
}
