/* graph.c - btsh graph: how rulesets call each other, as a drawing */

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "engine.h"
#include "explain/graph.h"
#include "listen/listeners.h"
#include "shell/names.h"
#include "show/error_output.h"
#include "show/output.h"
#include "show/replace_file.h"
#include "show/text.h"
#include "start/paths.h"
#include "start/run.h"
#include "start/subcommand.h"
#include "subcommands/graph.h"

struct graph_options {
    const char *output, *trace, *rules, *format;
};

static bool misused(const char *what, const char *value)
{
    subcommand_misused(&subcommand_graph, what, value);
    return false;
}

static const struct suboption options_known[] = {
    { 'o', "output", "FILE", "where to; a name that ends in .svg says the format, too" },
    { LONG_ONLY('f'), "format", "dot|svg", "Graphviz's language, or a picture" },
    { LONG_ONLY('t'), "trace", "ADDRESS", "the way of one address" },
    { LONG_ONLY('r'), "rules", "RULESETS", "the rulesets that it goes through; else as /parse does" },
    { 0, NULL, NULL, NULL },
};

/* False: a fault, which was told. */
static bool read_options(int argc, char *argv[], struct graph_options *o)
{
    int c;

    optind = 1;
    while ((c = subcommand_option(&subcommand_graph, argc, argv, "+", NULL)) != -1) {
        const char **to = c == 'o' ? &o->output : c == LONG_ONLY('f') ? &o->format
                          : c == LONG_ONLY('t') ? &o->trace : c == LONG_ONLY('r') ? &o->rules : NULL;

        if (to == NULL)
            return misused(NULL, NULL);
        *to = optarg;
    }
    if (optind < argc)
        return misused("an address stands behind --trace, a file behind -o", argv[optind]);
    if (o->rules != NULL && o->trace == NULL)
        return misused("--rules are those of --trace", o->rules);
    return o->format == NULL || strcmp(o->format, "svg") == 0 || strcmp(o->format, "dot") == 0
           || misused("--format is dot or svg", o->format);
}

static int put(struct run *r, const struct graph_options *o, const struct text *dot)
{
    bool svg = o->format != NULL ? strcmp(o->format, "svg") == 0
                                 : o->output != NULL && path_ends_in(o->output, ".svg");
    const char *why = "";
    size_t n = dot->n;

    if (o->output != NULL) {
        char reason[REPLACE_WHY];
        int status = graph_save(o->output, svg, dot, reason);

        if (status != 0)
            err_format("btsh graph: %s\n", reason);
        return status;
    }
    if (svg) {
        char *made = graph_svg(text_of(dot), &n, &why);

        if (made == NULL) {
            err_format("%s graph: %s\n", r->args.program, why);
            return EX_UNAVAILABLE;
        }
        out_bytes(&r->out, made, n);
        free(made);
        return 0;
    }
    out_bytes(&r->out, text_of(dot), n);
    return 0;
}

static int run(struct run *r, int argc, char *argv[])
{
    struct observer quiet = listeners_none();
    struct graph_options o = { 0 };
    struct text dot = { 0 };
    struct program *p;
    struct session *s;
    int status, unasked = 0;

    if (!read_options(argc, argv, &o))
        return SUBCOMMAND_USAGE;
    if (!run_confine(r, &o.output, o.output != NULL, false))
        return SUBCOMMAND_USAGE;
    p = run_load_beside(r);
    if (p == NULL) {
        out_flush(&r->out);
        return r->transcript.fatal != 0 ? r->transcript.fatal : EX_SOFTWARE;
    }
    s = session_new(p, &quiet);
    session_begin_shell(s);
    if (o.trace != NULL)
        unasked = graph_of_trial(&dot, s, o.trace, o.rules);
    else
        graph_of_program(&dot, s, r->mc);
    if (o.rules != NULL && !names_rulesets(s, o.rules, strlen(o.rules)))
        status = subcommand_misused(&subcommand_graph, "--rules names no rulesets", o.rules);
    else
        status = put(r, &o, &dot);
    if (unasked > 0 && status == 0) {
        err_format("btsh graph: %d lookup%s could not be asked; the way may be another one\n", unasked,
                unasked > 1 ? "s" : "");
        status = EX_UNAVAILABLE;
    }
    session_observe(s, &quiet);
    session_end_command(s);
    session_free(s);
    program_free(p);
    text_free(&dot);
    return status;
}

const struct subcommand subcommand_graph = {
    .name = "graph",
    .args = "[-o FILE] [--format dot|svg] [--trace ADDRESS] [--rules RULESETS]",
    .help = "draw who calls whom",
    .about = "Draws the rulesets, or with --trace one address's way, in the language of Graphviz; as\n"
             "SVG, for which the program dot is needed, into a file whose name ends so.\n",
    .example = "btsh -C sendmail.cf graph --trace tom@somewhere.example -o way.dot",
    .run = run,
    .options = options_known,
    .writes = true,
};
