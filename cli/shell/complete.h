/* complete.h - what a line that is being typed can go on with. */
#ifndef BTSH_SHELL_COMPLETE_H
#define BTSH_SHELL_COMPLETE_H

#include <stddef.h>

struct completion;

/* Finds the word before the cursor and what it may become; for terminal_on_tab(), ctx: the shell. */
void complete_line(void *ctx, const char *line, size_t cursor, struct completion *out);

#endif
