/*
 * load.h - a configuration of the library: loaded, or one that the program has loaded itself.
 */
#ifndef BTSH_LIBRARY_LOAD_H
#define BTSH_LIBRARY_LOAD_H

#include "library/btsh.h"

struct program;

/* A program that stays its owner's, as a configuration; btsh_free(). NULL: no memory. */
struct btsh *library_of_program(struct program *p);

#endif
