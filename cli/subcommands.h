/*
 * subcommands.h - btsh test, btsh explain ...: words that stand first among the operands.
 *
 * Not looked for with -b, nor when called by the name sendmail.
 */
#ifndef BTSH_SUBCOMMANDS_H
#define BTSH_SUBCOMMANDS_H

#include <stdbool.h>

#include "output.h"

struct run;

struct subcommand {
    const char *name;
    const char *args;  /* as help shows them */
    const char *help;  /* a few words, for the list */
    const char *about; /* the lines that --help shows below the usage */
    /* argv[0] is "btsh NAME". What was given before it stands in r->args. The exit status. */
    int (*run)(struct run *r, int argc, char *argv[]);
    bool writes;       /* it names files to be written, and calls run_confine() itself */
};

/* The exit status of a wrong usage, for all of them. */
enum { SUBCOMMAND_USAGE = 2 };

int subcommand_explain(struct run *r, int argc, char *argv[]);
int subcommand_graph(struct run *r, int argc, char *argv[]);

extern const struct subcommand subcommands[]; /* ended by a NULL name */

/* NULL: it is none. */
const struct subcommand *subcommand_find(const char *name);
/* --help stands among the words. */
bool subcommand_wants_help(int argc, char *argv[]);
void subcommand_help(const struct subcommand *c, struct output *out);
/* Says on the standard error what is wrong (what: NULL when getopt has said it; value: what was given,
 * or NULL), and the usage. Returns SUBCOMMAND_USAGE. */
int subcommand_misused(const char *name, const char *what, const char *value);

#endif
