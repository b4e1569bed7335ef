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
#include "explore/entry_address.h"
#include "explore/explorer.h"
#include "explore/made_world.h"
#include "listen/listeners.h"
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
#include "subcommands/suite_made.h"
#include "suite/replay.h"
#include "world/world.h"

enum { RUNS = 3000, SECONDS = 20, FOR_THE_TIME_BEING = 3 };

/* What can be asked: where the recipient goes, or the dialogue. */
struct question {
    struct made_situation m;
    bool dialogue;
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
    uint64_t *now;           /* of the question that is run */
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
    found = bsearch(&e->rule, g->rules, (size_t)g->nrules, sizeof *g->rules, by_place);
    if (found != NULL)
        g->now[(found - g->rules) / 64] |= (uint64_t)1 << (found - g->rules) % 64;
}

static size_t words_of(const struct suggestion *g)
{
    return (size_t)g->nrules / 64 + 1;
}

static void run(struct suggestion *g, struct question *q)
{
    struct situation x = situation_of(&q->m);

    q->rules = zeroed_or_end(words_of(g), sizeof *q->rules);
    g->now = q->rules;
    g->shaken = false;
    traveller_go(g->t, &x, q->dialogue ? WAY_DIALOGUE : WAY_ROUTE, &q->arrival);
    q->shaken = g->shaken;
}

/* Does it end with a reply for the time being? */
static bool is_temporary(const struct question *q)
{
    return q->dialogue && *q->arrival.said == '4';
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

static void add(struct suggestion *g, const struct made_situation *m, bool dialogue)
{
    struct question *q;

    if (!can_be_typed(m->recipient) || !can_be_typed(m->sender) || !can_be_typed(m->helo) || !can_be_typed(m->name)
        || (!dialogue && (*m->recipient == '\0' || strchr(m->recipient, ',') != NULL || m->recipient[strspn(m->recipient, " ")] == '#')))
        return;
    if (dialogue && (*m->client == '\0' || *m->helo == '\0' || strchr(m->sender, '>') != NULL || strchr(m->recipient, '>') != NULL))
        return;
    if (g->n == g->room)
        g->list = grow_or_end(g->list, (size_t)(g->room = g->room * 2 + 64) * sizeof *g->list);
    q = &g->list[g->n++];
    *q = (struct question){ .m = *m, .dialogue = dialogue };
    /* a suite's client has a name and an address, and what its name is worth */
    *q->m.verify = *q->m.login = *q->m.header = *q->m.failing = *q->m.daemon = '\0';
    q->m.rate = 0;
    run(g, q);
    if (q->shaken && !is_temporary(q)) { /* no suite may rest on that */
        free(q->rules);
        g->n--;
        g->left_out++;
    }
}

/* ---- where questions come from ------------------------------------------------------------------------------- */

static void add_explored(struct suggestion *g, unsigned long seed, int workers)
{
    struct explore_wish wish = { .seed = seed, .runs = RUNS, .seconds = SECONDS, .workers = workers, .deep = true,
                                 .ways = WAY_ROUTE | WAY_DIALOGUE, .stop = &interrupted };
    struct explored *x = zeroed_or_end(1, sizeof *x);

    explore_or_end(g->p, NULL, &wish, x);
    for (int i = 0; i < x->nfirsts && !interrupted; i++) {
        add(g, &x->firsts[i], false);
        add(g, &x->firsts[i], true);
    }
    explored_free(x);
    free(x);
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
        add(g, &m, false);
        if (p->caller == NULL || p->caller->setup.address == NULL)
            continue;
        snprintf(m.client, sizeof m.client, "%s", p->caller->setup.address);
        snprintf(m.name, sizeof m.name, "%s", p->caller->setup.name != NULL ? p->caller->setup.name : "");
        snprintf(m.helo, sizeof m.helo, "%s", p->caller->hello != NULL ? p->caller->hello : *m.name != '\0' ? m.name : "bare");
        snprintf(m.resolve, sizeof m.resolve, "%s", p->caller->setup.resolve == NAME_FORGED ? "FORGED" : "");
        add(g, &m, true);
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

/* Each time the one that matches most of what nothing matches yet; what routes goes before what talks. */
static void choose(struct suggestion *g)
{
    uint64_t *known = zeroed_or_end(words_of(g), sizeof *known);

    for (;;) {
        struct question *best = NULL;
        int most = 0;

        for (int i = 0; i < g->n; i++) {
            int n = g->list[i].taken ? 0 : count(g, &g->list[i], known);

            if (n > most) {
                most = n;
                best = &g->list[i];
            }
        }
        if (best == NULL)
            break;
        best->taken = true;
        g->reached += most;
        for (size_t i = 0; i < words_of(g); i++)
            known[i] |= best->rules[i];
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

    if (q->dialogue && a->mail != 0 && a->mail < 400 && a->rcpt < 400)
        text_add(t, "accepted");
    else if (q->dialogue)
        text_format(t, "refused %.9s", *a->said != '\0' ? a->said : "at once");
    else if (*a->mailer == '\0')
        text_add(t, "cannot be parsed");
    else if (arrival_fails(a))
        text_add(t, "no such address");
    else
        text_format(t, "by %s", a->mailer);
}

static void name(struct suggestion *g, struct question *q)
{
    struct made_situation plain = { .sender = "" };
    struct session *s = deciding_session(g->p, q->dialogue ? &q->m : &plain);
    struct deciding_question asked = { .rules = "" };
    struct text title = { 0 }, because = { 0 };

    if (q->dialogue)
        deciding_question_of(&q->m, &q->arrival, &asked);
    else
        snprintf(asked.text, sizeof asked.text, "%s", q->m.recipient);
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

    return x->dialogue != y->dialogue ? x->dialogue - y->dialogue : strcmp(x->title, y->title);
}

/* "#@ expect 550 5.7.1": the codes of a reply. */
static void write_reply(FILE *f, const char *said)
{
    size_t n = strcspn(said, " "), dsn = said[n] == ' ' ? strspn(said + n + 1, "0123456789.") : 0;

    if (*said == '4')
        fprintf(f, "#@ expect temporary\n");
    else
        fprintf(f, "#@ expect %.*s%s%.*s\n", (int)n, said, dsn >= 5 ? " " : "", dsn >= 5 ? (int)dsn : 0, said + n + 1);
}

static void write_question(FILE *f, const struct question *q)
{
    struct text client = { 0 };

    if (!q->dialogue) {
        fprintf(f, "/parse %s\n#@ expect\n", q->m.recipient);
        if (*q->because != '\0')
            fprintf(f, "#@ expect because %s\n", q->because);
        return;
    }
    situation_client(&client, &q->m);
    fprintf(f, "#@ smtp %s\nEHLO %s\nMAIL FROM:<%s>\n", text_of(&client), q->m.helo, q->m.sender);
    text_free(&client);
    if (q->arrival.mail >= 400)
        write_reply(f, q->arrival.said);
    fprintf(f, "RCPT TO:<%s>\n", q->m.recipient);
    if (q->arrival.rcpt != 0)
        write_reply(f, q->arrival.said);
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
        /* a dialogue is a test of its own; what goes one way by one cause is one */
        if (i == 0 || sorted[i]->dialogue || strcmp(sorted[i]->title, sorted[i - 1]->title) != 0)
            fprintf(f, "\n#@ test %s%s\n", sorted[i]->dialogue ? "dialogue " : "", sorted[i]->title);
        write_question(f, sorted[i]);
    }
    free(sorted);
}

/* Of the users that questions name, those that this machine has: a suite knows no others. */
static void write_users(FILE *f, struct run *r, const struct suggestion *g)
{
    struct text known = { 0 };

    for (int i = 0; i < g->n; i++) {
        char name[64], word[80], buf[4096];
        struct user_entry u;

        snprintf(name, sizeof name, "%.*s", (int)strcspn(g->list[i].m.recipient, "@+%!;: "), g->list[i].m.recipient);
        snprintf(word, sizeof word, " %s ", name);
        if (!g->list[i].taken || *name == '\0' || strstr(text_of(&known), word) != NULL
            || !r->world.user_by_name(r->world.ctx, name, &u, buf, sizeof buf))
            continue;
        text_format(&known, "%s%s ", known.n == 0 ? " " : "", name);
    }
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
    suite_made_head(f, r, path, run_named(r));
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
        fprintf(stderr, "btsh test: --suggest: %s: it is there already; name another file\n", path);
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
    fprintf(stderr, "btsh test: --suggest: %s\n", why);
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
    traveller_free(g->t);
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
    traveller_listen(g.t, hear, &g, WANT_RULES | WANT_LOOKUPS);
    if (l != NULL)
        add_listed(&g, l);
    else
        add_explored(&g, r->args.seed >= 0 ? (unsigned long)r->args.seed : 1, processors > 0 ? (int)processors : 1);
    end_if_shaken(p, traveller_shaken(g.t));
    choose(&g);
    if (mask)
        mask_names(&g);
    status = interrupted ? interrupt_status() : write_suite(r, path, &g, made);
    if (status == 0 && g.left_out > 0) {
        fprintf(stderr, "btsh test: --suggest: %d questions are left out: they rest on lookups that failed, of map %s; --map or --zone gives them "
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

    if (addresses != NULL && !addresses_read(&l, addresses, error, sizeof error))
        fprintf(stderr, "btsh test: --addresses: %s\n", error);
    else if ((p = run_load_beside(r)) == NULL)
        status = r->transcript.fatal != 0 ? r->transcript.fatal : EX_SOFTWARE;
    else if (config_whole(p, run_named(r), "btsh test: --suggest: nothing is suggested"))
        status = suggest_for(r, p, path, addresses != NULL ? &l : NULL, mask);
    addresses_free(&l);
    if (p != NULL)
        program_free(p);
    return status;
}
