/*
 * summary_find.c - what a configuration does, line by line: each was run, and has the situation that shows it.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "describe.h"
#include "engine.h"
#include "explore/entry_address.h"
#include "explore/explorer.h"
#include "explore/made_world.h"
#include "listen/listeners.h"
#include "show/memory.h"
#include "show/text.h"
#include "start/interrupt.h"
#include "subcommands/deciding.h"
#include "subcommands/explore_or_end.h"
#include "subcommands/summary_find.h"

const char *const summary_titles[SUMMARY_SECTIONS] = { "Who may relay", "What is local", "What is rewritten",
                                                       "Where mail goes", "What is refused" };
const char *const summary_words[SUMMARY_SECTIONS] = { "relay", "local", "rewritten", "ways", "refused" };

enum { OF_EACH = 40, STRANGERS = 2000 };

#define STRANGER "q7x-someone@q7x-elsewhere.example"

struct finder {
    struct program *p;
    struct session *s;             /* for names, classes and tables */
    struct traveller *t;
    const char *mc;
    struct summary *out;
    char own[256];
    char here[SITUATION_TEXT];     /* a recipient that strangers may write to, if one is known */
    struct arrival welcome;        /* what becomes of it */
    int told;                      /* of a class or a table */
    const char *file, *key;        /* the entry that is looked at; NULL: none */
};

static struct made_situation stranger(void)
{
    return (struct made_situation){ .client = EXPLORE_FAR, .name = "host." EXPLORE_OUTSIDE, .helo = "host." EXPLORE_OUTSIDE,
                                    .sender = EXPLORE_NOBODY "@" EXPLORE_OUTSIDE, .recipient = STRANGER };
}

static void add(struct finder *f, enum summary_section section, const char *what, char *outcome, char *reason,
                const struct made_situation *m)
{
    struct summary *o = f->out;

    if (o->n == o->room)
        o->list = grow_or_end(o->list, (size_t)(o->room = o->room * 2 + 32) * sizeof *o->list);
    o->list[o->n++] = (struct summary_line){ section, copy_or_end(what), outcome, reason, *m };
}

static char *reason_of(struct finder *f, const struct made_situation *m, const struct deciding_question *q)
{
    struct session *s = deciding_session(f->p, m);
    struct text t = { 0 };

    deciding_facts(s, q, f->mc, &t, NULL);
    session_free(s);
    return text_take(&t);
}

static bool is_good(int code)
{
    return code >= 200 && code < 300;
}

static void run(struct finder *f, const struct made_situation *m, struct arrival *a)
{
    struct situation x = situation_of(m);

    traveller_go(f->t, &x, WAY_ROUTE | WAY_DIALOGUE | WAY_ONWARD, a);
}

static bool same_end(const struct arrival *a, const struct arrival *b)
{
    return a->mail == b->mail && a->rcpt == b->rcpt && a->data == b->data && strncmp(a->said, b->said, 9) == 0
           && strncmp(a->message, b->message, 9) == 0 && a->discarded == b->discarded && strcmp(a->mailer, b->mailer) == 0 && strcmp(a->host, b->host) == 0 && strcmp(a->user, b->user) == 0
           && strcmp(a->hop_host, b->hop_host) == 0 && strcmp(a->hop_user, b->hop_user) == 0;
}

/* Is it the entry that does it? Without it things have to end otherwise. */
static bool is_by_entry(struct finder *f, const struct made_situation *m, const struct arrival *a)
{
    struct taken entry = { .kind = TAKEN_RECORD, .file = f->file, .key = f->key };
    struct arrival without;

    if (f->key == NULL)
        return true;
    traveller_take(f->t, &entry, 1);
    run(f, m, &without);
    traveller_take(f->t, NULL, 0);
    return !same_end(a, &without);
}

/* ---- kinds of line ---------------------------------------------------------------------------------------- */

/* Told only if mail is accepted that leaves this host. */
static bool tell_relay(struct finder *f, const char *what, const struct made_situation *m)
{
    struct deciding_question q;
    struct text t = { 0 };
    struct arrival a;

    run(f, m, &a);
    if (!arrival_taken(&a) || *a.hop_mailer == '\0' || !is_by_entry(f, m, &a))
        return false;
    deciding_question_of(m, &a, &q);
    text_format(&t, "accepted, leaves by %s for %s", a.hop_mailer, a.hop_user);
    add(f, SUMMARY_RELAY, what, text_take(&t), reason_of(f, m, &q), m);
    return true;
}

/* Is it refused as whoever it is that writes to that recipient? */
static bool as_all(const struct finder *f, const struct arrival *a)
{
    return a->rcpt == f->welcome.rcpt && a->mail == f->welcome.mail && strncmp(a->said, f->welcome.said, 9) == 0
           && strncmp(a->message, f->welcome.message, 9) == 0;
}

/* Told only if it is refused, for the time being or for good, or thrown away. */
static bool tell_refused(struct finder *f, const char *what, const struct made_situation *m, bool whoever)
{
    struct deciding_question q;
    struct arrival a;

    run(f, m, &a);
    if ((!arrival_refused(&a) && !a.discarded) || !is_by_entry(f, m, &a) || (!whoever && as_all(f, &a)))
        return false;
    add(f, SUMMARY_REFUSED, what, copy_or_end(arrival_refused(&a) ? arrival_reply(&a) : "taken, and thrown away"), deciding_question_of(m, &a, &q) ? reason_of(f, m, &q) : copy_or_end(""), m);
    f->out->list[f->out->n - 1].witness.message = *a.message != '\0';
    return true;
}

/* Where a recipient goes. */
static void tell_way(struct finder *f, enum summary_section section, const char *what, const struct made_situation *m)
{
    struct deciding_question q = { .rules = "" };
    struct text t = { 0 };
    struct arrival a;

    run(f, m, &a);
    if (!is_by_entry(f, m, &a))
        return;
    snprintf(q.text, sizeof q.text, "%s", m->recipient);
    if (*a.mailer == '\0')
        text_add(&t, "cannot be parsed");
    else if (arrival_fails(&a))
        text_format(&t, "is refused: %s", *a.said != '\0' ? a.said : a.user);
    else
        text_format(&t, "goes by %s%s%s as %s", a.mailer, *a.host != '\0' ? " to " : "", a.host, a.user);
    if (*a.hop_mailer != '\0' && strcmp(a.hop_mailer, a.mailer) != 0)
        text_format(&t, ", and on by %s to %s as %s", a.hop_mailer, a.hop_host, a.hop_user);
    add(f, section, what, text_take(&t), reason_of(f, m, &q), m);
}

/* The first mailer that speaks to other hosts. */
static bool far_mailer(struct session *s, char *out, size_t size)
{
    static const char *const known[] = { "esmtp", "smtp", "relay" };

    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        snprintf(out, size, "%s", known[i]);
        if (session_has_mailer(s, out))
            return true;
    }
    return false;
}

/* How a sender looks elsewhere; told only if otherwise. */
static void tell_sender(struct finder *f, const char *what, const char *sender)
{
    static const char *const flags[] = { "es", "hs" }, *const places[] = { "envelope", "header" };
    struct made_situation m = stranger();
    char mailer[32];

    snprintf(m.sender, sizeof m.sender, "%s", sender);
    for (int i = 0; i < 2 && far_mailer(f->s, mailer, sizeof mailer); i++) {
        struct session *s = deciding_session(f->p, &m);
        struct text t = { 0 }, plain = { 0 };
        const char *seen;
        int status = 0;

        session_try_flags(s, flags[i]);
        seen = session_try(s, mailer, sender, &status);
        text_display(&plain, s, seen);
        if (seen != NULL && strcasecmp(text_of(&plain), sender) != 0) {
            text_format(&t, "%s in the %s of %s", text_of(&plain), places[i], mailer);
            add(f, SUMMARY_REWRITTEN, what, text_take(&t), copy_or_end(""), &m);
        }
        text_free(&plain);
        session_end_command(s);
        session_free(s);
    }
}

/* ---- words of classes ------------------------------------------------------------------------------------- */

static bool has_room(struct finder *f)
{
    if (f->told++ < OF_EACH)
        return !interrupted;
    f->out->left_off++;
    return false;
}

static void relay_word(void *ctx, const char *word)
{
    struct finder *f = ctx;
    struct made_situation m = stranger();
    char what[SITUATION_TEXT];

    if (!has_room(f))
        return;
    if (client_of_key(word, m.client, sizeof m.client)) {
        *m.name = '\0';
        snprintf(what, sizeof what, "clients of %s", word);
        tell_relay(f, what, &m);
        return;
    }
    snprintf(m.recipient, sizeof m.recipient, EXPLORE_NOBODY "@%.500s", word + (*word == '.'));
    snprintf(what, sizeof what, "anybody, to recipients of %s", word);
    tell_relay(f, what, &m);
    m = stranger();
    snprintf(m.name, sizeof m.name, "host.%.500s", word + (*word == '.'));
    snprintf(what, sizeof what, "clients whose name is below %s", word);
    tell_relay(f, what, &m);
}

static void local_word(void *ctx, const char *word)
{
    struct finder *f = ctx;
    struct made_situation m = stranger();
    char what[SITUATION_TEXT];

    if (*word == '[' || !has_room(f))
        return;
    snprintf(m.recipient, sizeof m.recipient, "postmaster@%.500s", word);
    snprintf(what, sizeof what, "mail for %s", word);
    tell_way(f, SUMMARY_LOCAL, what, &m);
}

static void sender_word(void *ctx, const char *word)
{
    struct finder *f = ctx;
    char sender[SITUATION_TEXT], what[SITUATION_TEXT];

    if (*word == '[' || !has_room(f))
        return;
    snprintf(sender, sizeof sender, EXPLORE_NOBODY "@%.500s", word);
    snprintf(what, sizeof what, "senders of %.500s", word);
    tell_sender(f, what, sender);
}

static void each_word(struct finder *f, const char *name, void (*fn)(void *ctx, const char *word))
{
    f->told = 0;
    session_class_list(f->s, name, fn, f);
}

/* ---- entries of tables ------------------------------------------------------------------------------------ */

struct entry_of {
    struct finder *f;
    const char *map;
    const char *key, *value;
    bool found;
};

/* From an entry that says so, to whoever shows it first. */
static void try_relay(void *ctx, const struct made_situation *m)
{
    struct entry_of *e = ctx;
    char what[2 * SITUATION_TEXT];

    snprintf(what, sizeof what, "%s %s", e->map, e->key);
    e->found = e->found || tell_relay(e->f, what, m);
}

static void try_refused(void *ctx, const struct made_situation *m)
{
    struct entry_of *e = ctx;
    char what[2 * SITUATION_TEXT];

    snprintf(what, sizeof what, "%s %s", e->map, e->key);
    e->found = e->found || tell_refused(e->f, what, m, true);
}

static bool is_verdict(const char *map)
{
    return strcasecmp(map, "access") == 0;
}

static void take_verdict(struct entry_of *e)
{
    struct made_situation base = stranger();

    if (strcasestr(e->value, "RELAY") != NULL)
        entry_situations(e->f->own, e->key, &base, try_relay, e);
    memcpy(base.recipient, e->f->here, sizeof base.recipient);
    if (strncasecmp(e->value, "OK", 2) != 0 && strcasestr(e->value, "RELAY") == NULL)
        entry_situations(e->f->own, e->key, &base, try_refused, e);
}

/* A table of recipients. */
static void take_way(struct entry_of *e)
{
    struct made_situation m = stranger();
    char what[2 * SITUATION_TEXT];

    if (!address_of_key(e->f->own, e->key, m.recipient, sizeof m.recipient))
        return;
    snprintf(what, sizeof what, "%s %s", e->map, e->key);
    tell_way(e->f, SUMMARY_WAYS, what, &m);
}

static void take_sender(struct entry_of *e)
{
    char sender[SITUATION_TEXT], what[2 * SITUATION_TEXT];

    if (!address_of_key(e->f->own, e->key, sender, sizeof sender))
        return;
    snprintf(what, sizeof what, "%s %s", e->map, e->key);
    tell_sender(e->f, what, sender);
}

static const struct {
    const char *map;
    void (*take)(struct entry_of *e);
} tables[] = {
    { "access", take_verdict },   { "mailertable", take_way },    { "virtuser", take_way },      { "domaintable", take_way },
    { "generics", take_sender },  { "uudomain", take_way },       { "bitdomain", take_way },     { "smarttable", take_way },
};

static bool take_record(void *ctx, const char *key, size_t nkey, const char *value, size_t nvalue)
{
    struct entry_of *e = ctx;
    char k[SITUATION_TEXT], v[SITUATION_TEXT];

    nkey -= nkey > 0 && key[nkey - 1] == '\0';
    nvalue -= nvalue > 0 && value[nvalue - 1] == '\0';
    if (!has_room(e->f))
        return true;
    snprintf(k, sizeof k, "%.*s", (int)nkey, key);
    snprintf(v, sizeof v, "%.*s", (int)nvalue, value);
    e->key = k;
    e->value = v;
    e->found = false;
    e->f->key = k;
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
        if (strcasecmp(tables[i].map, e->map) == 0)
            tables[i].take(e);
    }
    e->f->key = NULL;
    return !interrupted;
}

static bool is_known(const char *map)
{
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
        if (strcasecmp(tables[i].map, map) == 0)
            return true;
    }
    return false;
}

static void each_entry(struct finder *f)
{
    struct map_view v;
    bool listed;

    for (int i = 0; session_map_at(f->s, i, &v); i++) {
        struct map *m = v.file != NULL && !v.outside && is_known(v.name) ? session_map(f->s, v.name) : NULL;
        struct entry_of e = { .f = f, .map = v.name };

        f->file = v.file;
        f->told = is_verdict(v.name) ? -2 * OF_EACH : 0;
        if (m != NULL && session_map_open(f->s, m))
            session_map_walk(f->s, m, take_record, &e, &listed);
    }
}

/* ---- what every site is asked about ----------------------------------------------------------------------- */

static bool relayed(void *ctx, const struct situation *x, const struct arrival *a)
{
    (void)ctx, (void)x;
    return arrival_relayed(a);
}

/* Can strangers? One situation shows it; none proves nothing, and the number is told. */
static void try_strangers(struct finder *f, unsigned long seed, int workers)
{
    struct explore_wish wish = { .seed = seed, .runs = STRANGERS, .seconds = 20, .workers = workers, .strangers = true,
                                 .stop = &interrupted, .ways = WAY_ROUTE | WAY_DIALOGUE | WAY_ONWARD, .wanted = relayed };
    struct explored *x = zeroed_or_end(1, sizeof *x);

    explore_or_end(f->p, NULL, &wish, x);
    f->out->strangers = x->runs;
    if (x->found)
        tell_relay(f, "ANYBODY, to anybody", &x->witness);
    explored_free(x);
    free(x);
}

static void try_relays(struct finder *f)
{
    struct made_situation m = stranger();

    snprintf(m.client, sizeof m.client, "127.0.0.1");
    snprintf(m.name, sizeof m.name, "localhost");
    tell_relay(f, "programs of this host, by 127.0.0.1", &m);
    m = stranger();
    snprintf(m.login, sizeof m.login, "q7x-someone");
    tell_relay(f, "clients that have logged in", &m);
    m = stranger();
    snprintf(m.verify, sizeof m.verify, "OK");
    snprintf(m.subject, sizeof m.subject, "/CN=q7x.example");
    snprintf(m.issuer, sizeof m.issuer, "/CN=q7x-ca.example");
    tell_relay(f, "clients with a certificate that verifies, whoever issued it", &m);
}

static void try_ways(struct finder *f)
{
    static const struct {
        const char *what, *to;
        bool here;                 /* @ and this host's name behind it */
    } ways[] = {
        { "mail for a user that there is: root", "root", true },
        { "mail for postmaster", "postmaster", true },
        { "mail for a user that there is not", EXPLORE_NOBODY, true },
        { "mail for any other domain", STRANGER, false },
        { "mail for a domain that does not exist", "x@q7x-gone.invalid", false },
        { "mail for a host without a dot", "x@q7x-bare", false },
        { "mail for an address literal", "x@[198.51.100.9]", false },
        { "mail for user%domain here", "x%q7x-elsewhere.example", true },
        { "mail for domain!user", "q7x-elsewhere.example!x", false },
    };

    for (size_t i = 0; i < sizeof ways / sizeof ways[0] && !interrupted; i++) {
        struct made_situation m = stranger();

        snprintf(m.recipient, sizeof m.recipient, "%s%s%s", ways[i].to, ways[i].here ? "@" : "", ways[i].here ? f->own : "");
        tell_way(f, SUMMARY_WAYS, ways[i].what, &m);
    }
}

/* Whom of this host strangers may write to. */
static void find_here(struct finder *f)
{
    static const char *const users[] = { "postmaster", "root", "abuse", "mailer-daemon" };

    for (size_t i = 0; i < sizeof users / sizeof users[0] && !is_good(f->welcome.rcpt); i++) {
        struct made_situation m = stranger();

        snprintf(m.recipient, sizeof m.recipient, "%s@%.250s", users[i], f->own);
        run(f, &m, &f->welcome);
        memcpy(f->here, m.recipient, sizeof f->here);
    }
}

static void try_refusals(struct finder *f)
{
    struct made_situation here = stranger(), m = stranger();

    tell_refused(f, "strangers to strangers", &m, true);
    memcpy(here.recipient, f->here, sizeof here.recipient);
    m = here;
    snprintf(m.recipient, sizeof m.recipient, EXPLORE_NOBODY "@%.250s", f->own);
    tell_refused(f, "users that there are not", &m, true);
    m = here;
    snprintf(m.sender, sizeof m.sender, "x@q7x-gone.invalid");
    tell_refused(f, "senders whose domain does not exist", &m, false);
    snprintf(m.sender, sizeof m.sender, "x@q7x-x.tempfail.example");
    tell_refused(f, "senders whose domain cannot be asked about", &m, false);
    snprintf(m.sender, sizeof m.sender, "q7x-bare");
    tell_refused(f, "senders without a domain", &m, false);
    *m.sender = '\0';
    tell_refused(f, "the empty sender", &m, false);
    m = here;
    *m.name = '\0';
    tell_refused(f, "clients without a name", &m, false);
    m = here;
    snprintf(m.resolve, sizeof m.resolve, "FORGED");
    tell_refused(f, "clients whose name does not lead back", &m, false);
    m = here;
    snprintf(m.client, sizeof m.client, "198.51.100.66");
    tell_refused(f, "clients that a DNS list has", &m, false);
    m = here;
    snprintf(m.helo, sizeof m.helo, "%.250s", f->own);
    tell_refused(f, "clients that say they are this host", &m, false);
    snprintf(m.helo, sizeof m.helo, "bare");
    tell_refused(f, "clients that say a name without a dot", &m, false);
    m = here;
    m.rate = 1000;
    tell_refused(f, "1,000 connections of a client", &m, false);
}

/* By section; in each as they were found. */
static void sort_lines(struct summary *o)
{
    struct summary_line *sorted = zeroed_or_end((size_t)o->n + 1, sizeof *sorted);
    int n = 0;

    for (int section = 0; section < SUMMARY_SECTIONS; section++) {
        for (int i = 0; i < o->n; i++) {
            if ((int)o->list[i].section == section)
                sorted[n++] = o->list[i];
        }
    }
    free(o->list);
    o->list = sorted;
}

void summary_find(struct program *p, const char *mc, unsigned long seed, int workers, struct summary *out)
{
    struct observer quiet = listeners_none();
    struct finder f = { .p = p, .mc = mc, .out = out, .s = session_new(p, &quiet), .t = traveller_new(p, NULL) };
    const char *j;

    if (f.t == NULL)
        out_of_memory();
    snprintf(f.own, sizeof f.own, "%s", session_macro(f.s, "j", &j) && j != NULL ? j : "localhost");
    find_here(&f);
    try_strangers(&f, seed, workers);
    try_relays(&f);
    each_word(&f, "R", relay_word);
    each_word(&f, "w", local_word);
    each_word(&f, "w", sender_word);
    each_word(&f, "M", sender_word);
    each_word(&f, "G", sender_word);
    try_ways(&f);
    each_word(&f, "{VirtHost}", local_word);
    each_entry(&f);
    try_refusals(&f);
    sort_lines(out);
    end_if_shaken(p, traveller_shaken(f.t));
    traveller_free(f.t);
    session_free(f.s);
}

void summary_free(struct summary *s)
{
    for (int i = 0; i < s->n; i++) {
        free(s->list[i].what);
        free(s->list[i].outcome);
        free(s->list[i].reason);
    }
    free(s->list);
}
