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

/* An option of a subcommand: one row, read by the parser, --help, the manual and completion. */
struct suboption {
    int letter;        /* what subcommand_option() answers; below 256 also what stands behind one hyphen */
    const char *name;  /* behind two hyphens; NULL: only the letter */
    const char *value; /* as help shows it ("FILE", "DIR", "a|b"); NULL: takes none; "[X]": may have one, behind = */
    const char *help;
};

/* A letter that cannot be typed. */
#define LONG_ONLY(letter) (256 + (letter))

struct subcommand {
    const char *name;
    const char *args;  /* as help shows them */
    const char *help;  /* a few words, for the list */
    const char *about; /* the lines that --help shows below the usage */
    const char *example; /* a line for the system's shell, in a folder with sendmail.cf and its tables; NULL: none */
    /* argv[0] is "btsh NAME". What was given before it stands in r->args. The exit status. */
    int (*run)(struct run *r, int argc, char *argv[]);
    const struct suboption *options; /* ended by the letter 0; NULL: it has none */
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
/*
 * The letter of the next option of argv, with optarg as getopt_long() leaves it; -1 behind the last, optind is
 * then the first operand; '?': a fault, told on standard error. order: "" options may stand behind operands, "+"
 * they may not, "-" an operand is answered as 1. *which (may be NULL): the row. optind is 0 or 1 at the start.
 */
int subcommand_option(const struct subcommand *c, int argc, char *argv[], const char *order,
                      const struct suboption **which);
/* --help or -h stands among the words. */
bool subcommand_wants_help(int argc, char *argv[]);
void subcommand_help(const struct subcommand *c, struct output *out);
/* Says on standard error what is wrong (NULL: that has been said) and the usage. SUBCOMMAND_USAGE. */
int subcommand_misused(const struct subcommand *c, const char *what, const char *value);

#endif
