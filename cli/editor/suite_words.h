/*
 * suite_words.h - what a line of a suite means, from the tables of directives and commands.
 */
#ifndef BTSH_EDITOR_SUITE_WORDS_H
#define BTSH_EDITOR_SUITE_WORDS_H

struct text;

void suite_line_words(struct text *t, const char *line);
/* Each directive, with its arguments (NULL: none) and what it is for (NULL: btsh(5) says). */
void suite_directives(void (*fn)(void *ctx, const char *word, const char *args, const char *help), void *ctx);

#endif
