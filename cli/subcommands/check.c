/*
 * check.c - btsh check: mistakes in configurations and tables.
 */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "check/check.h"
#include "check/fix.h"
#include "check/format.h"
#include "check/settings.h"
#include "show/error_output.h"
#include "show/output.h"
#include "start/paths.h"
#include "start/run.h"
#include "start/subcommand.h"
#include "subcommands/check.h"

enum { CLEAN = 0, FOUND = 1, USAGE = SUBCOMMAND_USAGE, UNASKED = 3 };

static const struct suboption options_known[] = {
    { LONG_ONLY('d'), "disable", "CODES", "do not make these checks: BT304,BT313" },
    { LONG_ONLY('D'), "dns", NULL, "ask the name servers for MX hosts, where no zone says what DNS has" },
    { LONG_ONLY('e'), "explain", "CODE|all", "what a check is about, with an example; all: a line for each" },
    { LONG_ONLY('f'), "fail-level", "error|warning|info|style", "the least that makes the status 1 (info)" },
    { LONG_ONLY('x'), "fix", NULL, "mend what is plain, in the files that are named; shows what it does" },
    { LONG_ONLY('F'), "format", "tty|gcc|json|sarif|github|checkstyle|junit", "how findings are written" },
    { LONG_ONLY('l'), "level", "error|warning|info|style", "the least that is told (info)" },
    { LONG_ONLY('p'), "profile", "stig|cis", "what this guide asks for too" },
    { 'j', NULL, "N", "work with N threads" },
    { LONG_ONLY('u'), "uses", NULL, "tell of each entry of a table a client, a sender and a recipient that use it" },
    { 0, NULL, NULL, NULL },
};

/* True: there is nothing more to do, *status says how it ended. */
static bool explain(struct run *r, const char *code, int *status)
{
    const struct check *c = check_find(code);

    *status = CLEAN;
    if (strcmp(code, "all") == 0)
        checks_list(&r->out);
    else if (c == NULL)
        *status = subcommand_misused(&subcommand_check, "there is no such check; --explain all lists them", code);
    else
        check_explain(c, &r->out);
    return true;
}

/* The options of the command line, which go before those of a file. True: it has ended. */
static bool read_options(struct run *r, struct check_wish *w, int argc, char *argv[], int *status)
{
    const struct suboption *which = NULL;
    const char *why = NULL;
    char *end;
    int c;

    optind = 0;
    while ((c = subcommand_option(&subcommand_check, argc, argv, "", &which)) != -1) {
        switch (c) {
        case LONG_ONLY('e'):
            return explain(r, optarg, status);
        case LONG_ONLY('D'):
            w->dns = true;
            break;
        case LONG_ONLY('x'):
            w->fix = true;
            break;
        case LONG_ONLY('u'):
            w->uses = true;
            break;
        case 'j':
            w->workers = strtol(optarg, &end, 10);
            if (*end == '\0' && w->workers >= 1 && w->workers <= 512)
                break;
            *status = subcommand_misused(&subcommand_check, "-j needs a number from 1 to 512", optarg);
            return true;
        case LONG_ONLY('F'):
            w->format = optarg;
            if (check_format_known(optarg, &why))
                break;
            *status = subcommand_misused(&subcommand_check, why, optarg);
            return true;
        case '?':
            *status = subcommand_misused(&subcommand_check, NULL, NULL);
            return true;
        default:
            if (check_setting(w, which->name, optarg))
                break;
            *status = subcommand_misused(&subcommand_check, which->name, optarg);
            return true;
        }
    }
    return false;
}

static int check(struct run *r, const struct check_wish *w, char *const files[], int n)
{
    struct check_run c = { .wish = w, .run = r };
    int status = 0;

    check_files(&c, files, n);
    if (w->fix)
        status = check_fix(&c, &r->out);
    check_write(&c, w->format, &r->out);
    for (int i = 0; i < c.uses.n; i++)
        out_format(&r->out, "%s\n", c.uses.list[i]);
    out_flush(&r->out);
    for (int i = 0; i < c.notes.n; i++)
        err_format("btsh check: %s\n", c.notes.list[i]);
    if (status == 0)
        status = c.unreadable ? USAGE : check_worst(&c) >= (int)w->fail_level ? FOUND : c.unasked ? UNASKED : CLEAN;
    check_run_free(&c);
    return status;
}

static struct check_wish check_wish_of_all(void)
{
    return (struct check_wish){ .level = LEVEL_INFO, .fail_level = LEVEL_INFO, .workers = sysconf(_SC_NPROCESSORS_ONLN) };
}

/* Where a .btshcheck is looked for first. */
static char *first_folder(int n, char *const files[])
{
    if (n == 0)
        return path_from(".", "/etc/mail");
    return path_is_folder(files[0]) ? path_from(".", files[0]) : folder_of_file(files[0]);
}

/* Are they files, and are there any? */
static bool files_named(int n, char *const files[])
{
    for (int i = 0; i < n; i++) {
        if (path_is_folder(files[i]))
            return false;
    }
    return n > 0;
}

static int run(struct run *r, int argc, char *argv[])
{
    struct check_wish w = check_wish_of_all();
    char *folder;
    int status;
    bool ok;

    /* once for what is asked, once more above what a file says */
    if (read_options(r, &w, argc, argv, &status))
        return status;
    if ((w.fix || w.uses) && check_format_is_whole(w.format))
        return subcommand_misused(&subcommand_check, "--fix and --uses tell lines, for which there is no place in a document of this format",
                                  w.format);
    if (w.fix && !files_named(argc - optind, argv + optind))
        return subcommand_misused(&subcommand_check, "--fix mends files that are named, and no folders", NULL);
    folder = first_folder(argc - optind, argv + optind);
    w = check_wish_of_all();
    ok = check_settings_read(&w, folder);
    free(folder);
    if (!ok || read_options(r, &w, argc, argv, &status))
        return ok ? status : USAGE;
    if (!run_confine(r, (const char *const *)&argv[optind], w.fix ? argc - optind : 0, true))
        return USAGE;
    return check(r, &w, argv + optind, argc - optind);
}

const struct subcommand subcommand_check = {
    .name = "check",
    .args = "[--level LEVEL] [--fail-level LEVEL] [--disable CODES] [--profile stig|cis] [--format FORMAT]\n"
            "           [--fix] [--uses] [--dns] [-j N] [FILE ...] | --explain CODE|all",
    .help = "find mistakes in configurations and tables",
    .about = "Checks .mc and .cf files, tables and alias files, and folders of them (/etc/mail). Tables are judged\n"
             "by the configuration that -C names, that is among the files, or that stands beside them. Their texts\n"
             "are read, not their databases. A comment \"# btsh disable=BT304\" above a line keeps a check quiet\n"
             "(dnl in an .mc), \"# btsh disable-file=BT304\" for the whole file; .btshcheck in a folder or above it\n"
             "has lines like disable=BT313 and level=warning.\n"
             "Exit status: 0 nothing found, 1 something, 2 usage or a file that cannot be read, 3 something could\n"
             "not be looked at.\n",
    .example = "btsh check sendmail.cf mailertable",
    .run = run,
    .options = options_known,
    .writes = true,
    .compiles = true,
};
