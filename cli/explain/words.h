/*
 * words.h - what the rules, classes and macros of the m4 tree are for, in the words of its features.
 *
 * A configuration that is not from m4 may use the same names for other things. So words are given only
 * for what stands in a rule of a ruleset that has the m4 tree's name.
 */
#ifndef BTSH_EXPLAIN_WORDS_H
#define BTSH_EXPLAIN_WORDS_H

#include <stdbool.h>

struct fact;
struct session;

/* "smart host" of $S in Parse1; NULL: nothing can be said. */
const char *words_of_fact(const struct session *s, const struct fact *f);
/* The name under which an .mc sets the macro of that fact: "SMART_HOST"; NULL: none. */
const char *define_of_fact(const struct session *s, const struct fact *f);
/* What an .mc adds words to that class with: "VIRTUSER_DOMAIN"; NULL: nothing. */
const char *define_of_class(const char *name);
/* Is it one of the m4 tree's own, which no site writes rules into? */
bool stock_ruleset(const char *name);

#endif
