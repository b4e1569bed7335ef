/*
 * shell_word.h - texts as a shell reads them.
 */
#ifndef BTSH_SHOW_SHELL_WORD_H
#define BTSH_SHOW_SHELL_WORD_H

struct text;

/* A word of a command line, quoted where it has to be. */
void shell_word(struct text *t, const char *s);
/* In a format of printf(1) that stands between single quotes. */
void shell_format(struct text *t, const char *s);

#endif
