/*
 * frontier.h - what situations have reached so far, and which ones may go further.
 *
 *      frontier_next ──▶ situation ──▶ (it is run) ──▶ frontier_note
 *
 * A third of what comes next follows leads, a third is put together from situations that reached something new, and the rest
 * is made anew. All depends on the order of these calls alone.
 */
#ifndef BTSH_EXPLORE_FRONTIER_H
#define BTSH_EXPLORE_FRONTIER_H

#include <stdbool.h>

#include "explore/leads.h"
#include "explore/traveller.h"

struct explore_wish;
struct frontier;
struct vocabulary;

/* wish and v have to live as long. NULL: no memory. */
struct frontier *frontier_new(const struct explore_wish *wish, const struct vocabulary *v, int nrules);
void frontier_free(struct frontier *f);
/* *ways: in which it is worth running. */
void frontier_next(struct frontier *f, struct made_situation *out, unsigned *ways);
/* The run of m matched these rules, and has left these clues. */
void frontier_note(struct frontier *f, const struct made_situation *m, const bool *matched, struct leads *l);
/* By the number of a rule. */
const bool *frontier_matched(const struct frontier *f);
/* The best clue to a rule that did not match; NULL: it was never tried. */
const struct clue *frontier_clue(const struct frontier *f, int number);
/* Situations that were the first to match a rule; NULL: no more. */
const struct made_situation *frontier_first(const struct frontier *f, int i);

#endif
