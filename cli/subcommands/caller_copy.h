/*
 * caller_copy.h - who calls, with all that is known of it, in memory of its own.
 */
#ifndef BTSH_SUBCOMMANDS_CALLER_COPY_H
#define BTSH_SUBCOMMANDS_CALLER_COPY_H

struct arena;
struct caller;

/* NULL stays NULL. */
struct caller *caller_copy(struct arena *a, const struct caller *c);

#endif
