/*
 * terminal.h - line editing and history over libedit. A build without it loses these functions only.
 */
#ifndef BTSH_TERMINAL_H
#define BTSH_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>

#include "output.h"

struct terminal;

/* NULL when libedit cannot be had. History is read from the XDG state folder. */
struct terminal *terminal_open(void);
/* One line, without its newline; false at the end of input. */
bool terminal_line(struct terminal *t, char *line, size_t size, struct output *out);
/* The prompt of the next line; NULL: the usual one. At most 95 bytes. */
void terminal_prompt(struct terminal *t, const char *text);
/* Saves the history. */
void terminal_close(struct terminal *t);

#endif
