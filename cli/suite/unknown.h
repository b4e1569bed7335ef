/*
 * unknown.h - does a command name something that there is not?
 *
 * Of a ruleset, command, mailer, map or class that is not there anything would hold for ever: in a suite
 * such a word is a fault, unless it is expected.
 */
#ifndef BTSH_SUITE_UNKNOWN_H
#define BTSH_SUITE_UNKNOWN_H

#include <stdbool.h>

struct shell;
struct text;

/* False, with what is missing and the nearest names added to `what`, when the command names something that
 * is not there. Asked before the command runs: it may define things. */
bool command_is_known(struct shell *sh, const char *command, struct text *what);

#endif
