/*
 * notices.h - a word where people fall, at a terminal or with --ext: below a command's output, each
 * line begins with "note: ".
 */
#ifndef BTSH_SHELL_NOTICES_H
#define BTSH_SHELL_NOTICES_H

#include <stddef.h>

#include "shell/names.h"

struct shell;

/* From now on they are given: they attach themselves to the shell's view. */
void notices_start(struct shell *sh);
/* After a line of rulesets: what was probably meant, where people fall: help, an address alone, 0 without 3,
 * blanks between rulesets. */
void notices_rules(struct shell *sh, const char *line);
/* After rulesets ran on a text, in which "$|" may be the operator: macros that are not set, once in a session, where
 * the answer could be another one with a value; and a check that says another thing to an address in brackets. */
void notices_ran(struct shell *sh, const char *rules, const char *text);
/* After .D: rules that do not see the new value. `text`: the name and the value. */
void notices_defined(struct shell *sh, const char *text);

/* After a message that a name is not known: those near it. n: bytes of the name. */
void notices_unknown(struct shell *sh, enum name_kind kind, const char *name, size_t n);

#endif
