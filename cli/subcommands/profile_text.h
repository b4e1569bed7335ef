/*
 * profile_text.h - btsh profile: the tree as tables of rules and maps, as folded stacks, and as a drawing.
 */
#ifndef BTSH_SUBCOMMANDS_PROFILE_TEXT_H
#define BTSH_SUBCOMMANDS_PROFILE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

struct profile;
struct profile_node;
struct session;
struct text;

/* "parse", "parse/4", "map access". */
void profile_name(struct text *t, const struct session *s, const struct profile_node *n);
/* Rules and maps by what they took themselves; all: not only the first of them. */
void profile_tables(struct text *t, const struct session *s, const struct profile *p, size_t addresses, bool all);
/* "parse;parse/4;map access 1234": nanoseconds, a line each, as flamegraph.pl, speedscope and others read. */
void profile_folded(struct text *t, const struct session *s, const struct profile *p);

#endif
