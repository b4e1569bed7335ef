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
/* What the wish says of all situations is so in this one, whatever it was made from. */
void vocabulary_confine(const struct explore_wish *wish, const struct made_situation *from, struct made_situation *m);

/* An entry of a table. */
struct vocabulary_entry {
    const char *map, *key, *value;
};
/* Some of all entries, and all where they are few; false: there are no more. */
bool vocabulary_entry(const struct vocabulary *v, int i, struct vocabulary_entry *out);
/* Some words of a class, by its id; NULL: no more. */
const char *vocabulary_word(const struct vocabulary *v, int id, int i);
/* A map whose entries could not be listed, though it could be opened; "": there is none. */
const char *vocabulary_unread(const struct vocabulary *v);
/* This host's name. */
const char *vocabulary_own(const struct vocabulary *v);

#endif
