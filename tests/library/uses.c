/*
 * uses.c - every function of libbtsh, as its users call it; and what the header promises of memory and threads.
 *
 *      uses CONFIG all             each function: `ok' or `not ok' and what
 *      uses CONFIG cycles N        loads, asks and frees so often
 *      uses CONFIG threads         two threads with a session each: the same answers as one after the other
 */
#include <btsh.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int failed;

static void check(bool good, const char *what)
{
    printf("%s - %s\n", good ? "ok" : "not ok", what);
    failed += !good;
}

static bool same(const char *a, const char *b)
{
    return a != NULL && b != NULL ? strcmp(a, b) == 0 : a == b;
}

static bool says(const struct btsh_message *m, const char *words)
{
    for (; m != NULL; m = m->next) {
        if (strstr(m->text, words) != NULL)
            return true;
    }
    return false;
}

/* ---- each function ---------------------------------------------------------------------------------- */

static void loading(const char *config)
{
    static const char *const unknown[] = { "zones", "x", NULL }, *const lacking[] = { "zone", NULL },
                      *const off[] = { "no-exec", "off", NULL }, *const nowhere[] = { "hosts", "/nowhere/hosts", NULL },
                      *const name[] = { "hostname", "other.example", "macro", "Zq", "option", "MaxHopCount=17", NULL };
    struct btsh *b = btsh_load("/nowhere/sendmail.cf", NULL);

    check(strcmp(btsh_version(), VERSION) == 0, "the version is the package's");
    check(!btsh_usable(b) && btsh_session_new(b) == NULL && same(btsh_load_messages(b)->file, "/nowhere/sendmail.cf"),
          "a file that is not there is no configuration, and a message says so");
    check(same(btsh_load_messages(b)->kind, "fatal") && btsh_load_messages(b)->error == 2, "the message is fatal, with its errno");
    btsh_free(b);
    btsh_free(NULL);
    b = btsh_load(config, unknown);
    check(!btsh_usable(b) && says(btsh_load_messages(b), "no such setting"), "a setting that is none");
    btsh_free(b);
    b = btsh_load(config, lacking);
    check(!btsh_usable(b) && says(btsh_load_messages(b), "lacks"), "a setting without its value");
    btsh_free(b);
    b = btsh_load(config, off);
    check(!btsh_usable(b), "a switch is on, or not there");
    btsh_free(b);
    b = btsh_load(config, nowhere);
    check(!btsh_usable(b) && says(btsh_load_messages(b), "/nowhere/hosts"), "a file of hosts that is not there");
    btsh_free(b);
    b = btsh_load(config, name);
    check(btsh_usable(b), "settings are taken");
    if (btsh_usable(b)) {
        struct btsh_session *s = btsh_session_new(b);

        check(same(btsh_macro(s, "Z"), "q"), "a macro of the settings is the configuration's");
        check(same(btsh_macro(s, "w"), "other"), "the host has the name that was set");
        btsh_session_free(s);
    }
    btsh_free(b);
}

static void defining(struct btsh_session *s)
{
    check(btsh_define(s, "{client_addr}", "192.0.2.7") && same(btsh_macro(s, "client_addr"), "192.0.2.7"), "a macro is defined");
    check(btsh_define(s, "x", "one") && same(btsh_macro(s, "x"), "one"), "one of a single letter, too");
    check(!btsh_define(s, "", "one") && btsh_messages(s) != NULL, "a macro without a name is refused, with a message");
    check(btsh_macro(s, "{neverheardof}") == NULL, "a macro without a value has none");
    check(btsh_add(s, "w", "added.example"), "a word is added to a class");
    check(btsh_sender(s, "ann@elsewhere.example") != NULL, "a sender is set");
    btsh_session_reset(s);
    check(!same(btsh_macro(s, "x"), "one"), "a reset takes definitions back");
}

static void running(struct btsh_session *s)
{
    const struct btsh_workspace *w = btsh_rules(s, "canonify", "joe@example.com");

    check(w != NULL && w->status == 0 && same(w->text, "joe < @ example . com >"), "a ruleset runs");
    w = btsh_rules(s, "3,0", "tom@somewhere.example");
    check(w != NULL && strncmp(w->text, "$# relay $@ ", 12) == 0, "a list of them, and constructs are shown as written");
    check(btsh_rules(s, "nosuchruleset", "joe") == NULL && btsh_messages(s) != NULL, "one that is not there is told");
    btsh_session_limit(s, 1);
    check(btsh_rules(s, "3,0", "tom@somewhere.example") == NULL && says(btsh_messages(s), "rules"), "a limit ends a call");
    btsh_session_limit(s, 0);
    check(btsh_rules(s, "3,0", "tom@somewhere.example") != NULL, "without it the next one runs");
}

static void asking(struct btsh_session *s)
{
    const struct btsh_answer *a = btsh_map(s, "access", "To:joe@example.com");

    check(a != NULL && a->status == 0 && a->value != NULL && strstr(a->value, "joseph") != NULL, "a map has a key");
    a = btsh_map(s, "access", "nobody");
    check(a != NULL && a->status == 0 && a->value == NULL, "and another one not");
    check(btsh_map(s, "nosuchmap", "x") == NULL && says(btsh_messages(s), "no such map"), "a map that is not there is told");
}

static void worlds(const char *config)
{
    static const char *const moment[] = { "time", "2026-03-04T05:06:07Z", "users", "ann", "caller", "ann", NULL };
    static const char *const wrong[][3] = { { "time", "yesterday", NULL }, { "caller", "nosuchuser", NULL }, { "replay", "/nowhere/tape", NULL } };
    struct btsh *b = btsh_load(config, moment);
    struct btsh_session *s = btsh_usable(b) ? btsh_session_new(b) : NULL;
    struct btsh_dialogue *d = s != NULL ? btsh_dialogue_open(s, NULL, NULL) : NULL;
    const char *now;

    check(d != NULL && btsh_dialogue_say(d, "EHLO x") != NULL && strstr(btsh_dialogue_replies(d)->text, "Hello ann@") != NULL, "the caller is who was set");
    btsh_dialogue_close(d);
    now = s != NULL ? btsh_macro(s, "b") : NULL;
    check(now != NULL && strstr(now, "4 Mar 2026") != NULL, "the clock is what was set");
    btsh_session_free(s);
    btsh_free(b);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        b = btsh_load(config, wrong[i]);
        check(!btsh_usable(b) && btsh_load_messages(b) != NULL, wrong[i][0]);
        btsh_free(b);
    }
}

static void routing(struct btsh_session *s)
{
    const struct btsh_route *r = btsh_route(s, "tom@somewhere.example", 0);

    check(same(r->status, "ok") && same(r->mailer, "relay") && same(r->host, "[192.0.2.53]") && r->code == 0,
          "an address has its route");
    r = btsh_route(s, "joe@example.com", 0);
    check(same(r->status, "error") && r->code == 550 && same(r->dsn, "5.0.0") && strstr(r->error, "joseph") != NULL,
          "one that is refused has codes and text");
    r = btsh_route(s, "@@", 0);
    check(same(r->status, "error") && r->mailer == NULL && r->code == 553, "one that is none is refused");
    r = btsh_route(s, "postmaster", BTSH_EXPAND);
    check(r->recipients != NULL && same(r->recipients->address, "postmaster") && r->recipients->parent == -1, "recipients are followed");
    btsh_add(s, "w", "somewhere.example");
    r = btsh_route(s, "tom@somewhere.example", BTSH_EXPAND);
    check(r->recipients != NULL, "what was defined holds for recipients");
    btsh_session_reset(s);
}

static void explaining(struct btsh_session *s)
{
    const struct btsh_explanation *e = btsh_explain(s, NULL, "joe@example.com");
    const struct btsh_fact *f = e != NULL ? e->facts : NULL;

    while (f != NULL && !(f->decides && same(f->kind, "record")))
        f = f->next;
    check(e != NULL && e->finished && e->refused, "an explanation has an answer");
    check(f != NULL && same(f->name, "access") && same(f->key, "To:joe@example.com") && f->place != NULL,
          "and the fact that decided, with its place");
    check(e->rules == NULL || e->rules->number > 0, "rules have their numbers");
    e = btsh_explain(s, "check_rcpt", "joe@example.com");
    check(e != NULL && e->refused, "rulesets are explained likewise");
    check(same(btsh_route(s, "tom@somewhere.example", 0)->status, "ok"), "and the session is as it was");
}

static bool replied(const struct btsh_reply *r, const char *words)
{
    for (; r != NULL; r = r->next) {
        if (r->note == NULL && strstr(r->text, words) != NULL)
            return true;
    }
    return false;
}

static void conversing(struct btsh_session *s)
{
    static const char *const settings[] = { "name", "mx.elsewhere.example", "resolve", "ok", NULL };
    static const char *const wrong[] = { "resolve", "yes", NULL };
    struct btsh_dialogue *d;

    check(btsh_dialogue_open(s, "192.0.2.1", wrong) == NULL && says(btsh_messages(s), "resolve"), "a faulty setting of a dialogue");
    d = btsh_dialogue_open(s, "192.0.2.1", settings);
    check(d != NULL && replied(btsh_dialogue_replies(d), "220 "), "a client is greeted");
    check(replied(btsh_dialogue_say(d, "EHLO mx.elsewhere.example\r\n"), "250"), "and answered");
    check(replied(btsh_dialogue_say(d, "MAIL FROM:<ann@elsewhere.example>"), "250 "), "a sender is taken");
    check(replied(btsh_dialogue_say(d, "RCPT TO:<joe@example.com>"), "joseph"), "a recipient is refused");
    check(btsh_route(s, "joe@example.com", 0) == NULL && btsh_rules(s, "3", "joe") == NULL
              && !btsh_define(s, "x", "y") && !btsh_add(s, "w", "y") && btsh_macro(s, "x") == NULL
              && btsh_sender(s, "x") == NULL && btsh_explain(s, NULL, "x") == NULL && says(btsh_messages(s), "dialogue"),
          "the session is the dialogue's meanwhile");
    check(btsh_dialogue_open(s, "192.0.2.1", NULL) == NULL, "and has one alone");
    check(!btsh_dialogue_over(d) && replied(btsh_dialogue_say(d, "QUIT"), "221") && btsh_dialogue_over(d), "QUIT ends it");
    check(btsh_dialogue_say(d, "NOOP") == NULL, "and nothing is answered any more");
    btsh_dialogue_close(d);
    btsh_dialogue_close(NULL);
    check(btsh_route(s, "tom@somewhere.example", 0) != NULL, "the session is its own again");
    check(btsh_dialogue_open(s, "192.0.2.1", NULL) != NULL, "one that is left open goes with its session");
}

struct heard {
    int events, matches, messages, stop_at;
    char input[256];
};

static bool hear(void *ctx, const struct btsh_event *e)
{
    struct heard *h = ctx;

    h->events++;
    h->matches += same(e->kind, "match") && e->rule > 0 && e->line > 0 && e->ruleset != NULL;
    h->messages += same(e->kind, "diagnostic") && e->message != NULL;
    if (same(e->kind, "enter") && e->depth == 0)
        snprintf(h->input, sizeof h->input, "%s", e->workspace);
    return h->events != h->stop_at;
}

static void listening(struct btsh_session *s)
{
    struct heard h = { 0 };
    volatile sig_atomic_t flag = 1;

    btsh_session_observe(s, hear, &h);
    btsh_rules(s, "3,0", "tom@somewhere.example");
    check(h.matches > 3 && strstr(h.input, "tom") != NULL, "what happens is heard");
    btsh_route(s, "@@", 0);
    check(h.messages == 1, "messages too");
    h.stop_at = h.events + 5;
    check(btsh_rules(s, "3,0", "tom@somewhere.example") == NULL && h.events == h.stop_at, "who hears can end a call");
    btsh_session_observe(s, NULL, NULL);
    h.stop_at = h.events;
    btsh_rules(s, "3,0", "tom@somewhere.example");
    check(h.events == h.stop_at, "and nobody hears afterwards");
    btsh_session_stop(s, &flag);
    check(btsh_rules(s, "3,0", "tom@somewhere.example") == NULL, "a flag ends a call, too");
    btsh_session_stop(s, NULL);
}

static void all(const char *config)
{
    struct btsh *b = btsh_load(config, NULL);
    struct btsh_session *s = btsh_session_new(b);

    check(s != NULL, "the example is loaded");
    defining(s);
    running(s);
    asking(s);
    routing(s);
    explaining(s);
    listening(s);
    conversing(s);
    btsh_session_free(s);
    btsh_session_free(NULL);
    btsh_free(b);
    loading(config);
    worlds(config);
}

/* ---- memory, threads -------------------------------------------------------------------------------- */

static const char *const addresses[] = { "tom@somewhere.example", "joe@example.com", "postmaster", "@@", "ann@virt.example", "root" };

enum { ADDRESSES = sizeof addresses / sizeof *addresses, ROUNDS = 200, LINE = 512 };

static void cycles(const char *config, int n)
{
    static const char *const settings[] = { "hostname", "mail.example.com", "users", "ann bob", "no-network", "on", NULL };
    struct btsh *bad = btsh_load(config, (const char *const[]){ "zone", "/nowhere", NULL });

    check(!btsh_usable(bad), "a zone that is not there");
    btsh_free(bad);
    for (int i = 0; i < n; i++) {
        struct btsh *b = btsh_load(config, settings);
        struct btsh_session *s = btsh_session_new(b);
        struct btsh_dialogue *d;

        btsh_route(s, addresses[i % ADDRESSES], BTSH_EXPAND);
        btsh_rules(s, "3,0", addresses[i % ADDRESSES]);
        if (i % 50 == 0)
            btsh_explain(s, NULL, addresses[i % ADDRESSES]);
        d = btsh_dialogue_open(s, "192.0.2.1", NULL);
        btsh_dialogue_say(d, "EHLO x");
        btsh_dialogue_close(d);
        btsh_session_free(s);
        btsh_free(b);
    }
    check(true, "as many loads as were wanted");
}

struct work {
    struct btsh *b;
    char (*lines)[LINE];
};

static void *answer_all(void *ctx)
{
    struct work *w = ctx;
    struct btsh_session *s = btsh_session_new(w->b);

    w->lines = calloc((size_t)ROUNDS * ADDRESSES, LINE);
    for (int i = 0; i < ROUNDS * ADDRESSES; i++) {
        const struct btsh_route *r = btsh_route(s, addresses[i % ADDRESSES], i % 7 == 0 ? BTSH_EXPAND : 0);

        snprintf(w->lines[i], LINE, "%s|%s|%s|%s|%s", r->status, r->mailer, r->host, r->user, r->error);
    }
    btsh_session_free(s);
    return NULL;
}

static void threads(const char *config)
{
    /* not the machine's: the thread sanitizer does not see how the C library asks for them */
    struct btsh *b = btsh_load(config, (const char *const[]){ "users", "ann bob", NULL });
    struct work w[3] = { { b, NULL }, { b, NULL }, { b, NULL } };
    pthread_t id[2];
    bool equal = true;

    answer_all(&w[2]);
    for (int i = 0; i < 2; i++)
        pthread_create(&id[i], NULL, answer_all, &w[i]);
    for (int i = 0; i < 2; i++)
        pthread_join(id[i], NULL);
    for (int i = 0; i < ROUNDS * ADDRESSES; i++)
        equal &= strcmp(w[0].lines[i], w[2].lines[i]) == 0 && strcmp(w[1].lines[i], w[2].lines[i]) == 0;
    check(equal && strchr(w[2].lines[0], '|') != NULL, "two threads say what one says");
    for (int i = 0; i < 3; i++)
        free(w[i].lines);
    btsh_free(b);
}

int main(int argc, char *argv[])
{
    if (argc > 3 && strcmp(argv[2], "cycles") == 0)
        cycles(argv[1], atoi(argv[3]));
    else if (argc > 2 && strcmp(argv[2], "threads") == 0)
        threads(argv[1]);
    else if (argc > 2)
        all(argv[1]);
    return failed != 0;
}
