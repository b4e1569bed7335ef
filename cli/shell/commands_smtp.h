/*
 * commands_smtp.h - /smtp: a dialogue in the shell. From then on lines are what a client says, until QUIT.
 */
#ifndef BTSH_SHELL_COMMANDS_SMTP_H
#define BTSH_SHELL_COMMANDS_SMTP_H

struct shell;

void slash_smtp(struct shell *sh, const char *line, const char *args);
/* A line of the client. */
void smtp_line(struct shell *sh, const char *line);
/* Ends the dialogue, if there is one: macros are as they were before it. */
void smtp_leave(struct shell *sh);

#endif
