/*
 * same_words.h - texts that are equal but for what a person does not see as a difference.
 */
#ifndef BTSH_SUITE_SAME_WORDS_H
#define BTSH_SUITE_SAME_WORDS_H

#include <stdbool.h>

/* Equal but for blanks. */
bool same_but_blanks(const char *a, const char *b);
/* Equal but for blanks and quotes. */
bool same_words(const char *a, const char *b);

#endif
