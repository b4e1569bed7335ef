/*
 * help.h - "?": the help file where one is configured, as the real program prints it; at a terminal
 * the tables of commands.
 */
#ifndef BTSH_SHELL_HELP_H
#define BTSH_SHELL_HELP_H

struct command;
struct shell;

void command_help(struct shell *sh, const char *line, const char *args);
/* /help, from the tables wherever it is typed. */
void slash_help(struct shell *sh, const char *line, const char *args);
/* What can be typed where a command is stopped. */
void help_stopped(struct shell *sh);
/* What stands before the help of a command: when it can be used; "": always. */
const char *command_when(const struct command *c);

#endif
