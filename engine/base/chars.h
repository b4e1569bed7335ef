/* chars.h - blanks and words of a text */
#ifndef BTSH_BASE_CHARS_H
#define BTSH_BASE_CHARS_H

/* Blanks are white() of cfparse/white.h. */
const char *skip_blanks(const char *p);
/* The end of the word at p. */
const char *word_end(const char *p);

#endif
