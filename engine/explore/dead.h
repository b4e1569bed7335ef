/*
 * dead.h - rules that no situation can reach, and what is in the way.
 *
 * It is said only where the reason can be named and seen in the program alone: a class without words, a ruleset that nobody
 * calls, one without rules whose result is waited for, rules before that leave nothing that it would match (shapes.h). That a rule was not reached,
 * otherwise, proves nothing.
 */
#ifndef BTSH_EXPLORE_DEAD_H
#define BTSH_EXPLORE_DEAD_H

struct dead_rules;
struct rule;
struct session;

enum dead_why {
    DEAD_NOT,
    DEAD_UNCALLED, /* nothing calls its ruleset that anything calls */
    DEAD_CLASS,    /* class `id` has no word */
    DEAD_CALLEE,   /* ruleset `id` has no rules, so that it returns nothing that this rule would take */
    DEAD_BEHIND,   /* `by`, before it, takes the last of what it could match */
    DEAD_MACRO     /* so it is as long as macro `id` has the value that the configuration gives it */
};

struct death {
    enum dead_why why;
    int id;
    const struct rule *by;
};

/* NULL: no memory. s has to live as long. */
struct dead_rules *dead_rules_new(struct session *s);
void dead_rules_free(struct dead_rules *d);
struct death dead_rule(struct dead_rules *d, int ruleset, const struct rule *r);

#endif
