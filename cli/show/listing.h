/* listing.h - the tables of a configuration, as =M and debug category 0 show them. */
#ifndef BTSH_SHOW_LISTING_H
#define BTSH_SHOW_LISTING_H

struct output;
struct session;

/* Rulesets 0 to 9. */
void print_rulesets(struct output *out, struct session *s);
/* The mailers, one a line. */
void print_mailers(struct output *out, struct session *s);

#endif
