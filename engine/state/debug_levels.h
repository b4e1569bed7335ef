/*
 * debug_levels.h - "-d" specifications: numeric categories with levels, and named ones.
 */
#ifndef BTSH_STATE_DEBUG_LEVELS_H
#define BTSH_STATE_DEBUG_LEVELS_H

#include <stdbool.h>

struct session;

enum { DEBUG_CATEGORIES = 100, ALL_CATEGORIES = -1 };

struct levels {
    unsigned char of[DEBUG_CATEGORIES];
    unsigned char ansi; /* of the named category ANSI */
};

/* Silences a category, or all of them; what was so before, for levels_restore(). */
struct levels levels_hush(struct session *s, int category);
void levels_restore(struct session *s, const struct levels *before);

/* Debug levels: a specification as behind -d; the level of a category. */
void session_debug(struct session *s, const char *spec);
int session_debug_level(const struct session *s, int category);
/* Category number i of those that speak here, by number; NULL behind the last. */
struct debug_category {
    int number;
    const char *help;
};
const struct debug_category *debug_category(int i);
/* The named category ANSI. */
bool session_debug_ansi(const struct session *s);

#endif
