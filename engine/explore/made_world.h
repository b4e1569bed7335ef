/*
 * made_world.h - the world in which a program is explored: DNS answers are made up (world/made_names.h), no server is asked
 * and no program run.
 */
#ifndef BTSH_EXPLORE_MADE_WORLD_H
#define BTSH_EXPLORE_MADE_WORLD_H

struct made_world;
struct program;
struct world;

/* For the explorers of the program. NULL: no memory. */
struct made_world *made_world_new(const struct program *p);
/* The same, and every session of the program has it from now on. It has to live as long as they do. */
struct made_world *made_world_for_all(struct program *p);
const struct world *made_world(const struct made_world *m);
void made_world_free(struct made_world *m);

#endif
