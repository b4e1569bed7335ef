/*
 * edit_library.h - libedit, loaded when there is a terminal: a pipe starts without it, and half a millisecond earlier.
 */
#ifndef BTSH_SHELL_EDIT_LIBRARY_H
#define BTSH_SHELL_EDIT_LIBRARY_H

#include <histedit.h>
#include <stdbool.h>

/* Everything that is called. */
#define EDIT_FUNCTIONS(X)                                                                        \
    X(el_init) X(el_end) X(el_reset) X(el_gets) X(el_set) X(el_get) X(el_source) X(el_resize)    \
    X(el_line) X(el_insertstr) X(el_deletestr) X(history) X(history_init) X(history_end)

struct edit_library {
#define EDIT_MEMBER(name) __typeof__(name) *name;
    EDIT_FUNCTIONS(EDIT_MEMBER)
#undef EDIT_MEMBER
};

/* The one of this program; NULL: this machine has none, or not all of it. */
const struct edit_library *edit_library(void);

#endif
