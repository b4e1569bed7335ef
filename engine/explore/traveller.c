/*
 * traveller.c - runs situations through a configuration, in every way in which it would meet them.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sysexits.h>

#include "describe.h"
#include "engine.h"
#include "explore/apart.h"
#include "explore/traveller.h"
#include "mail/address.h"
#include "mail/recipients.h"
#include "smtp/dialogue.h"
#include "state/classes.h"
#include "state/mailers.h"
#include "state/program.h"
#include "state/session.h"

enum { MAX_STEPS_OF_RUN = 200000 };

struct traveller {
    struct program *p;
    const struct world *world;
    struct session *s;
    struct observer observer;
    travel_listener *listen;
    void *ctx;
    unsigned want;
    struct taken taken[TAKEN_MOST];
    int ntaken;
    bool enough, typed;     /* typed: as a shell would have it */
    unsigned way;           /* that is being gone */
    struct arrival *out;
    const struct situation *x; /* of the run */
    int *code;              /* where the code of the next reply belongs */
    char shaken[256];       /* the first map in which a lookup failed, and was not to fail; "": none */
};

static const char *or_none(const char *text)
{
    return *text != '\0' ? text : NULL;
}

struct situation situation_of(const struct made_situation *m)
{
    return (struct situation){ .client = or_none(m->client), .name = or_none(m->name), .helo = m->helo, .sender = m->sender,
                               .recipient = m->recipient, .resolve = or_none(m->resolve), .login = or_none(m->login),
                               .verify = or_none(m->verify), .bits = or_none(m->bits), .subject = or_none(m->subject),
                               .issuer = or_none(m->issuer), .header = or_none(m->header), .failing = or_none(m->failing),
                               .daemon = or_none(m->daemon), .rate = m->rate };
}

bool verdict_of_client(const char *verify)
{
    return verify != NULL && *verify != '\0' && strncmp(verify, "DANE_", 5) != 0;
}

/* ---- events ----------------------------------------------------------------------------------------------- */

bool arrival_fails(const struct arrival *a)
{
    return strcmp(a->mailer, "error") == 0 || strcmp(a->mailer, "*error*") == 0;
}

bool arrival_refused(const struct arrival *a)
{
    return a->mail == 0 || a->mail >= 400 || a->rcpt >= 400 || a->data >= 400;
}

bool arrival_taken(const struct arrival *a)
{
    return a->rcpt / 100 == 2 && a->data < 400 && !a->discarded;
}

const char *arrival_reply(const struct arrival *a)
{
    return *a->message != '\0' ? a->message : a->said;
}

bool event_of_circle(const struct event *e)
{
    return e->kind == EVENT_DIAGNOSTIC
           && (strstr(e->diag->text, "recursion") != NULL || strstr(e->diag->text, "loop broken") != NULL);
}

/* "access", or "access From:ann@example.org". */
bool situation_fails(const struct situation *x, const struct event *e)
{
    size_t n = x->failing != NULL ? strcspn(x->failing, " ") : 0;

    return n > 0 && strlen(e->map) == n && strncasecmp(e->map, x->failing, n) == 0
           && (x->failing[n] == '\0' || strcasecmp(x->failing + n + 1, e->key) == 0);
}

static bool takes(const struct taken *what, const struct event *e)
{
    switch (what->kind) {
    case TAKEN_RECORD:
        return e->kind == EVENT_LOOKUP_BEGIN && e->file != NULL && strcmp(e->file, what->file) == 0
               && strcasecmp(e->key, what->key) == 0;
    case TAKEN_WORD:
        return e->kind == EVENT_CLASS_USED && e->found && e->name == what->id && strcasecmp(e->key, what->key) == 0;
    case TAKEN_RULE:
        return e->kind == EVENT_RULE_TRY && e->rule == what->rule;
    default:
        return false;
    }
}

static bool is_taken(const struct traveller *t, const struct event *e)
{
    for (int i = 0; i < t->ntaken; i++) {
        if (takes(&t->taken[i], e))
            return true;
    }
    return false;
}

/* What comes of a table that cannot be read for a moment is true of that moment. */
static void note_failure(struct traveller *t, const struct event *e)
{
    if (*t->shaken == '\0' && (t->x == NULL || !situation_fails(t->x, e)))
        snprintf(t->shaken, sizeof t->shaken, "%s", e->map);
}

static enum event_answer hear(void *ctx, struct session *s, const struct event *e)
{
    struct traveller *t = ctx;

    if (t->listen != NULL)
        t->listen(t->ctx, s, e);
    if (t->out != NULL && (t->way & (WAY_ROUTE | WAY_ONWARD)) != 0 && event_of_circle(e))
        t->out->loops = true;
    if (e->kind == EVENT_LOOKUP_BEGIN && t->x != NULL && situation_fails(t->x, e)) {
        *e->reply = (struct map_reply){ NULL, EX_TEMPFAIL };
        return EVENT_SKIP;
    }
    if (e->kind == EVENT_LOOKUP_UNUSABLE || (e->kind == EVENT_LOOKUP_END && e->status == EX_TEMPFAIL))
        note_failure(t, e);
    if (is_taken(t, e)) {
        if (e->kind == EVENT_LOOKUP_BEGIN)
            *e->reply = (struct map_reply){ NULL, 0 };
        return EVENT_SKIP;
    }
    return t->enough ? EVENT_STOP : EVENT_GO;
}

static unsigned wanted(const struct traveller *t)
{
    unsigned want = (t->listen != NULL ? t->want : 0) | WANT_LOOKUPS;

    for (int i = 0; i < t->ntaken; i++) {
        if (t->taken[i].kind == TAKEN_WORD)
            want |= WANT_NAMES;
        if (t->taken[i].kind == TAKEN_RULE)
            want |= WANT_RULES;
    }
    return want;
}

static void define(struct session *s, const char *name, const char *value)
{
    char text[1024];

    snprintf(text, sizeof text, "%s%s", name, value);
    session_define(s, text);
}

/* What a server's child has, whose rules are run: a program that tests or verifies has another. */
static void define_mode(const struct traveller *t)
{
    const char text[] = { t->p->set.server_mode, '\0' };
    const char *have;

    if (text[0] != '\0' && (!session_macro(t->s, "{deliveryMode}", &have) || have == NULL || strcmp(have, text) != 0))
        define(t->s, "{deliveryMode}", text);
}

/* A session as a server's child would have it, with what is otherwise. */
static struct session *afresh(struct traveller *t)
{
    struct observer o = { .hear = hear, .ctx = t, .want = wanted(t) };
    struct observer quiet = { .hear = hear, .ctx = t };
    travel_listener *listen = t->listen;

    t->listen = NULL;
    t->s = t->s != NULL ? session_again(t->s, &quiet) : session_new(t->p, &quiet);
    if (t->world != NULL)
        t->s->world = t->world;
    levels_hush(t->s, ALL_CATEGORIES);
    session_set_max_steps(t->s, MAX_STEPS_OF_RUN);
    t->s->hurried = true;
    if (!t->typed)
        define_mode(t);
    for (int i = 0; i < t->ntaken; i++) {
        if (t->taken[i].kind == GIVEN_WORD)
            class_add(t->s, t->taken[i].id, t->taken[i].key);
    }
    t->listen = listen;
    session_observe(t->s, &o);
    return t->s;
}

/* ---- the ways --------------------------------------------------------------------------------------------- */

static void define_client(struct session *s, const struct situation *x)
{
    char bracketed[80];

    if (x->client == NULL)
        return;
    snprintf(bracketed, sizeof bracketed, "[%s]", x->client);
    define(s, "{client_addr}", x->client);
    define(s, "{client_name}", x->name != NULL ? x->name : bracketed);
    define(s, "{client_resolve}", x->resolve != NULL ? x->resolve : x->name != NULL ? "OK" : "FAIL");
    define(s, "s", x->helo);
    define(s, "f", x->sender);
}

static void route(struct traveller *t, const struct situation *x)
{
    struct session *s = afresh(t);
    struct triple triple;

    define_client(s, x);
    if (!session_parse(s, x->recipient, &triple) || t->out == NULL || triple.mailer == NULL)
        return;
    snprintf(t->out->mailer, sizeof t->out->mailer, "%s", triple.mailer);
    snprintf(t->out->host, sizeof t->out->host, "%s", triple.host != NULL ? triple.host : "");
    snprintf(t->out->user, sizeof t->out->user, "%s", triple.user != NULL ? triple.user : "");
}

static void reply(void *ctx, const char *line)
{
    struct traveller *t = ctx;
    int code = atoi(line);

    if (t->code != NULL && strlen(line) > 3 && line[3] != '-')
        *t->code = code;
    if (t->out == NULL)
        return;
    if (t->code == &t->out->rcpt || (code >= 400 && t->out->rcpt == 0))
        snprintf(t->out->said, sizeof t->out->said, "%s", line);
    else if (code >= 400)
        snprintf(t->out->message, sizeof t->out->message, "%s", line);
    if (t->code != NULL && code < 400 && !t->out->discarded)
        *t->out->ruleset = '\0'; /* what was refused before did not matter */
}

static void note(void *ctx, enum dialogue_note kind, const char *text)
{
    struct traveller *t = ctx;

    (void)text;
    if (t->out != NULL && kind == NOTE_DISCARD)
        t->out->discarded = true;
}

static void asked(void *ctx, struct session *s, const char *ruleset, const char *argument, enum dialogue_verdict said)
{
    struct traveller *t = ctx;

    (void)s;
    if (t->out == NULL || (said != VERDICT_REFUSED && said != VERDICT_DISCARD))
        return;
    snprintf(t->out->ruleset, sizeof t->out->ruleset, "%s", ruleset);
    snprintf(t->out->argument, sizeof t->out->argument, "%s", argument);
}

static void say(struct traveller *t, struct dialogue *d, int *code, const char *what, const char *address)
{
    char line[1024];
    int n = snprintf(line, sizeof line, address != NULL ? "%s<%s>" : "%s", what, address);

    t->code = code;
    if (!dialogue_over(d) && !t->enough && n < (int)sizeof line)
        dialogue_line(d, line, (size_t)n, true);
    t->code = NULL;
}

static enum client_name worth_of(const struct situation *x)
{
    static const char *const words[] = { [NAME_OK] = "OK", [NAME_FAIL] = "FAIL", [NAME_FORGED] = "FORGED", [NAME_TEMP] = "TEMP" };

    for (int i = 0; x->resolve != NULL && i < (int)(sizeof words / sizeof words[0]); i++) {
        if (strcmp(words[i], x->resolve) == 0)
            return (enum client_name)i;
    }
    return x->name != NULL ? NAME_OK : NAME_FAIL;
}

static void say_hello(struct traveller *t, struct dialogue *d, const struct situation *x)
{
    char helo[SITUATION_TEXT + 8];

    snprintf(helo, sizeof helo, "EHLO %s", x->helo);
    say(t, d, NULL, helo, NULL);
}

static void say_message(struct traveller *t, struct dialogue *d, const struct situation *x, struct arrival *out)
{
    char line[SITUATION_TEXT + 20];

    snprintf(line, sizeof line, "From: <%s>", x->sender);
    say(t, d, NULL, line, NULL);
    snprintf(line, sizeof line, "To: <%s>", x->recipient);
    say(t, d, NULL, line, NULL);
    snprintf(line, sizeof line, "Message-Id: <1@%s>", x->helo);
    say(t, d, NULL, line, NULL);
    say(t, d, NULL, "Subject: x", NULL);
    if (x->header != NULL)
        say(t, d, NULL, x->header, NULL);
    say(t, d, NULL, "", NULL);
    say(t, d, &out->data, ".", NULL);
}

/* deliver: what the sending side would ask is asked, too. */
static void converse(struct traveller *t, const struct situation *x, bool deliver)
{
    struct session *s = afresh(t);
    struct dialogue_tls tls = { .verify = x->verify, .bits = x->bits, .subject = x->subject, .issuer = x->issuer };
    struct dialogue_setup setup = { .address = x->client, .name = x->name, .named = true, .resolve = worth_of(x),
                                    .daemon = x->daemon, .tls = verdict_of_client(x->verify) ? &tls : NULL, .auth_user = x->login, .deliver = deliver,
                                    .auth_type = x->login != NULL ? "PLAIN" : NULL,
                                    .server_tls = x->verify != NULL ? &tls : NULL, .rate = x->rate,
                                    .total_rate = x->rate, .connections = x->rate };
    struct dialogue_listener to = { .reply = reply, .note = note, .asked = asked, .ctx = t };
    struct dialogue *d = dialogue_new(s, &setup, &to);
    struct arrival none = { 0 }, *out = t->out != NULL ? t->out : &none;

    if (d == NULL)
        return;
    dialogue_greet(d);
    say_hello(t, d, x);
    if (verdict_of_client(x->verify)) {
        say(t, d, NULL, "STARTTLS", NULL);
        say_hello(t, d, x);
    }
    if (x->login != NULL)
        say(t, d, NULL, "AUTH PLAIN AHgAeA==", NULL); /* whoever that is: x->login it becomes */
    say(t, d, &out->mail, "MAIL FROM:", x->sender);
    if (t->out == NULL || (out->mail >= 200 && out->mail < 300))
        say(t, d, &out->rcpt, "RCPT TO:", x->recipient);
    if (t->out == NULL || (out->rcpt >= 200 && out->rcpt < 300)) {
        say(t, d, &out->data, "DATA", NULL);
        if (dialogue_reads_message(d))
            say_message(t, d, x, out);
    }
    dialogue_close(d);
}

/* Mailers that rewrite alike are one. */
static bool alike(const struct mailer_view *a, const struct mailer_view *b)
{
    return a->se == b->se && a->sh == b->sh && a->re == b->re && a->rh == b->rh
           && memcmp(a->flags, b->flags, 4 * sizeof *a->flags) == 0;
}

static void try_all(struct traveller *t, const struct situation *x)
{
    struct mailer_view m, other;

    for (int i = 0; session_mailer(t->s, i, &m) && !t->enough; i++) {
        bool known = false;

        for (int k = 0; k < i && !known; k++)
            known = session_mailer(t->s, k, &other) && alike(&m, &other);
        if (known)
            continue;
        for (int flags = 0; flags < 4 && !t->enough; flags++) {
            struct session *s = afresh(t);
            int status;

            define_client(s, x);
            s->try_header = (flags & 1) != 0;
            s->try_sender = (flags & 2) == 0;
            session_try(s, m.name, s->try_sender ? x->sender : x->recipient, &status);
        }
    }
}

static bool has(const struct session *s, const char *ruleset)
{
    return session_ruleset_named(s, ruleset) >= 0;
}

static void define_apart(void *ctx, const char *name, const char *value)
{
    define(ctx, name, value);
}

static void others(struct traveller *t, const struct situation *x)
{
    struct apart_question q;

    if (t->s == NULL)
        afresh(t);
    for (int i = 0; apart_question(x, i, &q) && !t->enough; i++) {
        struct session *s = t->s;

        if (!has(s, q.ruleset))
            continue;
        s = afresh(t);
        define_client(s, x);
        apart_macros(x, define_apart, s);
        if (q.joined)
            session_test_joined(s, q.ruleset, q.text);
        else
            session_test(s, q.ruleset, q.text);
    }
}

static void onward(struct traveller *t, const struct situation *x)
{
    struct session *s = afresh(t);
    struct recipients *r = session_verify(s, NULL, false);

    verify_operand(r, x->recipient);
    for (const struct address *a = r->queue; t->out != NULL && a != NULL; a = a->next) {
        if (a->mailer == NULL || recipient_dead(a) || a->state == ADDRESS_BAD)
            continue;
        t->out->program |= strcmp(a->mailer->name, "prog") == 0;
        t->out->file |= strcmp(a->mailer->name, "*file*") == 0;
        if (a->mailer->path == NULL || strcmp(a->mailer->path, "[IPC]") != 0 || *t->out->hop_mailer != '\0')
            continue;
        snprintf(t->out->hop_mailer, sizeof t->out->hop_mailer, "%s", a->mailer->name);
        snprintf(t->out->hop_host, sizeof t->out->hop_host, "%s", a->host != NULL ? a->host : "");
        snprintf(t->out->hop_user, sizeof t->out->hop_user, "%s", a->user != NULL ? a->user : "");
    }
}

static bool begins(struct traveller *t, unsigned ways, enum way way)
{
    t->way = way;
    return (ways & way) != 0 && !t->enough;
}

unsigned traveller_way(const struct traveller *t)
{
    return t->way;
}

int traveller_says(const struct traveller *t)
{
    if (t->code == NULL || t->out == NULL)
        return 0;
    return t->code == &t->out->mail ? SAYS_MAIL : t->code == &t->out->rcpt ? SAYS_RCPT : SAYS_DATA;
}

void traveller_go(struct traveller *t, const struct situation *x, unsigned ways, struct arrival *out)
{
    t->enough = false;
    t->out = out;
    t->x = x;
    if (out != NULL)
        *out = (struct arrival){ 0 };
    if (begins(t, ways, WAY_ROUTE))
        route(t, x);
    if (begins(t, ways, WAY_DIALOGUE))
        converse(t, x, (ways & WAY_OTHERS) != 0);
    if (t->s == NULL)
        afresh(t);
    if (begins(t, ways, WAY_SENDERS))
        try_all(t, x);
    if (begins(t, ways, WAY_OTHERS))
        others(t, x);
    if (begins(t, ways, WAY_ONWARD))
        onward(t, x);
    t->way = 0;
    t->out = NULL;
    t->x = NULL;
}

struct traveller *traveller_new(struct program *p, const struct world *w)
{
    struct traveller *t = calloc(1, sizeof *t);

    if (t != NULL) {
        t->p = p;
        t->world = w;
    }
    return t;
}

const char *traveller_shaken(const struct traveller *t)
{
    return *t->shaken != '\0' ? t->shaken : NULL;
}

void traveller_free(struct traveller *t)
{
    if (t != NULL && t->s != NULL) {
        t->listen = NULL;
        session_free(t->s);
    }
    free(t);
}

void traveller_listen(struct traveller *t, travel_listener *fn, void *ctx, unsigned want)
{
    t->listen = fn;
    t->ctx = ctx;
    t->want = want;
}

void traveller_type(struct traveller *t)
{
    t->typed = true;
}

void traveller_take(struct traveller *t, const struct taken *what, int n)
{
    t->ntaken = n;
    for (int i = 0; i < n; i++)
        t->taken[i] = what[i];
}

struct session *traveller_session(struct traveller *t)
{
    travel_listener *listen = t->listen;

    t->listen = NULL;
    if (t->s == NULL)
        afresh(t);
    t->listen = listen;
    return t->s;
}

void traveller_enough(struct traveller *t)
{
    t->enough = true;
}
