/*
 * class_words.h - words of classes in a file of them.
 */
#ifndef BTSH_EDITOR_CLASS_WORDS_H
#define BTSH_EDITOR_CLASS_WORDS_H

#include <stdbool.h>

struct document;
struct known;

/* The next class behind `before' (0: the first) that has the word of that line from its file, by its id; 0: none has.
 * *more: several lines give it, one of which may be another file's. */
int class_of_line(const struct known *k, const struct document *doc, int line, int before, bool *more);

#endif
