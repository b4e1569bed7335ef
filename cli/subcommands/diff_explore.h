/*
 * diff_explore.h - btsh diff without addresses: those that the two sides themselves hold.
 *
 * Each side is explored (engine/explore), and the situations that were the first to match a rule are compared on both. To
 * them come the keys of tables and the words of classes: each that the other side has not, or has otherwise, and some of the
 * rest. Each is asked about as a line of a log is: by its addresses, and as a dialogue of its client.
 */
#ifndef BTSH_SUBCOMMANDS_DIFF_EXPLORE_H
#define BTSH_SUBCOMMANDS_DIFF_EXPLORE_H

#include <stdbool.h>
#include <stddef.h>

#include "subcommands/difference.h"

struct address_list;
struct made_world;
struct program;

struct diff_explored {
    long runs;               /* of the explorer, on both sides */
    int matched, reachable;  /* rules of both sides: that matched; that are not dead */
    size_t differ;           /* entries and words that only one side has so */
    bool ended;              /* there was time for no more */
};

/* The DNS answers that are made up for a side, instead of asking anybody. They have to live as long as it. */
struct made_world *diff_made_names(struct program *p);
/* Adds them to l. */
void diff_explore(struct address_list *l, struct program *const side[SIDES], unsigned long seed, double seconds, int workers,
                  struct diff_explored *out);

#endif
