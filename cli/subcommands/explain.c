/* explain.c - btsh explain ADDRESS: why it is routed as it is */

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "engine.h"
#include "explain/explain.h"
#include "explain/explain_json.h"
#include "listen/listeners.h"
#include "shell/names.h"
#include "show/output.h"
#include "show/style.h"
#include "show/text.h"
#include "start/run.h"
#include "start/subcommand.h"
#include "subcommands/explain.h"

struct explain_options {
    const char *sender;
    const char *rulesets; /* before the addresses; NULL: none */
    const char *from, *mailer; /* --from: this address as a sender; --mailer: by this one */
    bool header, sources, by_rules, as_json;
    struct explain_json *json;
};

static const struct suboption options_known[] = {
    { LONG_ONLY('f'), "from", "ADDRESS", "this address as a sender; with --mailer" },
    { LONG_ONLY('h'), "header", NULL, "as it looks in a header line; with --mailer" },
    { LONG_ONLY('j'), "json", NULL, "one object a line" },
    { LONG_ONLY('m'), "mailer", "MAILER", "how the address looks at the other end of this mailer" },
    { LONG_ONLY('r'), "rules", NULL, "the rules that decided, in the place of the facts" },
    { LONG_ONLY('s'), "sender", "ADDRESS", "the envelope's sender" },
    { LONG_ONLY('S'), "source", NULL, "the lines of texts that tables are made from" },
    { 0, NULL, NULL, NULL },
};

/* False: a fault, which getopt told. */
static bool read_options(int argc, char *argv[], struct explain_options *o)
{
    int c;

    optind = 1;
    while ((c = subcommand_option(&subcommand_explain, argc, argv, "+", NULL)) != -1) {
        switch (c) {
        case LONG_ONLY('s'):
            o->sender = optarg;
            break;
        case LONG_ONLY('f'):
            o->from = optarg;
            break;
        case LONG_ONLY('m'):
            o->mailer = optarg;
            break;
        case LONG_ONLY('h'):
            o->header = true;
            break;
        case LONG_ONLY('r'):
            o->by_rules = true;
            break;
        case LONG_ONLY('j'):
            o->as_json = true;
            break;
        case LONG_ONLY('S'):
            o->sources = true;
            break;
        default:
            return false;
        }
    }
    return true;
}

/* "a, b" of a check that takes two arguments, put together; else the address as it is. */
static const char *argument(const char *rules, const char *address, struct text *joined)
{
    return rules != NULL && two_arguments(rules, address, joined) ? text_of(joined) : address;
}

static int explain_one(struct run *r, struct session *s, const struct explain_options *o, const char *address)
{
    struct text joined = { 0 };
    struct explain x = { .session = s, .out = &r->out, .style = style_of_output(), .rules = o->rulesets,
                         .mailer = o->mailer, .address = argument(o->rulesets, address, &joined),
                         .show_secrets = r->args.show_secrets, .sources = o->sources || r->setup.from_source,
                         .by_rules = o->by_rules, .json = o->json, .mc = r->mc };
    int status;

    if (o->header)
        session_try_flags(s, "h");
    if (o->from != NULL)
        session_try_flags(s, "s");
    status = explain_address(&x);
    text_free(&joined);
    return status;
}

/* The operands are the addresses, and with --from the sender is one. */
static bool sensible(struct explain_options *o, struct session *s, int *status)
{
    if (o->from != NULL && o->mailer == NULL)
        *status = subcommand_misused(&subcommand_explain, "--from needs --mailer", NULL);
    else if (o->mailer != NULL && !session_has_mailer(s, o->mailer))
        *status = subcommand_misused(&subcommand_explain, "--mailer: there is no such mailer", o->mailer);
    else
        return true;
    return false;
}

/* Rulesets stand before the addresses, as in the shell. False: a word that can be nothing else, and names none. */
static bool take_rulesets(struct explain_options *o, struct session *s, char *operands[], int n, int *status)
{
    if (n < 2 || strpbrk(operands[0], "@<\"(!% \t") != NULL)
        return true;
    if (names_rulesets(s, operands[0], strlen(operands[0])))
        o->rulesets = operands[0];
    else if (strchr(operands[0], ',') != NULL || o->by_rules)
        *status = subcommand_misused(&subcommand_explain, "there are no such rulesets", operands[0]);
    return *status == 0;
}

static int run(struct run *r, int argc, char *argv[])
{
    struct explain_options o = { 0 };
    struct observer quiet = listeners_none();
    struct program *p;
    struct session *s;
    const char *why;
    int status = 0;

    if (!read_options(argc, argv, &o))
        return subcommand_misused(&subcommand_explain, NULL, NULL);
    if (optind >= argc && o.from == NULL)
        return subcommand_misused(&subcommand_explain, "which address?", NULL);
    if (o.as_json && o.by_rules)
        return subcommand_misused(&subcommand_explain, "--json tells facts and rules: without --rules", NULL);
    if (o.as_json && (o.json = explain_json_new(&why)) == NULL)
        return subcommand_misused(&subcommand_explain, why, NULL);
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
    if (!sensible(&o, s, &status) || !take_rulesets(&o, s, argv + optind, argc - optind, &status))
        optind = argc;
    else if (o.from != NULL)
        status = explain_one(r, s, &o, o.from);
    for (int i = optind + (o.rulesets != NULL); i < argc; i++) {
        int one = explain_one(r, s, &o, argv[i]);

        status = status == 0 ? one : status;
        session_observe(s, &quiet);
        session_end_command(s);
    }
    session_free(s);
    program_free(p);
    explain_json_free(o.json);
    return status == EX_TEMPFAIL ? 0 : status;
}

const struct subcommand subcommand_explain = {
    .name = "explain",
    .args = "[--sender ADDRESS] [--mailer MAILER [--from ADDRESS] [--header]] [--rules | --json] [--source] "
            "[RULESETS] ADDRESS ...",
    .help = "why it goes where it goes",
    .about = "Names what of the site decided: entries of tables, words of classes and macros, with the places\n"
             "where they stand; then what was not there, what was not asked, and what comes next. RULESETS:\n"
             "as the shell runs them, else as /parse does. --rules: the rules and lookups without which the\n"
             "answer would be another one, instead. --json: one object a line. --mailer: how the address\n"
             "looks at its other end, with --from as a sender, with --header in a header line.\n",
    .example = "btsh -C sendmail.cf explain --sender bob@example.org tom@somewhere.example",
    .run = run,
    .options = options_known,
};
