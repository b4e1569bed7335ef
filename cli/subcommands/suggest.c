/*
 * suggest.c - btsh test --suggest: the smallest suite that reaches what a log, or the explorer, reaches.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "describe.h"
#include "engine.h"
#include "explore/apart.h"
#include "explore/entry_address.h"
#include "explore/explorer.h"
#include "explore/made_world.h"
#include "listen/listeners.h"
#include "show/error_output.h"
#include "show/memory.h"
#include "show/output.h"
#include "show/replace_file.h"
#include "show/text.h"
#include "start/interrupt.h"
#include "start/run.h"
#include "start/sound.h"
#include "start/subcommand.h"
#include "subcommands/address_list.h"
#include "subcommands/deciding.h"
#include "subcommands/explore_or_end.h"
#include "subcommands/situation_text.h"
#include "subcommands/suggest.h"
#include "subcommands/suggest_users.h"
#include "subcommands/suite_made.h"
#include "suite/replay.h"
#include "world/world.h"

enum { RUNS = 3000, SECONDS = 20, NOTHING = 1, FOR_THE_TIME_BEING = 3 };

/* What can be asked: where the recipient goes, how a mailer rewrites it, the dialogue, a ruleset that no dialogue asks. */
struct question {
    struct made_situation m;
    enum { ASK_ROUTE, ASK_TRY, ASK_DIALOGUE, ASK_APART } kind;
    const char *mailer;      /* ASK_TRY: the program's */
    char flags[3];           /* "hs", header and sender, or envelope and recipient */
    int apart;               /* ASK_APART: the number of the question (explore/apart.h) */
    bool data, message;      /* rules match once the recipient is taken: at DATA, in the message */
    uint64_t *rules;         /* owned; bits of those that match */
    struct arrival arrival;
    bool taken;
    bool shaken;             /* it rests on a lookup that failed */
    char *because, *title;   /* owned; "": nothing of the site decides */
};

struct suggestion {
    struct program *p;
    struct traveller *t;
    const struct rule **rules; /* owned; sorted by where they lie */
    int nrules;
    struct question *list;   /* owned */
    int n, room;
    uint64_t *tried, *apart; /* owned; what questions of ASK_TRY, of ASK_APART, match, all in all */
    uint64_t *now;           /* of the question that is run */
    struct question *asked;  /* that one */
    bool shaken;
    char failed[64];         /* a map whose lookup failed; "": none has */
    int reached, left_out;   /* rules; questions that rest on such a lookup */
};

/* ---- what each question reaches ----------------------------------------------------------------------------- */

static int by_place(const void *a, const void *b)
{
    const struct rule *x = *(const struct rule *const *)a, *y = *(const struct rule *const *)b;

    return x < y ? -1 : x > y;
}

static void number_rules(struct suggestion *g)
{
    struct observer quiet = listeners_none();
    struct session *s = session_new(g->p, &quiet);
    int n = 0;

    for (int i = 0; i < RULESET_NUMBERS; i++)
        g->nrules += session_ruleset_rules(s, i);
    g->rules = zeroed_or_end((size_t)g->nrules + 1, sizeof *g->rules);
    for (int i = 0; i < RULESET_NUMBERS; i++) {
        for (const struct rule *r = session_first_rule(s, i); r != NULL && n < g->nrules; r = rule_after(r))
            g->rules[n++] = r;
    }
    qsort(g->rules, (size_t)g->nrules, sizeof *g->rules, by_place);
    session_free(s);
}

static void hear(void *ctx, struct session *s, const struct event *e)
{
    struct suggestion *g = ctx;
    const struct rule **found;

    (void)s;
    if (e->kind == EVENT_LOOKUP_TEMPFAIL || (e->kind == EVENT_LOOKUP_END && e->status == EX_TEMPFAIL)) {
        g->shaken = true;
        snprintf(g->failed, sizeof g->failed, "%s", e->map);
    }
    if (e->kind != EVENT_RULE_MATCH)
        return;
    if (g->asked->kind == ASK_DIALOGUE && g->asked->arrival.rcpt != 0) {
        g->asked->data = true;
        g->asked->message |= g->asked->arrival.data == 354;
    }
    found = bsearch(&e->rule, g->rules, (size_t)g->nrules, sizeof *g->rules, by_place);
    if (found != NULL)
        g->now[(found - g->rules) / 64] |= (uint64_t)1 << (found - g->rules) % 64;
}

static size_t words_of(const struct suggestion *g)
{
    return (size_t)g->nrules / 64 + 1;
}

static enum event_answer hear_try(void *ctx, struct session *s, const struct event *e)
{
    hear(ctx, s, e);
    return EVENT_GO;
}

/* As /tryflags and /try. */
static void run_try(struct suggestion *g, const struct question *q)
{
    struct observer o = { .hear = hear_try, .ctx = g, .want = WANT_RULES | WANT_LOOKUPS };
    struct session *s = session_new(g->p, &o);
    int status;

    session_begin_shell(s);
    session_try_flags(s, q->flags);
    session_try(s, q->mailer, q->m.recipient, &status);
    session_free(s);
}

/* The macros that are defined before a ruleset is asked apart: those that have a value. */
static void each_macro(const struct question *q, void (*define)(void *ctx, const char *name, const char *value), void *ctx)
{
    const struct made_situation *m = &q->m;
    struct situation x = situation_of(m);
    char bracketed[80];

    snprintf(bracketed, sizeof bracketed, "[%s]", m->client);
    if (*m->client != '\0') {
        define(ctx, "{client_addr}", m->client);
        define(ctx, "{client_name}", *m->name != '\0' ? m->name : bracketed);
        define(ctx, "{client_resolve}", *m->resolve != '\0' ? m->resolve : *m->name != '\0' ? "OK" : "FAIL");
    }
    define(ctx, "s", m->helo);
    define(ctx, "f", m->sender);
    apart_macros(&x, define, ctx);
}

static void define_macro(void *ctx, const char *name, const char *value)
{
    char text[SITUATION_TEXT + 40];

    snprintf(text, sizeof text, "%s%s", name, value);
    if (*value != '\0')
        session_define(ctx, text);
}

static bool apart_of(const struct question *q, struct apart_question *out)
{
    struct situation x = situation_of(&q->m);

    return apart_question(&x, q->apart, out);
}

/* As .D and a ruleset that is typed. */
static void run_apart(struct suggestion *g, const struct question *q)
{
    struct observer o = { .hear = hear_try, .ctx = g, .want = WANT_RULES | WANT_LOOKUPS };
    struct session *s = session_new(g->p, &o);
    struct apart_question a;

    session_begin_shell(s);
    each_macro(q, define_macro, s);
    if (apart_of(q, &a))
        session_test_joined(s, a.ruleset, a.text);
    session_free(s);
}

static void run(struct suggestion *g, struct question *q)
{
    struct situation x = situation_of(&q->m);

    q->rules = zeroed_or_end(words_of(g), sizeof *q->rules);
    q->data = q->message = false;
    g->asked = q;
    g->now = q->rules;
    g->shaken = false;
    if (q->kind == ASK_TRY)
        run_try(g, q);
    else if (q->kind == ASK_APART)
        run_apart(g, q);
    else
        traveller_go(g->t, &x, q->kind == ASK_DIALOGUE ? WAY_DIALOGUE : WAY_ROUTE, &q->arrival);
    q->shaken = g->shaken;
}

/* Does it end with a reply for the time being? */
static bool is_temporary(const struct question *q)
{
    return q->kind == ASK_DIALOGUE && *q->arrival.said == '4';
}

/* What a line of a suite cannot say is no question. */
static bool can_be_typed(const char *text)
{
    for (; *text != '\0'; text++) {
        if ((unsigned char)*text < ' ' || (unsigned char)*text >= 0x7F)
            return false;
    }
    return true;
}

static bool is_line(const struct made_situation *m)
{
    return can_be_typed(m->recipient) && *m->recipient != '\0' && strchr(m->recipient, ',') == NULL
           && m->recipient[strspn(m->recipient, " ")] != '#';
}

static bool is_client(const struct made_situation *m)
{
    const char *const texts[] = { m->recipient, m->sender, m->helo, m->name, m->header, m->daemon, m->login, m->subject, m->issuer };

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (!can_be_typed(texts[i]))
            return false;
    }
    /* options of #@ smtp stand in double quotes */
    return *m->client != '\0' && *m->helo != '\0' && strchr(m->sender, '>') == NULL && strchr(m->recipient, '>') == NULL
           && strpbrk(m->daemon, "\"") == NULL && strpbrk(m->login, "\"") == NULL && strpbrk(m->subject, "\"") == NULL
           && strpbrk(m->issuer, "\"") == NULL;
}

static struct question *new_question(struct suggestion *g)
{
    if (g->n == g->room)
        g->list = grow_or_end(g->list, (size_t)(g->room = g->room * 2 + 64) * sizeof *g->list);
    return &g->list[g->n++];
}

/* The last one is none, as no suite may rest on a lookup that failed. */
static bool forget_shaken(struct suggestion *g)
{
    struct question *q = &g->list[g->n - 1];

    if (!q->shaken || is_temporary(q))
        return false;
    free(q->rules);
    g->n--;
    return true;
}

static void add_route(struct suggestion *g, const struct made_situation *m)
{
    struct question *q;

    if (!is_line(m))
        return;
    q = new_question(g);
    *q = (struct question){ .kind = ASK_ROUTE };
    snprintf(q->m.recipient, sizeof q->m.recipient, "%s", m->recipient);
    snprintf(q->m.sender, sizeof q->m.sender, "%s", m->sender);
    run(g, q);
    g->left_out += forget_shaken(g);
}

/* A suite's client has a name and an address, what its name is worth, and what it can prove. */
static void add_dialogue(struct suggestion *g, const struct made_situation *m)
{
    struct question *q;

    if (!is_client(m))
        return;
    q = new_question(g);
    *q = (struct question){ .m = *m, .kind = ASK_DIALOGUE };
    *q->m.failing = '\0';
    run(g, q);
    g->left_out += forget_shaken(g);
}

/* The last one is kept only where it matches what none of its kind has matched: there are many. */
static void keep_if_more(struct suggestion *g, uint64_t *known)
{
    struct question *q = &g->list[g->n - 1];
    bool more = false;

    for (size_t i = 0; i < words_of(g); i++) {
        more |= (q->rules[i] & ~known[i]) != 0;
        known[i] |= q->rules[i];
    }
    if (more)
        return;
    free(q->rules);
    g->n--;
}

static void add_try(struct suggestion *g, const char *mailer, const char *flags, const char *address)
{
    struct question *q;

    if (*address == '\0' || !can_be_typed(address))
        return;
    q = new_question(g);
    *q = (struct question){ .kind = ASK_TRY, .mailer = mailer };
    snprintf(q->flags, sizeof q->flags, "%s", flags);
    snprintf(q->m.recipient, sizeof q->m.recipient, "%s", address);
    run(g, q);
    if (!forget_shaken(g))
        keep_if_more(g, g->tried);
}

static void add_tries(struct suggestion *g, const struct made_situation *m)
{
    static const char *const flags[] = { "es", "hs", "er", "hr" };
    struct session *s = traveller_session(g->t);
    struct mailer_view v;

    for (int i = 0; session_mailer(s, i, &v) && !interrupted; i++) {
        for (int k = 0; k < 4; k++)
            add_try(g, v.name, flags[k], flags[k][1] == 's' ? m->sender : m->recipient);
    }
}

/* What a line can say: no constructs, and no commas, which part addresses. */
static bool are_plain(const struct made_situation *m)
{
    const char *const texts[] = { m->recipient, m->sender, m->helo, m->name, m->login, m->subject, m->issuer };

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (!can_be_typed(texts[i]) || strpbrk(texts[i], "$,#") != NULL)
            return false;
    }
    return true;
}

static void add_apart(struct suggestion *g, const struct made_situation *m)
{
    struct situation x = situation_of(m);
    struct apart_question a;

    for (int i = 0; are_plain(m) && apart_question(&x, i, &a) && !interrupted; i++) {
        struct question *q;

        if (session_ruleset_named(traveller_session(g->t), a.ruleset) < 0 || *a.text == '\0')
            continue;
        q = new_question(g);
        *q = (struct question){ .m = *m, .kind = ASK_APART, .apart = i };
        run(g, q);
        if (!forget_shaken(g))
            keep_if_more(g, g->apart);
    }
}

static void add_all(struct suggestion *g, const struct made_situation *m)
{
    add_route(g, m);
    add_tries(g, m);
    add_dialogue(g, m);
    add_apart(g, m);
}

/* ---- where questions come from ------------------------------------------------------------------------------- */

static void add_explored(struct suggestion *g, unsigned long seed, int workers)
{
    struct explore_wish wish = { .seed = seed, .runs = RUNS, .seconds = SECONDS, .workers = workers, .deep = true,
                                 .ways = WAY_ROUTE | WAY_DIALOGUE | WAY_SENDERS | WAY_OTHERS, .stop = &interrupted };
    struct explored *x = zeroed_or_end(1, sizeof *x);

    explore_or_end(g->p, NULL, &wish, x);
    for (int i = 0; i < x->nfirsts && !interrupted; i++) {
        add_all(g, &x->firsts[i]);
    }
    explored_free(x);
    free(x);
}

/* What a log knows of a login and a handshake. */
static void take_proofs(struct made_situation *m, const struct dialogue_setup *setup)
{
    const struct dialogue_tls *tls = setup->tls;

    if (setup->auth_user != NULL)
        snprintf(m->login, sizeof m->login, "%s", setup->auth_user);
    if (tls == NULL)
        return;
    snprintf(m->verify, sizeof m->verify, "%s", tls->verify != NULL ? tls->verify : "NO");
    snprintf(m->bits, sizeof m->bits, "%s", tls->bits != NULL ? tls->bits : "");
    snprintf(m->subject, sizeof m->subject, "%s", tls->subject != NULL ? tls->subject : "");
    snprintf(m->issuer, sizeof m->issuer, "%s", tls->issuer != NULL ? tls->issuer : "");
}

static void add_listed(struct suggestion *g, const struct address_list *l)
{
    for (size_t i = 0; i < l->n && !interrupted; i++) {
        const struct pair *p = &l->list[i];
        struct made_situation m = { .client = "198.51.100.213", .name = "host." EXPLORE_OUTSIDE, .helo = "host." EXPLORE_OUTSIDE };

        if (p->recipient == NULL)
            continue;
        snprintf(m.recipient, sizeof m.recipient, "%s", p->recipient);
        snprintf(m.sender, sizeof m.sender, "%s", p->sender != NULL ? p->sender : EXPLORE_NOBODY "@" EXPLORE_OUTSIDE);
        add_route(g, &m);
        add_tries(g, &m);
        if (p->caller == NULL || p->caller->setup.address == NULL)
            continue;
        snprintf(m.client, sizeof m.client, "%s", p->caller->setup.address);
        snprintf(m.name, sizeof m.name, "%s", p->caller->setup.name != NULL ? p->caller->setup.name : "");
        snprintf(m.helo, sizeof m.helo, "%s", p->caller->hello != NULL ? p->caller->hello : *m.name != '\0' ? m.name : "bare");
        snprintf(m.resolve, sizeof m.resolve, "%s", p->caller->setup.resolve == NAME_FORGED ? "FORGED" : "");
        take_proofs(&m, &p->caller->setup);
        add_dialogue(g, &m);
    }
}

/* ---- the smallest set ---------------------------------------------------------------------------------------- */

static int count(const struct suggestion *g, const struct question *q, const uint64_t *known)
{
    int n = 0;

    for (size_t i = 0; i < words_of(g); i++)
        n += __builtin_popcountll(q->rules[i] & ~known[i]);
    return n;
}

/* Each time the one that matches most of what nothing matches yet; NULL: none of this kind does. */
static struct question *best_of(const struct suggestion *g, int kind, const uint64_t *known, int *most)
{
    struct question *best = NULL;

    *most = 0;
    for (int i = 0; i < g->n; i++) {
        struct question *q = &g->list[i];
        int n = q->taken || (int)q->kind != kind ? 0 : count(g, q, known);

        if (n > *most) {
            *most = n;
            best = q;
        }
    }
    return best;
}

/* What routes goes before what rewrites, and that before what talks: the simpler says more of its cause. A ruleset that is
 * asked apart wants macros, which a dialogue sets by itself. */
static void choose(struct suggestion *g)
{
    uint64_t *known = zeroed_or_end(words_of(g), sizeof *known);
    struct question *best;
    int most;

    for (int kind = ASK_ROUTE; kind <= ASK_APART; kind++) {
        while ((best = best_of(g, kind, known, &most)) != NULL) {
            best->taken = true;
            g->reached += most;
            for (size_t i = 0; i < words_of(g); i++)
                known[i] |= best->rules[i];
        }
    }
    free(known);
}

/* ---- names --------------------------------------------------------------------------------------------------- */

/* "user3@example.org" of "ann.smith@example.org". */
static void mask_user(char *address, size_t size, int number)
{
    char masked[SITUATION_TEXT];
    const char *at = strrchr(address, '@');

    if (at == NULL || *address == '\0' || strpbrk(address, "%!:\"[") != NULL)
        return;
    snprintf(masked, sizeof masked, "user%d%.500s", number, at);
    snprintf(address, size, "%s", masked);
}

static void mask_login(struct made_situation *m, int number)
{
    if (*m->login != '\0')
        snprintf(m->login, sizeof m->login, "user%d", number);
}

/* A name is masked where the same rules match without it: what a table has stays. */
static void mask_names(struct suggestion *g)
{
    int number = 0;

    for (int i = 0; i < g->n; i++) {
        struct question *q = &g->list[i], masked = *q;

        if (!q->taken)
            continue;
        number++;
        mask_user(masked.m.recipient, sizeof masked.m.recipient, number);
        mask_user(masked.m.sender, sizeof masked.m.sender, number);
        mask_login(&masked.m, number);
        run(g, &masked);
        if (memcmp(masked.rules, q->rules, words_of(g) * sizeof *q->rules) != 0) { /* the sender's alone, then */
            free(masked.rules);
            masked = *q;
            mask_user(masked.m.sender, sizeof masked.m.sender, number);
            run(g, &masked);
        }
        if (memcmp(masked.rules, q->rules, words_of(g) * sizeof *q->rules) == 0)
            q->m = masked.m;
        free(masked.rules);
    }
}

/* ---- the suite ----------------------------------------------------------------------------------------------- */

/* What comes of it, in a few words. */
static void outcome(const struct question *q, struct text *t)
{
    const struct arrival *a = &q->arrival;

    struct apart_question apart;

    if (q->kind == ASK_TRY)
        text_format(t, "rewritten for %s", q->mailer);
    else if (q->kind == ASK_APART)
        text_add(t, apart_of(q, &apart) ? apart.ruleset : "");
    else if (q->kind == ASK_DIALOGUE && a->mail != 0 && a->mail < 400 && a->rcpt < 400 && (!q->data || a->data < 400))
        text_add(t, "accepted");
    else if (q->kind == ASK_DIALOGUE)
        text_format(t, "refused %.9s", *arrival_reply(a) != '\0' ? arrival_reply(a) : "at once");
    else if (*a->mailer == '\0')
        text_add(t, "cannot be parsed");
    else if (arrival_fails(a))
        text_add(t, "no such address");
    else
        text_format(t, "by %s", a->mailer);
}

static bool apart_asked(const struct question *q, struct session *s, struct deciding_question *asked)
{
    struct apart_question a;

    if (!apart_of(q, &a))
        return false;
    each_macro(q, define_macro, s);
    snprintf(asked->rules, sizeof asked->rules, "%s", a.ruleset);
    snprintf(asked->text, sizeof asked->text, "%s", a.text);
    return true;
}

static void name(struct suggestion *g, struct question *q)
{
    struct made_situation plain = { .sender = "" };
    struct session *s = deciding_session(g->p, q->kind >= ASK_DIALOGUE ? &q->m : &plain);
    struct deciding_question asked = { .rules = "" };
    struct text title = { 0 }, because = { 0 };
    bool decided = q->kind != ASK_TRY;

    if (q->kind == ASK_APART)
        decided = apart_asked(q, s, &asked);
    else if (q->kind == ASK_DIALOGUE)
        decided = deciding_question_of(&q->m, &q->arrival, &asked);
    else
        snprintf(asked.text, sizeof asked.text, "%s", q->m.recipient);
    if (decided)
        deciding_facts(s, &asked, NULL, NULL, &because);
    session_free(s);
    outcome(q, &title);
    if (because.n > 0)
        text_format(&title, ": %s", text_of(&because));
    q->because = text_take(&because);
    q->title = text_take(&title);
}

static int by_title(const void *a, const void *b)
{
    const struct question *x = *(const struct question *const *)a, *y = *(const struct question *const *)b;

    return x->kind != y->kind ? (int)x->kind - (int)y->kind : strcmp(x->title, y->title);
}

/* "#@ expect 550 5.7.1": the codes of a reply. */
static void write_reply(FILE *f, const char *said)
{
    size_t n = strcspn(said, " "), dsn = said[n] == ' ' ? strspn(said + n + 1, "0123456789.") : 0;

    fprintf(f, "#@ expect %.*s%s%.*s\n", (int)n, said, dsn >= 5 ? " " : "", dsn >= 5 ? (int)dsn : 0, said + n + 1);
}

/* "#@ smtp 192.0.2.1,host.example --auth "PLAIN,ann"", and what the client says before MAIL. */
static void write_client(FILE *f, const struct made_situation *m)
{
    struct text client = { 0 };

    situation_client(&client, m);
    fprintf(f, "#@ smtp %s", text_of(&client));
    text_free(&client);
    if (*m->daemon != '\0')
        fprintf(f, " --daemon \"%s\"", m->daemon);
    if (verdict_of_client(m->verify))
        fprintf(f, " --tls \"verify=%s,bits=%s,cert_subject=%s,cert_issuer=%s\"", m->verify, *m->bits != '\0' ? m->bits : "256", m->subject,
                m->issuer);
    if (*m->login != '\0')
        fprintf(f, " --auth \"PLAIN,%s\"", m->login);
    if (m->rate > 0)
        fprintf(f, " --rate %d --connections %d", m->rate, m->rate);
    fprintf(f, "\nEHLO %s\n", m->helo);
    if (verdict_of_client(m->verify))
        fprintf(f, "STARTTLS\nEHLO %s\n", m->helo);
    if (*m->login != '\0')
        fprintf(f, "AUTH PLAIN AHgAeA==\n");
}

static void write_message(FILE *f, const struct question *q)
{
    const struct made_situation *m = &q->m;

    fprintf(f, "DATA\n");
    if (q->message) {
        fprintf(f, "From: <%s>\nTo: <%s>\nMessage-Id: <1@%s>\nSubject: x\n", m->sender, m->recipient, m->helo);
        if (*m->header != '\0')
            fprintf(f, "%s\n", m->header);
        fprintf(f, "\n");
    }
    if (q->message || q->arrival.data < 400)
        fprintf(f, ".\n");
    if (q->arrival.data < 400)
        fprintf(f, "#@ expect accepted\n");
    else
        fprintf(f, "#@ expect %d\n", q->arrival.data);
}

static void write_macro(void *ctx, const char *name, const char *value)
{
    if (*value != '\0')
        fprintf(ctx, ".D%s%s\n", name, value);
}

static void write_apart(FILE *f, const struct question *q)
{
    struct apart_question a;

    each_macro(q, write_macro, f);
    if (apart_of(q, &a))
        fprintf(f, "%s %s\n#@ expect\n", a.ruleset, a.text);
}

static void write_question(FILE *f, const struct question *q)
{
    if (q->kind == ASK_APART) {
        write_apart(f, q);
        return;
    }
    if (q->kind == ASK_TRY) {
        fprintf(f, "/tryflags %s\n/try %s %s\n#@ expect\n", q->flags, q->mailer, q->m.recipient);
        return;
    }
    if (q->kind == ASK_ROUTE) {
        fprintf(f, "/parse %s\n#@ expect\n", q->m.recipient);
        if (*q->because != '\0')
            fprintf(f, "#@ expect because %s\n", q->because);
        return;
    }
    write_client(f, &q->m);
    fprintf(f, "MAIL FROM:<%s>\n", q->m.sender);
    if (q->arrival.mail >= 400)
        write_reply(f, q->arrival.said);
    fprintf(f, "RCPT TO:<%s>\n", q->m.recipient);
    if (q->arrival.rcpt != 0)
        write_reply(f, q->arrival.said);
    if (q->data && q->arrival.rcpt < 400)
        write_message(f, q);
    fprintf(f, "QUIT\n");
}

static void write_questions(FILE *f, struct suggestion *g)
{
    const struct question **sorted = zeroed_or_end((size_t)g->n + 1, sizeof *sorted);
    int n = 0;

    for (int i = 0; i < g->n; i++) {
        if (!g->list[i].taken)
            continue;
        name(g, &g->list[i]);
        sorted[n++] = &g->list[i];
    }
    qsort(sorted, (size_t)n, sizeof *sorted, by_title);
    for (int i = 0; i < n; i++) {
        /* a dialogue, and what has macros, is a test of its own; what goes one way by one cause is one */
        if (i == 0 || sorted[i]->kind >= ASK_DIALOGUE || strcmp(sorted[i]->title, sorted[i - 1]->title) != 0)
            fprintf(f, "\n#@ test %s%s\n", sorted[i]->kind == ASK_DIALOGUE ? "dialogue " : "", sorted[i]->title);
        write_question(f, sorted[i]);
    }
    free(sorted);
}

/* Of the users that questions name, those that this machine has, and those that the configuration names. */
static void write_users(FILE *f, struct run *r, const struct suggestion *g)
{
    struct text known = { 0 };

    for (int i = 0; i < g->n; i++) {
        char name[SITUATION_TEXT];

        snprintf(name, sizeof name, "%.*s", (int)strcspn(g->list[i].m.recipient, "@+%!;: "), g->list[i].m.recipient);
        if (g->list[i].taken)
            suggest_user(&known, r, name);
    }
    suggest_accounts(&known, r);
    if (known.n > 0)
        fprintf(f, "#@ users%s\n", text_of(&known));
    text_free(&known);
}

static void write_all(FILE *f, struct run *r, const char *path, struct suggestion *g, bool made)
{
    int questions = 0;

    for (int i = 0; i < g->n; i++)
        questions += g->list[i].taken;
    fprintf(f, "# %d questions, by which %d of %d rules match; suggested by btsh test --suggest.\n", questions, g->reached, g->nrules);
    suite_made_head(f, r, path, run_named(r), false);
    if (made)
        fprintf(f, "#@ made-names\n");
    write_users(f, r, g);
    write_questions(f, g);
}

/* Only where there is no such file. */
static int write_suite(struct run *r, char *path, struct suggestion *g, bool made)
{
    static const struct file_seen nothing = { .there = false };
    char why[REPLACE_WHY], *text = NULL;
    size_t n = 0;
    FILE *f;
    int status;

    if (access(path, F_OK) == 0) {
        err_format("btsh test: --suggest: %s: it is there already; name another file\n", path);
        return SUBCOMMAND_USAGE;
    }
    f = open_memstream(&text, &n);
    if (f == NULL)
        out_of_memory();
    write_all(f, r, path, g, made);
    if (fclose(f) != 0)
        out_of_memory();
    status = replace_file(path, &nothing, text, n, why);
    free(text);
    if (status == 0)
        return suite_made_play(r, path, "btsh test", false);
    err_format("btsh test: --suggest: %s\n", why);
    return status;
}

static void suggestion_free(struct suggestion *g)
{
    for (int i = 0; i < g->n; i++) {
        free(g->list[i].rules);
        free(g->list[i].because);
        free(g->list[i].title);
    }
    free(g->list);
    free(g->rules);
    free(g->tried);
    free(g->apart);
    traveller_free(g->t);
}

/* What a command line can say of a configuration and a suite cannot. */
static bool says_more(const struct run *r)
{
    for (int i = 0; i < r->args.ntodo; i++) {
        enum argument_kind kind = r->args.todo[i].kind;

        if (kind == ARG_OPTION_LONG || kind == ARG_OPTION_SHORT || kind == ARG_MACRO || kind == ARG_DEFINE) {
            err_format("btsh test: --suggest: a suite knows no -O, -o and -M; write what they say into the configuration\n");
            return true;
        }
    }
    return false;
}

static bool is_empty(const struct suggestion *g)
{
    for (int i = 0; i < g->n; i++) {
        if (g->list[i].taken)
            return false;
    }
    return true;
}

static int suggest_for(struct run *r, struct program *p, char *path, const struct address_list *l, bool mask)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    bool made = r->setup.zones.n == 0 && r->setup.replay == NULL;
    struct made_world *names = made ? made_world_for_all(p) : NULL;
    struct suggestion g = { .p = p, .t = traveller_new(p, NULL) };
    int status;

    if (g.t == NULL || (made && names == NULL))
        out_of_memory();
    number_rules(&g);
    g.tried = zeroed_or_end(words_of(&g), sizeof *g.tried);
    g.apart = zeroed_or_end(words_of(&g), sizeof *g.apart);
    traveller_listen(g.t, hear, &g, WANT_RULES | WANT_LOOKUPS);
    if (l != NULL)
        add_listed(&g, l);
    else
        add_explored(&g, r->args.seed >= 0 ? (unsigned long)r->args.seed : 1, processors > 0 ? (int)processors : 1);
    end_if_shaken(p, traveller_shaken(g.t));
    choose(&g);
    if (mask)
        mask_names(&g);
    status = interrupted ? interrupt_status() : is_empty(&g) ? NOTHING : write_suite(r, path, &g, made);
    if (status == NOTHING && g.left_out == 0)
        err_format("btsh test: --suggest: nothing is suggested: nothing that was asked reached a rule and an answer\n");
    if ((status == 0 || status == NOTHING) && g.left_out > 0) {
        err_format("btsh test: --suggest: %d questions are left out: they rest on lookups that failed, of map %s; --map or --zone gives them "
                        "an answer\n", g.left_out, g.failed);
        status = FOR_THE_TIME_BEING;
    }
    suggestion_free(&g);
    made_world_free(names);
    return status;
}

int suggest(struct run *r, char *path, const char *addresses, bool mask)
{
    struct address_list l = { .list = NULL };
    struct program *p = NULL;
    char error[4096];
    int status = SUBCOMMAND_USAGE;

    if (says_more(r))
        return SUBCOMMAND_USAGE;
    if (addresses != NULL && !addresses_read(&l, addresses, error, sizeof error))
        err_format("btsh test: --addresses: %s\n", error);
    else if ((p = run_load_beside(r)) == NULL)
        status = r->transcript.fatal != 0 ? r->transcript.fatal : EX_SOFTWARE;
    else if (config_whole(p, run_named(r), "btsh test: --suggest: nothing is suggested"))
        status = suggest_for(r, p, path, addresses != NULL ? &l : NULL, mask);
    addresses_free(&l);
    if (p != NULL)
        program_free(p);
    return status;
}
