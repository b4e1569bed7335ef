/*
 * commands_macro.h - definitions (.D, .C), queries ($x, $=x), debug levels (-d), expansion.
 */
#ifndef BTSH_SHELL_COMMANDS_MACRO_H
#define BTSH_SHELL_COMMANDS_MACRO_H

struct shell;

void command_dot(struct shell *sh, const char *line, const char *args);

void command_minus(struct shell *sh, const char *line, const char *args);
void command_dollar(struct shell *sh, const char *line, const char *args);

void slash_expand(struct shell *sh, const char *line, const char *args);

#endif
