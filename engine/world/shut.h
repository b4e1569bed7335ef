/*
 * shut.h - doors that do not open: for configurations that are not to be trusted.
 */
#ifndef BTSH_WORLD_SHUT_H
#define BTSH_WORLD_SHUT_H

#include <stddef.h>

struct world;

/* The path under which a library finds a file; see `path`. */
int world_path(const struct world *w, const char *path, char *out, size_t size);

/* Shuts doors for good: run, dns with hosts and connect, or connect. They answer with temporary failures. */
void world_shut(struct world *w, unsigned which);

#endif
