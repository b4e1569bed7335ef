/*
 * commands_output.h - /output, /pager and /shell: where the output of commands goes, and programs beside them.
 *
 * They run programs and write files, so they are there at a terminal or with --ext only, never in a suite and
 * never with --safe; elsewhere they are unknown, as to the real program.
 */
#ifndef BTSH_SHELL_COMMANDS_OUTPUT_H
#define BTSH_SHELL_COMMANDS_OUTPUT_H

#include <stdbool.h>

struct command;
struct shell;

void slash_output(struct shell *sh, const char *line, const char *args);
void slash_pager(struct shell *sh, const char *line, const char *args);
void slash_shell(struct shell *sh, const char *line, const char *args);

/* Can the command be typed here? These ones only where they are there. */
bool command_there(const struct shell *sh, const struct command *c);
/* At a terminal: what does not fit the screen is shown by PAGER, or less, from now on. */
void output_paged(struct shell *sh);
/* In the middle of a command somebody is asked: what it says goes to the screen, until it ends. */
void output_to_screen(struct shell *sh);

#endif
