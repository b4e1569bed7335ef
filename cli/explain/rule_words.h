/*
 * rule_words.h - what a configuration itself says of a rule: the third field of its line, or the comment
 * that stands right above it.
 */
#ifndef BTSH_EXPLAIN_RULE_WORDS_H
#define BTSH_EXPLAIN_RULE_WORDS_H

struct rule;
struct session;
struct text;

/* Adds them, or nothing. Reads the file anew each time. */
void rule_words(struct text *t, const struct session *s, const struct rule *r);

#endif
