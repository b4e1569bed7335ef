/*
 * apart.h - what is asked of hosts, clients and addresses apart from the dialogue: rulesets, what they are given, macros that are set.
 */
#ifndef BTSH_EXPLORE_APART_H
#define BTSH_EXPLORE_APART_H

#include <stdbool.h>

struct situation;

struct apart_question {
    const char *ruleset;
    char text[1300];
    bool joined;              /* $| stands in it */
};

/* Question number i that a situation makes, whether or not there is such a ruleset; false: there are no more. */
bool apart_question(const struct situation *x, int i, struct apart_question *out);
/* What the macros of TLS and AUTH are meanwhile; "": nothing. Those of the client are others' business. */
void apart_macros(const struct situation *x, void (*define)(void *ctx, const char *name, const char *value), void *ctx);

#endif
