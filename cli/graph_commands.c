/*
 * graph_commands.c - btsh graph, and /graph.
 */
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "commands.h"
#include "explain.h"
#include "graph.h"
#include "listeners.h"
#include "names.h"
#include "run.h"
#include "subcommands.h"
#include "why.h"

static bool ends_in(const char *path, const char *end)
{
    size_t n = strlen(path), k = strlen(end);

    return n > k && strcmp(path + n - k, end) == 0;
}

/* False: the file was not written; *why says what happened. */
static bool write_file(const char *path, const char *bytes, size_t n, const char **why)
{
    FILE *f = fopen(path, "we");
    bool ok = f != NULL && fwrite(bytes, 1, n, f) == n;

    *why = strerror(errno);
    if (f != NULL && fclose(f) != 0)
        ok = false;
    return ok;
}

/* The drawing into a file, as SVG if `svg`. */
static bool save(const char *path, bool svg, const struct text *dot, const char **why)
{
    size_t n = dot->n;
    char *made = svg ? graph_svg(text_of(dot), &n, why) : NULL;
    bool ok = (!svg || made != NULL) && write_file(path, svg ? made : text_of(dot), n, why);

    free(made);
    return ok;
}

/* /graph [file] [address] */
void slash_graph(struct shell *sh, const char *line, const char *args)
{
    size_t n = strcspn(args, " \t");
    const char *address = args + n + strspn(args + n, " \t"), *why = "";
    struct text dot = { 0 };
    char path[INPUT_LINE];

    (void)line;
    snprintf(path, sizeof path, "%.*s", (int)n, args);
    if (!ends_in(path, ".svg") && !ends_in(path, ".dot")) {
        path[0] = '\0';
        address = args;
    }
    if (*address != '\0')
        graph_of_trial(&dot, sh->session, address, NULL);
    else
        graph_of_program(&dot, sh->session, sh->run != NULL ? sh->run->mc : NULL);
    if (*path == '\0')
        out_text(sh->out, text_of(&dot));
    else if (save(path, ends_in(path, ".svg"), &dot, &why))
        out_format(sh->out, "%s is written\n", path);
    else
        out_format(sh->out, "%s: %s\n", path, why);
    text_free(&dot);
    why_apply(sh);
}

struct graph_options {
    const char *output, *trace, *rules, *format;
};

static bool misused(const char *what, const char *value)
{
    subcommand_misused("graph", what, value);
    return false;
}

/* False: a fault, which was told. */
static bool read_options(int argc, char *argv[], struct graph_options *o)
{
    static const struct option known[] = {
        { "output", required_argument, NULL, 'o' },
        { "format", required_argument, NULL, 'f' },
        { "trace", required_argument, NULL, 't' },
        { "rules", required_argument, NULL, 'r' },
        { NULL, 0, NULL, 0 },
    };
    int c;

    optind = 1;
    while ((c = getopt_long(argc, argv, "+o:", known, NULL)) != -1) {
        const char **to = c == 'o' ? &o->output : c == 'f' ? &o->format
                          : c == 't' ? &o->trace : c == 'r' ? &o->rules : NULL;

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
                                 : o->output != NULL && ends_in(o->output, ".svg");
    const char *why = "";
    size_t n = dot->n;

    if (o->output != NULL) {
        if (save(o->output, svg, dot, &why))
            return 0;
        fprintf(stderr, "%s graph: %s: %s\n", r->args.program, o->output, why);
        return EX_CANTCREAT;
    }
    if (svg) {
        char *made = graph_svg(text_of(dot), &n, &why);

        if (made == NULL) {
            fprintf(stderr, "%s graph: %s\n", r->args.program, why);
            return EX_UNAVAILABLE;
        }
        out_bytes(&r->out, made, n);
        free(made);
        return 0;
    }
    out_bytes(&r->out, text_of(dot), n);
    return 0;
}

int subcommand_graph(struct run *r, int argc, char *argv[])
{
    struct observer quiet = listeners_none();
    struct graph_options o = { 0 };
    struct text dot = { 0 };
    struct program *p;
    struct session *s;
    int status;

    if (!read_options(argc, argv, &o))
        return SUBCOMMAND_USAGE;
    p = run_load_beside(r);
    if (p == NULL) {
        out_flush(&r->out);
        return r->transcript.fatal != 0 ? r->transcript.fatal : EX_SOFTWARE;
    }
    s = session_new(p, &quiet);
    session_begin_shell(s);
    if (o.trace != NULL)
        graph_of_trial(&dot, s, o.trace, o.rules);
    else
        graph_of_program(&dot, s, r->mc);
    if (o.rules != NULL && !names_rulesets(s, o.rules, strlen(o.rules)))
        status = subcommand_misused("graph", "--rules names no rulesets", o.rules);
    else
        status = put(r, &o, &dot);
    session_observe(s, &quiet);
    session_end_command(s);
    session_free(s);
    program_free(p);
    text_free(&dot);
    return status;
}
