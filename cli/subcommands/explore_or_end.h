/*
 * explore_or_end.h - the explorer, for commands: without memory, or without what a table holds, there is nothing to be told.
 */
#ifndef BTSH_SUBCOMMANDS_EXPLORE_OR_END_H
#define BTSH_SUBCOMMANDS_EXPLORE_OR_END_H

struct explore_wish;
struct explored;
struct program;
struct world;

/* As explore(). Ends the program with a message where it cannot; with 69, where a table cannot be listed, or failed on
 * the way and can be opened now. */
void explore_or_end(struct program *p, const struct world *w, const struct explore_wish *wish, struct explored *out);

/* The same of one who travels himself: a map that traveller_shaken() names, or NULL. */
void end_if_shaken(struct program *p, const char *map);

#endif
