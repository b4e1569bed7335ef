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
#include <strings.h>
#include <sysexits.h>
#include <unistd.h>

#include "engine.h"
#include "explain/explain.h"
#include "hold.h"
#include "listen/listeners.h"
#include "listen/transcript.h"
#include "shell/smtp_options.h"
#include "shell/smtp_plan.h"
#include "show/error_output.h"
#include "show/memory.h"
#include "show/output.h"
#include "show/style.h"
#include "smtp/dialogue.h"
#include "start/interrupt.h"
#include "start/run.h"
#include "start/subcommand.h"
#include "subcommands/smtp.h"

struct talk {
    struct run *run;
    struct smtp_options options;
    struct plan plan;
    bool terminal; /* replies go to one: they end as lines do there */
    bool because; /* refusals are explained */
    struct program *program;
    bool dropped; /* it was said that no message is kept */
};

static bool refuse(const char *what, const char *value)
{
    subcommand_misused(&subcommand_smtp, what, value);
    return false;
}

enum { OPT_DIALOGUE = 256, OPT_BECAUSE, OPT_PLAN };

#define SMTP_OPTION(word, value, how, help) { OPT_DIALOGUE, word, value, help },
static const struct suboption options_known[] = {
    { OPT_DIALOGUE, "client", "CLIENT", "ADDRESS[:PORT][,NAME[,ok|fail|forged|temp]]: who connects; -: nobody, as with -bs" },
    { OPT_BECAUSE, "because", NULL, "tell what of the site decided a refusal" },
    { OPT_PLAN, "plan", NULL, "tell each ruleset that is called, on the standard error" },
#include "shell/smtp_option_list.h"
    { 0, NULL, NULL, NULL },
};

static bool read_options(struct talk *t, int argc, char *argv[])
{
    const struct suboption *which = NULL;
    const char *why;
    int c;

    smtp_options_begin(&t->options);
    optind = 1;
    while ((c = subcommand_option(&subcommand_smtp, argc, argv, "+", &which)) != -1) {
        switch (c) {
        case OPT_DIALOGUE:
            if (!smtp_option_say(&t->options, which->name, optarg, &why))
                return refuse(why, optarg);
            break;
        case OPT_BECAUSE:
            t->because = true;
            break;
        case OPT_PLAN:
            t->plan.wanted = true;
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
    if (kind == NOTE_QUEUED || ((kind == NOTE_FILTER || kind == NOTE_IDENT) && !t->plan.wanted))
        return;
    out_flush(&t->run->out);
    t->dropped |= kind == NOTE_DROPPED;
    err_format("btsh smtp: %s\n", text);
}

/* An explanation, below the reply that it is about. */
static void tell_lines(const char *text, size_t n)
{
    while (n > 0) {
        const char *end = memchr(text, '\n', n);
        size_t length = end != NULL ? (size_t)(end - text) : n;

        err_format("  %.*s\n", (int)length, text);
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
    ssize_t n = 0;
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
    else if (n < 4 || strncasecmp(line, "QUIT", 4) != 0)
        err_format("btsh smtp: the server has closed the connection: nothing more is sent\n");
    free(line);
}

static int hold_dialogue(struct talk *t, struct program *p)
{
    struct observer o = plan_observer(&t->plan, transcript_observer(&t->run->transcript));
    struct session *s = session_new(p, &o);
    struct dialogue_listener to = { .reply = say, .note = tell, .ctx = t };
    const char *why, *which;
    struct dialogue *d;

    t->terminal = isatty(STDOUT_FILENO);
    if (t->because || (t->terminal && isatty(STDERR_FILENO)))
        to.asked = explain_refusal;
    t->program = p;
    t->run->out.shown = t->terminal ? SHOWN_PRINTABLE : SHOWN_RAW;
    if (t->run->args.max_steps >= 0)
        session_set_max_steps(s, t->run->args.max_steps);
    d = smtp_options_open(&t->options, s, &to, &why, &which);
    if (d == NULL) {
        session_free(s);
        return subcommand_misused(&subcommand_smtp, why, which);
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
    struct program *p = NULL;
    int status;

    if (!read_options(&t, argc, argv))
        status = SUBCOMMAND_USAGE;
    else if (!t.options.client || optind < argc)
        status = subcommand_misused(&subcommand_smtp, optind < argc ? "too many words" : "who is the client?", NULL);
    else if ((p = run_load_beside(r)) == NULL)
        status = r->transcript.fatal != 0 ? r->transcript.fatal : EX_SOFTWARE;
    else
        status = hold_dialogue(&t, p);
    if (p != NULL)
        program_free(p);
    smtp_options_free(&t.options);
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
            "           [--tls RESULT] [--auth TYPE,USER] [--eager] [--deliver [--server-tls RESULT]]\n"
            "           [--milter NAME=ANSWER[@STAGE]]... [--load N] [--children N] [--burst N] [--free-blocks N[,BYTES]]\n"
            "           [--tcp-wrappers allow|deny]",
    .help = "what the server would say to a client, command for command",
    .about = "Reads SMTP commands from the standard input and answers as sendmail would answer that client, and\n"
             "carries no mail. Without NAME the client is called as the zones or DNS call it. --plan: tells, on the\n"
             "standard error, each ruleset that is called, with its argument, its macros and its result.\n"
             "--because: what of the site decided where a ruleset refuses; at a terminal it is always told. --daemon:\n"
             "the name of the one that answers, where it is not the first, or DaemonPortOptions of its own. --tls verify=OK,...: STARTTLS is\n"
             "offered and leads to that (the dialogue goes on in clear); --auth: AUTH of that TYPE succeeds as USER.\n"
             "--eager: the client waits for no reply, which servers punish at the greeting, HELO, EHLO and DATA.\n"
             "--deliver: once a message is taken, the rulesets that sending it would ask are asked (check_compat, try_tls\n"
             "...), and it is told where it would go; nobody is connected. --load, --children, --burst, --free-blocks,\n"
             "--tcp-wrappers: the server's machine is busy, its daemon has other clients, many came in this second, its queue\n"
             "has little room, its hosts.deny keeps the client out.\n",
    .example = "printf 'MAIL FROM:<bob@example.org>\\nRCPT TO:<joe@example.com>\\n' | btsh -C sendmail.cf smtp --client 192.0.2.1",
    .run = run,
    .options = options_known,
    .serves = true,
    .compiles = true,
};
