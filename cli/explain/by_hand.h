/*
 * by_hand.h - what whoever runs a ruleset by hand should know: macros that a server would have set, and how it
 * would write the address.
 */
#ifndef BTSH_EXPLAIN_BY_HAND_H
#define BTSH_EXPLAIN_BY_HAND_H

#include <stdbool.h>

struct findings;
struct session;
struct text;

/* Macros that are not set, and by whose value the answer could be another one; false: there are none. */
bool by_hand_unset(struct text *line, const struct session *s, const struct findings *f, bool shell);
/* A check of an address without brackets that would say another thing to one in them; false: it would not. refused:
 * what it said. The session is as before, its observer is the caller's to set again. */
bool by_hand_brackets(struct text *line, struct session *s, const char *rules, const char *address, bool refused);

#endif
