/* listing.h - the tables of a configuration, as =M and debug category 0 show them. */
#ifndef BTSH_LISTING_H
#define BTSH_LISTING_H

#include "engine.h"
#include "show/output.h"

/* Rulesets 0 to 9. */
void print_rulesets(struct output *out, struct session *s);
/* The mailers, one a line. */
void print_mailers(struct output *out, struct session *s);

#endif
