/*
 * vocabulary.h - names and addresses that a configuration holds, and the situations that they make.
 */
#ifndef BTSH_EXPLORE_VOCABULARY_H
#define BTSH_EXPLORE_VOCABULARY_H

#include <stdbool.h>

#include "explore/explorer.h"

struct program;
struct vocabulary;
struct world;

/* NULL: no memory. */
struct vocabulary *vocabulary_of(struct program *p, const struct world *w, unsigned long seed);
void vocabulary_free(struct vocabulary *v);

/* Number n of the wish's seed. */
void vocabulary_situation(const struct vocabulary *v, const struct explore_wish *wish, long n, struct made_situation *out);

#endif
