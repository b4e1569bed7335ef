/*
 * leads.h - what a rule that did not match wanted, and the situations in which it would have it.
 *
 * During a run, each rule that is tried in vain leaves a clue: what said no, and what stood there (rules/reach.h). What stood
 * there comes from a text of the situation, so that is put otherwise; or it is what a lookup left, so an entry is looked
 * for that says it; or it is none of both, and what else there is in a situation is tried.
 */
#ifndef BTSH_EXPLORE_LEADS_H
#define BTSH_EXPLORE_LEADS_H

#include <stdbool.h>

#include "explore/traveller.h"

struct event;
struct leads;
struct session;
struct vocabulary;

enum { CLUE_TEXT = 64 };

/* How far a rule got that did not match, at its best. */
struct clue {
    int target;           /* the number of the rule */
    unsigned way;         /* in which it was tried: WAY_* */
    int far;              /* how far it got: more is better */
    bool literal;         /* it is a word of the rule's own */
    char wanted[CLUE_TEXT], there[CLUE_TEXT]; /* what it is, as it stands in a rule; what stood there, "": nothing */
};

/* False: that is enough of this clue. */
typedef bool lead_taker(void *ctx, const struct clue *c, const struct made_situation *m);

/* For rules of so many numbers; v and known have to live as long: known[n]: nobody asks about rule n. NULL: no memory. */
struct leads *leads_new(int nrules, const struct vocabulary *v, const bool *known);
void leads_free(struct leads *l);
/* A run begins. */
void leads_begin(struct leads *l);
/* What it does, that way; rules with their numbers (-1: of another kind). */
void leads_hear(struct leads *l, struct session *s, const struct event *e, int number, unsigned way);
/* It is over: its clues; NULL: no more. */
const struct clue *leads_clue(const struct leads *l, int i);
/* The situations that clue i leads to, from that of the run, the likeliest first. failing: tables may fail, too. */
void leads_follow(struct leads *l, int i, const struct made_situation *m, bool failing, lead_taker *fn, void *ctx);

#endif
