/*
 * commands_explain.h - /explain, /why-not, and btsh explain.
 */
#ifndef BTSH_SHELL_COMMANDS_EXPLAIN_H
#define BTSH_SHELL_COMMANDS_EXPLAIN_H

struct shell;

void slash_explain(struct shell *sh, const char *line, const char *args);
void slash_why_not(struct shell *sh, const char *line, const char *args);

#endif
