/*
 * loader.h - reads a configuration: asks the reader for a logical line, translates it, acts on its
 * first letter. Diagnostics come in file order and none of them ends the load.
 */
#ifndef BTSH_LOAD_LOADER_H
#define BTSH_LOAD_LOADER_H

#include <stdbool.h>

struct session;

/* Reads the file; false after a fatal diagnostic. */
bool load_file(struct session *s, const char *path);

#endif
