/*
 * placed.h - names with the places where they have what they hold: words of a class, the value of a macro.
 */
#ifndef BTSH_SHELL_PLACED_H
#define BTSH_SHELL_PLACED_H

#include <stdbool.h>

struct shell;

/* A class's words or a macro's value, each with its place: of "=w", "={VirtHost}", "j" ("$" taken off). False,
 * with nothing written: there is no such name. */
bool placed_name(struct shell *sh, const char *name);
/* The macros and classes of a configuration, with the lines that they are of. */
void placed_all(struct shell *sh);

#endif
