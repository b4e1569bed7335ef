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
    const char *help;  /* one line */
    /* argv[0] is the name. What was given before it stands in r->args. The exit status. */
    int (*run)(struct run *r, int argc, char *argv[]);
    bool own_help;     /* has more to say to --help than this table */
};

int subcommand_explain(struct run *r, int argc, char *argv[]);
int subcommand_graph(struct run *r, int argc, char *argv[]);

extern const struct subcommand subcommands[]; /* ended by a NULL name */

/* NULL: it is none. */
const struct subcommand *subcommand_find(const char *name);
/* --help, from the table. */
void subcommand_help(const struct subcommand *c, struct output *out);

#endif
