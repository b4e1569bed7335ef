/*
 * search.c - btsh search: is there a situation with this outcome?
 *
 * Situations are made by the explorer (engine/explore) with DNS answers of its own making; whatever it finds was run.
 */
#include <ctype.h>
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
#include "explore/entry_address.h"
#include "explore/explorer.h"
#include "explore/made_world.h"
#include "listen/listeners.h"
#include "shell/smtp_client.h"
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
    char *like, *from, *to;         /* of the client, the sender, the recipient: patterns for fnmatch(), owned; NULL: whatever */
    char client[64], host[SITUATION_TEXT], sender[SITUATION_TEXT], recipient[SITUATION_TEXT]; /* of the wish: as they have to be, or as a pattern has them */
    int ruleset;                    /* CROSSES: a ruleset; -1: none */
    const struct rule *rule;        /* CROSSES, REFUSED_BY: a rule */
    const char *map;                /* CROSSES */
    bool rule_wanted;               /* REFUSED_BY: the value is no code */
    long seconds;
};

/* ---- outcomes --------------------------------------------------------------------------------------------- */

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

    if (!matches(q->from, x->sender) || !matches(q->to, x->recipient)
        || (!matches(q->like, x->client != NULL ? x->client : "") && !matches(q->like, x->name != NULL ? x->name : "")))
        return false;
    switch (q->outcome) {
    case RELAYED:
        return arrival_relayed(a);
    case ACCEPTED:
        return arrival_taken(a);
    case TEMPFAIL:
        return arrival_refused(a) && *arrival_reply(a) == '4';
    case LOOP:
        return a->loops && (!arrival_refused(a) || arrival_fails(a));
    case TO_FILE:
        return arrival_taken(a) && a->file;
    case MAILER:
        return arrival_taken(a) && (strcasecmp(a->mailer, q->value) == 0 || strcasecmp(a->hop_mailer, q->value) == 0
                                    || (strcmp(q->value, "prog") == 0 && a->program));
    case HOST:
        return arrival_taken(a) && (strcasecmp(a->host, q->value) == 0 || strcasecmp(a->hop_host, q->value) == 0);
    case REFUSED_BY:
        return arrival_refused(a) && (q->rule != NULL || has_code(arrival_reply(a), q->value));
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

static bool find_mailer(const struct search *q, struct program *p)
{
    struct observer quiet = listeners_none();
    struct session *s = session_new(p, &quiet);
    struct mailer_view m;
    bool found = false;

    for (int i = 0; !found && session_mailer(s, i, &m); i++)
        found = strcasecmp(m.name, q->value) == 0;
    session_free(s);
    return found;
}

/* NULL, or why nobody can look for that. */
static const char *senseless(struct search *q, struct program *p)
{
    if (q->outcome == MAILER && !find_mailer(q, p))
        return "there is no such mailer";
    if (q->outcome == CROSSES && !find_crossing(q, p))
        return "there is no such ruleset, map or rule";
    if (q->rule_wanted && !find_crossing(q, p))
        return "there is no such code or rule that refuses";
    return NULL;
}

/* ---- options ---------------------------------------------------------------------------------------------- */

static const struct suboption options_known[] = {
    { LONG_ONLY('a'), "accepted", NULL, "mail that is accepted, and not thrown away" },
    { LONG_ONLY('c'), "client", "PATTERN", "from this client only, or from those like it: an address, or a pattern of addresses or names; -: the standard input" },
    { LONG_ONLY('C'), "crosses", "RULESET|MAP|FILE:LINE", "a situation in which this runs, is asked, or matches" },
    { LONG_ONLY('f'), "from", "PATTERN", "senders like this only" },
    { LONG_ONLY('h'), "host", "HOST", "mail that goes to this host" },
    { LONG_ONLY('j'), "jobs", "N", "threads (as many as there are processors)" },
    { LONG_ONLY('l'), "loop", NULL, "an address that goes in circles" },
    { LONG_ONLY('m'), "mailer", "MAILER", "mail that goes by this mailer: prog, local, esmtp" },
    { LONG_ONLY('r'), "refused-by", "CODE|RULE", "mail that is refused so (550, 5.7.1), or by this rule" },
    { LONG_ONLY('e'), "reach", NULL, "no outcome: how many of the rules situations reach, and what the others want" },
    { LONG_ONLY('R'), "relayed", NULL, "mail that strangers send through this host to strangers" },
    { LONG_ONLY('n'), "runs", "N", "situations at most (20000)" },
    { LONG_ONLY('s'), "seconds", "N", "at most so long (60)" },
    { LONG_ONLY('T'), "tempfail", NULL, "a reply for the time being" },
    { LONG_ONLY('t'), "to", "PATTERN", "recipients like this only: an address, or * and ? stand for others" },
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

/* Of a pattern * and ? alone stand for others: an address may have brackets of its own. */
static char *pattern_of(const char *text, size_t n)
{
    char *made = zeroed_or_end(2 * n + 1, 1), *to = made;

    for (size_t i = 0; i < n; i++) {
        if (strchr("[\\", text[i]) != NULL)
            *to++ = '\\';
        *to++ = text[i];
    }
    return made;
}

/* "*@example.org", "*example.org", "*.example.org", "ann@*". */
static const char *in_place_of_star(const char *pattern, size_t i, size_t n)
{
    if (i > 0)
        return pattern[i - 1] == '@' ? EXPLORE_OUTSIDE : "";
    if (memchr(pattern, '@', n) != NULL || memchr(pattern, '.', n) == NULL)
        return EXPLORE_NOBODY;
    return n > 1 && pattern[1] == '.' ? EXPLORE_NOBODY "@" EXPLORE_BELOW : EXPLORE_NOBODY "@";
}

/* One that the pattern is met by: what is searched for may be seldom made of it otherwise. */
static void fill_in(char out[SITUATION_TEXT], const char *pattern, size_t n)
{
    size_t to = 0;

    for (size_t i = 0; i < n && to + 2 * sizeof EXPLORE_OUTSIDE < SITUATION_TEXT; i++) {
        if (pattern[i] == '*')
            to += (size_t)snprintf(out + to, SITUATION_TEXT - to, "%s", in_place_of_star(pattern, i, n));
        else
            out[to++] = pattern[i] == '?' ? 'x' : pattern[i];
    }
    out[to] = '\0';
}

/* ADDRESS or <ADDRESS>, or a pattern: one that is none is what all situations have. False: it is no address. */
static bool limit(char fixed[SITUATION_TEXT], const char **wish, const char **like, char **pattern, const char *text)
{
    size_t n = strlen(text);

    if (n > 1 && text[0] == '<' && text[n - 1] == '>') {
        text++;
        n -= 2;
    }
    for (size_t i = 0; i < n; i++) {
        if (iscntrl((unsigned char)text[i]))
            return false;
    }
    free(*pattern);
    *pattern = NULL;
    *wish = *like = NULL;
    if (strpbrk(text, "*?") != NULL) {
        *pattern = pattern_of(text, n);
        fill_in(fixed, text, n);
        *like = fixed;
    } else {
        snprintf(fixed, SITUATION_TEXT, "%.*s", (int)n, text);
        *wish = fixed;
    }
    return n < SITUATION_TEXT;
}

/* An address that the pattern is met by: with a digit in the place of each star, or of the network before the first. */
static bool address_like(struct search *q, const char *pattern)
{
    size_t n = strcspn(pattern, "*?");
    char text[64];

    snprintf(text, sizeof text, "%.60s", pattern);
    for (char *p = text; (p = strpbrk(p, "*?")) != NULL; p++)
        *p = '1';
    if (smtp_is_address(text) && client_of_key(text, q->client, sizeof q->client) && matches(q->like, q->client))
        return true;
    snprintf(text, sizeof text, "%.*s", (int)(n > 0 && strchr(".:", pattern[n - 1]) != NULL ? n - 1 : n), pattern);
    return client_of_key(text, q->client, sizeof q->client) && matches(q->like, q->client);
}

/* A pattern without its stars: an address, or a name. */
static bool client_like(struct search *q, const char *pattern)
{
    size_t n;

    if (strspn(pattern, "0123456789.*?") == strlen(pattern) || strchr(pattern, ':') != NULL) {
        q->wish.like_client = q->client;
        return address_like(q, pattern);
    }
    for (n = 0; *pattern != '\0' && n + sizeof EXPLORE_NOBODY < sizeof q->host; pattern++)
        n += (size_t)snprintf(q->host + n, sizeof q->host - n, "%.*s", *pattern == '*' ? (int)sizeof EXPLORE_NOBODY : 1,
                              *pattern == '*' ? EXPLORE_NOBODY : *pattern == '?' ? "x" : pattern);
    q->wish.like_name = q->host;
    return true;
}

/* One address, in any form; a pattern; -: the standard input. */
static bool limit_client(struct search *q, const char *text)
{
    char six[SITUATION_TEXT];

    free(q->like);
    q->like = NULL;
    q->wish.client = q->wish.like_client = q->wish.like_name = NULL;
    snprintf(six, sizeof six, "%s%s", strchr(text, ':') != NULL && strncasecmp(text, "IPv6:", 5) != 0 ? "IPv6:" : "", text);
    if (strcmp(text, "*") == 0)
        return true;
    if (strpbrk(text, "*?") != NULL) {
        q->like = pattern_of(six, strlen(six));
        return strlen(text) < sizeof six - 8 && client_like(q, six);
    }
    q->wish.client = q->client;
    *q->client = '\0';
    if (strcmp(text, "-") == 0)
        return true;
    return smtp_is_address(text) && client_of_key(six, q->client, sizeof q->client);
}

static bool is_number(const char *text, size_t n)
{
    return n > 0 && strspn(text, "0123456789") >= n;
}

/* "550", "5.7.1": of a reply that refuses. */
static bool is_code(const char *text)
{
    size_t dot = strcspn(text, "."), second = text[dot] != '\0' ? strcspn(text + dot + 1, ".") : 0;
    const char *third = text + dot + 1 + second;

    if (*text != '4' && *text != '5')
        return false;
    if (text[dot] == '\0')
        return dot == 3 && is_number(text, 3);
    return dot == 1 && is_number(text + 2, second) && *third == '.' && is_number(third + 1, strlen(third + 1)) && strlen(third) <= 4 && second <= 3;
}

static bool wrong(const char *what, const char *value)
{
    subcommand_misused(&subcommand_search, what, value);
    return false;
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
            if (!limit_client(q, optarg))
                return wrong("--client is an address, 192.0.2.1 or 2001:db8::1, a pattern of addresses or names, 192.0.2.* or *.example.net, or - for the standard input", optarg);
            break;
        case LONG_ONLY('C'):
            ok &= set_outcome(q, CROSSES, optarg);
            break;
        case LONG_ONLY('f'):
            if (!limit(q->sender, &q->wish.from, &q->wish.like_from, &q->from, optarg))
                return wrong("--from is an address, or a pattern with * and ?", NULL);
            break;
        case LONG_ONLY('t'):
            if (!limit(q->recipient, &q->wish.to, &q->wish.like_to, &q->to, optarg))
                return wrong("--to is an address, or a pattern with * and ?", NULL);
            break;
        case LONG_ONLY('h'):
            if (*optarg == '\0')
                return wrong("--host is a name", NULL);
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
            q->rule_wanted = !is_code(optarg);
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
            if (!positive(optarg, &n))
                return wrong("--jobs is a number", optarg);
            q->wish.workers = (int)n;
            break;
        case LONG_ONLY('n'):
            if (!positive(optarg, &q->wish.runs))
                return wrong("--runs is a number", optarg);
            break;
        case LONG_ONLY('s'):
            if (!positive(optarg, &q->seconds))
                return wrong("--seconds is a number", optarg);
            break;
        default:
            return wrong(NULL, NULL);
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
    bool decided = true;

    if (x->arrival.mail != 0 || *x->arrival.said != '\0')
        decided = deciding_question_of(&x->witness, &x->arrival, &q);
    else
        snprintf(q.text, sizeof q.text, "%s", x->witness.recipient);
    if (decided)
        deciding_facts(s, &q, r->mc, &facts, NULL);
    if (facts.n > 0)
        text_format(t, "because %s\n", text_of(&facts));
    text_free(&facts);
    session_free(s);
}

/* On which way it crosses what it was to cross: not all of them are seen in a dialogue. */
static void tell_crossed(unsigned way, struct text *t)
{
    static const struct {
        enum way way;
        const char *text;
    } ways[] = {
        { WAY_ROUTE, "where the recipient is routed" }, { WAY_DIALOGUE, "in the dialogue" },
        { WAY_SENDERS, "where a mailer's rulesets rewrite the sender or the recipient (/try)" },
        { WAY_OTHERS, "where a ruleset is asked about hosts or addresses apart from the dialogue (TLS, features, check_compat ...)" },
        { WAY_ONWARD, "on the recipient's way through aliases, forward files and ruleset 5 (-bv)" },
    };

    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        if (way == (unsigned)ways[i].way)
            text_format(t, "crossed %s\n", ways[i].text);
    }
}

/* What was refused, or is thrown away, goes nowhere. */
static void tell_way(const struct arrival *a, bool asked, struct text *t)
{
    if (asked && a->discarded && !arrival_refused(a))
        text_add(t, "then    it is thrown away\n");
    if (asked && !arrival_taken(a))
        return;
    if (*a->mailer != '\0')
        text_format(t, "goes by %s%s%s, user %s\n", a->mailer, *a->host != '\0' ? ", host " : "", a->host, a->user);
    if (*a->hop_mailer != '\0')
        text_format(t, "leaves  by %s, host %s, user %s\n", a->hop_mailer, a->hop_host, a->hop_user);
}

static void tell_witness(struct run *r, const struct search *q, struct program *p, const struct explored *x)
{
    const struct arrival *a = &x->arrival;
    bool asked = a->mail != 0 || *a->said != '\0'; /* a dialogue was held */
    struct text t = { 0 }, command = { 0 };

    situation_parts(&t, &x->witness);
    if (asked)
        text_format(&t, "reply   %s\n", arrival_reply(a));
    tell_crossed(a->crossed, &t);
    tell_way(a, asked, &t);
    tell_because(r, p, x, &t);
    text_add(&t, "again:  ");
    situation_command(&command, r);
    if (q->outcome == LOOP)
        situation_verify(&t, text_of(&command), &x->witness);
    else
        situation_again(&t, text_of(&command), &x->witness);
    text_char(&t, '\n');
    text_free(&command);
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
        tell_witness(r, q, p, x);
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
    const char *why;
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
    else if ((why = senseless(&q, p)) != NULL)
        status = subcommand_misused(&subcommand_search, why, q.value);
    else
        status = search(r, &q, p, &names);
    program_free(p);
    made_world_free(names);
    free(q.like);
    free(q.from);
    free(q.to);
    return status;
}

const struct subcommand subcommand_search = {
    .name = "search",
    .args = "--reach | --relayed | --accepted | --tempfail | --loop | --to-file | --mailer M | --host H |\n"
            "           --refused-by CODE|RULE | --crosses WHAT [--client PATTERN] [--from PATTERN] [--to PATTERN]\n"
            "           [--runs N] [--seconds N] [--jobs N]",
    .help = "find a client, a sender and a recipient with an outcome",
    .about = "Makes situations out of what the configuration holds, and runs each: connection, sender, recipient,\n"
             "message, and the way to the end; what a rule wanted that did not match makes the next ones. DNS\n"
             "is not asked: names exist, but for some that are made not to. The same --seed finds the same.\n"
             "What is found can be typed again. Exit status: 0 found, 1 not found in so many situations, which\n"
             "proves nothing; 2 usage, a faulty configuration.\n",
    .example = "btsh -C sendmail.cf search --mailer relay",
    .run = run,
    .options = options_known,
    .compiles = true,
    .serves = true,
};
