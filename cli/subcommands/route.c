/*
 * route.c - btsh route: addresses in, answers out, as they come.
 */
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "engine.h"
#include "explain/explain_json.h"
#include "show/error_output.h"
#include "show/memory.h"
#include "show/output.h"
#include "start/interrupt.h"
#include "start/run.h"
#include "start/setup.h"
#include "start/subcommand.h"
#include "subcommands/route.h"
#include "subcommands/route_flow.h"
#include "suite/stage.h"
#include "world/memo.h"

/* Exit statuses. */
enum { ALL_ASKED = 0, FAULTY_LINES = 1, USAGE = SUBCOMMAND_USAGE, FAILED_LOOKUPS = 3 };

enum { SEEN = 1000000, DNS_ANSWERS = 100000, DNS_SECONDS = 60, TEXT = 4096 };

enum { OPT_JSONL = 256, OPT_EXPAND, OPT_BECAUSE, OPT_DEDUPE, OPT_SHARD, OPT_SUMMARY };

static const struct suboption options_known[] = {
    { OPT_EXPAND, "expand", NULL, "follow aliases, lists and forward files: the final recipients" },
    { OPT_BECAUSE, "because", NULL, "tell what of the site decided" },
    { OPT_JSONL, "jsonl", NULL, "one object a line; what a JSON line says besides is passed on" },
    { OPT_DEDUPE, "dedupe", "[N]", "leave out what was among the last N different questions (1000000)" },
    { OPT_SHARD, "shard", "K/N", "ask only part K of N; the same question is always in the same part" },
    { OPT_SUMMARY, "summary", NULL, "tell the numbers at the end, on the standard error" },
    { 'j', NULL, "N", "work with N threads" },
    { 0, NULL, NULL, NULL },
};

struct options {
    struct route_plan plan;
    struct explain_json *json; /* NULL: there is none, and why */
    const char *no_json;
    bool summary;
};

static bool bad(const char *what, const char *why)
{
    err_format("btsh route: %s: %s\n", what, why);
    return false;
}

/* "K/N", 1 <= K <= N. */
static bool take_shard(struct route_plan *p, const char *text)
{
    char *end;

    p->shard = strtoul(text, &end, 10);
    if (*end == '/')
        p->shards = strtoul(end + 1, &end, 10);
    return (*end == '\0' && p->shard >= 1 && p->shard <= p->shards && *text >= '0' && *text <= '9')
           || bad("--shard needs K/N, a part and how many there are", text);
}

static bool take(struct options *o, int c)
{
    char *end = NULL;

    switch (c) {
    case OPT_EXPAND:
        return o->plan.wish.expand = true;
    case OPT_BECAUSE:
        return o->plan.wish.because = true;
    case OPT_JSONL:
        o->plan.writer = o->json;
        return o->json != NULL || bad("--jsonl", o->no_json);
    case OPT_SUMMARY:
        return o->summary = true;
    case OPT_DEDUPE:
        o->plan.dedupe = true;
        o->plan.seen.most = optarg != NULL ? strtoul(optarg, &end, 10) : SEEN;
        return (o->plan.seen.most >= 1 && (end == NULL || *end == '\0')) || bad("--dedupe needs a number", optarg);
    case OPT_SHARD:
        return take_shard(&o->plan, optarg);
    case 'j':
        o->plan.workers = strtol(optarg, &end, 10);
        return (*end == '\0' && o->plan.workers >= 1 && o->plan.workers <= 512) || bad("-j needs a number from 1 to 512", optarg);
    default:
        subcommand_misused(&subcommand_route, NULL, NULL);
        return false;
    }
}

static bool read_options(struct options *o, int argc, char *argv[])
{
    int c;

    optind = 1;
    while ((c = subcommand_option(&subcommand_route, argc, argv, "", NULL)) != -1) {
        if (!take(o, c))
            return false;
    }
    if (argc - optind > 1) {
        subcommand_misused(&subcommand_route, "one file is read, or the standard input", argv[optind + 1]);
        return false;
    }
    if (optind < argc && strcmp(argv[optind], "-") != 0) {
        o->plan.fd = open(argv[optind], O_RDONLY | O_CLOEXEC);
        return o->plan.fd >= 0 || bad(argv[optind], strerror(errno));
    }
    return true;
}

static void name_server_dead(void *ctx, const char *name)
{
    (void)ctx;
    err_format("btsh route: the name server does not answer; it was asked three times, at last for %s. It is asked again in a "
                    "minute, and till then answers that need one are temporary\n", name);
}

/* "ok<TAB>12", then the mailers. */
static void tell_sums(const struct route_sums *s)
{
    for (int i = 0; i < ROUTE_STATUSES; i++) {
        if (s->status[i] > 0)
            err_format("%s\t%zu\n", route_status_names[i], s->status[i]);
    }
    if (s->known > 0)
        err_format("asked before\t%zu\n", s->known);
    if (s->elsewhere > 0)
        err_format("in other parts\t%zu\n", s->elsewhere);
    for (int i = 0; i < s->nmailers; i++)
        err_format("mailer %s\t%zu\n", s->mailer[i].name, s->mailer[i].n);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct route_count *)a)->name, ((const struct route_count *)b)->name);
}

static int answer_all(struct run *r, struct options *o)
{
    struct route_sums sums = { .nmailers = 0 };
    bool whole;
    int status;

    out_flush(&r->out);
    whole = route_flow(&o->plan, &r->out, &sums);
    if (sums.nmailers > 0)
        qsort(sums.mailer, (size_t)sums.nmailers, sizeof *sums.mailer, by_name);
    if (o->summary)
        tell_sums(&sums);
    status = sums.status[ROUTE_TEMPORARY] > 0 ? FAILED_LOOKUPS : sums.status[ROUTE_FAULTY] > 0 ? FAULTY_LINES : ALL_ASKED;
    if (interrupted) {
        status = interrupt_status();
    } else if (!whole) {
        bad("the lines", "they cannot be read to their end");
        status = EX_IOERR;
    }
    route_sums_free(&sums);
    return status;
}

static int load_and_answer(struct run *r, struct options *o, struct dns_memo *memo)
{
    char error[TEXT];
    struct stage *st;
    int status = USAGE;

    if (!setup_say(&r->setup, "config", run_file(r), ".", error, sizeof error)) {
        bad(run_file(r), error);
        return USAGE;
    }
    st = stage_new(&r->setup);
    st->memo = memo;
    o->plan.wish.program = stage_program(st, r);
    o->plan.wish.mc = st->compiled != NULL ? st->setup->config : NULL;
    if (o->plan.wish.program == NULL || st->faulty)
        bad(run_named(r), st->error.n > 0 ? st->error.text : "it cannot be loaded");
    else
        status = answer_all(r, o);
    stage_free(st);
    return status;
}

static int run(struct run *r, int argc, char *argv[])
{
    struct options o = { .plan = { .fd = STDIN_FILENO, .seen.most = SEEN } };
    struct dns_memo *memo = dns_memo_new(name_server_dead, NULL);
    int status = USAGE;

    if (memo == NULL)
        out_of_memory();
    dns_memo_limit(memo, DNS_ANSWERS, DNS_SECONDS);
    interrupt_keep_work();
    o.json = o.plan.reader = explain_json_new(&o.no_json);
    o.plan.wish.max_steps = r->args.max_steps;
    o.plan.wish.seed = r->args.seed;
    o.plan.wish.show_secrets = r->args.show_secrets;
    if (read_options(&o, argc, argv)) {
        if (o.plan.workers == 0)
            o.plan.workers = stage_workers(&r->setup, r);
        o.plan.wish.json = o.plan.writer;
        status = load_and_answer(r, &o, memo);
    }
    if (o.plan.fd > STDIN_FILENO)
        close(o.plan.fd);
    route_seen_free(&o.plan.seen);
    dns_memo_free(memo);
    explain_json_free(o.json);
    return status;
}

const struct subcommand subcommand_route = {
    .name = "route",
    .args = "[--expand] [--because] [--jsonl] [--dedupe[=N]] [--shard K/N] [--summary] [-j N] [FILE]",
    .help = "addresses in, answers out, as they come",
    .about = "Reads a question from each line of FILE or of the standard input, and answers each with a line, in their order and as\n"
             "soon as it came: a recipient; sender, recipient and client (as smtp --client has it) with tabs between, - where one is\n"
             "not known; an object with the members recipient, sender and client; or a log of sendmail or postfix, each recipient of\n"
             "which is a question. Where sender and client are known, the dialogue is held, too. Answers have the recipient, the\n"
             "status, mailer, host, user and the error, then with --expand the final recipients and with --because the facts, with\n"
             "tabs between; the statuses are ok, partial (some of the final recipients are refused), error, refused (in the dialogue),\n"
             "temporary (a lookup failed), faulty (the line cannot be read) and skipped (an empty line, a comment). Memory is the\n"
             "same for a stream of any length.\n"
             "Exit status: 0; 1 a line was faulty; 2 usage or configuration; 3 an answer is temporary; 74 answers were lost, or\n"
             "lines could not be read; 128 and the signal that ended it.\n",
    .example = "btsh -C sendmail.cf route --jsonl <list >answers",
    .run = run,
    .options = options_known,
    .compiles = true,
};
