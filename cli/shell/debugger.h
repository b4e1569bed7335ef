/*
 * debugger.h - rules step by step: an observer that stops a command and asks what to do.
 *
 * It stops at moments: a ruleset entered or left, a rule that matched, its result, a lookup begun
 * and answered. Every moment of the command is kept as text, so that /back can show it again.
 */
#ifndef BTSH_SHELL_DEBUGGER_H
#define BTSH_SHELL_DEBUGGER_H

struct shell;

/* Commands; the first three make the debugger, which attaches itself to the shell's view. */
void slash_break(struct shell *sh, const char *line, const char *args);
void slash_watch(struct shell *sh, const char *line, const char *args);
void slash_step(struct shell *sh, const char *line, const char *args);

#endif
