/* dap.c - btsh dap: a debug adapter, rules step by step in an editor */

#include <getopt.h>
#include <stddef.h>
#include <unistd.h>

#include "editor/dap.h"
#include "start/subcommand.h"
#include "subcommands/dap.h"

static int run(struct run *r, int argc, char *argv[])
{
    const char *why;

    optind = 0;
    if (subcommand_option(&subcommand_dap, argc, argv, "", NULL) != -1)
        return subcommand_misused(&subcommand_dap, NULL, NULL);
    if (optind < argc)
        return subcommand_misused(&subcommand_dap, "the editor says what is debugged", argv[optind]);
    if (!dap_there(&why))
        return subcommand_misused(&subcommand_dap, why, NULL);
    return dap_serve(r, STDIN_FILENO);
}

const struct subcommand subcommand_dap = {
    .name = "dap",
    .args = "",
    .help = "serve an editor that debugs: rules step by step",
    .about = "A debug adapter on standard input and output: the editor launches a configuration with an address, sets\n"
             "breakpoints at lines, rulesets and errors, steps, also back, and looks at the workspace, macros and\n"
             "classes. See btsh-dap(1). With --safe before it nothing is run, asked or written.\n"
             "Exit status: 0 when the editor has said terminate or disconnect, 1 when it left without.\n",
    .example = "printf 'Content-Length: 49\\r\\n\\r\\n{\"seq\":1,\"type\":\"request\",\"command\":\"disconnect\"}' | btsh dap",
    .run = run,
    .compiles = true,
};
