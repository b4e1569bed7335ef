/*
 * long_options.c - options with two hyphens.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "show/error_output.h"
#include "show/output.h"
#include "start/arguments.h"
#include "start/long_options.h"
#include "start/option_help.h"
#include "start/subcommand.h"
#include "world/world.h"

#define AT(member) offsetof(struct arguments, member)

#define SETTING(word, function, value, form, help) { word, value, help, LONG_SETUP, 0, 0 },
const struct long_option long_options[] = {
    { "cf-dir", "DIR", "the m4 tree for -C FILE.mc", LONG_TEXT, AT(cf_dir), 0 },
    { "demo", NULL, "run the bundled example's story", LONG_FLAG, AT(demo), 0 },
    { "ext", NULL, "what a terminal adds, also in a pipe", LONG_FLAG, AT(ext), 0 },
    { "help", NULL, "this text", LONG_FLAG, AT(help), 0 },
    { "max-steps", "N", "rules that one command may try, 0 for no limit", LONG_NUMBER,
      AT(max_steps), 0 },
    { "no-exec", NULL, "run no program: such lookups fail for the time being", LONG_SHUT, 0,
      WORLD_NO_EXEC },
    { "no-network", NULL, "ask no server: DNS, ldap, socket, nis", LONG_SHUT, 0, WORLD_NO_NETWORK },
    { "places", NULL, "$=x and $x name the place of each word and value", LONG_FLAG, AT(places), 0 },
    { "record", "FILE", "write down what the world outside says", LONG_TEXT, AT(record), 0 },
    { "safe", NULL, "run and ask nothing, and read no file outside the folders that the "
                    "configuration names", LONG_SHUT, 0,
      WORLD_NO_EXEC | WORLD_NO_NETWORK | WORLD_NO_OUTSIDE },
    { "seed", "N", "fix what is random: the order of equal MX hosts, arith r", LONG_NUMBER,
      AT(seed), 0 },
    { "show-secrets", NULL, "mask nothing in trees, JSON, explanations and the history", LONG_FLAG,
      AT(show_secrets), 0 },
    { "trace", "tree|json|bt|off", "how the way is shown; tree:rules,maps,macros,dns for these parts",
      LONG_TEXT, AT(trace), 0 },
    { "version", NULL, "print the version", LONG_FLAG, AT(version), 0 },
    /* what suites say in directives, too */
#include "start/setting_list.h"
    { NULL, NULL, NULL, LONG_FLAG, 0, 0 },
};

const struct suboption short_options[] = {
    { 'b', "t", NULL, "test addresses, which is the default" },
    { 'b', "s", NULL, "hold the dialogue that a server would hold with a program that starts it" },
    { 'b', "v", NULL, "say where mail to the addresses goes" },
    { 'C', NULL, "FILE", "configuration (default /etc/mail/sendmail.cf)" },
    { 'd', NULL, "SPEC", "debug levels, e.g. -d21.12,60.5" },
    { 'D', NULL, "FILE", "debug output goes to this file; before any -d" },
    { 'f', NULL, "ADDRESS", "the sender; with -bv" },
    { 'M', NULL, "XVALUE", "define macro X before the file is read" },
    { 'o', NULL, "XVALUE", "set the option with letter X" },
    { 'O', NULL, "NAME=VALUE", "set an option by name" },
    { 'v', NULL, NULL, "echo commands, as in a pasted session" },
    { 0, NULL, NULL, NULL },
};

static void refuse(struct arguments *a, const char *name, const char *what, const char *value)
{
    err_format("%s: --%s%s%s\n", a->program, name, what, value);
    a->error = EX_USAGE;
}

static bool is_number(const char *p)
{
    if (*p == '\0')
        return false;
    for (; *p != '\0'; p++) {
        if (!isdigit((unsigned char)*p))
            return false;
    }
    return true;
}

/* What is told to setup_say() when all options are read. */
static void set_up(struct arguments *a, const struct long_option *o, const char *value)
{
    if (a->nsetup == (int)(sizeof a->setup / sizeof a->setup[0])) {
        refuse(a, o->name, ": too many of --map, --zone and others; put them into a suite", "");
        return;
    }
    a->setup[a->nsetup].word = o->name;
    a->setup[a->nsetup++].value = value != NULL ? value : "";
}

static void set(struct arguments *a, const struct long_option *o, const char *value)
{
    void *member = (char *)a + o->at;

    switch (o->kind) {
    case LONG_FLAG:
        *(bool *)member = true;
        break;
    case LONG_TEXT:
        *(const char **)member = value;
        break;
    case LONG_NUMBER:
        if (is_number(value))
            *(long *)member = atol(value);
        else
            refuse(a, o->name, ": not a number: ", value);
        break;
    case LONG_SHUT:
        a->shut |= o->bits;
        break;
    case LONG_SETUP:
        set_up(a, o, value);
        break;
    }
}

void long_option_read(struct arguments *a, int argc, char *argv[], int *i)
{
    const char *name = argv[*i] + 2, *eq = strchr(name, '='), *value = eq != NULL ? eq + 1 : NULL;
    size_t n = eq != NULL ? (size_t)(eq - name) : strlen(name);
    const struct long_option *o = long_options;

    while (o->name != NULL && (strlen(o->name) != n || strncmp(o->name, name, n) != 0))
        o++;
    if (o->name == NULL) {
        err_format("%s: unknown option --%.*s; see --help\n", a->program, (int)n, name);
        a->error = EX_USAGE;
        return;
    }
    if (o->value != NULL && value == NULL && *i + 1 < argc)
        value = argv[++*i];
    if (o->value != NULL && value == NULL)
        refuse(a, o->name, " needs a value; see --help", "");
    else
        set(a, o, value);
}

void long_options_help(struct output *out, const struct subcommand *const *subcommands)
{
    const struct subcommand *const *list;

    out_text(out, "usage: btsh [options] [-bt]\n"
                  "       btsh [options] -bv address ...\n"
                  "       btsh [options] -bs\n"
                  "       btsh [options] SUBCOMMAND ...\n"
                  "\n"
                  "Tests how a sendmail configuration rewrites and routes addresses, as `sendmail -bt`\n"
                  "does, without sendmail. Commands are read from standard input; `?' lists them.\n"
                  "\n");
    for (const struct suboption *o = short_options; o->letter != 0; o++) {
        if (o->name == NULL)
            option_help(out, o->letter, NULL, o->value, o->help);
    }
    for (const struct long_option *o = long_options; o->name != NULL; o++) {
        if (o->kind == LONG_SETUP && o[-1].kind != LONG_SETUP)
            out_text(out, "\nThe world that it is tested in; a suite says the same in directives:\n\n");
        option_help(out, 0, o->name, o->value, o->help);
    }
    out_text(out, "\nSubcommands, each with --help:\n\n");
    for (list = subcommands; *list != NULL; list++)
        out_format(out, "  %-20s%s\n", (*list)->name, (*list)->help);
    out_text(out, "\nExamples:\n\n  echo 3,0 joe@example.com | btsh -C sendmail.cf\n");
    for (list = subcommands; *list != NULL; list++) {
        if ((*list)->example != NULL)
            out_format(out, "  %s\n", (*list)->example);
    }
    out_text(out, "\nSee btsh(1).\n");
}
