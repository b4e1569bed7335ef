/*
 * alike.h - domains that nothing in a configuration tells apart.
 *
 * What stands before the entries of one domain stands before those of the next one in the same way, if no class, key,
 * value, macro or rule knows a part of either that it does not know of the other. They have one name then, with a star
 * for each label that is nobody's: "*.example.com", "*.*.org".
 */
#ifndef BTSH_EXPLORE_ALIKE_H
#define BTSH_EXPLORE_ALIKE_H

#include <stddef.h>

#include "explore/below.h"

struct program;
struct session;

struct alike {
    struct names_below names; /* that classes, keys, values and macros hold */
    struct names_below words; /* that rules hold, and classes */
};

/* Users of the table `file` make no domain known: they are who is asked about. */
void alike_make(struct alike *a, const struct program *p, struct session *s, const char *file);
void alike_free(struct alike *a);
/* What all domains like this one are called: its own name, if anything knows it. */
void alike_name(const struct alike *a, const char *domain, char *out, size_t size);

#endif
