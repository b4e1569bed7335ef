/*
 * help.h - "?": the help file where one is configured, as the real program prints it; at a terminal
 * the tables of commands.
 */
#ifndef BTSH_SHELL_HELP_H
#define BTSH_SHELL_HELP_H

struct shell;

void command_help(struct shell *sh, const char *line, const char *args);

#endif
