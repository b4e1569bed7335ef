/* rulemap.h - the lookups of a right-hand side. */
#ifndef BTSH_RULES_RULEMAP_H
#define BTSH_RULES_RULEMAP_H

struct session;
struct workspace;

/*
 * Does the lookups $(...$) and $[...$] of the list, which are no more than `most', left to right, in place. Values that may have
 * brought markers: w->marked. Returns 0, 75 after a
 * temporary failure, or 65 when a result could not be tokenised or the list grows beyond `room`.
 */
int rule_lookups(struct session *s, struct workspace *w, int room, int most);

#endif
