/*
 * made_names.h - DNS answers made to fit, so that a configuration can be explored without asking anybody.
 *
 * Names exist and have one address, but for these: what ends in .invalid does not exist; what ends in
 * .tempfail.example fails for the time being; MX hosts of what begins with "mxhere." are this host. An address whose
 * last octet is 66 is in every list; one that ends in 6 has no name, and one that ends in 7 has one that leads elsewhere.
 */
#ifndef BTSH_EXPLORE_MADE_NAMES_H
#define BTSH_EXPLORE_MADE_NAMES_H

#include <stdbool.h>

struct world;
struct made_world;
struct program;

/* The world of a program with such answers, for its explorers: no server is asked and no program run. NULL: no memory. */
struct made_world *made_world_new(const struct program *p);
/* The same, and every session of the program has it from now on. It has to live as long as they do. */
struct made_world *made_world_for_all(struct program *p);
const struct world *made_world(const struct made_world *m);
void made_world_free(struct made_world *m);

#endif
