/*
 * suggest.c - btsh test --suggest: the smallest suite that reaches what a log, or the explorer, reaches.
 */
#include <ctype.h>
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
#include "show/rule_text.h"
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
#include "subcommands/suggest_question.h"
#include "subcommands/suggest_users.h"
#include "subcommands/suggest_write.h"
#include "subcommands/suite_made.h"
#include "suite/replay.h"
#include "world/world.h"

enum { LOCAL_CALLS = 8, LOCAL_RULESET = 5 };
enum { RUNS = 3000, SECONDS = 60, NOTHING = 1, FOR_THE_TIME_BEING = 3 };

struct suggestion {
    struct program *p;
    struct traveller *t;
    struct numbered { const struct rule *rule; int ruleset; } *rules; /* owned; sorted by where they lie */
    int nrules;
    uint64_t *wanted;        /* owned; what is to be matched */
    uint64_t *known;         /* owned; what the questions that are taken match */
    uint64_t *resting;       /* owned; what those match that are left out, as they rest on lookups that failed */
    struct question *list;   /* owned */
    int n, room;
    uint64_t *tried, *talked, *apart; /* owned; what questions of ASK_TRY, ASK_DIALOGUE, ASK_APART match, all in all */
    uint64_t *now;           /* of the question that is run */
    struct question *asked;  /* that one */
    bool made;               /* DNS answers are made up: those that fail always do */
    bool dns;                /* the lookup that began last is one of DNS */
    struct local_call { char user[SITUATION_TEXT], host[SITUATION_WORD]; } calls[LOCAL_CALLS]; /* of ruleset 5, of the run */
    int ncalls;
    char failed[64];         /* a map whose lookup failed; "": none has */
    int reached, left_out;   /* rules; questions that rest on such a lookup */
};

/* ---- what each question reaches ----------------------------------------------------------------------------- */

static int by_place(const void *a, const void *b)
{
    const struct numbered *x = a, *y = b;

    return x->rule < y->rule ? -1 : x->rule > y->rule;
}

static size_t words_of(const struct suggestion *g)
{
    return (size_t)g->nrules / 64 + 1;
}

/* The bit of a rule; 0: it is none of the program's. */
static uint64_t *bit_of(const struct suggestion *g, const struct rule *r, uint64_t *bits, uint64_t *bit)
{
    struct numbered want = { r, 0 }, *found = bsearch(&want, g->rules, (size_t)g->nrules, sizeof *g->rules, by_place);

    *bit = found != NULL ? (uint64_t)1 << (found - g->rules) % 64 : 0;
    return &bits[found != NULL ? (found - g->rules) / 64 : 0];
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
            g->rules[n++] = (struct numbered){ r, i };
    }
    qsort(g->rules, (size_t)g->nrules, sizeof *g->rules, by_place);
    session_free(s);
}

static bool asks_dns(const char *map_class)
{
    return strcmp(map_class, "host") == 0 || strcmp(map_class, "bestmx") == 0 || strcmp(map_class, "dns") == 0;
}

/* Does the suite say that this lookup fails? */
static bool is_meant(const struct suggestion *g, const struct event *e)
{
    struct situation x = situation_of(&g->asked->m);

    return (g->made && g->dns) || situation_fails(&x, e);
}

static unsigned failing_at(const struct suggestion *g)
{
    if (g->asked->kind != ASK_DIALOGUE)
        return FAILS_BEFORE;
    switch (traveller_says(g->t)) {
    case SAYS_MAIL:
        return FAILS_AT_MAIL;
    case SAYS_RCPT:
        return FAILS_AT_RCPT;
    default:
        return g->asked->arrival.rcpt == 0 ? FAILS_BEFORE : FAILS_BEHIND;
    }
}

static void note_failure(struct suggestion *g, const struct event *e)
{
    struct question *q = g->asked;

    if (is_meant(g, e)) {
        q->fails |= failing_at(g);
    } else {
        q->shaken = true;
        snprintf(g->failed, sizeof g->failed, "%s", e->map);
    }
}

/* On the way through aliases: a user who is not looked up there. */
static void note_local_call(struct suggestion *g, struct session *s, const struct event *e)
{
    struct local_call *c = &g->calls[g->ncalls];
    const char *host = NULL;

    if (g->ncalls == LOCAL_CALLS)
        return;
    *c->user = '\0';
    for (int i = 0; i < e->ws.n; i++) {
        size_t n = strlen(c->user);

        snprintf(c->user + n, sizeof c->user - n, "%s", token_text(s, e->ws.v[i], NULL));
    }
    session_macro(s, "h", &host);
    snprintf(c->host, sizeof c->host, "%s", host != NULL ? host : "");
    g->ncalls++;
}

static void hear(void *ctx, struct session *s, const struct event *e)
{
    struct suggestion *g = ctx;
    uint64_t bit, *at;

    if (g->asked->kind == ASK_DIALOGUE && traveller_way(g->t) == WAY_OTHERS)
        return; /* that is asked apart */
    if (e->kind == EVENT_RULESET_ENTER && e->depth == 0 && e->ruleset == LOCAL_RULESET && traveller_way(g->t) == WAY_ONWARD)
        note_local_call(g, s, e);
    if (e->kind == EVENT_LOOKUP_BEGIN)
        g->dns = asks_dns(e->map_class);
    if (e->kind == EVENT_LOOKUP_TEMPFAIL || (e->kind == EVENT_LOOKUP_END && e->status == EX_TEMPFAIL))
        note_failure(g, e);
    if (e->kind != EVENT_RULE_MATCH)
        return;
    if (g->asked->kind == ASK_DIALOGUE && g->asked->arrival.rcpt != 0) {
        g->asked->data = true;
        g->asked->message |= g->asked->arrival.data != 0;
    }
    at = bit_of(g, e->rule, g->now, &bit);
    *at |= bit;
}

static enum event_answer hear_try(void *ctx, struct session *s, const struct event *e)
{
    struct suggestion *g = ctx;
    struct situation x = situation_of(&g->asked->m);

    hear(ctx, s, e);
    if (e->kind != EVENT_LOOKUP_BEGIN || !situation_fails(&x, e))
        return EVENT_GO;
    *e->reply = (struct map_reply){ NULL, EX_TEMPFAIL };
    return EVENT_SKIP;
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

/* As .D and a ruleset that is typed. */
static void run_apart(struct suggestion *g, const struct question *q)
{
    struct observer o = { .hear = hear_try, .ctx = g, .want = WANT_RULES | WANT_LOOKUPS };
    struct session *s = session_new(g->p, &o);
    struct apart_question a;

    session_begin_shell(s);
    question_define(q, s);
    if (question_apart(q, &a))
        session_test_joined(s, a.ruleset, a.text);
    session_free(s);
}

static void run(struct suggestion *g, struct question *q)
{
    struct situation x = situation_of(&q->m);

    q->rules = zeroed_or_end(words_of(g), sizeof *q->rules);
    q->data = q->message = q->shaken = false;
    q->fails = 0;
    g->asked = q;
    g->now = q->rules;
    if (q->kind == ASK_TRY)
        run_try(g, q);
    else if (q->kind == ASK_APART)
        run_apart(g, q);
    else
        traveller_go(g->t, &x, q->kind == ASK_ROUTE ? WAY_ROUTE : q->delivers ? WAY_DIALOGUE | WAY_OTHERS : WAY_DIALOGUE, &q->arrival);
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
        if ((unsigned char)*text < ' ' || *text == 0x7F)
            return false;
    }
    return true;
}

static bool is_line(const struct made_situation *m)
{
    return can_be_typed(m->recipient) && m->recipient[strspn(m->recipient, " ")] != '\0';
}

static bool is_client(const struct made_situation *m)
{
    const char *const texts[] = { m->recipient, m->sender, m->helo, m->name, m->header, m->daemon, m->login, m->subject, m->issuer };
    const char *const quoted[] = { m->daemon, m->login, m->subject, m->issuer }; /* options of #@ smtp */

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (!can_be_typed(texts[i]))
            return false;
    }
    for (size_t i = 0; i < sizeof quoted / sizeof *quoted; i++) {
        if (strchr(quoted[i], '"') != NULL)
            return false;
    }
    return *m->helo != '\0' && *m->header != '#';
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
    for (size_t i = 0; i < words_of(g); i++)
        g->resting[i] |= q->rules[i];
    free(q->rules);
    g->n--;
    return true;
}

static bool can_fail(const char *failing)
{
    return can_be_typed(failing) && (*failing == '\0' || failing[strlen(failing) - 1] != ' ');
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
    snprintf(q->m.failing, sizeof q->m.failing, "%s", m->failing);
    run(g, q);
    g->left_out += forget_shaken(g);
}

/* Does it match what was not known? It is from now on. */
static bool note_known(const struct suggestion *g, const struct question *q, uint64_t *known)
{
    bool more = false;

    for (size_t i = 0; i < words_of(g); i++) {
        more |= (q->rules[i] & ~known[i]) != 0;
        known[i] |= q->rules[i];
    }
    return more;
}

/* The last one is kept only where it matches what none of its kind has matched: there are many. */
static void keep_if_more(struct suggestion *g, uint64_t *known)
{
    struct question *q = &g->list[g->n - 1];

    if (note_known(g, q, known))
        return;
    free(q->rules);
    g->n--;
}

/* A suite's client has a name and an address, what its name is worth, and what it can prove. */
static void add_dialogue(struct suggestion *g, const struct made_situation *m)
{
    struct question *q;
    bool taken;

    if (!is_client(m))
        return;
    q = new_question(g);
    *q = (struct question){ .m = *m, .kind = ASK_DIALOGUE };
    run(g, q);
    taken = q->arrival.data / 100 == 2;
    if (!forget_shaken(g))
        note_known(g, q, g->talked);
    else
        g->left_out++;
    if (!taken)
        return;
    q = new_question(g);
    *q = (struct question){ .m = *m, .kind = ASK_DIALOGUE, .delivers = true };
    run(g, q);
    if (!forget_shaken(g))
        keep_if_more(g, g->talked);
}

static void add_try(struct suggestion *g, const char *mailer, const char *flags, const char *address, const char *failing)
{
    struct question *q;

    if (*address == '\0' || !can_be_typed(address))
        return;
    q = new_question(g);
    *q = (struct question){ .kind = ASK_TRY, .mailer = mailer };
    snprintf(q->flags, sizeof q->flags, "%s", flags);
    snprintf(q->m.recipient, sizeof q->m.recipient, "%s", address);
    snprintf(q->m.failing, sizeof q->m.failing, "%s", failing);
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
            add_try(g, v.name, flags[k], flags[k][1] == 's' ? m->sender : m->recipient, m->failing);
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

static void add_one_apart(struct suggestion *g, const struct made_situation *m, int number, const char *host)
{
    struct question *q;
    struct apart_question a;

    q = new_question(g);
    *q = (struct question){ .m = *m, .kind = ASK_APART, .apart = number };
    snprintf(q->host, sizeof q->host, "%s", host);
    if (!question_apart(q, &a) || *a.text == '\0') {
        g->n--;
        return;
    }
    run(g, q);
    if (!forget_shaken(g))
        keep_if_more(g, g->apart);
}

/* What ruleset 5 is given on the way through aliases is typed. */
static void add_local_calls(struct suggestion *g, const struct made_situation *m, int number)
{
    struct question onward = { .m = *m, .kind = ASK_ROUTE };
    struct situation x = situation_of(m);

    onward.rules = zeroed_or_end(words_of(g), sizeof *onward.rules);
    g->asked = &onward;
    g->now = onward.rules;
    g->ncalls = 0;
    traveller_go(g->t, &x, WAY_ONWARD, &onward.arrival);
    free(onward.rules);
    for (int i = 0, n = g->ncalls; i < n; i++) {
        struct made_situation local = *m;

        snprintf(local.recipient, sizeof local.recipient, "%s", g->calls[i].user);
        if (are_plain(&local) && strpbrk(g->calls[i].host, "$,#") == NULL && can_be_typed(g->calls[i].host))
            add_one_apart(g, &local, number, g->calls[i].host);
    }
}

static void add_apart(struct suggestion *g, const struct made_situation *m)
{
    struct situation x = situation_of(m);
    struct apart_question a;

    for (int i = 0; are_plain(m) && apart_question(&x, i, &a) && !interrupted; i++) {
        int ruleset = session_ruleset_named(traveller_session(g->t), a.ruleset);

        if (ruleset >= 0)
            add_one_apart(g, m, i, "");
        if (ruleset == LOCAL_RULESET)
            add_local_calls(g, m, i);
    }
}

/* A table that fails is one more question: first it is asked. */
static void add_all(struct suggestion *g, const struct made_situation *m)
{
    struct made_situation x = *m;

    for (*x.failing = '\0';; snprintf(x.failing, sizeof x.failing, "%s", m->failing)) {
        add_route(g, &x);
        add_tries(g, &x);
        add_dialogue(g, &x);
        add_apart(g, &x);
        if (strcmp(x.failing, m->failing) == 0 || !can_fail(m->failing))
            return;
    }
}

/* ---- where questions come from ------------------------------------------------------------------------------- */

static void add_explored(struct suggestion *g, unsigned long seed, int workers)
{
    struct explore_wish wish = { .seed = seed, .runs = RUNS, .seconds = SECONDS, .workers = workers, .deep = true, .failing = true,
                                 .ways = WAYS_ALL, .stop = &interrupted };
    struct explored *x = zeroed_or_end(1, sizeof *x);

    explore_or_end(g->p, NULL, &wish, x);
    for (int i = 0; i < x->nfirsts && !interrupted; i++)
        add_all(g, &x->firsts[i]);
    for (int i = 0; i < g->nrules; i++)
        g->wanted[i / 64] |= (uint64_t)1 << i % 64;
    for (int i = 0; i < x->nunreached; i++) {
        uint64_t bit, *at = bit_of(g, x->unreached[i].rule, g->wanted, &bit);

        *at &= ~bit;
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
        struct made_situation m = { .client = EXPLORE_FAR, .name = "host." EXPLORE_OUTSIDE, .helo = "host." EXPLORE_OUTSIDE };

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
static struct question *best_of(const struct suggestion *g, int kind, bool fails, const uint64_t *known, int *most)
{
    struct question *best = NULL;

    *most = 0;
    for (int i = 0; i < g->n; i++) {
        struct question *q = &g->list[i];
        int n = q->taken || (int)q->kind != kind || (q->fails != 0) != fails ? 0 : count(g, q, known);

        if (n > *most) {
            *most = n;
            best = q;
        }
    }
    return best;
}

/* What routes goes before what rewrites, and that before what talks: the simpler says more of its cause. A ruleset that is
 * asked apart wants macros, which a dialogue sets by itself. Where tables fail is asked last. */
static void choose(struct suggestion *g)
{
    struct question *best;
    int most;

    for (int i = 0; i < 2 * (ASK_APART + 1); i++) {
        while ((best = best_of(g, i % (ASK_APART + 1), i > ASK_APART, g->known, &most)) != NULL) {
            best->taken = true;
            g->reached += most;
            for (size_t k = 0; k < words_of(g); k++)
                g->known[k] |= best->rules[k];
        }
    }
}

/* Is there a rule that of those that are taken this one alone matches? */
static bool is_needed(const struct suggestion *g, const struct question *q)
{
    bool needed = false;

    for (size_t k = 0; k < words_of(g) && !needed; k++) {
        uint64_t others = 0;

        for (int i = 0; i < g->n; i++)
            others |= g->list[i].taken && &g->list[i] != q ? g->list[i].rules[k] : 0;
        needed = (q->rules[k] & ~others) != 0;
    }
    return needed;
}

/* What was taken early may have become needless: a dialogue routes its recipient, too. */
static void leave_needless(struct suggestion *g)
{
    for (int i = 0; i < g->n; i++) {
        if (g->list[i].taken && !is_needed(g, &g->list[i]))
            g->list[i].taken = false;
    }
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

/* Of the users that questions name, those that this machine has, and those that the configuration names. */
static void write_users(FILE *f, struct run *r, const struct suggestion *g)
{
    struct text known = { 0 };

    for (int i = 0; i < g->n; i++) {
        char name[SITUATION_TEXT];

        snprintf(name, sizeof name, "%.*s", (int)strcspn(g->list[i].m.recipient, "@+%!;: "), g->list[i].m.recipient);
        if (!g->list[i].taken)
            continue;
        suggest_user(&known, r, name);
        for (char *c = name; *c != '\0'; c++) /* as a mailer without the flag u looks for it */
            *c = (char)tolower((unsigned char)*c);
        suggest_user(&known, r, name);
    }
    suggest_accounts(&known, r);
    if (known.n > 0)
        fprintf(f, "#@ users%s\n", text_of(&known));
    text_free(&known);
}

static void put_missed(const struct suggestion *g, bool resting, struct text *t)
{
    struct observer quiet = listeners_none();
    struct session *s = session_new(g->p, &quiet);

    for (int i = 0; i < g->nrules; i++) {
        uint64_t missed = g->wanted[i / 64] & ~g->known[i / 64] & (resting ? g->resting[i / 64] : ~g->resting[i / 64]);

        if ((missed >> i % 64 & 1) == 0)
            continue;
        text_add(t, t->n > 0 ? ", " : "");
        rule_name(t, s, g->rules[i].ruleset, g->rules[i].rule);
    }
    session_free(s);
}

/* What the suite does not reach, and was reached: in its head, and said. */
static void tell_missed(FILE *f, const struct suggestion *g)
{
    for (int resting = 0; resting < 2; resting++) {
        const char *why = resting ? "what they match rests on lookups that failed" : "no line of a suite can say what they match";
        struct text missed = { 0 };

        put_missed(g, resting, &missed);
        if (missed.n > 0) {
            fprintf(f, "# Rules that are left out, as %s: %s.\n", why, text_of(&missed));
            err_format("btsh test: --suggest: rules are left out, as %s: %s\n", why, text_of(&missed));
        }
        text_free(&missed);
    }
}

static bool write_all(FILE *f, struct run *r, const char *path, struct suggestion *g, bool made)
{
    int questions = 0;
    bool ok;

    for (int i = 0; i < g->n; i++)
        questions += g->list[i].taken;
    fprintf(f, "# %d questions, by which %d of %d rules match; suggested by btsh test --suggest.\n", questions, g->reached, g->nrules);
    tell_missed(f, g);
    ok = suite_made_head(f, r, path, run_named(r), false);
    if (made)
        fprintf(f, "#@ made-names\n");
    write_users(f, r, g);
    suggest_write(f, g->p, g->list, g->n);
    return ok;
}

/* Only where there is no such file. */
static int write_suite(struct run *r, char *path, struct suggestion *g, bool made)
{
    static const struct file_seen nothing = { .there = false };
    char why[REPLACE_WHY], *text = NULL;
    int status, matched;
    size_t n = 0;
    bool ok;
    FILE *f;

    if (access(path, F_OK) == 0) {
        err_format("btsh test: --suggest: %s: it is there already; name another file\n", path);
        return SUBCOMMAND_USAGE;
    }
    f = open_memstream(&text, &n);
    if (f == NULL)
        out_of_memory();
    ok = write_all(f, r, path, g, made);
    if (fclose(f) != 0)
        out_of_memory();
    status = ok ? replace_file(path, &nothing, text, n, why) : EX_OSERR;
    free(text);
    if (!ok)
        return status;
    if (status != 0) {
        err_format("btsh test: --suggest: %s\n", why);
        return status;
    }
    status = suite_made_play(r, path, "btsh test", false, &matched);
    if (status == 0 && matched < g->reached)
        err_format("btsh test: --suggest: %s: where it is played %d rules match, which are fewer than its head says\n", path, matched);
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
    free(g->wanted);
    free(g->known);
    free(g->resting);
    free(g->tried);
    free(g->talked);
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
    struct suggestion g = { .p = p, .t = traveller_new(p, NULL), .made = made };
    int status;

    if (g.t == NULL || (made && names == NULL))
        out_of_memory();
    number_rules(&g);
    g.wanted = zeroed_or_end(words_of(&g), sizeof *g.wanted);
    g.resting = zeroed_or_end(words_of(&g), sizeof *g.resting);
    g.known = zeroed_or_end(words_of(&g), sizeof *g.known);
    g.talked = zeroed_or_end(words_of(&g), sizeof *g.talked);
    g.tried = zeroed_or_end(words_of(&g), sizeof *g.tried);
    g.apart = zeroed_or_end(words_of(&g), sizeof *g.apart);
    traveller_type(g.t);
    traveller_listen(g.t, hear, &g, WANT_RULES | WANT_LOOKUPS | WANT_RULESETS);
    if (l != NULL)
        add_listed(&g, l);
    else
        add_explored(&g, r->args.seed >= 0 ? (unsigned long)r->args.seed : 1, processors > 0 ? (int)processors : 1);
    end_if_shaken(p, traveller_shaken(g.t));
    choose(&g);
    leave_needless(&g);
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
