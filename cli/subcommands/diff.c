/*
 * diff.c - btsh diff: which addresses go another way, and where the ways part.
 */
#include <errno.h>
#include <getopt.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine.h"
#include "shell/input.h"
#include "show/output.h"
#include "start/interrupt.h"
#include "start/run.h"
#include "start/setup.h"
#include "start/subcommand.h"
#include "subcommands/address_list.h"
#include "subcommands/diff.h"
#include "suite/deed.h"
#include "suite/stage.h"

/* Exit statuses. */
enum { NO_MATTER = 0, CHANGED = 1, USAGE = SUBCOMMAND_USAGE, INTERRUPTED = 130 };

enum { SIDES = 2, QUESTIONS = 5, TEXT = 4096 };

struct diff {
    const struct run *run;
    struct setup setup[SIDES];
    int nsides;
    struct stage *stage[SIDES];
    const char *addresses;
    struct address_list list;
    bool expect_none;
    long workers;
};

/* ---- asking ---------------------------------------------------------------------------------- */

/* What is asked of a side about one pair. */
static const char *const questions[QUESTIONS] = {
    "route", "envelope sender", "header sender", "check_mail", "check_rcpt"
};
enum { ROUTE, ENVELOPE, HEADER, CHECK_MAIL, CHECK_RCPT };

struct answers {
    char text[QUESTIONS][TEXT];
    char mailer[256];
};

/* The policy's word: an error, or what it returns. */
static void policy(const struct bench *b, char *out)
{
    const struct watch *w = &b->watch;

    if (w->mailer != NULL)
        snprintf(out, TEXT, "%s%s%s %s", w->mailer, *w->host != '\0' ? " " : "", w->host, w->user);
    else if (w->temporary)
        snprintf(out, TEXT, "for the time being, no answer");
    else
        snprintf(out, TEXT, "ok");
}

static bool has_ruleset(const struct bench *b, const char *name)
{
    const char *end;
    int n = session_ruleset(b->session, name, &end);

    return n >= 0 && session_first_rule(b->session, n) != NULL;
}

/* The command of a question; false: it is not asked about this pair. */
static bool command(struct bench *b, const struct pair *p, int question, const char *mailer,
                    char *out, size_t size)
{
    const char *sender = p->sender != NULL && *p->sender != '\0' ? p->sender : "<>";

    switch (question) {
    case ROUTE:
        snprintf(out, size, "/parse %s", p->recipient);
        return true;
    case ENVELOPE:
    case HEADER:
        bench_type(b, question == HEADER ? "/tryflags hs" : "/tryflags es");
        snprintf(out, size, "/try %s %s", mailer, sender);
        return p->sender != NULL && *mailer != '\0' && strcmp(mailer, "error") != 0;
    case CHECK_MAIL:
        snprintf(out, size, "check_mail %s", sender);
        return p->sender != NULL && has_ruleset(b, "check_mail");
    default:
        snprintf(out, size, "check_rcpt %s", p->recipient);
        return has_ruleset(b, "check_rcpt");
    }
}

static void answer(struct bench *b, int question, const char *printed, char *out)
{
    const struct watch *w = &b->watch;
    const char *at;

    switch (question) {
    case ROUTE:
        watch_parsed(&b->watch, printed);
        if (w->mailer == NULL)
            snprintf(out, TEXT, "cannot be parsed");
        else
            snprintf(out, TEXT, "%s%s%s %s", w->mailer, *w->host != '\0' ? " " : "", w->host,
                     w->user);
        break;
    case ENVELOPE:
    case HEADER:
        at = strstr(printed, "addr = ");
        at = at != NULL ? at + 7 : "";
        snprintf(out, TEXT, "%.*s", (int)strcspn(at, "\n"), at);
        break;
    default:
        policy(b, out);
        break;
    }
}

/* False: the side has no program. */
static bool begin(struct bench *b, struct stage *st, const struct pair *p)
{
    char line[INPUT_LINE];

    if (!bench_start(b, st, false))
        return false;
    if (p->sender != NULL) {
        snprintf(line, sizeof line, "/sender %s", *p->sender != '\0' ? p->sender : "<>");
        bench_type(b, line);
    }
    return true;
}

static void ask(struct bench *b, struct stage *st, const struct pair *p, struct answers *a)
{
    char line[INPUT_LINE];

    a->mailer[0] = '\0';
    for (int q = 0; q < QUESTIONS; q++)
        a->text[q][0] = '\0';
    if (!begin(b, st, p))
        return;
    for (int q = 0; q < QUESTIONS; q++) {
        if (!command(b, p, q, a->mailer, line, sizeof line))
            continue;
        answer(b, q, bench_type(b, line), a->text[q]);
        if (q == ROUTE && b->watch.mailer != NULL)
            snprintf(a->mailer, sizeof a->mailer, "%s", b->watch.mailer);
    }
}

/* ---- where they part ------------------------------------------------------------------------- */

/* Asks one question again and keeps the steps; they live until the bench is used again. */
static void trace(struct bench *b, struct stage *st, const struct pair *p, int question,
                  const char *mailer)
{
    char line[INPUT_LINE];

    b->watch.trace = true;
    if (begin(b, st, p) && command(b, p, question, mailer, line, sizeof line))
        bench_type(b, line);
    else
        watch_begin(&b->watch);
    b->watch.trace = false;
}

static bool same_step(const struct watched_step *a, const struct watched_step *b)
{
    return strcmp(a->ruleset, b->ruleset) == 0 && strcmp(a->text, b->text) == 0;
}

static void put(struct sink *out, const char *text)
{
    sink_add(out, text, strlen(text));
}

static void put_step(struct sink *out, char mark, const struct watch *w, int i)
{
    char text[3 * TEXT];

    if (i >= w->nsteps)
        snprintf(text, sizeof text, "    %c nothing more is done\n", mark);
    else
        snprintf(text, sizeof text, "    %c %s %s:%d gives %.2000s%s%.2000s\n", mark,
                 w->steps[i].ruleset, w->steps[i].file, w->steps[i].line, w->steps[i].text,
                 w->steps[i].asked != NULL ? "; it asked " : "",
                 w->steps[i].asked != NULL ? w->steps[i].asked : "");
    put(out, text);
}

static void tell_parting(struct bench *b[SIDES], struct sink *out)
{
    const struct watch *old = &b[0]->watch, *new = &b[1]->watch;
    int i = 0;

    while (i < old->nsteps && i < new->nsteps && same_step(&old->steps[i], &new->steps[i]))
        i++;
    if (i == old->nsteps && i == new->nsteps) {
        put(out, "    the rules do the same; the mailers' own settings part\n");
        return;
    }
    put(out, "    the ways part:\n");
    put_step(out, '-', old, i);
    put_step(out, '+', new, i);
}

static void tell_change(const struct diff *d, struct bench *b[SIDES], const struct pair *p,
                        const struct answers a[SIDES], struct sink *out)
{
    put(out, p->recipient);
    if (p->sender != NULL) {
        put(out, " from ");
        put(out, *p->sender != '\0' ? p->sender : "<>");
    }
    put(out, "\n");
    for (int q = 0; q < QUESTIONS; q++) {
        char text[3 * TEXT];

        if (strcmp(a[0].text[q], a[1].text[q]) == 0)
            continue;
        snprintf(text, sizeof text, "  %s\n    - %s\n    + %s\n", questions[q], a[0].text[q],
                 a[1].text[q]);
        put(out, text);
        for (int side = 0; side < SIDES; side++)
            trace(b[side], d->stage[side], p, q, a[side].mailer);
        tell_parting(b, out);
    }
}

/* ---- workers --------------------------------------------------------------------------------- */

struct share {
    const struct diff *d;
    size_t from, to;
    struct sink out;
    size_t changed;
    pthread_t thread;
    bool started;
};

static void *work(void *ctx)
{
    struct share *w = ctx;
    struct bench *b[SIDES] = { calloc(1, sizeof **b), calloc(1, sizeof **b) };
    struct answers *a = calloc(SIDES, sizeof *a);

    for (int i = 0; i < SIDES; i++) {
        bench_begin(b[i], w->d->run);
        b[i]->watch.quiet = true;
    }
    for (size_t i = w->from; i < w->to && !interrupted; i++) {
        const struct pair *p = &w->d->list.list[i];
        bool same = true;

        for (int side = 0; side < SIDES; side++)
            ask(b[side], w->d->stage[side], p, &a[side]);
        for (int q = 0; q < QUESTIONS; q++)
            same &= strcmp(a[0].text[q], a[1].text[q]) == 0;
        if (!same) {
            w->changed++;
            tell_change(w->d, b, p, a, &w->out);
        }
    }
    for (int i = 0; i < SIDES; i++) {
        bench_end(b[i]);
        free(b[i]);
    }
    free(a);
    return NULL;
}

static size_t compare(const struct diff *d, struct output *out)
{
    size_t n = d->list.n, changed = 0;
    long workers = d->workers > (long)n ? (long)n + (n == 0) : d->workers;
    struct share *shares = calloc((size_t)workers, sizeof *shares);

    for (long i = 0; i < workers; i++) {
        struct share *w = &shares[i];

        w->d = d;
        w->from = n * (size_t)i / (size_t)workers;
        w->to = n * (size_t)(i + 1) / (size_t)workers;
        w->started = pthread_create(&w->thread, NULL, work, w) == 0;
        if (!w->started)
            work(w);
    }
    for (long i = 0; i < workers; i++) {
        if (shares[i].started)
            pthread_join(shares[i].thread, NULL);
        out_bytes(out, shares[i].out.n > 0 ? shares[i].out.text : "", shares[i].out.n);
        changed += shares[i].changed;
        free(shares[i].out.text);
    }
    free(shares);
    return changed;
}

/* ---- the command line ------------------------------------------------------------------------ */

enum { OPT_ADDRESSES = 256, OPT_NO_CHANGES, OPT_SETUP };

static const struct option long_options[] = {
    { "addresses", required_argument, NULL, OPT_ADDRESSES },
    { "expect-no-changes", no_argument, NULL, OPT_NO_CHANGES },
    { "map", required_argument, NULL, OPT_SETUP },
    { "zone", required_argument, NULL, OPT_SETUP },
    { "root", required_argument, NULL, OPT_SETUP },
    { "hosts", required_argument, NULL, OPT_SETUP },
    { "hostname", required_argument, NULL, OPT_SETUP },
    { "users", required_argument, NULL, OPT_SETUP },
    { "caller", required_argument, NULL, OPT_SETUP },
    { "replay", required_argument, NULL, OPT_SETUP },
    { "source", no_argument, NULL, OPT_SETUP },
    { NULL, 0, NULL, 0 },
};

static bool bad(const char *what, const char *why)
{
    fprintf(stderr, "btsh diff: %s%s%s\n", what, *why != '\0' ? ": " : "", why);
    return false;
}

static bool misused(const char *what, const char *value)
{
    subcommand_misused(&subcommand_diff, what, value);
    return false;
}

/* For the side whose file stood last; for both before the first. */
static bool say(struct diff *d, const char *word, const char *value)
{
    int from = d->nsides > 0 ? d->nsides - 1 : 0, to = d->nsides > 0 ? d->nsides : SIDES;
    char error[TEXT];

    for (int i = from; i < to; i++) {
        if (!setup_say(&d->setup[i], word, value, ".", error, sizeof error))
            return bad(word, error);
    }
    return true;
}

static bool take(struct diff *d, int c, int index)
{
    char *end;

    switch (c) {
    case 1: /* an operand, in its place */
        if (d->nsides == SIDES)
            return misused("two configurations are compared, OLD and NEW", optarg);
        d->nsides++;
        return say(d, "config", optarg);
    case OPT_SETUP:
        return say(d, long_options[index].name, optarg != NULL ? optarg : "");
    case OPT_ADDRESSES:
        d->addresses = optarg;
        return true;
    case OPT_NO_CHANGES:
        return d->expect_none = true;
    case 'j':
        d->workers = strtol(optarg, &end, 10);
        return (*end == '\0' && d->workers >= 1 && d->workers <= 512)
               || bad("-j needs a number from 1 to 512", optarg);
    default:
        return misused(NULL, NULL);
    }
}

static bool read_options(struct diff *d, int argc, char *argv[])
{
    int c, index = 0;

    optind = 1;
    while ((c = getopt_long(argc, argv, "-j:", long_options, &index)) != -1) {
        if (!take(d, c, index))
            return false;
    }
    if (d->nsides != SIDES)
        return misused("two configurations are compared, OLD and NEW", NULL);
    return d->addresses != NULL
           || misused("--addresses FILE is missing; - is the standard input", NULL);
}

static int complain(const char *what, const char *why, int status)
{
    bad(what, why);
    return status;
}

static bool make_stages(struct diff *d)
{
    for (int i = 0; i < SIDES; i++) {
        d->stage[i] = stage_new(&d->setup[i]);
        if (d->stage[i] == NULL || stage_program(d->stage[i], d->run) == NULL)
            return bad(d->setup[i].config,
                       d->stage[i] != NULL ? d->stage[i]->error.text : strerror(errno));
    }
    return true;
}

static int run_diff(struct run *r, struct diff *d)
{
    char error[TEXT];
    size_t changed;

    if (!addresses_read(&d->list, d->addresses, error, sizeof error))
        return complain("--addresses", error, USAGE);
    if (d->list.n == 0)
        return complain(d->addresses, "there are no addresses in it", USAGE);
    if (!make_stages(d))
        return USAGE;
    changed = compare(d, &r->out);
    if (interrupted)
        return complain("interrupted", "", INTERRUPTED);
    out_format(&r->out, "%zu of %zu changed\n", changed, d->list.n);
    return changed > 0 && d->expect_none ? CHANGED : NO_MATTER;
}

static int run(struct run *r, int argc, char *argv[])
{
    struct diff d = { .run = r, .workers = sysconf(_SC_NPROCESSORS_ONLN) };
    int status = USAGE;

    signal(SIGTERM, SIG_DFL); /* one that was killed has compared nothing */
    for (int i = 0; i < SIDES; i++)
        setup_copy(&d.setup[i], &r->setup);
    if (read_options(&d, argc, argv))
        status = run_diff(r, &d);
    for (int i = 0; i < SIDES; i++) {
        if (d.stage[i] != NULL)
            stage_free(d.stage[i]);
        setup_free(&d.setup[i]);
    }
    addresses_free(&d.list);
    return status;
}

const struct subcommand subcommand_diff = {
    .name = "diff",
    .args = "OLD [--map SPEC ...] NEW [--map SPEC ...] --addresses FILE\n"
            "            [--expect-no-changes] [-j N]",
    .help = "addresses that go another way",
    .about = "Prints the addresses that two configurations, or two versions of a table, treat differently.\n"
             "--map, --zone, --root, --hostname, --hosts, --users, --caller, --replay and --source\n"
             "behind OLD or NEW are for that side; before both they are for both. FILE is a list of\n"
             "addresses, a table of senders and recipients with a tab between them, or a mail log of\n"
             "sendmail or postfix; - is the standard input.\n"
             "Exit status: 0; 1 with --expect-no-changes when something changed; 2 usage or\n"
             "configuration.\n",
    .run = run,
    .compiles = true,
};
