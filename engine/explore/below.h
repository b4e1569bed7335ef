/*
 * below.h - names that keys of tables hold below a domain.
 *
 * A sorted list of names, or of any words, that is asked what is in it, and what is below one of them.
 * What stands before a domain need not stand before each name below it: the name may have an entry of its own.
 */
#ifndef BTSH_EXPLORE_BELOW_H
#define BTSH_EXPLORE_BELOW_H

#include <stdbool.h>
#include <stddef.h>

struct names_below {
    char **list; /* reversed, sorted, owned */
    int n, room;
};

/* The domain of a key, with its tag. */
void names_below_add(struct names_below *b, const char *key, size_t n);
/* A name or a word as it is; one of 256 bytes or more is left out. */
void names_below_put(struct names_below *b, const char *name, size_t n);
/* When all are in it. */
void names_below_sort(struct names_below *b);
void names_below_free(struct names_below *b);
/* Is the name itself one of them? */
bool names_has(const struct names_below *b, const char *name);
/* Name number i below the domain. NULL: there are no more. */
const char *name_below(const struct names_below *b, const char *domain, int i, char *out, size_t size);

#endif
