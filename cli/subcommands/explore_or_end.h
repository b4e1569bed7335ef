/*
 * explore_or_end.h - the explorer, for commands: without memory, or without what a table holds, there is nothing to be told.
 */
#ifndef BTSH_SUBCOMMANDS_EXPLORE_OR_END_H
#define BTSH_SUBCOMMANDS_EXPLORE_OR_END_H

struct explore_wish;
struct explored;
struct program;
struct world;

/* As explore(). Ends the program with a message where it cannot; with 69, where a table cannot be listed. */
void explore_or_end(struct program *p, const struct world *w, const struct explore_wish *wish, struct explored *out);

#endif
