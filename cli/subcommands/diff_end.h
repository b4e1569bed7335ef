/*
 * diff_end.h - btsh diff: where two trees of recipients end, and where they part.
 */
#ifndef BTSH_SUBCOMMANDS_DIFF_END_H
#define BTSH_SUBCOMMANDS_DIFF_END_H

#include <stdbool.h>
#include <stddef.h>

struct onward;
struct recipient;
struct session;

/* The ends of the one that the other has not, a line each, "mailer host user"; NULL: there are none. The caller
 * frees it. */
char *ends_only_in(const struct session *s, const struct onward *one, const struct onward *other);
/* The address of each tree up to which both are the same; NULL: there is none. */
void ends_parting(const struct onward *old, const struct onward *new, const struct recipient *at[2]);

#endif
