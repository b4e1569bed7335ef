/*
 * help.c - btsh help: what there is, or how one subcommand is used.
 */
#include <stdio.h>
#include <sysexits.h>

#include "show/output.h"
#include "start/long_options.h"
#include "start/run.h"
#include "start/subcommand.h"
#include "subcommands/help.h"

static int run(struct run *r, int argc, char *argv[])
{
    const struct subcommand *c;

    if (argc > 2)
        return subcommand_misused(&subcommand_about, "one subcommand is explained", argv[2]);
    if (argc < 2) {
        long_options_help(&r->out, r->args.subcommands);
        return 0;
    }
    c = subcommand_find(r->args.subcommands, argv[1]);
    if (c == NULL) {
        subcommand_unknown(r->args.subcommands, argv[1]);
        return EX_USAGE;
    }
    subcommand_help(c, &r->out);
    return 0;
}

const struct subcommand subcommand_about = {
    .name = "help",
    .args = "[SUBCOMMAND]",
    .help = "what there is, and how it is used",
    .about = "Prints what --help prints; with a subcommand, what its own --help does.\n",
    .example = "btsh help explain",
    .run = run,
};
