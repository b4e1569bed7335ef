/*
 * suggest.h - btsh test --suggest: the smallest suite that reaches what a log, or the explorer, reaches.
 *
 * Of what could be asked (where an address goes, what a server says) the fewest are taken that match each rule that any of
 * them matches. They are grouped by what comes of them, and named by what decides.
 */
#ifndef BTSH_SUBCOMMANDS_SUGGEST_H
#define BTSH_SUBCOMMANDS_SUGGEST_H

#include <stdbool.h>

struct run;

/* Writes the suite, which holds when it is run. addresses: a list or a log; NULL: what the configuration itself holds. mask:
 * users that no table and no class has lose their names. The exit status, after a message. */
int suggest(struct run *r, char *path, const char *addresses, bool mask);

#endif
