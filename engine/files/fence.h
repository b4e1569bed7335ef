/*
 * fence.h - the files that a configuration names, and their folders: all that --safe lets be read.
 *
 * What is opened while the configuration is read was named by it, and so is the file of each map. A
 * file that comes up later (an :include: in an alias, a .forward) has to lie below one of their
 * folders, without a way out: no "..", no symbolic link.
 */
#ifndef BTSH_FILES_FENCE_H
#define BTSH_FILES_FENCE_H

#include <stdbool.h>

struct session;

/* The configuration names this file; a relative path counts for nothing. */
void fence_name(struct session *s, const char *path);
/* May it be read? Always, but with WORLD_NO_OUTSIDE. */
bool fence_lets(struct session *s, const char *path);

#endif
