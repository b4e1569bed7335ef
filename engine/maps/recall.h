/*
 * recall.h - what a directory, a server or a program said: noted under the map's name, the key and
 * the arguments, and played back without asking again.
 *
 *      question   map NAME KEY ARGUMENT ...      (blanks and others as %20)
 *      answer     STATUS, and behind a blank the value if there was one
 */
#ifndef BTSH_MAPS_RECALL_H
#define BTSH_MAPS_RECALL_H

#include <stdbool.h>

struct map;
struct map_call;
struct session;

/* True for maps whose answers are: all that ask others, but those that only ask DNS. */
bool map_asks_others(const struct map *m);
bool map_recalls(const struct session *s, const struct map *m);
const char *map_recall(struct session *s, struct map *m, struct map_call *call);
void map_note(struct session *s, const struct map *m, const struct map_call *call,
              const char *value);

#endif
