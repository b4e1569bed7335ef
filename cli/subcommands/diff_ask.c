/*
 * diff_ask.c - what btsh diff asks of a side about one pair of addresses, and what it answers.
 */
#include <stdio.h>
#include <string.h>

#include "describe.h"
#include "engine.h"
#include "reason/run.h"
#include "shell/input.h"
#include "subcommands/address_list.h"
#include "subcommands/diff_ask.h"
#include "suite/observed.h"
#include "suite/stage.h"

const char *const question_names[QUESTIONS] = {
    "route", "end", "envelope sender", "header sender", "check_relay", "check_mail", "check_rcpt", "check_compat"
};

/* The policy's word: an error, or what it returns. */
static void policy(const struct tester *b, char *out)
{
    const struct observed *w = &b->observed;

    if (w->mailer != NULL)
        snprintf(out, ANSWER_TEXT, "%s%s%s %s", w->mailer, *w->host != '\0' ? " " : "", w->host, w->user);
    else if (w->temporary)
        snprintf(out, ANSWER_TEXT, "for the time being, no answer");
    else
        snprintf(out, ANSWER_TEXT, "ok");
}

static bool has_rules(const struct tester *b, const char *name)
{
    int n = session_ruleset_named(b->session, name);

    return n >= 0 && session_ruleset_rules(b->session, n) > 0;
}

/* As a server writes an address. */
static void in_angles(const char *address, char *out, size_t size)
{
    bool has = *address == '<';

    snprintf(out, size, "%s%s%s", has ? "" : "<", address, has ? "" : ">");
}

static const char *sender_of(const struct pair *p)
{
    return p->sender != NULL && *p->sender != '\0' ? p->sender : "<>";
}

/* The name that ${client_name} has. */
static void name_of(const struct pair *p, char *out, size_t size)
{
    if (p->client_name != NULL)
        snprintf(out, size, "%s", p->client_name);
    else
        snprintf(out, size, "[%s]", p->client_address);
}

enum { ARGUMENT = 2 * INPUT_LINE };

/* What a server gives a check; false: too little is known of the pair for it. */
static bool argument(const struct pair *p, enum question q, char both[ARGUMENT])
{
    char one[INPUT_LINE], name[INPUT_LINE];

    switch (q) {
    case ASK_RELAY:
        if (p->client_address == NULL)
            return false;
        name_of(p, name, sizeof name);
        snprintf(both, ARGUMENT, "%s $| %s", name, p->client_address);
        break;
    case ASK_MAIL:
        if (p->sender == NULL)
            return false;
        in_angles(sender_of(p), both, ARGUMENT);
        break;
    case ASK_RCPT:
        in_angles(p->recipient, both, ARGUMENT);
        break;
    default:
        if (p->sender == NULL)
            return false;
        in_angles(sender_of(p), name, sizeof name);
        in_angles(p->recipient, one, sizeof one);
        snprintf(both, ARGUMENT, "%.2000s $| %.2000s", name, one);
        break;
    }
    return true;
}

/* Runs a check as a server does; false: it cannot be. */
static bool check(struct tester *b, const struct pair *p, enum question q)
{
    char both[ARGUMENT];

    if (!argument(p, q, both))
        return false;
    if (!has_rules(b, question_names[q]))
        observed_begin(&b->observed); /* without such a check, nothing is refused */
    else
        tester_rules(b, question_names[q], both);
    return true;
}

/* How the address looks at the other end. */
static bool rewritten(struct tester *b, const struct pair *p, enum question q, const char *mailer, char *out)
{
    char line[INPUT_LINE];
    const char *at;

    if (p->sender == NULL || *mailer == '\0' || strcmp(mailer, "error") == 0)
        return false;
    tester_type(b, q == ASK_HEADER ? "/tryflags hs" : "/tryflags es");
    snprintf(line, sizeof line, "/try %s %s", mailer, sender_of(p));
    at = strstr(tester_type(b, line), "addr = ");
    at = at != NULL ? at + 7 : "";
    snprintf(out, ANSWER_TEXT, "%.*s", (int)strcspn(at, "\n"), at);
    return true;
}

static void route(struct tester *b, const struct pair *p, char *out)
{
    const struct observed *w = &b->observed;
    char line[INPUT_LINE];

    snprintf(line, sizeof line, "/parse %s", p->recipient);
    tester_type(b, line);
    if (w->mailer == NULL)
        snprintf(out, ANSWER_TEXT, "cannot be parsed");
    else
        snprintf(out, ANSWER_TEXT, "%s%s%s %s", w->mailer, *w->host != '\0' ? " " : "", w->host, w->user);
}

/* One question; false: it is not asked about this pair. */
static bool ask(struct tester *b, const struct pair *p, enum question q, const char *mailer, char *out)
{
    switch (q) {
    case ASK_ROUTE:
        route(b, p, out);
        return true;
    case ASK_END:
        return false; /* it has no text */
    case ASK_ENVELOPE:
    case ASK_HEADER:
        return rewritten(b, p, q, mailer, out);
    default:
        if (!check(b, p, q))
            return false;
        policy(b, out);
        return true;
    }
}

static void define(struct tester *b, const char *macro, const char *value)
{
    char line[INPUT_LINE];

    snprintf(line, sizeof line, ".D{%.100s}%.1900s", macro, value);
    tester_type(b, line);
}

/* False: the side has no program. */
static bool begin(struct tester *b, struct stage *st, const struct pair *p)
{
    char text[INPUT_LINE];

    if (!tester_start(b, st, false))
        return false;
    if (p->client_address != NULL) {
        name_of(p, text, sizeof text);
        define(b, "client_addr", p->client_address);
        define(b, "client_name", text);
        define(b, "client_ptr", text);
        define(b, "client_resolve", p->client_name == NULL ? "FAIL" : p->client_forged ? "FORGED" : "OK");
    }
    if (p->sender != NULL) {
        snprintf(text, sizeof text, "/sender %s", sender_of(p));
        tester_type(b, text);
    }
    return true;
}

static void note_failure(const struct observed *w, struct failed_lookup *f)
{
    if (!w->temporary || f->is)
        return;
    f->is = true;
    f->err = w->failed_err;
    snprintf(f->map, sizeof f->map, "%s", w->failed_map != NULL ? w->failed_map : "");
    snprintf(f->key, sizeof f->key, "%s", w->failed_key != NULL ? w->failed_key : "");
}

void ask_all(struct tester *b, struct stage *st, const struct pair *p, struct answers *a)
{
    onward_clear(&a->end);
    a->mailer[0] = '\0';
    a->failed.is = false;
    for (int q = 0; q < QUESTIONS; q++)
        a->text[q][0] = '\0';
    if (!begin(b, st, p))
        return;
    for (int q = 0; q < QUESTIONS; q++) {
        if (!ask(b, p, (enum question)q, a->mailer, a->text[q]))
            continue;
        note_failure(&b->observed, &a->failed);
        if (q == ASK_ROUTE && b->observed.mailer != NULL)
            snprintf(a->mailer, sizeof a->mailer, "%s", b->observed.mailer);
    }
    if (onward_goes_on(b->session, a->mailer))
        onward_follow(b->session, p->recipient, &a->end); /* at last: it spoils the session */
}

void ask_again(struct tester *b, struct stage *st, const struct pair *p, enum question q,
               const char *mailer)
{
    char out[ANSWER_TEXT];

    b->observed.trace = true;
    if (!begin(b, st, p) || !ask(b, p, q, mailer, out))
        observed_begin(&b->observed);
    b->observed.trace = false;
}

void ask_local(struct tester *b, struct stage *st, const struct pair *p, const char *user)
{
    b->observed.trace = true;
    if (begin(b, st, p))
        tester_rules(b, "5", user);
    else
        observed_begin(&b->observed);
    b->observed.trace = false;
}

bool ask_why(struct tester *b, struct stage *st, const struct pair *p, enum question q, const char *mailer,
             const char *user, struct inquiry *out)
{
    char both[ARGUMENT];
    bool done;

    if (!begin(b, st, p))
        return false;
    switch (q) {
    case ASK_ROUTE:
        done = inquiry_begin(out, b->session, NULL, NULL, p->recipient);
        break;
    case ASK_END:
        done = user != NULL && inquiry_begin(out, b->session, "5", NULL, user);
        break;
    case ASK_ENVELOPE:
    case ASK_HEADER:
        session_try_flags(b->session, q == ASK_HEADER ? "hs" : "es");
        done = p->sender != NULL && inquiry_begin(out, b->session, NULL, mailer, sender_of(p));
        break;
    default:
        done = argument(p, q, both) && has_rules(b, question_names[q])
               && inquiry_begin(out, b->session, question_names[q], NULL, both);
        break;
    }
    if (!done)
        return false;
    out->present = true;
    out->verdict = run_is_check(out->rules);
    return true;
}
