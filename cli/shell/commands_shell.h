/*
 * commands_shell.h - /read, /reload, /reset, /show: the shell itself and what it has loaded.
 */
#ifndef BTSH_SHELL_COMMANDS_SHELL_H
#define BTSH_SHELL_COMMANDS_SHELL_H

struct shell;

void slash_read(struct shell *sh, const char *line, const char *args);
void slash_reload(struct shell *sh, const char *line, const char *args);
void slash_reset(struct shell *sh, const char *line, const char *args);
void slash_show(struct shell *sh, const char *line, const char *args);

#endif
