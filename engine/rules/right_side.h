/* right_side.h - the right side of a rule that matched, put together. */
#ifndef BTSH_RULES_RIGHT_SIDE_H
#define BTSH_RULES_RIGHT_SIDE_H

struct match;
struct rule;
struct session;
struct workspace;

struct right_side {
    const struct rule *rule;
    const struct match *match;
    int ruleset; /* for messages */
    int room;    /* tokens that may come of it */
};

/*
 * Captures of ws and macros filled in, into `out'; out->marked: they may have brought markers. Lookups and calls stand in it as
 * they are. Returns 0, or a sysexits value after a diagnostic.
 */
int right_side(struct session *s, const struct right_side *side, const struct workspace *ws, struct workspace *out);

#endif
