/*
 * terminal.h - line editing and history over libedit. A build without it loses these functions only.
 */
#ifndef BTSH_TERMINAL_H
#define BTSH_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>

#include "output.h"

struct terminal;

/* What the word before the cursor may become. The list and its texts are malloc'd, and freed by the
 * terminal. */
struct completion {
    size_t start; /* of the word */
    char **list;
    int n;
};

/* NULL when libedit cannot be had. History is read from the XDG state folder. */
struct terminal *terminal_open(void);
/* Where that is kept; false: nowhere. */
bool terminal_history(char *path, size_t size);
/* One line, without its newline; false at the end of input. */
bool terminal_line(struct terminal *t, char *line, size_t size, struct output *out);
/* The prompt of the next line; NULL: the usual one. At most 95 bytes. */
void terminal_prompt(struct terminal *t, const char *text);
/* What the TAB key asks: the line, the place of the cursor in it. */
void terminal_on_tab(struct terminal *t,
                     void (*complete)(void *ctx, const char *line, size_t cursor,
                                      struct completion *out),
                     void *ctx);
/* Lines enter the history as they are typed, secrets too. */
void terminal_keep_secrets(struct terminal *t);
/* Saves the history. */
void terminal_close(struct terminal *t);

#endif
