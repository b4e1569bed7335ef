/*
 * swap.h - maps that a test or the command line puts in place of the configuration's.
 *
 * They are noted while a program is made and take effect when its file has been read: a K line's
 * flags (-a, -m, -f, -T ...) stay, its class and its file change. Other tables come first, then
 * entries and failures, in the order in which they were noted.
 */
#ifndef BTSH_MAPS_SWAP_H
#define BTSH_MAPS_SWAP_H

#include <stdbool.h>
#include <stddef.h>

struct map_class;
struct program;
struct session;

struct map_swap {
    struct map_swap *next;
    char sign;              /* '=', '+', '-', '!' */
    const char *name;
    const char *key, *value; /* of '=': class and arguments; of '!': no key is every key */
};

/* False: *error says what is wrong with the text; see builder_map() in engine.h. */
bool map_swap_note(struct program *p, const char *text, char *error, size_t size);
/* False after a fatal diagnostic. */
bool map_swaps_apply(struct session *s);

/* Only looks at the text of --map; false, with *error, when it is none. */
bool map_swap_check(const struct map_class *const *classes, const char *text, char *error,
                    size_t size);

#endif
