/*
 * search.c - btsh search: is there a situation with this outcome?
 *
 * Situations are made by the explorer (engine/explore) with DNS answers of its own making; whatever it finds was run.
 */
#include <fnmatch.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/marker.h"
#include "describe.h"
#include "engine.h"
#include "explore/explorer.h"
#include "explore/made_world.h"
#include "listen/listeners.h"
#include "show/memory.h"
#include "show/output.h"
#include "show/text.h"
#include "start/interrupt.h"
#include "start/run.h"
#include "start/sound.h"
#include "start/subcommand.h"
#include "subcommands/deciding.h"
#include "subcommands/explore_or_end.h"
#include "subcommands/search.h"
#include "subcommands/situation_text.h"

enum { FOUND = 0, NOT_FOUND = 1, USAGE = SUBCOMMAND_USAGE, RUNS = 20000 };

enum outcome { NONE, RELAYED, ACCEPTED, TEMPFAIL, LOOP, TO_FILE, MAILER, HOST, REFUSED_BY, CROSSES, REACH };

struct search {
    enum outcome outcome;
    const char *value;              /* of the outcome */
    struct explore_wish wish;
    const char *from, *to;          /* patterns; NULL: whatever */
    int ruleset;                    /* CROSSES: a ruleset; -1: none */
    const struct rule *rule;        /* CROSSES, REFUSED_BY: a rule */
    const char *map;                /* CROSSES */
    bool rule_wanted;               /* REFUSED_BY: the value is no code */
    long seconds;
};

/* ---- outcomes --------------------------------------------------------------------------------------------- */

static bool is_good(int code)
{
    return code >= 200 && code < 300;
}

static bool matches(const char *pattern, const char *text)
{
    return pattern == NULL || fnmatch(pattern, text, FNM_CASEFOLD) == 0;
}

/* "550", "5.7.1" as they stand in the reply. */
static bool has_code(const char *said, const char *code)
{
    size_t n = strlen(code);

    return (strncmp(said, code, n) == 0 && said[n] == ' ') || (strlen(said) > 4 && strncmp(said + 4, code, n) == 0 && said[4 + n] == ' ');
}

static bool is_wanted(void *ctx, const struct situation *x, const struct arrival *a)
{
    const struct search *q = ctx;

    if (!matches(q->from, x->sender) || !matches(q->to, x->recipient))
        return false;
    switch (q->outcome) {
    case RELAYED:
        return arrival_relayed(a);
    case ACCEPTED:
        return is_good(a->rcpt);
    case TEMPFAIL:
        return a->mail / 100 == 4 || a->rcpt / 100 == 4 || a->data / 100 == 4;
    case LOOP:
        return a->loops;
    case TO_FILE:
        return is_good(a->rcpt) && a->file;
    case MAILER:
        return is_good(a->rcpt) && (strcasecmp(a->mailer, q->value) == 0 || strcasecmp(a->hop_mailer, q->value) == 0
                                    || (strcmp(q->value, "prog") == 0 && a->program));
    case HOST:
        return is_good(a->rcpt) && (strcasecmp(a->host, q->value) == 0 || strcasecmp(a->hop_host, q->value) == 0);
    case REFUSED_BY:
        return q->rule != NULL ? a->mail == 0 || a->mail >= 400 || a->rcpt >= 400 || a->data >= 400 : has_code(a->said, q->value);
    case CROSSES:
        return true;
    default:
        return false;
    }
}

static bool crosses(void *ctx, const struct event *e)
{
    const struct search *q = ctx;

    if (q->rule != NULL)
        return e->kind == EVENT_RULE_MATCH && e->rule == q->rule;
    if (q->ruleset >= 0)
        return e->kind == EVENT_RULESET_ENTER && e->ruleset == q->ruleset;
    return e->kind == EVENT_LOOKUP_BEGIN && strcasecmp(e->map, q->map) == 0;
}

/* "$#error ...", and no quarantine, which is said in the same way. */
static bool refuses(const struct session *s, const struct rule *r)
{
    struct rule_view v = rule_describe(r);

    return v.rhs.n > 1 && (unsigned char)*token_text(s, v.rhs.v[0], NULL) == MARK_MAILER
           && strcmp(token_text(s, v.rhs.v[1], NULL), "error") == 0
           && (v.rhs.n < 4 || strcasecmp(token_text(s, v.rhs.v[3], NULL), "quarantine") != 0);
}

/* What is to be crossed: a rule, a ruleset, a map; or the rule that is to refuse. False: there is none of that name. */
static bool find_crossing(struct search *q, struct program *p)
{
    struct observer quiet = listeners_none();
    struct session *s = session_new(p, &quiet);
    bool found;

    q->rule = session_find_rule(s, q->value, NULL);
    q->ruleset = q->rule == NULL ? session_ruleset_named(s, q->value) : -1;
    q->map = session_map(s, q->value) != NULL ? q->value : NULL;
    found = (q->rule != NULL && (q->outcome == CROSSES || refuses(s, q->rule))) || (q->outcome == CROSSES && (q->ruleset >= 0 || q->map != NULL));
    session_free(s);
    return found;
}

/* ---- options ---------------------------------------------------------------------------------------------- */

static const struct suboption options_known[] = {
    { LONG_ONLY('a'), "accepted", NULL, "a recipient that is accepted" },
    { LONG_ONLY('c'), "client", "ADDRESS", "from this client only" },
    { LONG_ONLY('C'), "crosses", "RULESET|MAP|FILE:LINE", "a situation in which this runs, is asked, or matches" },
    { LONG_ONLY('f'), "from", "PATTERN", "senders like this only" },
    { LONG_ONLY('h'), "host", "HOST", "mail that goes to this host" },
    { LONG_ONLY('j'), "jobs", "N", "threads (as many as there are processors)" },
    { LONG_ONLY('l'), "loop", NULL, "an address that goes in circles" },
    { LONG_ONLY('m'), "mailer", "MAILER", "mail that goes by this mailer: prog, local, esmtp" },
    { LONG_ONLY('r'), "refused-by", "CODE|RULE", "a recipient that is refused so (550, 5.7.1), or by this rule" },
    { LONG_ONLY('e'), "reach", NULL, "no outcome: how many of the rules situations reach, and what the others want" },
    { LONG_ONLY('R'), "relayed", NULL, "mail that strangers send through this host to strangers" },
    { LONG_ONLY('n'), "runs", "N", "situations at most (20000)" },
    { LONG_ONLY('s'), "seconds", "N", "at most so long (60)" },
    { LONG_ONLY('T'), "tempfail", NULL, "a reply for the time being" },
    { LONG_ONLY('t'), "to", "PATTERN", "recipients like this only" },
    { LONG_ONLY('F'), "to-file", NULL, "mail that is written to a file" },
    { 0, NULL, NULL, NULL },
};

static bool set_outcome(struct search *q, enum outcome outcome, const char *value)
{
    bool first = q->outcome == NONE;

    q->outcome = outcome;
    q->value = value;
    return first;
}

static bool positive(const char *text, long *out)
{
    char *end;

    *out = strtol(text, &end, 10);
    return *out > 0 && *end == '\0';
}

/* A pattern that is none is what all situations have. */
static void limit(const char **fixed, const char **pattern, const char *text)
{
    *(strpbrk(text, "*?[") != NULL ? pattern : fixed) = text;
}

/* False: what is wrong was told. */
static bool read_options(struct search *q, int argc, char *argv[])
{
    bool ok = true;
    long n = 0;
    int c;

    optind = 1;
    while ((c = subcommand_option(&subcommand_search, argc, argv, "+", NULL)) != -1) {
        switch (c) {
        case LONG_ONLY('a'):
            ok &= set_outcome(q, ACCEPTED, NULL);
            break;
        case LONG_ONLY('c'):
            q->wish.client = optarg;
            break;
        case LONG_ONLY('C'):
            ok &= set_outcome(q, CROSSES, optarg);
            break;
        case LONG_ONLY('f'):
            limit(&q->wish.from, &q->from, optarg);
            break;
        case LONG_ONLY('t'):
            limit(&q->wish.to, &q->to, optarg);
            break;
        case LONG_ONLY('h'):
            ok &= set_outcome(q, HOST, optarg);
            break;
        case LONG_ONLY('l'):
            ok &= set_outcome(q, LOOP, NULL);
            break;
        case LONG_ONLY('m'):
            ok &= set_outcome(q, MAILER, optarg);
            break;
        case LONG_ONLY('r'):
            ok &= set_outcome(q, REFUSED_BY, optarg);
            q->rule_wanted = optarg[strspn(optarg, "0123456789.")] != '\0';
            break;
        case LONG_ONLY('e'):
            ok &= set_outcome(q, REACH, NULL);
            q->wish.ways = WAYS_ALL;
            q->wish.failing = true;
            break;
        case LONG_ONLY('R'):
            ok &= set_outcome(q, RELAYED, NULL);
            q->wish.strangers = true;
            break;
        case LONG_ONLY('T'):
            ok &= set_outcome(q, TEMPFAIL, NULL);
            break;
        case LONG_ONLY('F'):
            ok &= set_outcome(q, TO_FILE, NULL);
            break;
        case LONG_ONLY('j'):
            if (!positive(optarg, &n)) {
                subcommand_misused(&subcommand_search, "--jobs is a number", optarg);
                return false;
            }
            q->wish.workers = (int)n;
            break;
        case LONG_ONLY('n'):
            if (!positive(optarg, &q->wish.runs)) {
                subcommand_misused(&subcommand_search, "--runs is a number", optarg);
                return false;
            }
            break;
        case LONG_ONLY('s'):
            if (!positive(optarg, &q->seconds)) {
                subcommand_misused(&subcommand_search, "--seconds is a number", optarg);
                return false;
            }
            break;
        default:
            subcommand_misused(&subcommand_search, NULL, NULL);
            return false;
        }
    }
    if (!ok || q->outcome == NONE || optind < argc)
        subcommand_misused(&subcommand_search, optind < argc ? "too many words" : "name one outcome", NULL);
    return ok && q->outcome != NONE && optind == argc;
}

/* ---- what is told ------------------------------------------------------------------------------------------ */

static void tell(struct run *r, struct text *t)
{
    out_printable(&r->out, text_of(t), t->n, SHOWN_PRINTABLE);
    text_free(t);
}

/* What of the site decides: about the reply, or where there was none about the way. */
static void tell_because(struct run *r, struct program *p, const struct explored *x, struct text *t)
{
    struct session *s = deciding_session(p, &x->witness);
    struct deciding_question q = { .rules = "" };
    struct text facts = { 0 };

    if (x->arrival.mail != 0 || *x->arrival.said != '\0')
        deciding_question_of(&x->witness, &x->arrival, &q);
    else
        snprintf(q.text, sizeof q.text, "%s", x->witness.recipient);
    deciding_facts(s, &q, r->mc, &facts, NULL);
    if (facts.n > 0)
        text_format(t, "because %s\n", text_of(&facts));
    text_free(&facts);
    session_free(s);
}

static void tell_witness(struct run *r, struct program *p, const struct explored *x)
{
    const struct arrival *a = &x->arrival;
    struct text t = { 0 };

    situation_parts(&t, &x->witness);
    if (a->mail != 0)
        text_format(&t, "reply   %s\n", *a->said != '\0' ? a->said : "none");
    if (*a->mailer != '\0')
        text_format(&t, "goes by %s%s%s, user %s\n", a->mailer, *a->host != '\0' ? ", host " : "", a->host, a->user);
    if (*a->hop_mailer != '\0')
        text_format(&t, "leaves  by %s, host %s, user %s\n", a->hop_mailer, a->hop_host, a->hop_user);
    tell_because(r, p, x, &t);
    text_add(&t, "again:  ");
    situation_again(&t, run_named(r), &x->witness);
    text_char(&t, '\n');
    tell(r, &t);
}

/* *names: have to live as long as the program. */
static int search(struct run *r, struct search *q, struct program *p, struct made_world **names)
{
    struct made_world *w = made_world_for_all(p);
    struct explored *x = zeroed_or_end(1, sizeof *x);
    struct text t = { 0 };
    int status = NOT_FOUND;

    if (w == NULL)
        out_of_memory();
    explore_or_end(p, NULL, &q->wish, x);
    if (q->outcome == REACH) {
        status = FOUND;
        reach_text(&t, p, x);
        tell(r, &t);
    } else if (x->found) {
        status = FOUND;
        tell_witness(r, p, x);
    } else {
        out_format(&r->out, "not found in %ld situations%s, in which %d of %d rules were tried and %d matched\n", x->runs,
                   x->ended ? " (there was time for no more)" : "", x->tried, x->rules, x->matched);
    }
    explored_free(x);
    free(x);
    *names = w;
    return interrupted ? interrupt_status() : status;
}

static int run(struct run *r, int argc, char *argv[])
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    struct search q = { .wish = { .runs = RUNS, .deep = true, .workers = processors > 0 ? (int)processors : 1,
                                  .ways = WAY_ROUTE | WAY_DIALOGUE | WAY_ONWARD, .stop = &interrupted },
                        .ruleset = -1, .seconds = 60 };
    struct made_world *names = NULL;
    struct program *p;
    int status;

    if (!read_options(&q, argc, argv))
        return USAGE;
    q.wish.seed = r->args.seed >= 0 ? (unsigned long)r->args.seed : 1;
    q.wish.seconds = (double)q.seconds;
    q.wish.wanted = q.outcome != REACH ? is_wanted : NULL;
    q.wish.ctx = &q;
    p = run_load_beside(r);
    if (p == NULL)
        return r->transcript.fatal != 0 ? r->transcript.fatal : EX_SOFTWARE;
    if (q.outcome == CROSSES || q.rule_wanted) {
        q.wish.crosses = crosses;
        q.wish.ways = q.outcome == CROSSES ? WAYS_ALL : WAY_DIALOGUE;
    }
    if (!config_whole(p, run_named(r), "btsh search: nothing was looked for"))
        status = USAGE;
    else if ((q.outcome == CROSSES || q.rule_wanted) && !find_crossing(&q, p))
        status = subcommand_misused(&subcommand_search, q.outcome == CROSSES ? "there is no such ruleset, map or rule" : "there is no such code or rule that refuses",
                                   q.value);
    else
        status = search(r, &q, p, &names);
    program_free(p);
    made_world_free(names);
    return status;
}

const struct subcommand subcommand_search = {
    .name = "search",
    .args = "--reach | --relayed | --accepted | --tempfail | --loop | --to-file | --mailer M | --host H |\n"
            "           --refused-by CODE|RULE | --crosses WHAT [--client ADDRESS] [--from PATTERN] [--to PATTERN]\n"
            "           [--runs N] [--seconds N] [--jobs N]",
    .help = "find a client, a sender and a recipient with an outcome",
    .about = "Makes situations out of what the configuration holds, and runs each: connection, sender, recipient,\n"
             "message, and the way to the end; what a rule wanted that did not match makes the next ones. DNS is not asked: names exist, but for some that are made not to.\n"
             "The same --seed finds the same. What is found can be typed again. Exit status: 0 found, 1 not\n"
             "found in so many situations, which proves nothing; 2 usage, a faulty configuration.\n",
    .example = "btsh -C sendmail.cf search --mailer relay",
    .run = run,
    .options = options_known,
    .compiles = true,
    .serves = true,
};
