/*
 * arena.h - memory that is given back all at once.
 *
 * A program lives in one arena, the work of a command in another that is reset when the command
 * ends. Nothing taken from an arena is freed alone. Every function returns memory aligned for any
 * object.
 *
 * NULL means that the system refused memory. The engine does not survive that, and does not pretend
 * to: few callers ask, the others fault where they first use what they did not get. Nothing that
 * has been written is lost by it, since the engine writes nothing, and no input can bring it about
 * by a size of its own: what a line, a table or a reply may take is bounded before it is asked for.
 */
#ifndef BTSH_BASE_ARENA_H
#define BTSH_BASE_ARENA_H

#include <stddef.h>

struct arena_block;

struct arena {
    struct arena_block *first;  /* owned; blocks in order of use */
    struct arena_block *now;    /* the block being filled */
};

/* Memory of `size` bytes, zeroed. Lives until arena_reset() or arena_free(). */
void *arena_alloc(struct arena *a, size_t size);
/* The same, not zeroed: for what is written at once. */
void *arena_raw(struct arena *a, size_t size);

/* A NUL-terminated copy of the `n` bytes at `s`. */
char *arena_strndup(struct arena *a, const char *s, size_t n);
char *arena_strdup(struct arena *a, const char *s);

/* Gives everything back for reuse; keeps the blocks. */
void arena_reset(struct arena *a);
void arena_free(struct arena *a);

#endif
