/*
 * edited.h - texts that an editor has and has not saved yet: they are read in the place of their files.
 *
 * Each is kept in memory that has a descriptor (memfd_create), so that m4 can read it as well and nothing is written
 * beside the files. Without /proc the files are read as they were saved.
 */
#ifndef BTSH_START_EDITED_H
#define BTSH_START_EDITED_H

#include <stddef.h>

struct world;

/* From now on the file of this absolute path, without "." and "..", reads so. */
void edited_set(const char *path, const char *text, size_t n);
/* It reads as it was saved. */
void edited_drop(const char *path);
/* What is to be opened in the place of the path: the path itself where it is not edited. Valid until the next
 * edited_set() or edited_drop(). */
const char *edited_path(const char *path);
/* Each of them: the path of the file, and what is opened in its place. */
void edited_each(void (*fn)(void *ctx, const char *path, const char *opened), void *ctx);
/* The doors to files of a live world open the texts. */
void edited_world(struct world *w);

#endif
