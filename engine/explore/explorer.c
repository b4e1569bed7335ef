/*
 * explorer.c - situations by the thousand, and what they reach.
 *
 * Situations come in batches, which threads share; what they reached is added up in order, so that it does not matter
 * who ran which. What is found first is what has the lowest number.
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/limits.h"
#include "describe.h"
#include "engine.h"
#include "explore/entry_address.h"
#include "explore/explorer.h"
#include "explore/frontier.h"
#include "explore/vocabulary.h"
#include "state/program.h"
#include "state/rule.h"

enum { MOST_WORKERS = 64, BATCH = 64 };

/* Rules, sorted by where they lie. */
struct numbered {
    const struct rule *rule;
    int number, ruleset;
};

/* One situation of a batch, and what became of it. */
struct slot {
    struct made_situation m;
    struct arrival arrival;
    unsigned ways;
    bool found;
    bool *tried, *matched; /* by the number of a rule */
    struct leads *leads;
};

struct exploring {
    struct program *p;
    const struct world *world;
    const struct explore_wish *wish;
    struct vocabulary *words;
    struct frontier *frontier;
    struct explored *out;
    struct numbered *rules;
    int nrules;
    double until;
    struct slot *slots;    /* BATCH of them */
    int nslots;

    pthread_mutex_t lock;
    int next, best;        /* of the slots: best: the first in which it was found; nslots: none yet */
};

struct worker {
    struct exploring *x;
    struct traveller *t;
    struct slot *slot;
    unsigned crossed; /* a way, or 0 */
    pthread_t thread;
};

static double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int by_place(const void *a, const void *b)
{
    const struct numbered *x = a, *y = b;

    return x->rule < y->rule ? -1 : x->rule > y->rule;
}

static bool number_rules(struct exploring *x)
{
    for (int i = 0; i < MAX_RULESETS; i++)
        x->nrules += x->p->rulesets[i].nrules;
    x->rules = calloc((size_t)x->nrules + 1, sizeof *x->rules);
    if (x->rules == NULL)
        return false;
    for (int i = 0, n = 0; i < MAX_RULESETS; i++) {
        for (const struct rule *r = x->p->rulesets[i].first; r != NULL && n < x->nrules; r = r->next, n++)
            x->rules[n] = (struct numbered){ r, n, i };
    }
    qsort(x->rules, (size_t)x->nrules, sizeof *x->rules, by_place);
    return true;
}

static int number_of(const struct exploring *x, const struct rule *r)
{
    struct numbered want = { r, 0, 0 }, *found = bsearch(&want, x->rules, (size_t)x->nrules, sizeof *x->rules, by_place);

    return found != NULL ? found->number : -1;
}

static void hear(void *ctx, struct session *s, const struct event *e)
{
    struct worker *w = ctx;
    const struct explore_wish *wish = w->x->wish;
    int n = -1;

    if (e->kind == EVENT_RULE_TRY || e->kind == EVENT_RULE_MATCH) {
        n = number_of(w->x, e->rule);
        if (n >= 0)
            (e->kind == EVENT_RULE_TRY ? w->slot->tried : w->slot->matched)[n] = true;
    }
    if (wish->deep)
        leads_hear(w->slot->leads, s, e, n, traveller_way(w->t));
    if (wish->crosses != NULL && w->crossed == 0 && wish->crosses(wish->ctx, e))
        w->crossed = traveller_way(w->t);
}

/* The next slot; NULL: there is nothing more to do in this batch. */
static struct slot *take(struct exploring *x)
{
    struct slot *slot;

    pthread_mutex_lock(&x->lock);
    if ((x->until > 0 && now() > x->until) || (x->wish->stop != NULL && *x->wish->stop != 0)) {
        x->out->ended |= x->next < x->nslots;
        x->nslots = x->next;
    }
    slot = x->next < x->nslots && x->next <= x->best ? &x->slots[x->next++] : NULL;
    pthread_mutex_unlock(&x->lock);
    return slot;
}

static void keep(struct exploring *x, struct slot *slot)
{
    pthread_mutex_lock(&x->lock);
    slot->found = true;
    if (slot - x->slots < x->best)
        x->best = (int)(slot - x->slots);
    pthread_mutex_unlock(&x->lock);
}

/* Runs the worker's slot. Is it what is looked for? */
static bool is_it(struct worker *w)
{
    const struct explore_wish *wish = w->x->wish;
    struct situation s = situation_of(&w->slot->m);

    w->crossed = 0;
    traveller_go(w->t, &s, w->slot->ways, &w->slot->arrival);
    w->slot->arrival.crossed = w->crossed;
    return (wish->crosses == NULL || w->crossed != 0) && wish->wanted != NULL && wish->wanted(wish->ctx, &s, &w->slot->arrival);
}

static void *work(void *ctx)
{
    struct worker *w = ctx;

    while ((w->slot = take(w->x)) != NULL) {
        if (is_it(w))
            keep(w->x, w->slot);
    }
    return NULL;
}

/* Is what was found seen behind DATA alone, or may it be? */
static void note_message(struct made_situation *m, const struct arrival *a)
{
    m->message = *a->message != '\0' || (a->crossed == WAY_DIALOGUE && a->rcpt / 100 == 2);
}

/* The slot's situation replaces what was found, if it is what is looked for, too. */
static void prefer(struct exploring *x, struct worker *w)
{
    w->slot->ways = x->wish->ways;
    if (!is_it(w))
        return;
    x->out->witness = w->slot->m;
    x->out->arrival = w->slot->arrival;
    note_message(&x->out->witness, &x->out->arrival);
}

/* The user of an address is nobody. False: that is so, there is no user in it, or no room. */
static bool take_user(char *address, const char *before, size_t size)
{
    const char *at = strrchr(before, '@');

    return at != NULL && at != before && strncmp(before, EXPLORE_NOBODY "@", sizeof EXPLORE_NOBODY) != 0
           && snprintf(address, size, "%s%s", EXPLORE_NOBODY, at) < (int)size;
}

/* Who connects and writes is a stranger like any other, where that is enough. */
static void make_plain(struct exploring *x, struct worker *w)
{
    const struct explore_wish *wish = x->wish;
    struct made_situation *m = &w->slot->m;

    *m = x->out->witness;
    snprintf(m->recipient, sizeof m->recipient, "%s@q7x-elsewhere.example", EXPLORE_NOBODY);
    if (wish->to == NULL)
        prefer(x, w);
    if (wish->to == NULL && take_user(m->recipient, x->out->witness.recipient, sizeof m->recipient))
        prefer(x, w);
    *m = x->out->witness;
    snprintf(m->sender, sizeof m->sender, "%s@%s", EXPLORE_NOBODY, EXPLORE_OUTSIDE);
    if (wish->from == NULL)
        prefer(x, w);
    if (wish->from == NULL && take_user(m->sender, x->out->witness.sender, sizeof m->sender))
        prefer(x, w);
    *m = x->out->witness;
    snprintf(m->helo, sizeof m->helo, "host.%s", EXPLORE_OUTSIDE);
    if (wish->client == NULL && *m->client != '\0')
        snprintf(m->name, sizeof m->name, "host.%s", EXPLORE_OUTSIDE);
    prefer(x, w);
}

/* What it does not need is taken from what was found. */
static void simplify(struct exploring *x, struct worker *w)
{
    enum { PARTS = 7 };
    struct slot *slot = w->slot = &x->slots[0];

    for (int i = 0; i < PARTS; i++) {
        struct made_situation *m = &slot->m;
        char *const parts[PARTS] = { m->verify, m->login, m->header, m->failing, m->daemon, m->resolve, NULL };

        *m = x->out->witness;
        if (parts[i] == NULL ? m->rate == 0 : *parts[i] == '\0')
            continue;
        if (parts[i] == NULL)
            m->rate = 0;
        else
            *parts[i] = '\0';
        prefer(x, w);
    }
    make_plain(x, w);
}

static bool worker_begin(struct worker *w, struct exploring *x)
{
    const struct explore_wish *wish = x->wish;

    *w = (struct worker){ .x = x, .t = traveller_new(x->p, x->world) };
    if (w->t == NULL)
        return false;
    traveller_listen(w->t, hear, w, WANT_RULES | (wish->deep ? WANT_LOOKUPS : 0)
                     | (wish->crosses != NULL ? WANT_LOOKUPS | WANT_RULESETS : 0));
    return true;
}

static bool slots_begin(struct exploring *x)
{
    x->slots = calloc(BATCH, sizeof *x->slots);
    for (int i = 0; x->slots != NULL && i < BATCH; i++) {
        struct slot *slot = &x->slots[i];

        slot->tried = malloc((size_t)x->nrules + 1);
        slot->matched = malloc((size_t)x->nrules + 1);
        slot->leads = x->wish->deep ? leads_new(x->nrules, x->words, frontier_matched(x->frontier)) : NULL;
        if (slot->tried == NULL || slot->matched == NULL || (x->wish->deep && slot->leads == NULL))
            return false;
    }
    return x->slots != NULL;
}

static void slots_end(struct exploring *x)
{
    for (int i = 0; x->slots != NULL && i < BATCH; i++) {
        free(x->slots[i].tried);
        free(x->slots[i].matched);
        leads_free(x->slots[i].leads);
    }
    free(x->slots);
}

static void fill(struct exploring *x, long left)
{
    x->nslots = left < BATCH ? (int)left : BATCH;
    x->next = 0;
    x->best = x->nslots;
    for (int i = 0; i < x->nslots; i++) {
        struct slot *slot = &x->slots[i];

        frontier_next(x->frontier, &slot->m, &slot->ways);
        slot->found = false;
        memset(slot->tried, 0, (size_t)x->nrules);
        memset(slot->matched, 0, (size_t)x->nrules);
        if (slot->leads != NULL)
            leads_begin(slot->leads);
    }
}

/* What was found is what comes first, whoever ran it. */
static void add_up(struct exploring *x, bool *tried)
{
    int n = x->next <= x->best ? x->next : x->best + 1;

    for (int i = 0; i < n; i++) {
        const struct slot *slot = &x->slots[i];

        frontier_note(x->frontier, &slot->m, slot->matched, slot->leads);
        for (int k = 0; k < x->nrules; k++)
            tried[k] |= slot->tried[k];
    }
    x->out->runs += n;
    if (x->best < x->nslots && x->slots[x->best].found) {
        x->out->found = true;
        x->out->witness = x->slots[x->best].m;
        x->out->arrival = x->slots[x->best].arrival;
        note_message(&x->out->witness, &x->out->arrival);
    }
}

static void run_batch(struct worker *list, int n)
{
    int started = 0;

    for (int i = 1; i < n && pthread_create(&list[i].thread, NULL, work, &list[i]) == 0; i++)
        started = i;
    work(&list[0]);
    for (int i = 1; i <= started; i++)
        pthread_join(list[i].thread, NULL);
}

static enum event_answer deaf(void *ctx, struct session *s, const struct event *e)
{
    (void)ctx, (void)s, (void)e;
    return EVENT_GO;
}

static int by_number(const void *a, const void *b)
{
    return ((const struct numbered *)a)->number - ((const struct numbered *)b)->number;
}

static bool find_dead(struct exploring *x)
{
    struct observer quiet = { .hear = deaf };
    struct session *s = session_new(x->p, &quiet);
    struct dead_rules *d = dead_rules_new(s);

    for (int i = 0; d != NULL && i < x->out->nunreached; i++) {
        struct unreached *u = &x->out->unreached[i];

        u->death = dead_rule(d, u->ruleset, u->rule);
        x->out->dead += u->death.why != DEAD_NOT;
    }
    dead_rules_free(d);
    session_free(s);
    return d != NULL;
}

static bool tell_reached(struct exploring *x, const bool *tried)
{
    const bool *matched = frontier_matched(x->frontier);
    struct explored *out = x->out;
    int n = 0;

    qsort(x->rules, (size_t)x->nrules, sizeof *x->rules, by_number);
    out->rules = x->nrules;
    out->unreached = calloc((size_t)x->nrules + 1, sizeof *out->unreached);
    while (frontier_first(x->frontier, n) != NULL)
        n++;
    out->firsts = calloc((size_t)n + 1, sizeof *out->firsts);
    if (out->unreached == NULL || out->firsts == NULL)
        return false;
    for (; out->nfirsts < n; out->nfirsts++)
        out->firsts[out->nfirsts] = *frontier_first(x->frontier, out->nfirsts);
    for (int i = 0; i < x->nrules; i++) {
        const struct clue *c = frontier_clue(x->frontier, i);
        struct unreached *u = &out->unreached[out->nunreached];

        out->tried += tried[i];
        out->matched += matched[i];
        if (matched[i])
            continue;
        *u = (struct unreached){ .rule = x->rules[i].rule, .ruleset = x->rules[i].ruleset, .tried = tried[i] };
        if (c != NULL)
            u->clue = *c;
        out->nunreached++;
    }
    return !x->wish->deep || find_dead(x);
}

/* Batch by batch, until it is found or the budget is spent. */
static bool run_all(struct exploring *x, struct worker *list, int n)
{
    bool *tried = calloc((size_t)x->nrules + 1, sizeof *tried), ok;

    while (tried != NULL && x->out->runs < x->wish->runs && !x->out->found && !x->out->ended) {
        fill(x, x->wish->runs - x->out->runs);
        run_batch(list, n);
        add_up(x, tried);
        if (x->wish->progress != NULL)
            x->wish->progress(x->wish->waiting, x->out->runs);
    }
    ok = tried != NULL && tell_reached(x, tried);
    if (x->out->found)
        simplify(x, &list[0]);
    free(tried);
    return ok;
}

static void note_shaken(struct explored *out, const struct traveller *t)
{
    const char *map = t != NULL && *out->shaken == '\0' ? traveller_shaken(t) : NULL;

    if (map != NULL)
        snprintf(out->shaken, sizeof out->shaken, "%s", map);
}

bool explore(struct program *p, const struct world *w, const struct explore_wish *wish, struct explored *out)
{
    struct exploring x = { .p = p, .world = w, .wish = wish, .out = out,
                           .until = wish->seconds > 0 ? now() + wish->seconds : 0 };
    int n = wish->workers < 1 ? 1 : wish->workers > MOST_WORKERS ? MOST_WORKERS : wish->workers;
    struct worker *list = calloc((size_t)n, sizeof *list);
    bool ok;

    *out = (struct explored){ .found = false };
    x.words = vocabulary_of(p, w, wish->seed);
    if (x.words != NULL)
        snprintf(out->unread, sizeof out->unread, "%s", vocabulary_unread(x.words));
    ok = list != NULL && x.words != NULL && number_rules(&x);
    ok = ok && (x.frontier = frontier_new(wish, x.words, x.nrules)) != NULL && slots_begin(&x);
    pthread_mutex_init(&x.lock, NULL);
    for (int i = 0; ok && i < n; i++)
        ok = worker_begin(&list[i], &x);
    ok = ok && run_all(&x, list, n);
    for (int i = 0; list != NULL && i < n; i++) {
        note_shaken(out, list[i].t);
        traveller_free(list[i].t);
    }
    pthread_mutex_destroy(&x.lock);
    slots_end(&x);
    frontier_free(x.frontier);
    vocabulary_free(x.words);
    free(x.rules);
    free(list);
    return ok;
}

void explored_free(struct explored *x)
{
    free(x->unreached);
    free(x->firsts);
    *x = (struct explored){ .found = false };
}

static bool names_stranger(const char *text)
{
    return strstr(text, EXPLORE_STRANGER) != NULL;
}

bool arrival_relayed(const struct arrival *a)
{
    const char *at = strrchr(a->hop_user, '@'), *percent = strpbrk(a->hop_user, "%!");

    return arrival_taken(a) && *a->hop_mailer != '\0'
           && (names_stranger(a->hop_host) || (at != NULL && names_stranger(at)) || (percent != NULL && names_stranger(a->hop_user)));
}
