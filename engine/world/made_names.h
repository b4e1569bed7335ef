/*
 * made_names.h - DNS answers that are made up, so that a configuration can be tried without asking anybody.
 *
 * Names exist and have one address, but for these: what ends in .invalid does not exist; what ends in
 * .tempfail.example fails for the time being; MX hosts of what begins with "mxhere." are this host. An address whose
 * last octet is 66 is in every list; one that ends in 6 has no name, and one that ends in 7 has one that leads elsewhere.
 */
#ifndef BTSH_WORLD_MADE_NAMES_H
#define BTSH_WORLD_MADE_NAMES_H

#include <stdbool.h>

struct world;
struct world_layer;

/* own: this host's name. False: no memory. */
bool world_made_names(struct world *w, struct world_layer **layers, const char *own);

#endif
