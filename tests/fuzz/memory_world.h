/*
 * memory_world.h - a world for fuzzers whose files are a text in memory.
 *
 * What lies below /f holds the text at hand; one account, joe, whose home is /f/home. Nothing else is
 * there: no file, account, program or server of the machine is touched.
 */
#ifndef BTSH_FUZZ_MEMORY_WORLD_H
#define BTSH_FUZZ_MEMORY_WORLD_H

struct world;

/* Puts the doors for files and accounts into w. */
void memory_world(struct world *w);
/* The text of all files, but of the one named path, which has another: kept by the caller. */
void memory_content(const char *text, const char *path, const char *other);

#endif
