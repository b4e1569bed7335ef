/*
 * smtp.c - btsh smtp: the dialogue that a mail server would hold, without a server.
 *
 * Commands come from the standard input, replies go to the standard output, as through a connection. What is
 * told beside them goes to the standard error.
 */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "engine.h"
#include "explain/explain.h"
#include "hold.h"
#include "listen/listeners.h"
#include "listen/transcript.h"
#include "shell/smtp_client.h"
#include "shell/smtp_plan.h"
#include "show/memory.h"
#include "show/output.h"
#include "show/style.h"
#include "smtp/dialogue.h"
#include "start/interrupt.h"
#include "start/run.h"
#include "start/subcommand.h"
#include "subcommands/smtp.h"

enum { TEXT_CLIENT, TEXT_TLS, TEXT_AUTH, TEXT_SERVER, TEXTS };

struct talk {
    struct run *run;
    struct dialogue_setup setup;
    struct dialogue_tls tls, server_tls;
    struct dialogue_milter *milters; /* owned, and the texts of their names */
    char *texts[TEXTS]; /* owned: --client, --tls, --auth, cut up */
    struct plan plan;
    bool terminal; /* replies go to one: they end as lines do there */
    bool because; /* refusals are explained */
    struct program *program;
    bool dropped; /* it was said that no message is kept */
};

/* A copy that may be cut up, in the place of an earlier one. */
static char *keep(struct talk *t, int which, const char *text)
{
    free(t->texts[which]);
    t->texts[which] = copy_or_end(text);
    return t->texts[which];
}

static void forget(struct talk *t)
{
    for (int i = 0; i < TEXTS; i++)
        free(t->texts[i]);
    for (int i = 0; i < t->setup.nmilters; i++)
        free((char *)t->milters[i].name);
    free(t->milters);
}

/* A count of connections; with total not NULL, another one may follow a comma. */
static bool read_count(const char *text, long *count, long *total)
{
    char *end;

    *count = strtol(text, &end, 10);
    if (*count < 1 || (*end != '\0' && (total == NULL || *end != ',')))
        return false;
    if (total == NULL || *end == '\0')
        return true;
    *total = strtol(end + 1, &end, 10);
    return *total >= *count && *end == '\0';
}

static bool add_milter(struct talk *t, const char *text)
{
    struct dialogue_milter *m;

    t->milters = grow_or_end(t->milters, (size_t)(t->setup.nmilters + 1) * sizeof *t->milters);
    t->setup.milters = t->milters;
    m = &t->milters[t->setup.nmilters++];
    *m = (struct dialogue_milter){ .name = copy_or_end(text) };
    return smtp_milter_read((char *)m->name, m);
}

static bool refuse(const char *what, const char *value)
{
    subcommand_misused(&subcommand_smtp, what, value);
    return false;
}

static const struct suboption options_known[] = {
    { LONG_ONLY('a'), "auth", "TYPE,USER", "the AUTH that succeeds, and as whom" },
    { LONG_ONLY('m'), "auth-mechanisms", "WORDS", "what AUTH offers (that of --auth)" },
    { LONG_ONLY('b'), "because", NULL, "tell what of the site decided a refusal" },
    { LONG_ONLY('c'), "client", "CLIENT", "ADDRESS[:PORT][,NAME[,ok|fail|forged|temp]]: who connects" },
    { LONG_ONLY('n'), "connections", "N", "how many are open to this client" },
    { LONG_ONLY('d'), "daemon", "DAEMON", "the name of the one that answers, where it is not the first, or its DaemonPortOptions" },
    { LONG_ONLY('e'), "deliver", NULL, "ask the rulesets of the sending side too, once a message is taken" },
    { LONG_ONLY('i'), "ident", "USER", "who it is there, by the client's ident server, which is not asked" },
    { LONG_ONLY('f'), "milter", "NAME=PART", "the part that a mail filter plays: accept, reject, tempfail, discard or a reply, [@STAGE]" },
    { LONG_ONLY('p'), "plan", NULL, "tell each ruleset that is called, on the standard error" },
    { LONG_ONLY('r'), "rate", "N[,TOTAL]", "this client's connections of a minute, and everybody's" },
    { LONG_ONLY('s'), "server-tls", "RESULT", "with --deliver: what STARTTLS with the next server leads to; no: it offers none" },
    { LONG_ONLY('t'), "tls", "RESULT", "STARTTLS is offered, and leads to verify=OK,version=...,cipher=...,bits=...,cert_subject=...,cert_issuer=..." },
    { 0, NULL, NULL, NULL },
};

static bool read_options(struct talk *t, int argc, char *argv[])
{
    int c;

    t->server_tls.verify = "OK";
    t->setup.server_tls = &t->server_tls;
    optind = 1;
    while ((c = subcommand_option(&subcommand_smtp, argc, argv, "+", NULL)) != -1) {
        switch (c) {
        case LONG_ONLY('c'):
            if (!smtp_client_read(keep(t, TEXT_CLIENT, optarg), &t->setup))
                return refuse("--client is ADDRESS[:PORT][,NAME[,ok|fail|forged|temp]]", optarg);
            break;
        case LONG_ONLY('t'):
            t->tls = (struct dialogue_tls){ 0 };
            t->setup.tls = &t->tls;
            if (!smtp_tls_read(keep(t, TEXT_TLS, optarg), &t->tls))
                return refuse("--tls is verify=WORD and more: version=, cipher=, bits=, cert_subject=, cert_issuer=", optarg);
            break;
        case LONG_ONLY('f'):
            if (!add_milter(t, optarg))
                return refuse("--milter is NAME=accept|reject|tempfail|discard|REPLY[@STAGE]", optarg);
            break;
        case LONG_ONLY('e'):
            t->setup.deliver = true;
            break;
        case LONG_ONLY('s'):
            t->server_tls = (struct dialogue_tls){ 0 };
            t->setup.server_tls = strcmp(optarg, "no") == 0 ? NULL : &t->server_tls;
            if (t->setup.server_tls != NULL && !smtp_tls_read(keep(t, TEXT_SERVER, optarg), &t->server_tls))
                return refuse("--server-tls is no, or verify=WORD and more, as --tls", optarg);
            break;
        case LONG_ONLY('a'):
            if (!smtp_auth_read(keep(t, TEXT_AUTH, optarg), &t->setup))
                return refuse("--auth is TYPE,USER", optarg);
            break;
        case LONG_ONLY('r'):
            if (!read_count(optarg, &t->setup.rate, &t->setup.total_rate))
                return refuse("--rate is N[,TOTAL]: this client's connections of a minute, and everybody's", optarg);
            break;
        case LONG_ONLY('n'):
            if (!read_count(optarg, &t->setup.connections, NULL))
                return refuse("--connections is the number that are open to this client", optarg);
            break;
        case LONG_ONLY('i'):
            t->setup.ident = optarg;
            break;
        case LONG_ONLY('d'):
            t->setup.daemon = optarg;
            break;
        case LONG_ONLY('b'):
            t->because = true;
            break;
        case LONG_ONLY('p'):
            t->plan.wanted = true;
            break;
        case LONG_ONLY('m'):
            t->setup.mechanisms = optarg;
            break;
        default:
            return refuse(NULL, NULL);
        }
    }
    return true;
}

static void say(void *ctx, const char *line)
{
    struct talk *t = ctx;

    out_text(&t->run->out, line);
    out_text(&t->run->out, t->terminal ? "\n" : "\r\n");
}

static void tell(void *ctx, enum dialogue_note kind, const char *text)
{
    struct talk *t = ctx;

    if (kind == NOTE_DROPPED && t->dropped)
        return;
    if (kind == NOTE_QUEUED || (kind == NOTE_FILTER && !t->plan.wanted))
        return;
    out_flush(&t->run->out);
    t->dropped |= kind == NOTE_DROPPED;
    fprintf(stderr, "btsh smtp: %s\n", text);
}

/* An explanation, below the reply that it is about. */
static void tell_lines(const char *text, size_t n)
{
    while (n > 0) {
        const char *end = memchr(text, '\n', n);
        size_t length = end != NULL ? (size_t)(end - text) : n;

        fprintf(stderr, "  %.*s\n", (int)length, text);
        n -= length + (end != NULL);
        text += length + (end != NULL);
    }
}

/* Why a ruleset has refused: it is asked again, in a session of its own with the same macros. */
static void explain_refusal(void *ctx, struct session *s, const char *ruleset, const char *argument, enum dialogue_verdict said)
{
    struct talk *t = ctx;
    struct observer quiet = listeners_none();
    struct session *other = said == VERDICT_REFUSED ? session_new(t->program, &quiet) : NULL;
    struct output *err;
    struct sink told = { 0 };
    struct explain x = { .session = other, .style = style_of_output(), .rules = ruleset,
                         .address = argument, .mc = t->run->mc, .show_secrets = t->run->args.show_secrets,
                         .sources = t->run->setup.from_source, .brief = true };

    if (other == NULL)
        return;
    err = x.out = zeroed_or_end(1, sizeof *err);
    out_flush(&t->run->out);
    err->sink = &told;
    err->shown = SHOWN_PRINTABLE;
    session_carry_over(other, s);
    explain_address(&x);
    out_flush(err);
    tell_lines(told.text, told.n);
    free(told.text);
    free(err);
    session_free(other);
}

/* Lines of the standard input, until the server or the client ends it. */
static void converse(struct talk *t, struct dialogue *d)
{
    char *line = NULL;
    size_t room = 0;
    ssize_t n;
    bool text = true, first = true; /* its lines end as those of a text do, from the first one on */

    out_flush(&t->run->out);
    while (!dialogue_over(d) && !interrupted && (n = getline(&line, &room, stdin)) >= 0) {
        bool crlf = n > 1 && line[n - 1] == '\n' && line[n - 2] == '\r';

        if (n > 0 && line[n - 1] == '\n')
            n -= crlf ? 2 : 1;
        text = first ? !crlf : text;
        first = false;
        dialogue_line(d, line, (size_t)n, crlf || text);
        out_flush(&t->run->out);
    }
    if (!dialogue_over(d))
        dialogue_lost(d);
    free(line);
}

static int hold_dialogue(struct talk *t, struct program *p)
{
    struct observer o = plan_observer(&t->plan, transcript_observer(&t->run->transcript));
    struct session *s = session_new(p, &o);
    struct dialogue_listener to = { .reply = say, .note = tell, .ctx = t };
    struct dialogue *d;

    t->terminal = isatty(STDOUT_FILENO);
    if (t->because || (t->terminal && isatty(STDERR_FILENO)))
        to.asked = explain_refusal;
    t->program = p;
    t->run->out.shown = t->terminal ? SHOWN_PRINTABLE : SHOWN_RAW;
    if (t->run->args.max_steps >= 0)
        session_set_max_steps(s, t->run->args.max_steps);
    d = dialogue_new(s, &t->setup, &to);
    if (d == NULL) {
        session_free(s);
        return subcommand_misused(&subcommand_smtp, "there is no such daemon", t->setup.daemon);
    }
    for (int i = 0; i < t->setup.nmilters; i++) {
        if (!dialogue_has_milter(d, t->milters[i].name)) {
            dialogue_close(d);
            session_free(s);
            return subcommand_misused(&subcommand_smtp, "InputMailFilters names no such filter", t->milters[i].name);
        }
    }
    t->plan.dialogue = d;
    t->plan.before = &t->run->out;
    dialogue_greet(d);
    converse(t, d);
    dialogue_close(d);
    plan_end(&t->plan);
    session_free(s);
    return interrupted ? interrupt_status() : 0;
}

static int run(struct run *r, int argc, char *argv[])
{
    struct talk t = { .run = r };
    struct program *p;
    int status;

    if (!read_options(&t, argc, argv)) {
        forget(&t);
        return SUBCOMMAND_USAGE;
    }
    if (t.setup.address == NULL || optind < argc) {
        forget(&t);
        return subcommand_misused(&subcommand_smtp, t.setup.address == NULL ? "who is the client?" : "too many words",
                                  NULL);
    }
    p = run_load_beside(r);
    if (p == NULL) {
        forget(&t);
        return r->transcript.fatal != 0 ? r->transcript.fatal : EX_SOFTWARE;
    }
    status = hold_dialogue(&t, p);
    program_free(p);
    forget(&t);
    return status;
}

int smtp_of_caller(struct run *r)
{
    struct talk t = { .run = r };
    struct program *p = run_load_beside(r);
    int status;

    if (p == NULL)
        return r->transcript.fatal != 0 ? r->transcript.fatal : EX_SOFTWARE;
    status = hold_dialogue(&t, p);
    program_free(p);
    return status;
}

const struct subcommand subcommand_smtp = {
    .name = "smtp",
    .args = "--client ADDRESS[:PORT][,NAME[,ok|fail|forged|temp]] [--plan] [--because]\n"
            "           [--daemon NAME] [--ident USER] [--rate N[,TOTAL]] [--connections N] [--auth-mechanisms WORDS]\n"
            "           [--tls RESULT] [--auth TYPE,USER] [--deliver [--server-tls RESULT]]\n"
            "           [--milter NAME=ANSWER[@STAGE]]...",
    .help = "what the server would say to a client, command for command",
    .about = "Reads SMTP commands from the standard input and answers as sendmail would answer that client, and\n"
             "carries no mail. Without NAME the client is called as the zones or DNS call it. --plan: tells, on the\n"
             "standard error, each ruleset that is called, with its argument, its macros and its result.\n"
             "--because: what of the site decided where a ruleset refuses; at a terminal it is always told. --daemon:\n"
             "the name of the one that answers, where it is not the first, or DaemonPortOptions of its own. --tls verify=OK,...: STARTTLS is\n"
             "offered and leads to that (the dialogue goes on in clear); --auth: AUTH of that TYPE succeeds as USER.\n"
             "--deliver: once a message is taken, the rulesets that sending it would ask are asked (check_compat, try_tls\n"
             "...), and it is told where it would go; nobody is connected.\n",
    .example = "printf 'MAIL FROM:<bob@example.org>\\nRCPT TO:<joe@example.com>\\n' | btsh -C sendmail.cf smtp --client 192.0.2.1",
    .run = run,
    .options = options_known,
    .serves = true,
    .compiles = true,
};
