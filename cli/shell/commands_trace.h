/* commands_trace.h - /trace: what is shown of what happens */
#ifndef BTSH_SHELL_COMMANDS_TRACE_H
#define BTSH_SHELL_COMMANDS_TRACE_H

#include <stdbool.h>

struct shell;
struct text;

/* "tree:rules,maps", "json" ... False: no such trace or part; *message says which are. */
bool view_trace(struct shell *sh, const char *text, struct text *message);

void slash_trace(struct shell *sh, const char *line, const char *args);

#endif
