/* lsp.c - btsh lsp: a language server for configurations, tables and suites */

#include <getopt.h>
#include <stddef.h>
#include <stdio.h>
#include <unistd.h>

#include "editor/lsp.h"
#include "show/error_output.h"
#include "start/confine.h"
#include "start/run.h"
#include "start/subcommand.h"
#include "subcommands/lsp.h"
#include "world/shut.h"

static const struct suboption options_known[] = {
    { LONG_ONLY('s'), "stdio", NULL, "talk on standard input and output, as it does anyway" },
    { 0, NULL, NULL, NULL },
};

/* Editors look at files as soon as they are opened, whoever they are of. */
static void shut(struct run *r)
{
    char why[512];

    r->args.shut |= WORLD_NO_EXEC | WORLD_NO_NETWORK | WORLD_NO_OUTSIDE;
    world_shut(&r->world, r->args.shut);
    if (!confine_calls(r->args.shut, why, sizeof why))
        err_format("btsh lsp: %s\n", why);
}

static int run(struct run *r, int argc, char *argv[])
{
    const char *why;
    int c;

    optind = 0;
    while ((c = subcommand_option(&subcommand_lsp, argc, argv, "", NULL)) != -1) {
        if (c == '?')
            return subcommand_misused(&subcommand_lsp, NULL, NULL);
    }
    if (optind < argc)
        return subcommand_misused(&subcommand_lsp, "files are named by the editor", argv[optind]);
    if (!lsp_there(&why))
        return subcommand_misused(&subcommand_lsp, why, NULL);
    shut(r);
    if (!run_confine(r, NULL, 0, true))
        return SUBCOMMAND_USAGE;
    return lsp_serve(r, STDIN_FILENO);
}

const struct subcommand subcommand_lsp = {
    .name = "lsp",
    .args = "[--stdio]",
    .help = "serve an editor: mistakes, explanations, completion",
    .about = "A language server on standard input and output, for .mc and .cf files, suites (.bt), mailertable,\n"
             "virtusertable, access and the other tables, and aliases. Editors start it; see btsh-lsp(1).\n"
             "It works as with --safe: no program is run, no server is asked, nothing is written.\n"
             "Exit status: 0 when the editor has said shutdown and exit, 1 when it left without.\n",
    .example = "printf 'Content-Length: 42\\r\\n\\r\\n{\"id\":1,\"method\":\"initialize\",\"params\":{}}' | btsh lsp",
    .run = run,
    .options = options_known,
    .writes = true,
    .compiles = true,
};
