/*
 * subcommand.h - btsh test, btsh explain ...: words that stand first among the operands.
 *
 * Not looked for with -b, nor when called by the name sendmail. Each is one file in subcommands/, which
 * ends with its struct subcommand.
 */
#ifndef BTSH_START_SUBCOMMAND_H
#define BTSH_START_SUBCOMMAND_H

#include <stdbool.h>

struct output;
struct run;

struct subcommand {
    const char *name;
    const char *args;  /* as help shows them */
    const char *help;  /* a few words, for the list */
    const char *about; /* the lines that --help shows below the usage */
    /* argv[0] is "btsh NAME". What was given before it stands in r->args. The exit status. */
    int (*run)(struct run *r, int argc, char *argv[]);
    bool writes;       /* it names files to be written, and calls run_confine() itself */
    bool serves;       /* it is no shell: rulesets show where -d21 asks for them */
    bool compiles;     /* it names configurations, which may be .mc files */
};

/* The exit status of a wrong usage, for all of them. */
enum { SUBCOMMAND_USAGE = 2 };

/* The one of the list that has this name; NULL: there is none. */
const struct subcommand *subcommand_find(const struct subcommand *const *list, const char *name);
/* Says on standard error that there is no such one, and which are near. */
void subcommand_unknown(const struct subcommand *const *list, const char *name);
/* --help or -h stands among the words. */
bool subcommand_wants_help(int argc, char *argv[]);
void subcommand_help(const struct subcommand *c, struct output *out);
/* Says on standard error what is wrong (NULL: that has been said) and the usage. SUBCOMMAND_USAGE. */
int subcommand_misused(const struct subcommand *c, const char *what, const char *value);

#endif
