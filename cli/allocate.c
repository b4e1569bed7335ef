/*
 * allocate.c - where memory is asked for and none is left, the program ends.
 *
 * An answer that lacks a part of what was read is worse than none, and some two hundred places that ask,
 * and the libraries, of which some crash, would never each be right. So these stand before the C
 * library's for the whole program. The engine elsewhere has the C library's. What may be refused, a
 * table's whole file, is asked for with aligned_alloc().
 */
#include <dlfcn.h>
#include <stddef.h>
#include <stdlib.h>

#include "show/memory.h"

static void *(*next_malloc)(size_t);
static void *(*next_calloc)(size_t, size_t);
static void *(*next_realloc)(void *, size_t);

/* Of those that come behind the program: the C library's, or what was loaded before it. */
static void find_next(void *function, const char *name)
{
    *(void **)function = dlsym(RTLD_NEXT, name);
    if (*(void **)function == NULL)
        out_of_memory();
}

void *malloc(size_t size)
{
    void *p;

    if (next_malloc == NULL)
        find_next(&next_malloc, "malloc");
    p = next_malloc(size);
    if (p == NULL && size > 0)
        out_of_memory();
    return p;
}

void *calloc(size_t n, size_t size)
{
    void *p;

    if (next_calloc == NULL)
        find_next(&next_calloc, "calloc");
    p = next_calloc(n, size);
    if (p == NULL && n > 0 && size > 0)
        out_of_memory();
    return p;
}

void *realloc(void *p, size_t size)
{
    if (next_realloc == NULL)
        find_next(&next_realloc, "realloc");
    p = next_realloc(p, size);
    if (p == NULL && size > 0)
        out_of_memory();
    return p;
}
