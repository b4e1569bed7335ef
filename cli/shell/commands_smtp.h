/*
 * commands_smtp.h - /smtp: a dialogue in the shell. From then on lines are what a client says, until QUIT.
 */
#ifndef BTSH_SHELL_COMMANDS_SMTP_H
#define BTSH_SHELL_COMMANDS_SMTP_H

#include <stdbool.h>

struct explain;
struct shell;

void slash_smtp(struct shell *sh, const char *line, const char *args);
/* /plan on|off: are the calls of a dialogue told? */
void slash_plan(struct shell *sh, const char *line, const char *args);
/* Why the last reply refuses; of `how`, session, rulesets and address are those of the reply. */
void smtp_explain(struct shell *sh, const struct explain *how);
/* Is what is typed part of a message? */
bool smtp_reads_message(const struct shell *sh);
/* Has the server ended the dialogue, while lines are still its client's? */
bool smtp_is_closed(const struct shell *sh);
/* For whom the last line has queued a message, one a line. */
const char *smtp_queued(const struct shell *sh);
/* A line of the client. */
void smtp_line(struct shell *sh, const char *line);
/* Ends the dialogue, if there is one: macros are as they were before it. */
void smtp_leave(struct shell *sh);

#endif
