/*
 * commands_shell.h - /read, /reload, /reset, /show: the shell itself and what it has loaded.
 */
#ifndef BTSH_SHELL_COMMANDS_SHELL_H
#define BTSH_SHELL_COMMANDS_SHELL_H

struct program;
struct shell;

/* Another session in the place of the old one, which is freed; NULL program: the same. */
void view_new_session(struct shell *sh, struct program *p);

void slash_read(struct shell *sh, const char *line, const char *args);
void slash_reload(struct shell *sh, const char *line, const char *args);
void slash_reset(struct shell *sh, const char *line, const char *args);
void slash_show(struct shell *sh, const char *line, const char *args);

#endif
