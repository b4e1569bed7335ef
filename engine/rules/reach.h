/*
 * reach.h - how far the match of a rule gets on a workspace, for those who ask why it failed.
 *
 * Every pair of pattern and workspace position that can be reached is found, row by row; the answer
 * is the last part of the pattern that was reached and said no, where that was furthest.
 */
#ifndef BTSH_RULES_REACH_H
#define BTSH_RULES_REACH_H

#include <stdbool.h>

struct rule;
struct session;
struct vector;

struct reach {
    int op;             /* the last token of the left side that was reached and said no; nlhs: the
                         * end of the rule, where the workspace goes on; -1: none did */
    int token;          /* the furthest token of the workspace at which it did; n: its end */
    bool matches;
};
struct reach session_reach(struct session *s, const struct rule *r, const struct vector *ws);

#endif
