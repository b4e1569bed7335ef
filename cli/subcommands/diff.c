/*
 * diff.c - btsh diff: which addresses go another way, and where the ways part.
 */
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine.h"
#include "explain/explain_json.h"
#include "explore/made_world.h"
#include "show/error_output.h"
#include "show/memory.h"
#include "show/output.h"
#include "start/interrupt.h"
#include "start/run.h"
#include "start/setup.h"
#include "start/subcommand.h"
#include "subcommands/address_list.h"
#include "subcommands/diff.h"
#include "subcommands/diff_explore.h"
#include "subcommands/diff_table.h"
#include "subcommands/diff_work.h"
#include "suite/stage.h"
#include "world/memo.h"

/* Exit statuses. */
enum { NO_MATTER = 0, CHANGED = 1, USAGE = SUBCOMMAND_USAGE, FAILED_LOOKUPS = 3 };

enum { TEXT = 4096, FEW = 100 /* entries that differ: each is worth a line */ };

/* What the command line asks for. */
struct options {
    struct diff diff;
    struct setup setup[SIDES];
    const char *side[SIDES]; /* as named */
    int nsides, tables;      /* tables: how many of the sides are versions of a table */
    const char *base;        /* the configuration of -C; NULL: not given */
    struct dns_memo *memo;
    const char *addresses;   /* NULL: the sides are explored */
    struct made_world *names[SIDES]; /* then: what DNS answers; NULL: the side has zones of its own */
    double seconds;
    bool expect_none;
};

/* ---- the command line ------------------------------------------------------------------------ */

enum { OPT_ADDRESSES = 256, OPT_SECONDS, OPT_NO_CHANGES, OPT_ALL, OPT_JSON, OPT_SETUP };

#define SETTING(word, function, value, form, help) { OPT_SETUP, word, value, help },
static const struct suboption options_known[] = {
    { OPT_ADDRESSES, "addresses", "FILE", "the addresses: a list, a table or a mail log; - is the standard input. Without: those that the sides hold" },
    { OPT_ALL, "all", NULL, "tell every address, not only the first one of each cause" },
    { OPT_NO_CHANGES, "expect-no-changes", NULL, "end with 1 when something changed" },
    { OPT_SECONDS, "seconds", "N", "without --addresses: explore the sides for so long at most (20)" },
    { OPT_JSON, "json", NULL, "one object a line: each address that changed, and last the numbers" },
    { 'j', NULL, "N", "work with N threads" },
    /* for the side whose file stood last; for both before the first */
#include "start/setting_list.h"
    { 0, NULL, NULL, NULL },
};

static bool bad(const char *what, const char *why)
{
    err_format("btsh diff: %s%s%s\n", what, *why != '\0' ? ": " : "", why);
    return false;
}

static bool misused(const char *what, const char *value)
{
    subcommand_misused(&subcommand_diff, what, value);
    return false;
}

/* For the side whose file stood last; for both before the first. But what a configuration is read by stands before it. */
static bool say(struct options *o, const char *word, const char *value)
{
    bool before = strcmp(word, "target") == 0;
    int from = o->nsides > 0 ? o->nsides - !before : 0, to = o->nsides > 0 && !before ? o->nsides : SIDES;
    char error[TEXT];

    if (before && o->nsides == SIDES)
        return bad("--target", "it stands before the configurations that it reads: --target 8.17.1 OLD --target 8.18.1 NEW");
    for (int i = from; i < to; i++) {
        if (!setup_say(&o->setup[i], word, value, ".", error, sizeof error))
            return bad(word, error);
    }
    return true;
}

/* OLD or NEW: a configuration, or with -C a version of a table. */
static bool take_side(struct options *o, const char *path)
{
    if (o->nsides == SIDES)
        return misused("two configurations are compared, OLD and NEW", path);
    o->side[o->nsides++] = path;
    if (o->base == NULL || !is_table(path))
        return say(o, "config", path);
    o->tables++;
    return say(o, "config", o->base);
}

static bool take(struct options *o, int c, const struct suboption *which)
{
    const char *why;
    char *end;

    switch (c) {
    case 1: /* an operand, in its place */
        return take_side(o, optarg);
    case OPT_SETUP:
        return say(o, which->name, optarg != NULL ? optarg : "");
    case OPT_ADDRESSES:
        o->addresses = optarg;
        return true;
    case OPT_SECONDS:
        o->seconds = (double)strtol(optarg, &end, 10);
        return (*end == '\0' && o->seconds >= 1) || bad("--seconds needs a number", optarg);
    case OPT_NO_CHANGES:
        return o->expect_none = true;
    case OPT_JSON:
        o->diff.json = explain_json_new(&why);
        return o->diff.json != NULL || bad("--json", why);
    case OPT_ALL:
        return o->diff.all = true;
    case 'j':
        o->diff.workers = strtol(optarg, &end, 10);
        return (*end == '\0' && o->diff.workers >= 1 && o->diff.workers <= 512)
               || bad("-j needs a number from 1 to 512", optarg);
    default:
        return misused(NULL, NULL);
    }
}

static bool read_options(struct options *o, int argc, char *argv[])
{
    const struct suboption *which = NULL;
    int c;

    optind = 1;
    while ((c = subcommand_option(&subcommand_diff, argc, argv, "-", &which)) != -1) {
        if (!take(o, c, which))
            return false;
    }
    if (o->nsides != SIDES)
        return misused("two configurations are compared, OLD and NEW", NULL);
    if (o->tables == 1)
        return misused("a table is compared with a table, and a configuration with one", NULL);
    return true;
}

static int complain(const char *what, const char *why, int status)
{
    bad(what, why);
    return status;
}

/* ---- the sides --------------------------------------------------------------------------------- */

/* Tables: which map of the configuration they are versions of. */
static bool place_tables(struct options *o, const struct run *r)
{
    struct stage *base = stage_new(&o->setup[0]);
    struct program *p = stage_program(base, r);
    char map[SIDES][TEXT];
    bool ok = p != NULL && !base->faulty;

    if (!ok)
        bad(o->base, base->error.n > 0 ? base->error.text : "it cannot be loaded");
    for (int i = 0; ok && i < SIDES; i++) {
        ok = table_as_map(p, o->side[i], map[i], sizeof map[i]);
        if (!ok)
            bad(o->side[i], "no map of the configuration reads a file of this name; say --map NAME=TYPE:FILE "
                            "behind each of two configurations");
    }
    stage_free(base);
    for (int i = 0; ok && i < SIDES; i++) {
        char error[TEXT];

        ok = setup_say(&o->setup[i], "map", map[i], ".", error, sizeof error) || bad("map", error);
    }
    return ok;
}

/* False: a side is not fit to be compared, which is said of each. */
static bool make_stages(struct options *o)
{
    bool ok = true;

    for (int i = 0; i < SIDES; i++) {
        struct stage *st = o->diff.stage[i] = stage_new(&o->setup[i]);

        st->memo = o->memo;
        if (stage_program(st, o->diff.run) == NULL || st->faulty)
            ok = bad(o->side[i], st->error.n > 0 ? st->error.text : "it cannot be loaded");
    }
    return ok;
}

static void name_server_dead(void *ctx, const char *name)
{
    (void)ctx;
    err_format("btsh diff: the name server does not answer; it was asked three times, at last for %s. No new "
                    "name is asked from here on, and answers that need one count as failed: give the names with "
                    "--zone FILE, or say --no-network\n", name);
}

/* What kind of list it was, where that is not plain. */
static void tell_kind(const struct address_list *l)
{
    if (l->kind != NULL)
        err_format("btsh diff: %s log: %zu pair%s, %zu line%s about something else\n", l->kind, l->n,
                l->n == 1 ? "" : "s", l->other, l->other == 1 ? "" : "s");
}

/* A side of which no zone and no recording answers for DNS is given answers of the explorer's making. */
static void explore_sides(struct options *o, const struct run *r, struct diff_explored *found)
{
    struct program *p[SIDES];

    for (int i = 0; i < SIDES; i++) {
        p[i] = o->diff.stage[i]->program;
        if (o->setup[i].zones.n == 0 && o->setup[i].replay == NULL && !o->setup[i].made_names)
            o->names[i] = diff_made_names(p[i]);
    }
    o->diff.made_up = true;
    diff_explore(&o->diff.list, p, r->args.seed >= 0 ? (unsigned long)r->args.seed : 1, o->seconds, (int)o->diff.workers, found);
    o->diff.by_entry = found->differ <= FEW;
}

/* What was compared, so that nobody takes it for more. */
static void tell_explored(struct run *r, const struct options *o, const struct diff_explored *x)
{
    out_format(&r->out, "compared: %zu situations that the sides hold, with %zu entr%s that one side alone has so; %d %% of the "
               "rules that either side can reach were matched%s\n", o->diff.list.n, x->differ, x->differ == 1 ? "y" : "ies",
               x->reachable > 0 ? x->matched * 100 / x->reachable : 100, x->ended ? " (there was time for no more)" : "");
}

static int compare(struct run *r, struct options *o, const struct diff_explored *found)
{
    struct diff_result result = diff_run(&o->diff, &r->out);

    if (interrupted) {
        out_flush(&r->out);
        err_format("btsh diff: interrupted; %zu of %zu were compared, %zu of them changed\n",
                result.compared, o->diff.list.n, result.changed);
        return interrupt_status();
    }
    if (result.failed > 0 && o->diff.json == NULL)
        out_format(&r->out, "%zu of %zu could not be asked for certain\n", result.failed, o->diff.list.n);
    if (o->diff.json == NULL && found != NULL && result.changed == 0)
        out_text(&r->out, "no difference\n");
    else if (o->diff.json == NULL)
        out_format(&r->out, "%zu of %zu changed\n", result.changed, o->diff.list.n);
    if (o->diff.json == NULL && found != NULL)
        tell_explored(r, o, found);
    return result.failed > 0 ? FAILED_LOOKUPS
           : result.changed > 0 && o->expect_none ? CHANGED
                                                  : NO_MATTER;
}

static long workers_of_both(const struct options *o, const struct run *r)
{
    long old = stage_workers(&o->setup[0], r), new = stage_workers(&o->setup[1], r);

    return old > new ? old : new;
}

static int run_diff(struct run *r, struct options *o)
{
    struct diff_explored found;
    char error[TEXT];

    if (o->addresses != NULL && !addresses_read(&o->diff.list, o->addresses, error, sizeof error))
        return complain("--addresses", error, USAGE);
    if (o->addresses != NULL && o->diff.list.n == 0)
        return complain(o->addresses, "there are no addresses in it", USAGE);
    if ((o->tables > 0 && !place_tables(o, r)) || !make_stages(o))
        return USAGE;
    if (o->diff.workers == 0)
        o->diff.workers = o->addresses == NULL ? sysconf(_SC_NPROCESSORS_ONLN) : workers_of_both(o, r);
    if (o->addresses == NULL)
        explore_sides(o, r, &found);
    tell_kind(&o->diff.list);
    return compare(r, o, o->addresses == NULL ? &found : NULL);
}

static int run(struct run *r, int argc, char *argv[])
{
    struct options o = { .diff = { .run = r }, .base = r->args.file, .seconds = 20,
                         .memo = dns_memo_new(name_server_dead, NULL) };
    int status = USAGE;

    if (o.memo == NULL)
        out_of_memory();
    signal(SIGTERM, SIG_DFL); /* one that was killed has compared nothing */
    for (int i = 0; i < SIDES; i++)
        setup_copy(&o.setup[i], &r->setup);
    if (read_options(&o, argc, argv))
        status = run_diff(r, &o);
    for (int i = 0; i < SIDES; i++) {
        if (o.diff.stage[i] != NULL)
            stage_free(o.diff.stage[i]);
        setup_free(&o.setup[i]);
        made_world_free(o.names[i]);
    }
    addresses_free(&o.diff.list);
    dns_memo_free(o.memo);
    explain_json_free(o.diff.json);
    return status;
}

const struct subcommand subcommand_diff = {
    .name = "diff",
    .args = "OLD [--map SPEC ...] NEW [--map SPEC ...] [--addresses FILE]\n"
            "            [--seconds N] [--all | --json] [--expect-no-changes] [-j N]",
    .help = "addresses that go another way",
    .about = "Prints the addresses that two configurations, or two versions of a table, treat differently.\n"
             "What is said of the world (--map, --zone ...) behind OLD or NEW is for that side; before\n"
             "both it is for both; --target stands before what it reads. With -C, OLD and NEW may be versions\n"
             "of a table. FILE is a list of addresses, a table of senders and recipients with a tab between\n"
             "them, or a mail log of sendmail or postfix, each line of which is held as a dialogue with its\n"
             "client, and which may be a .gz file; - is the standard input. Without a list both sides are\n"
             "explored, as btsh search does, with made-up DNS where no zone is given, and each entry that they\n"
             "do not share is tried, in dialogues too. Where mail for local users ends, behind aliases, forward\n"
             "files, hubs and relays, is compared too. Of one cause the first address is told and the others\n"
             "are counted; --all tells each, and so does --json.\n"
             "Exit status: 0; 1 with --expect-no-changes when something changed; 2 usage or\n"
             "configuration; 3 an answer rests on a lookup that failed.\n",
    .example = "btsh diff sendmail.cf --map 'mailertable + example.net smtp:[192.0.2.9]' sendmail.cf --addresses list",
    .run = run,
    .options = options_known,
    .compiles = true,
};
