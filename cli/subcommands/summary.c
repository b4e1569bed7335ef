/*
 * summary.c - btsh summary: what a configuration does, on a page of which each line was run.
 */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>
#include <unistd.h>

#include "engine.h"
#include "explore/made_world.h"
#include "listen/listeners.h"
#include "show/error_output.h"
#include "show/memory.h"
#include "show/output.h"
#include "show/replace_file.h"
#include "show/text.h"
#include "start/interrupt.h"
#include "start/run.h"
#include "start/sound.h"
#include "start/subcommand.h"
#include "subcommands/situation_text.h"
#include "subcommands/summary.h"
#include "subcommands/summary_find.h"
#include "subcommands/summary_json.h"
#include "subcommands/summary_page.h"

struct wishes {
    bool json;
    const char *html;    /* NULL: none */
};

static const struct suboption options_known[] = {
    { LONG_ONLY('h'), "html", "FILE", "write the page as one HTML file, with the drawing of the rulesets" },
    { LONG_ONLY('j'), "json", NULL, "one object" },
    { 0, NULL, NULL, NULL },
};

static bool read_options(struct wishes *w, int argc, char *argv[])
{
    int c;

    optind = 1;
    while ((c = subcommand_option(&subcommand_summary, argc, argv, "+", NULL)) != -1) {
        switch (c) {
        case LONG_ONLY('h'):
            w->html = optarg;
            break;
        case LONG_ONLY('j'):
            w->json = true;
            break;
        default:
            subcommand_misused(&subcommand_summary, NULL, NULL);
            return false;
        }
    }
    if (optind < argc)
        subcommand_misused(&subcommand_summary, "it takes no words", argv[optind]);
    return optind == argc;
}

static int write_html(const struct run *r, const struct wishes *w, struct program *p, const struct summary *s)
{
    struct observer quiet = listeners_none();
    struct session *of = session_new(p, &quiet);
    char why[REPLACE_WHY];
    struct text t = { 0 };
    const char *undrawn;
    int status;

    undrawn = summary_html(s, run_named(r), of, r->mc, &t);
    status = replace_file(w->html, NULL, text_of(&t), t.n, why);
    if (status != 0) {
        err_format("btsh summary: %s\n", why);
    } else if (undrawn != NULL) {
        err_format("btsh summary: %s is without its drawing: %s\n", w->html, undrawn);
        status = EX_UNAVAILABLE;
    }
    text_free(&t);
    session_free(of);
    return status;
}

static int tell(struct run *r, const struct wishes *w, struct program *p, const struct summary *s)
{
    struct text t = { 0 };
    const char *why;

    if (w->json && !summary_json(s, run_named(r), &r->out, &why)) {
        err_format("btsh summary: %s\n", why);
        return EX_UNAVAILABLE;
    }
    if (w->html != NULL)
        return write_html(r, w, p, s);
    if (!w->json) {
        summary_text(s, run_named(r), &t);
        out_printable(&r->out, text_of(&t), t.n, SHOWN_PRINTABLE);
        text_free(&t);
    }
    return 0;
}

static int run(struct run *r, int argc, char *argv[])
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    struct wishes w = { .json = false };
    struct summary s = { .n = 0 };
    struct text command = { 0 };
    struct made_world *names;
    struct program *p;
    int status = SUBCOMMAND_USAGE;

    if (!read_options(&w, argc, argv) || !run_confine(r, &w.html, w.html != NULL, false))
        return SUBCOMMAND_USAGE;
    p = run_load_beside(r);
    if (p == NULL)
        return r->transcript.fatal != 0 ? r->transcript.fatal : EX_SOFTWARE;
    names = made_world_for_all(p);
    if (names == NULL)
        out_of_memory();
    if (config_whole(p, run_named(r), "btsh summary: nothing was looked at")) {
        situation_command(&command, r);
        s.command = text_of(&command);
        summary_find(p, r->mc, r->args.seed >= 0 ? (unsigned long)r->args.seed : 1, processors > 0 ? (int)processors : 1, &s);
        status = interrupted ? interrupt_status() : tell(r, &w, p, &s);
    }
    summary_free(&s);
    text_free(&command);
    program_free(p);
    made_world_free(names);
    return status;
}

const struct subcommand subcommand_summary = {
    .name = "summary",
    .args = "[--json] [--html FILE]",
    .help = "what a configuration does: who may relay, what is local, where mail goes",
    .about = "Tells who may relay, what is local, what is rewritten, where mail goes and what is refused.\n"
             "Each line was run: it names the client, sender and recipient that show it, and what of the\n"
             "site decides, with its place. DNS is not asked: names exist, but for some that are made not to.\n",
    .example = "btsh -C sendmail.cf summary",
    .run = run,
    .options = options_known,
    .writes = true,
    .serves = true,
};
