/*
 * sequence.h - maps that are tried in order, the first answer wins.
 *
 * The members must be defined already; each is opened when it is first reached. One that failed for
 * the time being is remembered while the others are asked.
 */
#ifndef BTSH_MAPS_SEQUENCE_H
#define BTSH_MAPS_SEQUENCE_H

#include <stdbool.h>

struct map;
struct map_call;
struct session;

/* Adds a member; false when there is no room. */
bool sequence_add(struct session *s, struct map *seq, struct map *member);
/* Asks the members in turn. */
const char *ask_members(struct session *s, struct map *const *members, int n,
                        struct map_call *call);

#endif
