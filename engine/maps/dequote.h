/*
 * dequote.h - takes the quotes off a key, if it has any and what is left can stand without them.
 *
 * The parser here serves macro, arith and arpa too: only the first flag of the line counts.
 */
#ifndef BTSH_MAPS_DEQUOTE_H
#define BTSH_MAPS_DEQUOTE_H

#include <stdbool.h>

struct map;
struct session;

/* The parser of dequote, macro, arith and arpa. */
bool parse_one_flag(struct session *s, struct map *m, const char *args);

#endif
