/*
 * args.h - the arguments that most classes share: -a -T -o ..., a file name, the rest.
 *
 * A flag is the letter behind the minus; everything up to the next blank belongs to it ("-om" is
 * "-o"). There is no quoting. What a second definition does not give keeps the value of the first.
 */
#ifndef BTSH_MAPS_ARGS_H
#define BTSH_MAPS_ARGS_H

#include <stdbool.h>

struct map;
struct session;

/* A copy, in the program's arena, of the word at p. */
const char *keep_word(struct session *s, const char *p);
/* A time with units ("5", "2m", "1h30m"); unit: what a number without one means. */
long map_time(struct session *s, const char *word, char unit);

bool map_parse_args(struct session *s, struct map *m, const char *args);

#endif
