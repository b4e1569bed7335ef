/*
 * debugger.h - rules step by step: an observer that stops a command and asks what to do.
 *
 * It stops at moments: a ruleset entered or left, a rule that matched, its result, a lookup begun
 * and answered. Every moment of the command is kept as text, so that /back can show it again.
 *
 * At its prompt it takes the commands whose rows say so (`struct command`): those with a function for it,
 * which says whether the command goes on; those that do the same as at the other prompt; and those that are
 * asked aside, of a session of their own with what is defined at that moment.
 */
#ifndef BTSH_SHELL_DEBUGGER_H
#define BTSH_SHELL_DEBUGGER_H

#include <stdbool.h>

struct moments;
struct shell;

enum stop_reason { STOP_STEP, STOP_BREAK, STOP_RULESET, STOP_RAISED }; /* RAISED: a mailer chosen, an error, a failure */

/*
 * Who decides where a command is stopped, in the place of the prompt: `stopped' returns when the command is to go on,
 * which debugger_does() or one of the functions below has said. Nothing is written about the stop.
 */
struct debugger_front {
    void *ctx;
    void (*stopped)(void *ctx, enum stop_reason why); /* NULL: the prompt */
};
void debugger_front(struct shell *sh, const struct debugger_front *f);
/* The moments of the command that is stopped. */
const struct moments *debugger_moments(struct shell *sh);
/* A breakpoint, as /break takes it. False: it is none, which was said. */
bool debugger_break(struct shell *sh, const char *text);
/* The next command is stepped through from its start. */
void debugger_steps(struct shell *sh);
/* A line typed where a command is stopped. True: the command goes on. */
bool debugger_does(struct shell *sh, char *line);

/* Commands of either prompt; they make the debugger, which attaches itself to the shell's view. */
void slash_break(struct shell *sh, const char *line, const char *args);
void slash_tbreak(struct shell *sh, const char *line, const char *args);
void slash_watch(struct shell *sh, const char *line, const char *args);
void slash_step(struct shell *sh, const char *line, const char *args);

/* Where a command is stopped. True: it goes on. */
bool stopped_step(struct shell *sh, const char *args);
bool stopped_next(struct shell *sh, const char *args);
bool stopped_finish(struct shell *sh, const char *args);
bool stopped_continue(struct shell *sh, const char *args);
bool stopped_back(struct shell *sh, const char *args);
bool stopped_where(struct shell *sh, const char *args);
bool stopped_list(struct shell *sh, const char *args);
bool stopped_stop(struct shell *sh, const char *args);
bool stopped_quit(struct shell *sh, const char *args);
/* $1 ... $9 are parts of what matched; other names are macros, as they were then, and classes. */
bool stopped_dollar(struct shell *sh, const char *args);
/* .D alone; and nothing of what is over. */
bool stopped_define(struct shell *sh, const char *args);
bool stopped_help(struct shell *sh, const char *args);

#endif
