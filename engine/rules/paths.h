/*
 * paths.h - which rule a workspace matches next, remembered by its shape.
 *
 * The shape of a workspace is its tokens that are literals in rules, and places where others stand. Rules of literals, $-, $+ and
 * $* alone ask for nothing else, so of workspaces of one shape the same one matches, with the same captures; a rule with one class
 * asks it for the same places. What a right side makes, or calls a ruleset with, has one shape again, unless it looks up or has
 * macros. Most addresses are like one that has been there.
 */
#ifndef BTSH_RULES_PATHS_H
#define BTSH_RULES_PATHS_H

struct gate;
struct match;
struct session;
struct step;
struct worker;
struct workspace;

/*
 * The first gate whose rule matches, of those up to `end'; else that. *step is what is remembered of it; NULL: nothing, as the
 * workspace is long, or rules have not been tried often.
 */
const struct gate *paths_next(struct session *s, const struct gate *g, const struct gate *end, struct workspace *ws,
                              struct match *m, struct step **step);
/* The workspace that the right side has made of it, which had no lookups, calls, macros. */
void paths_note(struct session *s, struct step *step, struct workspace *made);
void paths_free(struct worker *w);

#endif
