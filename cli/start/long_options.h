/*
 * long_options.h - options with two hyphens: what btsh adds. One table, which the reading, --help, the
 * manual and completion share.
 */
#ifndef BTSH_START_LONG_OPTIONS_H
#define BTSH_START_LONG_OPTIONS_H

#include <stddef.h>

#include "start/subcommand.h"

struct arguments;
struct output;

/* What becomes of an option: how the member of struct arguments at `at` is set. */
enum long_option_kind { LONG_FLAG, LONG_TEXT, LONG_NUMBER, LONG_SHUT, LONG_SETUP };

struct long_option {
    const char *name;
    const char *value; /* as help shows it; NULL: takes none */
    const char *help;
    enum long_option_kind kind;
    size_t at;         /* LONG_FLAG: bool, LONG_TEXT: const char *, LONG_NUMBER: long */
    unsigned bits;     /* LONG_SHUT: WORLD_NO_* */
};

extern const struct long_option long_options[]; /* ended by a NULL name */
/* Those with one hyphen that are of use here, for help and completion; `name`: a second letter. arguments.c
 * reads them, as sendmail does. */
extern const struct suboption short_options[]; /* ended by the letter 0 */

/* --name or --name=value at argv[*i]; *i moves over a value that is a word of its own. What is wrong
 * is told on standard error and in a->error. */
void long_option_read(struct arguments *a, int argc, char *argv[], int *i);

/* --help */
void long_options_help(struct output *out, const struct subcommand *const *subcommands);

#endif
