/*
 * test.c - btsh test: suites are run.
 */
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/pattern.h"
#include "engine.h"
#include "show/environment.h"
#include "show/error_output.h"
#include "show/memory.h"
#include "show/output.h"
#include "show/replace_file.h"
#include "start/interrupt.h"
#include "start/run.h"
#include "start/setup.h"
#include "start/subcommand.h"
#include "subcommands/suggest.h"
#include "subcommands/test.h"
#include "subcommands/test_watch.h"
#include "suite/accept.h"
#include "suite/coverage.h"
#include "suite/plan.h"
#include "suite/report.h"
#include "suite/rerun.h"
#include "suite/stage.h"
#include "suite/suite.h"
#include "suite/suite_run.h"

/* Exit statuses. */
enum { ALL_HELD = 0, AN_EXPECTATION = 1, USAGE = SUBCOMMAND_USAGE, FOR_THE_TIME_BEING = 3 };

enum { OPT_JUNIT = 256, OPT_FILTER, OPT_LIST, OPT_FAIL_FAST, OPT_SHUFFLE, OPT_ACCEPT, OPT_REVIEW,
       OPT_COVERAGE, OPT_LCOV, OPT_COVERAGE_MIN, OPT_RERUN, OPT_WATCH, OPT_SUGGEST, OPT_ADDRESSES, OPT_MASK };

struct options {
    const char *junit, *lcov, *rerun, *addresses;
    char *suggest;
    bool mask;
    bool list, fail_fast, shuffle, accept, review, coverage, full, verbose, watch;
    bool filtered;
    regex_t filter;
    unsigned long seed;
    long workers, coverage_min; /* -1: not given */
};

static const struct suboption options_known[] = {
    { 'j', NULL, "N", "work with N threads" },
    { OPT_ADDRESSES, "addresses", "FILE", "with --suggest: a list of addresses or a mail log; without, what the configuration holds" },
    { OPT_ACCEPT, "accept", NULL, "write what was printed into the suites, where it is another than expected" },
    { 'v', NULL, NULL, "show what each test printed" },
    { OPT_COVERAGE, "coverage", "[full]", "tell how many rules no test used; full: each of them" },
    { OPT_COVERAGE_MIN, "coverage-min", "PERCENT", "fewer rules used than that count as a failure" },
    { OPT_FAIL_FAST, "fail-fast", NULL, "end with the first failure" },
    { OPT_FILTER, "filter", "REGEX", "only tests whose titles match" },
    { OPT_JUNIT, "junit", "FILE", "write a report in JUnit's form" },
    { OPT_LCOV, "lcov", "FILE", "write the coverage in the form that genhtml reads" },
    { OPT_LIST, "list", NULL, "list the tests, and run none" },
    { OPT_RERUN, "rerun", "FILE", "only what did not hold by that report of --junit" },
    { OPT_MASK, "mask", NULL, "with --suggest: users lose their names where the same rules match without them" },
    { OPT_REVIEW, "review", NULL, "as --accept, asking about each" },
    { OPT_SHUFFLE, "shuffle", "[SEED]", "run them in another order" },
    { OPT_SUGGEST, "suggest", "FILE", "run none, but write the smallest suite that reaches what can be reached" },
    { OPT_WATCH, "watch", NULL, "run again when a suite, the configuration or a table changes" },
    { 0, NULL, NULL, NULL },
};

static bool number(const char *text, long least, long most, long *out)
{
    char *end;

    errno = 0;
    *out = strtol(text, &end, 10);
    return *text != '\0' && *end == '\0' && errno == 0 && *out >= least && *out <= most;
}

static bool bad(const char *what, const char *value)
{
    err_format("btsh test: %s: %s\n", what, value);
    return false;
}

/* True if a report can be written there; asked before the tests are run in vain. */
static bool writable(const char *option, const char *path)
{
    char why[REPLACE_WHY] = "";

    if (path == NULL || replace_file_possible(path, why))
        return true;
    err_format("btsh test: %s %s\n", option, why);
    return false;
}

/* A report, written whole. 0, or the status after a message. */
static int write_report(const char *option, const char *path, const struct plan *p,
                        void (*report)(FILE *f, const struct plan *p, void *ctx), void *ctx)
{
    char *text = NULL, why[REPLACE_WHY];
    size_t n = 0;
    FILE *f = open_memstream(&text, &n);
    int status;

    if (f == NULL)
        out_of_memory();
    report(f, p, ctx);
    if (ferror(f) || fclose(f) != 0)
        out_of_memory();
    status = replace_file(path, NULL, text, n, why);
    free(text);
    if (status != 0)
        err_format("btsh test: %s: %s\n", option, why);
    return status;
}

static bool take_filter(struct options *o, const char *text)
{
    char why[256];
    int err = pattern_compile(&o->filter, text, REG_EXTENDED | REG_NOSUB);

    if (err == 0) {
        o->filtered = true;
        return true;
    }
    regerror(err, &o->filter, why, sizeof why);
    return bad("--filter is an extended regular expression", why);
}

static bool take(struct options *o, int c)
{
    long n;

    switch (c) {
    case 'j':
        return number(optarg, 1, 512, &o->workers)
               || bad("-j needs a number from 1 to 512", optarg);
    case OPT_JUNIT:
        o->junit = optarg;
        return true;
    case OPT_FILTER:
        return take_filter(o, optarg);
    case OPT_LIST:
        return o->list = true;
    case OPT_FAIL_FAST:
        return o->fail_fast = true;
    case OPT_SHUFFLE:
        o->shuffle = true;
        if (optarg != NULL && !number(optarg, 0, 0x7FFFFFFF, &n))
            return bad("--shuffle: the seed is a number", optarg);
        o->seed = optarg != NULL ? (unsigned long)n : (unsigned long)time(NULL) & 0x7FFFFFFF;
        return true;
    case OPT_ACCEPT:
        return o->accept = true;
    case OPT_REVIEW:
        return o->review = true;
    case 'v':
        return o->verbose = true;
    case OPT_RERUN:
        o->rerun = optarg;
        return true;
    case OPT_SUGGEST:
        o->suggest = optarg;
        return true;
    case OPT_ADDRESSES:
        o->addresses = optarg;
        return true;
    case OPT_MASK:
        return o->mask = true;
    case OPT_WATCH:
        return o->watch = true;
    case OPT_COVERAGE:
        o->coverage = true;
        o->full = optarg != NULL;
        return optarg == NULL || strcmp(optarg, "full") == 0 || bad("--coverage is alone or =full", optarg);
    case OPT_LCOV:
        o->lcov = optarg;
        return true;
    case OPT_COVERAGE_MIN:
        return number(optarg, 0, 100, &o->coverage_min)
               || bad("--coverage-min needs whole percent from 0 to 100", optarg);
    default:
        subcommand_misused(&subcommand_test, NULL, NULL);
        return false;
    }
}

static bool read_options(struct options *o, int argc, char *argv[])
{
    int c;

    memset(o, 0, sizeof *o);
    o->workers = o->coverage_min = -1;
    optind = 1;
    while ((c = subcommand_option(&subcommand_test, argc, argv, "", NULL)) != -1) {
        if (!take(o, c))
            return false;
    }
    if (o->suggest == NULL && (o->mask || o->addresses != NULL))
        subcommand_misused(&subcommand_test, "--addresses and --mask are those of --suggest", NULL);
    else if (o->suggest != NULL && optind < argc)
        subcommand_misused(&subcommand_test, "--suggest runs no suites", argv[optind]);
    else
        return true;
    return false;
}

/* What the command line says of the set-up holds for suites that do not say otherwise. */
static bool defaults(const struct run *r, struct setup *s)
{
    char error[4096];

    setup_copy(s, &r->setup);
    if (r->args.file == NULL || setup_say(s, "config", r->args.file, ".", error, sizeof error))
        return true;
    err_format("btsh test: -C: %s\n", error);
    return false;
}

static void list(const struct plan *p, struct output *o)
{
    for (int i = 0; i < p->njobs; i++) {
        const struct job *j = &p->jobs[i];

        if (j->test != NULL)
            out_format(o, "%s:%d: %s\n", j->suite->path, j->test->line, j->test->title);
        else
            err_format("%s\n", j->fault);
    }
}

/* ---- after the run --------------------------------------------------------------------------- */

struct notice {
    struct output *out;
    const char *prefix;
};

static void tell_stale(void *ctx, const char *map, const char *source)
{
    const struct notice *n = ctx;

    out_format(n->out,
               "%swarning: map %s: %s is newer than its database; run makemap, or test it with "
                       "--source\n", n->prefix, map, source);
}

/* Of the load, what is no reason to give up; sources newer than their databases. */
static void tell_loads(const struct plan *p, struct output *o, bool terminal)
{
    const char *prefix = terminal ? "" : "# ";

    for (const struct stage *st = p->stages; st != NULL; st = st->next) {
        for (int i = 0; i < st->doors.missing.n; i++)
            out_format(o, "%sthe recording %s has no answer to: %s\n", prefix, st->setup->replay,
                       st->doors.missing.list[i]);
        if (st->program != NULL)
            program_stale(st->program, tell_stale, &(struct notice){ o, prefix });
        if (st->program == NULL || st->error.n == 0)
            continue;
        for (const char *p2 = st->error.text; *p2 != '\0';) {
            size_t n = strcspn(p2, "\n");

            out_format(o, "%s%.*s\n", prefix, (int)n, p2);
            p2 += n + (p2[n] == '\n');
        }
    }
}

static void put_lcov(FILE *f, const struct plan *p, void *ctx)
{
    (void)p;
    report_lcov(ctx, f);
}

static bool same_config(const struct stage *a, const struct stage *b)
{
    const char *x = a->setup->config, *y = b->setup->config;

    return x != NULL && y != NULL ? strcmp(x, y) == 0 : x == y;
}

/* False: a table could not be listed. */
static bool tell_rules_and_rows(const struct plan *p, const struct report *r, struct output *out, const char *prefix, bool full)
{
    bool whole = true;

    report_text(r, out, prefix, full);
    for (const struct stage *st = p->stages; st != NULL; st = st->next) {
        const struct stage *first = p->stages; /* of the same configuration */

        while (first != st && (first->program == NULL || !same_config(first, st)))
            first = first->next;
        if (st->program != NULL && first == st)
            whole &= rows_text(&p->coverage.rows, st->program, out, prefix, full);
    }
    return whole;
}

/* 0, or AN_EXPECTATION below the minimum, or the status of a tracefile that could not be written or a table not read. */
static int tell_coverage(const struct plan *p, const struct options *o, struct output *out,
                          bool terminal)
{
    struct report r = { NULL, 0, 0 };
    const char *prefix = terminal ? "" : "# ";
    int status = 0, unwritten = 0;
    long matched, can;

    for (struct stage *st = p->stages; st != NULL; st = st->next) {
        if (st->program != NULL)
            report_add(&r, st->program, &p->coverage);
    }
    report_finish(&r);
    matched = report_matched(&r);
    can = r.n - report_dead(&r);
    if (o->coverage && !tell_rules_and_rows(p, &r, out, prefix, o->full))
        status = FOR_THE_TIME_BEING;
    out_flush(out); /* a report may go to the same place */
    report_by_line(&r);
    if (o->lcov != NULL)
        unwritten = write_report("--lcov", o->lcov, p, put_lcov, &r);
    status = unwritten != 0 ? unwritten : status;
    if (o->coverage_min >= 0 && matched * 100 < o->coverage_min * can) {
        out_format(out, "%scoverage: %ld of %ld rules that can be reached matched, which is less than %ld%%\n", prefix,
                   matched, can, o->coverage_min);
        status = status != 0 ? status : AN_EXPECTATION;
    }
    report_free(&r);
    return status;
}

/* What came for the time being is no expectation: it stays as it is, which is told. */
static void leave_temporary(struct plan *p, struct output *out, const char *prefix)
{
    for (int i = 0; i < p->njobs; i++) {
        struct outcome *o = &p->jobs[i].outcome;

        if (o->verdict != TEMPORARY || o->nedits == 0)
            continue;
        for (int k = 0; k < o->nedits; k++)
            o->edits[k].acceptable = o->edits[k].weakens = false;
        out_format(out, "%s%s:%d: not accepted: its answers rest on a lookup that failed\n", prefix,
                   p->jobs[i].suite->path, p->jobs[i].test->line);
    }
}

/* 0, or the status of what could not be written. */
static int write_suites(struct plan *p, const struct options *o, struct output *out)
{
    const char *prefix = isatty(STDOUT_FILENO) ? "" : "# ";
    int n, status;

    if (environment_caller("CI") != NULL) {
        out_format(out, "%sCI is set: no suite is written\n", prefix);
        return 0;
    }
    if (o->review) {
        bool go = true;

        for (int i = 0; i < p->njobs; i++) {
            struct job *j = &p->jobs[i];

            if (go) {
                go = review_job(j, out);
                continue;
            }
            for (int k = 0; k < j->outcome.nedits; k++)
                j->outcome.edits[k].acceptable = j->outcome.edits[k].weakens = false;
        }
    }
    if (interrupted) {
        out_flush(out);
        err_format("btsh test: interrupted; no suite is written\n");
        return interrupt_status();
    }
    if (!o->review)
        leave_temporary(p, out, prefix);
    n = accept_all(p, out, prefix, &status);
    out_format(out, "%s%d suite%s written\n", prefix, n, n == 1 ? "" : "s");
    return status;
}

/* The first that applies: usage or configuration, for the time being, an expectation. */
static int status_of(const struct plan *p)
{
    bool seen[NOT_RUN + 1] = { false };

    for (int i = 0; i < p->njobs; i++)
        seen[p->jobs[i].outcome.verdict] = true;
    return seen[UNUSABLE] ? USAGE : seen[TEMPORARY] ? FOR_THE_TIME_BEING
           : seen[FAILED] ? AN_EXPECTATION : ALL_HELD;
}

static void told(void *ctx, struct job *j, int i)
{
    tell_job(ctx, j, i);
}

static void put_junit(FILE *f, const struct plan *p, void *ctx)
{
    (void)ctx;
    junit_write(p, f);
}

/* What follows a run: suites, coverage, reports. What could not be written counts more than what did
 * not hold. */
static int after_run(struct run *r, struct plan *p, const struct options *o, bool terminal)
{
    int status = 0, covered, written;

    tell_loads(p, &r->out, terminal);
    if (o->accept || o->review)
        status = write_suites(p, o, &r->out);
    if (status == 0)
        status = status_of(p);
    covered = p->count ? tell_coverage(p, o, &r->out, terminal) : 0;
    if (covered != 0 && (status == ALL_HELD || covered != AN_EXPECTATION))
        status = covered;
    out_flush(&r->out);
    written = o->junit != NULL ? write_report("--junit", o->junit, p, put_junit, NULL) : 0;
    return written != 0 ? written : status;
}

static int run_plan(struct run *r, struct plan *p, const struct options *o)
{
    struct tell t = { .out = &r->out, .terminal = isatty(STDOUT_FILENO), .plan = p };

    if (o->shuffle)
        plan_shuffle(p, o->seed);
    p->workers = (int)(o->workers > 0 ? o->workers : sysconf(_SC_NPROCESSORS_ONLN));
    if (p->workers > p->njobs)
        p->workers = p->njobs > 0 ? p->njobs : 1;
    p->fail_fast = o->fail_fast;
    p->keep = o->verbose;
    p->count = o->coverage || o->lcov != NULL || o->coverage_min >= 0;
    tell_begin(&t);
    if (o->shuffle) /* TAP begins with its version */
        out_format(&r->out, "%sshuffled with --shuffle=%lu\n", t.terminal ? "" : "# ", o->seed);
    plan_run(p, told, &t);
    tell_end(&t);
    if (interrupted) {
        err_format("btsh test: interrupted\n");
        return interrupt_status();
    }
    return after_run(r, p, o, t.terminal);
}

/* --safe: the reports, and with --accept or --review the suites. */
static bool confine_test(struct run *r, const struct options *o, char *const paths[], int n)
{
    const char **all = zeroed_or_end((size_t)n + 2, sizeof *all);
    int count = 0;
    bool ok;

    if (o->junit != NULL)
        all[count++] = o->junit;
    if (o->lcov != NULL)
        all[count++] = o->lcov;
    for (int i = 0; (o->accept || o->review) && i < n; i++)
        all[count++] = paths[i];
    ok = run_confine(r, all, count, true);
    free(all);
    return ok;
}

/* The suites, once. `watch` learns which files there are. */
static int run_once(struct run *r, const struct options *o, char *const paths[], int n, const struct setup *s,
                    struct test_watch *watch)
{
    struct plan p = { .run = r };
    char why[4096];
    int status = USAGE;

    plan_read(&p, paths, n, s);
    plan_jobs(&p, o->filtered ? &o->filter : NULL);
    test_watch_note(watch, &p);
    if (o->rerun != NULL && !rerun_only(&p, o->rerun, why, sizeof why)) {
        err_format("btsh test: --rerun: %s\n", why);
    } else if (o->list) {
        list(&p, &r->out);
        status = status_of(&p);
    } else if (o->rerun != NULL && p.njobs == 0) {
        err_format("btsh test: --rerun: %s: all that was run there held; nothing is run\n", o->rerun);
        status = ALL_HELD;
    } else if (p.njobs == 0) {
        err_format("btsh test: there are no tests %s\n",
                o->filtered ? "that --filter lets through"
                            : "here; name a suite, or see btsh(5)");
    } else {
        status = run_plan(r, &p, o);
        test_watch_note(watch, &p);
    }
    plan_free(&p);
    return status;
}

static int run_suites(struct run *r, const struct options *o, char *const paths[], int n, const struct setup *s)
{
    struct test_watch watch = { 0 };
    int status = run_once(r, o, paths, n, s, &watch);

    while (o->watch && !interrupted) {
        out_format(&r->out, "%swaiting for a change\n", isatty(STDOUT_FILENO) ? "" : "# ");
        out_flush(&r->out);
        test_watch_wait(&watch);
        if (!interrupted)
            status = run_once(r, o, paths, n, s, &watch);
    }
    test_watch_free(&watch);
    return o->watch && interrupted ? interrupt_status() : status;
}

static int run(struct run *r, int argc, char *argv[])
{
    char dot[] = ".", *here[] = { dot };
    struct options o;
    struct setup s = { .config = NULL };
    bool named;
    int status = USAGE;

    if (!read_options(&o, argc, argv))
        return USAGE;
    if (o.suggest != NULL)
        return run_confine(r, (const char *const[]){ o.suggest }, 1, true) ? suggest(r, o.suggest, o.addresses, o.mask) : USAGE;
    named = optind < argc;
    if (!confine_test(r, &o, named ? argv + optind : here, named ? argc - optind : 1))
        return USAGE;
    signal(SIGTERM, SIG_DFL); /* a run that was killed has not held */
    plan_forget_machine();
    r->world.environment = environment_of_caller();
    if (writable("--junit", o.junit) && writable("--lcov", o.lcov) && defaults(r, &s))
        status = run_suites(r, &o, named ? argv + optind : here, named ? argc - optind : 1, &s);
    setup_free(&s);
    if (o.filtered)
        regfree(&o.filter);
    return status;
}

const struct subcommand subcommand_test = {
    .name = "test",
    .args = "[-v] [-j N] [--accept | --review] [--coverage[=full]]\n"
            "            [--coverage-min PERCENT] [--fail-fast] [--filter REGEX] [--junit FILE]\n"
            "            [--lcov FILE] [--list] [--rerun FILE] [--shuffle[=SEED]] [--watch]\n"
            "            [--suggest FILE [--addresses FILE] [--mask]] [FILE or folder ...]",
    .help = "run suites",
    .about = "Runs suites; see btsh(5).\n"
             "Exit status: 0 all held, 1 an expectation failed, 2 usage or configuration, 3 a temporary\n"
             "failure where an answer was required.\n",
    .example = "btsh test --coverage relay.bt",
    .run = run,
    .options = options_known,
    .writes = true,
};
