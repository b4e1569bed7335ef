/*
 * profile.c - btsh profile: which rules and maps the time goes to.
 */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine.h"
#include "listen/listeners.h"
#include "show/error_output.h"
#include "show/output.h"
#include "show/replace_file.h"
#include "show/text.h"
#include "start/interrupt.h"
#include "start/run.h"
#include "start/setup.h"
#include "start/subcommand.h"
#include "subcommands/address_list.h"
#include "subcommands/profile.h"
#include "subcommands/profile_svg.h"
#include "subcommands/profile_text.h"
#include "subcommands/profile_tree.h"
#include "suite/replay.h"
#include "suite/stage.h"

enum { PROFILED = 0, USAGE = SUBCOMMAND_USAGE, FAILED_LOOKUPS = 3, TEXT = 4096 };

enum { OPT_ADDRESSES = 256, OPT_FOLDED, OPT_SVG, OPT_ALL };

static const struct suboption options_known[] = {
    { OPT_ADDRESSES, "addresses", "FILE", "the addresses: a list, a table or a mail log; - is the standard input" },
    { OPT_ALL, "all", NULL, "tell every rule and map, not only the first 20" },
    { OPT_FOLDED, "folded", NULL, "stacks, a line each, with nanoseconds: for flamegraph.pl, speedscope and their kin" },
    { OPT_SVG, "svg", "FILE", "write a flame graph" },
    { 0, NULL, NULL, NULL },
};

struct wishes {
    const char *addresses, *svg; /* NULL: none */
    bool folded, all;
};

static bool misused(const char *what, const char *value)
{
    subcommand_misused(&subcommand_profile, what, value);
    return false;
}

static int complain(const char *what, const char *why)
{
    err_format("btsh profile: %s: %s\n", what, why);
    return USAGE;
}

static bool read_options(struct wishes *w, int argc, char *argv[])
{
    int c;

    optind = 1;
    while ((c = subcommand_option(&subcommand_profile, argc, argv, "", NULL)) != -1) {
        switch (c) {
        case OPT_ADDRESSES:
            w->addresses = optarg;
            break;
        case OPT_ALL:
            w->all = true;
            break;
        case OPT_FOLDED:
            w->folded = true;
            break;
        case OPT_SVG:
            w->svg = optarg;
            break;
        default:
            return misused(NULL, NULL);
        }
    }
    if (argc - optind > 1)
        return misused("one configuration is profiled", argv[optind + 1]);
    return w->addresses != NULL || misused("--addresses says what to run", NULL);
}

static struct session *fresh(struct session *s, struct program *p)
{
    const struct observer quiet = listeners_none();

    s = s != NULL ? session_again(s, &quiet) : session_new(p, &quiet);
    session_begin_shell(s);
    return s;
}

static void hold_dialogue(struct session *s, const struct observer *o, struct profile *f, const struct pair *x)
{
    struct replay how = { .session = s, .caller = x->caller, .from = x->sender, .to = x->recipient, .last = REPLAY_DATA };
    struct replayed out = { .step = REPLAY_STEPS };

    session_observe(s, o);
    profile_start(f);
    replay_hold(&how, &out);
    profile_stop(f);
    replayed_clear(&out);
}

/* As /parse does, and where sender and client are known, in a dialogue as well. */
static struct session *run_one(struct session *s, struct program *p, struct profile *f, const struct pair *x)
{
    const struct observer quiet = listeners_none(), o = profile_observer(f);
    struct triple t;

    s = fresh(s, p);
    session_observe(s, &o);
    profile_start(f);
    if (x->sender != NULL)
        session_sender(s, *x->sender != '\0' ? x->sender : "<>");
    session_parse(s, x->recipient, &t);
    profile_stop(f);
    session_observe(s, &quiet);
    session_end_command(s);
    if (x->sender == NULL || x->caller == NULL)
        return s;
    s = fresh(s, p);
    hold_dialogue(s, &o, f, x);
    return s;
}

static int write_svg(const char *path, const struct session *s, const struct profile *p)
{
    char why[REPLACE_WHY];
    struct text t = { 0 };
    int status;

    profile_svg(&t, s, p);
    status = replace_file(path, NULL, text_of(&t), t.n, why);
    if (status != 0)
        err_format("btsh profile: %s\n", why);
    text_free(&t);
    return status;
}

static int tell(struct run *r, const struct wishes *w, const struct session *s, const struct profile *p, size_t addresses)
{
    struct text t = { 0 };
    int status = w->svg != NULL ? write_svg(w->svg, s, p) : PROFILED;

    if (w->folded)
        profile_folded(&t, s, p);
    else
        profile_tables(&t, s, p, addresses, w->all);
    out_bytes(&r->out, text_of(&t), t.n);
    text_free(&t);
    if (p->failed == 0 || status != PROFILED)
        return status;
    err_format("btsh profile: %zu lookups failed, the first in map %s: the figures are of what came of that\n", p->failed, p->failed_map);
    return FAILED_LOOKUPS;
}

static int profile(struct run *r, const struct wishes *w, struct program *program, const struct address_list *list)
{
    struct profile p;
    struct session *s = NULL;
    int status;

    profile_begin(&p);
    for (size_t i = 0; i < list->n && !interrupted; i++)
        s = run_one(s, program, &p, &list->list[i]);
    profile_add_up(&p);
    status = interrupted ? interrupt_status() : tell(r, w, s, &p, list->n);
    if (s != NULL)
        session_free(s);
    profile_free(&p);
    return status;
}

static int load_and_profile(struct run *r, const struct wishes *w, const char *config)
{
    struct address_list list = { .n = 0 };
    struct stage *st;
    char error[TEXT];
    int status = USAGE;

    if (!addresses_read(&list, w->addresses, error, sizeof error))
        status = complain("--addresses", error);
    else if (list.n == 0)
        status = complain(w->addresses, "there are no addresses in it");
    else if (!setup_say(&r->setup, "config", config, ".", error, sizeof error))
        status = complain(config, error);
    else {
        st = stage_new(&r->setup);
        if (stage_program(st, r) == NULL || st->faulty)
            status = complain(config, st->error.n > 0 ? st->error.text : "it cannot be loaded");
        else
            status = profile(r, w, st->program, &list);
        stage_free(st);
    }
    addresses_free(&list);
    return status;
}

static int run(struct run *r, int argc, char *argv[])
{
    struct wishes w = { .addresses = NULL };

    if (!read_options(&w, argc, argv) || !run_confine(r, &w.svg, w.svg != NULL, true))
        return USAGE;
    return load_and_profile(r, &w, optind < argc ? argv[optind] : run_file(r));
}

const struct subcommand subcommand_profile = {
    .name = "profile",
    .args = "[CONFIG] --addresses FILE [--all | --folded] [--svg FILE]",
    .help = "which rules and maps the time goes to",
    .about = "Routes each address of FILE, which is one that btsh diff reads, as /parse does, and holds the dialogue where a log knows\n"
             "the client; then tells of each rule how long it took by itself, without the lookups and rulesets that it calls, how\n"
             "often it was tried and matched, and of each map how long its lookups took. The first lookup opens the table.\n"
             "Exit status: 0; 2 usage or configuration; 3 a lookup failed.\n",
    .example = "btsh profile sendmail.cf --addresses list --svg flames.svg",
    .run = run,
    .options = options_known,
    .writes = true,
    .compiles = true,
};
