/*
 * commands_why.c - /explain, /why-not, and btsh explain.
 */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "shell/commands.h"
#include "explain/explain.h"
#include "listen/listeners.h"
#include "shell/names.h"
#include "start/run.h"
#include "subcommands/subcommands.h"
#include "shell/view.h"

static size_t word_length(const char *p)
{
    return strcspn(p, " \t");
}

static const char *after(const char *p, size_t n)
{
    p += n;
    return p + strspn(p, " \t");
}

static struct explain explanation(struct shell *sh, const char *rules, const char *address)
{
    struct why *w = why_of(sh);

    return (struct explain){ .session = sh->session, .out = sh->out, .style = w->style,
                             .rules = rules, .address = address,
                             .show_secrets = w->show_secrets, .sources = w->sources };
}

/* A word of rulesets before the address: copied to `rules` (INPUT_LINE bytes). */
static const char *split_rules(struct shell *sh, const char *args, char *rules)
{
    size_t n = word_length(args);

    *rules = '\0';
    if (args[n] == '\0' || n >= INPUT_LINE || *after(args, n) == '\0'
        || !names_rulesets(sh->session, args, n))
        return args;
    memcpy(rules, args, n);
    rules[n] = '\0';
    return after(args, n);
}

/* "parse,nosuch joe@x" was meant as rulesets: an address has no blank behind such a word. */
static bool unknown_rulesets(struct shell *sh, const char *args)
{
    size_t n = word_length(args);
    struct text message = { 0 };
    char word[64];

    if (*after(args, n) == '\0' || n >= sizeof word || strpbrk(args, "@") == NULL
        || memchr(args, '@', n) != NULL || strpbrk(args, "<\"(") != NULL)
        return false;
    memcpy(word, args, n);
    word[n] = '\0';
    for (char *part = strtok(word, ","); part != NULL; part = strtok(NULL, ",")) {
        if (session_ruleset_named(sh->session, part) >= 0)
            continue;
        text_format(&message, "No ruleset \"%s\"", part);
        names_near(sh, NAME_RULESET, part, &message);
        out_format(sh->out, "%s\n", text_of(&message));
        break;
    }
    if (message.n == 0)
        out_format(sh->out, "One comma stands between rulesets: %.*s\n", (int)n, args);
    text_free(&message);
    return true;
}

void slash_explain(struct shell *sh, const char *line, const char *args)
{
    char rules[INPUT_LINE];
    const char *address = split_rules(sh, args, rules);
    struct explain x = explanation(sh, *rules != '\0' ? rules : NULL, address);
    struct text joined = { 0 };

    (void)line;
    if (*args == '\0') {
        out_text(sh->out, "Usage: /explain [rulesets] address\n");
        return;
    }
    if (x.rules == NULL && unknown_rulesets(sh, args))
        return;
    if (x.rules != NULL && two_arguments(x.rules, address, &joined))
        x.address = text_of(&joined);
    explain_address(&x);
    text_free(&joined);
    why_apply(sh);
}

static bool find_rule(struct shell *sh, const char *args, const struct rule **r, int *ruleset)
{
    struct text message = { 0 };
    char name[256];

    snprintf(name, sizeof name, "%.*s", (int)word_length(args), args);
    *r = session_find_rule(sh->session, name, ruleset);
    if (*r == NULL) {
        text_format(&message, "No rule \"%s\": write ruleset/number or file:line", name);
        names_near(sh, NAME_RULE, name, &message);
        out_format(sh->out, "%s\n", text_of(&message));
    }
    text_free(&message);
    return *r != NULL;
}

void slash_why_not(struct shell *sh, const char *line, const char *args)
{
    const char *rest = after(args, word_length(args));
    char rules[INPUT_LINE];
    const struct rule *r;
    int ruleset;

    (void)line;
    if (*rest == '\0') {
        out_text(sh->out, "Usage: /why-not rule [rulesets] address\n");
        return;
    }
    if (find_rule(sh, args, &r, &ruleset)) {
        const char *address = split_rules(sh, rest, rules);
        struct text joined = { 0 };
        struct explain x = explanation(sh, *rules != '\0' ? rules : NULL, address);

        if (x.rules == NULL && unknown_rulesets(sh, rest))
            return;
        if (x.rules != NULL && two_arguments(x.rules, address, &joined))
            x.address = text_of(&joined);
        explain_why_not(&x, r, ruleset);
        text_free(&joined);
        why_apply(sh);
    }
}

/* ---- btsh explain ---------------------------------------------------------------------------------- */

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

int subcommand_explain(struct run *r, int argc, char *argv[])
{
    struct explain_options o = { 0 };
    struct observer quiet = listeners_none();
    struct program *p;
    struct session *s;
    int status = 0;

    if (!read_options(argc, argv, &o))
        return subcommand_misused("explain", NULL, NULL);
    if (optind >= argc)
        return subcommand_misused("explain", "which address?", NULL);
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
        status = subcommand_misused("explain", "--rules names no rulesets", o.rules);
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
