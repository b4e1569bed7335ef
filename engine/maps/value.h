/*
 * value.h - from a stored value to the answer: %0 to %9, and the text of -a.
 *
 * "%0" is the key, "%1" ... the arguments; a digit without an argument gives nothing, "%%" gives
 * "%", any other "%" is kept. Text added with -a is never looked at. Without an argument list
 * (aliases, -m) the value is copied as it stands, a NUL in it included, so that text added behind
 * it is lost.
 */
#ifndef BTSH_MAPS_VALUE_H
#define BTSH_MAPS_VALUE_H

#include <stddef.h>

struct map;
struct map_call;
struct session;

/* Substitutes %0..%9 in value[0..n), adds m->app. MF_MATCHONLY is the business of the class. */
const char *map_rewrite(struct session *s, const struct map *m, const char *value, size_t n,
                        const struct map_call *call);
/* The same without substitution: the result is the key (-m). */
const char *map_rewrite_key(struct session *s, const struct map *m, const char *key, size_t n,
                            const struct map_call *call);

#endif
