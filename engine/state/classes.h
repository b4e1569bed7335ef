/*
 * classes.h - class words: one symbol a word for all classes, with a bit for each class.
 *
 * A session adds words and bits of its own; bits on a symbol of the program go into an overlay.
 */
#ifndef BTSH_STATE_CLASSES_H
#define BTSH_STATE_CLASSES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/tok.h"

struct session;
struct symbol;

/* Class membership. */
void class_add(struct session *s, int id, const char *word);
/* Splits text at white space; "$=y" copies. */
void class_add_words(struct session *s, int id, const char *text);
bool class_has(const struct session *s, int id, const char *word, size_t n);
bool class_has_token(const struct session *s, int id, tok t);
bool symbol_in_class(const struct session *s, const struct symbol *sym, int id);
/* False: it has no word of n bytes. */
bool class_may_have(const struct session *s, int id, size_t n);
/* The word of some class, for symbol_in_class(); NULL: no class has it. */
const struct symbol *class_word(const struct session *s, const char *word, size_t n);
/* Bytes of the longest word of a class; 0: it is empty. */
int class_longest(const struct session *s, int id);
void class_overlay_free(struct session *s);

#endif
