/*
 * shapes.h - what a ruleset's workspace can look like where each of its rules is come to.
 *
 * A shape is a pattern of tokens: some that are known, and stretches of which nothing is known. A ruleset begins with
 * anything; each rule takes the shapes that it surely matches, leaves those that it may match beside what it makes of
 * them, and passes the others on. Whatever a lookup or a call gives may be anything. So a rule that no shape can match
 * never matches, whoever calls the ruleset and whatever with.
 */
#ifndef BTSH_EXPLORE_SHAPES_H
#define BTSH_EXPLORE_SHAPES_H

struct rule;
struct session;

/* What a rule is come to by. */
struct comes {
    const struct rule *taker; /* NULL: something that it may match; else none does: this one, before it, took the last of it */
    int macro;                /* of the dead: it would not be if this macro had another value; 0: whatever macros say */
};

/* One for each rule of the ruleset, in order; owned by the caller. NULL: no memory. */
struct comes *shapes_of_ruleset(struct session *s, int ruleset);

#endif
