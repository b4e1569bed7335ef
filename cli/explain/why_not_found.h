/*
 * why_not_found.h - what was found of a rule that did not match, for those who tell it.
 */
#ifndef BTSH_EXPLAIN_WHY_NOT_FOUND_H
#define BTSH_EXPLAIN_WHY_NOT_FOUND_H

#include "describe.h"
#include "show/text.h"

struct rule;

struct looking {
    const struct rule *rule;   /* NULL: there is none */
    int ruleset;
    int attempts;
    int answered;              /* not reached: the step of the run that answered before; -1: none */
    struct reach best;
    struct text whole;         /* the workspace */
    struct text good, bad, op; /* of it: what matched, what is behind; the token that said no */
    struct text first;         /* of what is behind, where $~x said no: the word that it refuses */
    struct text value;         /* of a $&x that said no */
    bool empty;                /* it is a class without a word */
    char kind;                 /* of that token: '=', '~', '&', '*' for other patterns, 'w' a word, 'e' the end */
};

#endif
