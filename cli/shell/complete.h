/* complete.h - what a line that is being typed can go on with. */
#ifndef BTSH_COMPLETE_H
#define BTSH_COMPLETE_H

#include "shell/shell.h"
#include "shell/terminal.h"

/* Finds the word before the cursor and what it may become; for terminal_on_tab(), ctx: the shell. */
void complete_line(void *ctx, const char *line, size_t cursor, struct completion *out);

#endif
