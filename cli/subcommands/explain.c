/* explain.c - btsh explain ADDRESS: why it is routed as it is */

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "engine.h"
#include "explain/explain.h"
#include "listen/listeners.h"
#include "shell/names.h"
#include "show/output.h"
#include "show/style.h"
#include "start/run.h"
#include "start/subcommand.h"
#include "subcommands/explain.h"

struct explain_options {
    const char *sender, *rules;
    bool sources;
};

/* False: a fault, which getopt told. */
static bool read_options(int argc, char *argv[], struct explain_options *o)
{
    static const struct option known[] = {
        { "sender", required_argument, NULL, 's' },
        { "rules", required_argument, NULL, 'r' },
        { "source", no_argument, NULL, 'S' },
        { NULL, 0, NULL, 0 },
    };
    int c;

    optind = 1;
    while ((c = getopt_long(argc, argv, "+", known, NULL)) != -1) {
        switch (c) {
        case 's':
            o->sender = optarg;
            break;
        case 'r':
            o->rules = optarg;
            break;
        case 'S':
            o->sources = true;
            break;
        default:
            return false;
        }
    }
    return true;
}

static int run(struct run *r, int argc, char *argv[])
{
    struct explain_options o = { 0 };
    struct observer quiet = listeners_none();
    struct program *p;
    struct session *s;
    int status = 0;

    if (!read_options(argc, argv, &o))
        return subcommand_misused(&subcommand_explain, NULL, NULL);
    if (optind >= argc)
        return subcommand_misused(&subcommand_explain, "which address?", NULL);
    p = run_load_beside(r);
    if (p == NULL) {
        out_flush(&r->out);
        return r->transcript.fatal != 0 ? r->transcript.fatal : EX_SOFTWARE;
    }
    s = session_new(p, &quiet);
    session_begin_shell(s);
    if (o.sender != NULL)
        session_sender(s, o.sender);
    session_end_command(s);
    if (o.rules != NULL && !names_rulesets(s, o.rules, strlen(o.rules))) {
        status = subcommand_misused(&subcommand_explain, "--rules names no rulesets", o.rules);
        optind = argc;
    }
    for (int i = optind; i < argc; i++) {
        struct explain x = { .session = s, .out = &r->out, .style = style_of_output(),
                             .rules = o.rules, .address = argv[i],
                             .show_secrets = r->args.show_secrets,
                             .sources = o.sources || r->args.sources };
        int one = explain_address(&x);

        status = status == 0 ? one : status;
        session_observe(s, &quiet);
        session_end_command(s);
    }
    session_free(s);
    program_free(p);
    return status == EX_TEMPFAIL ? 0 : status;
}

const struct subcommand subcommand_explain = {
    .name = "explain",
    .args = "[--sender ADDRESS] [--rules RULESETS] [--source] ADDRESS ...",
    .help = "why it goes where it goes",
    .about = "Names the rules and lookups without which the answer would be another one, and the maps\n"
             "that were not asked.\n",
    .run = run,
};
