/* startup.h - files of commands: btshrc, and those that /read names. */
#ifndef BTSH_SHELL_STARTUP_H
#define BTSH_SHELL_STARTUP_H

#include <stdbool.h>

struct shell;

/* At a terminal: runs $XDG_CONFIG_HOME/btsh/btshrc (~/.config/btsh/btshrc), if there is one. */
void startup_file(struct shell *sh);
/* Runs the lines of a file; false: it cannot be read, errno says why. */
bool commands_of_file(struct shell *sh, const char *path);

#endif
