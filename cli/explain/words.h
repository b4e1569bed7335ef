/*
 * words.h - what the rules, classes and macros of the m4 tree are for, in the words of its features.
 *
 * A configuration that is not from m4 may use the same names for other things. So words are given only
 * for what stands in a rule of a ruleset that has the m4 tree's name.
 */
#ifndef BTSH_EXPLAIN_WORDS_H
#define BTSH_EXPLAIN_WORDS_H

struct fact;
struct session;

/* "smart host" of $S in Parse1; NULL: nothing can be said. */
const char *words_of_fact(const struct session *s, const struct fact *f);

#endif
