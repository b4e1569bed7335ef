/*
 * suite_made.h - suites that a subcommand writes: their head, and that they hold.
 */
#ifndef BTSH_SUBCOMMANDS_SUITE_MADE_H
#define BTSH_SUBCOMMANDS_SUITE_MADE_H

#include <stdbool.h>
#include <stdio.h>

struct run;

/* The directives by which the suite at `path` is tested in the world of this run: configuration, host name, tables,
 * and what else the command line said of it. recorded: a recording has the rest. False,
 * after a message: this machine does not say what would have to stand there. */
bool suite_made_head(FILE *f, const struct run *r, const char *path, const char *config, bool recorded);
/*
 * The suite is played once, in the world that it names: owners and modes are in order there. What comes out otherwise is
 * put into it, and bare expectations are filled in: a suite that was made holds. who: "btsh record", for messages; tells: it is
 * said that lines were put in; matched: how many rules it matches (then what it expected may
 * give way to what comes out), NULL: nobody asks. 0, or a status after a message.
 */
int suite_made_play(const struct run *r, char *path, const char *who, bool tells, int *matched);

#endif
