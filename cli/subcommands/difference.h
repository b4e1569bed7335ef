/*
 * difference.h - btsh diff: a question that the two sides answer differently, as data, and in words.
 */
#ifndef BTSH_SUBCOMMANDS_DIFFERENCE_H
#define BTSH_SUBCOMMANDS_DIFFERENCE_H

#include <stdbool.h>

#include "subcommands/diff_ask.h"

struct diff;
struct json_t;
struct sink;

enum { SIDES = 2, FACTS_TOLD = 6 };

/* The step at which a side leaves the other. Strings are owned; ruleset NULL: nothing more is done. */
struct parting_step {
    char *ruleset, *file, *text, *asked; /* asked: "MAP(KEY) => VALUE"; NULL: nothing */
    int line;
};

/* A fact that decides on this side alone. Strings are owned. */
struct deciding {
    char *label, *says, *place;
    struct json_t *json; /* with --json: the same, whoever writes it takes it over; NULL: none */
};

struct difference {
    enum question question;
    char *answer[SIDES];  /* owned; ASK_END: of each the ends that the other has not, a line each; NULL: none */
    char *user[SIDES];    /* owned; ASK_END: the address where the ways part, as ruleset 5 gets it; NULL: none */
    char *by[SIDES];      /* owned; ASK_END: what led on from there, "alias aliases:3"; NULL: ruleset 5, or nothing */
    char mailer[SIDES][256];
    enum replay_step step_of_dialogue; /* ASK_DIALOGUE: the first in which one of them objects */
    char ruleset[SIDES][64];           /* and which is looked at in it; "": all that it does */
    bool same_steps;      /* the rules do the same */
    struct parting_step step[SIDES];
    struct deciding fact[SIDES][FACTS_TOLD];
    int nfacts[SIDES];
    struct failed_lookup unasked[SIDES]; /* a table that answered could not be asked once more for the facts: there are none */
    char *cause;          /* owned: two differences with the same have the same cause */
};

/* Compares the answers to one question; false: they are the same. Asks again where they are not. */
bool difference_find(const struct diff *d, struct tester *b[SIDES], struct answers a[SIDES], const struct pair *p,
                     enum question q, struct difference *out);
/* Finds what of the site decides on one side and not on the other. */
void difference_facts(const struct diff *d, struct tester *b[SIDES], const struct pair *p, struct difference *x);
/* Appends its lines. */
void difference_text(const struct difference *x, struct sink *out);
void difference_free(struct difference *x);

#endif
