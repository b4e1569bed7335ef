/*
 * notices.h - a word where people fall, at a terminal or with --ext: below a command's output, each
 * line begins with "note: ".
 */
#ifndef BTSH_NOTICES_H
#define BTSH_NOTICES_H

#include "shell/names.h"
#include "shell/shell.h"

struct notices;

struct notices *notices_new(struct shell *sh);
void notices_free(struct notices *n);
/* Hears of maps that cannot be asked, of names that were cut, of macros that a check reads. */
struct observer notices_observer(struct notices *n);
/* After a command: what there is to say. */
void notices_end(struct notices *n);
/* After .D: rules that do not see the new value. `text`: the name and the value. */
void notices_defined(struct shell *sh, const char *text);

/* After a message that a name is not known: those near it. n: bytes of the name. */
void notices_unknown(struct shell *sh, enum name_kind kind, const char *name, size_t n);

#endif
