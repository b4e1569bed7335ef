/*
 * explorer.c - situations by the thousand, and what they reach.
 *
 * Threads take numbers of situations; what is found first is what has the lowest number, whoever ran it.
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/limits.h"
#include "describe.h"
#include "engine.h"
#include "explore/explorer.h"
#include "explore/vocabulary.h"
#include "state/program.h"
#include "state/rule.h"

enum { MOST_WORKERS = 64 };

/* Rules, sorted by where they lie, with what became of them. */
struct numbered {
    const struct rule *rule;
    int number;
};

struct exploring {
    struct program *p;
    const struct world *world;
    const struct explore_wish *wish;
    struct vocabulary *words;
    struct explored *out;
    struct numbered *rules;
    int nrules;
    double until;

    pthread_mutex_t lock;
    long next, best;       /* best: the number of what was found; runs: none yet */
};

struct worker {
    struct exploring *x;
    struct traveller *t;
    bool *tried, *matched;
    bool crossed;
    pthread_t thread;
    long runs;
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
            x->rules[n] = (struct numbered){ r, n };
    }
    qsort(x->rules, (size_t)x->nrules, sizeof *x->rules, by_place);
    return true;
}

static int number_of(const struct exploring *x, const struct rule *r)
{
    struct numbered want = { r, 0 }, *found = bsearch(&want, x->rules, (size_t)x->nrules, sizeof *x->rules, by_place);

    return found != NULL ? found->number : -1;
}

static void hear(void *ctx, struct session *s, const struct event *e)
{
    struct worker *w = ctx;
    int n;

    (void)s;
    if (e->kind == EVENT_RULE_TRY || e->kind == EVENT_RULE_MATCH) {
        n = number_of(w->x, e->rule);
        if (n >= 0)
            (e->kind == EVENT_RULE_TRY ? w->tried : w->matched)[n] = true;
    }
    if (w->x->wish->crosses != NULL && w->x->wish->crosses(w->x->wish->ctx, e))
        w->crossed = true;
}

/* The next number; -1: there is nothing more to do. */
static long take(struct exploring *x)
{
    long n;

    pthread_mutex_lock(&x->lock);
    if ((x->until > 0 && now() > x->until) || (x->wish->stop != NULL && *x->wish->stop != 0)) {
        x->out->ended = x->next < x->best;
        x->next = x->best;
    }
    n = x->next < x->best ? x->next++ : -1;
    pthread_mutex_unlock(&x->lock);
    return n;
}

static void keep(struct exploring *x, long n, const struct made_situation *m, const struct arrival *a)
{
    pthread_mutex_lock(&x->lock);
    if (n < x->best) {
        x->best = n;
        x->out->found = true;
        x->out->witness = *m;
        x->out->arrival = *a;
    }
    pthread_mutex_unlock(&x->lock);
}

static void *work(void *ctx)
{
    struct worker *w = ctx;
    struct exploring *x = w->x;
    struct made_situation *m = calloc(1, sizeof *m);
    long n;

    while (m != NULL && (n = take(x)) >= 0) {
        struct situation s;
        struct arrival a;

        vocabulary_situation(x->words, x->wish, n, m);
        s = situation_of(m);
        w->crossed = false;
        traveller_go(w->t, &s, x->wish->ways, &a);
        w->runs++;
        if (x->wish->crosses != NULL ? w->crossed : x->wish->wanted != NULL && x->wish->wanted(x->wish->ctx, &s, &a))
            keep(x, n, m, &a);
    }
    free(m);
    return NULL;
}

static bool worker_begin(struct worker *w, struct exploring *x)
{
    *w = (struct worker){ .x = x, .t = traveller_new(x->p, x->world), .tried = calloc((size_t)x->nrules + 1, 1),
                          .matched = calloc((size_t)x->nrules + 1, 1) };
    if (w->t == NULL || w->tried == NULL || w->matched == NULL)
        return false;
    traveller_listen(w->t, hear, w, WANT_RULES | (x->wish->crosses != NULL ? WANT_LOOKUPS | WANT_RULESETS : 0));
    return true;
}

static void worker_end(struct worker *w)
{
    struct explored *out = w->x->out;

    for (int i = 0; w->matched != NULL && i < w->x->nrules; i++)
        out->rule_matched[i] |= w->matched[i];
    out->runs += w->runs;
    traveller_free(w->t);
    free(w->matched);
}

/* Counts what any of them has tried. */
static void add_up(struct exploring *x, struct worker *list, int n)
{
    for (int k = 0; k < n; k++)
        worker_end(&list[k]);
    for (int i = 0; i < x->nrules; i++) {
        bool tried = false;

        for (int k = 0; k < n; k++)
            tried |= list[k].tried != NULL && list[k].tried[i];
        x->out->tried += tried;
        x->out->matched += x->out->rule_matched[i];
    }
    for (int k = 0; k < n; k++)
        free(list[k].tried);
    x->out->rules = x->nrules;
}

bool explore(struct program *p, const struct world *w, const struct explore_wish *wish, struct explored *out)
{
    struct exploring x = { .p = p, .world = w, .wish = wish, .out = out, .best = wish->runs,
                           .until = wish->seconds > 0 ? now() + wish->seconds : 0 };
    int n = wish->workers < 1 ? 1 : wish->workers > MOST_WORKERS ? MOST_WORKERS : wish->workers, started = 0;
    struct worker *list = calloc((size_t)n, sizeof *list);
    bool ok;

    *out = (struct explored){ .found = false };
    x.words = vocabulary_of(p, w, wish->seed);
    ok = list != NULL && x.words != NULL && number_rules(&x)
         && (out->rule_matched = calloc((size_t)x.nrules + 1, 1)) != NULL;
    pthread_mutex_init(&x.lock, NULL);
    for (int i = 0; ok && i < n; i++)
        ok = worker_begin(&list[i], &x);
    for (int i = 1; ok && i < n; i++) {
        if (pthread_create(&list[i].thread, NULL, work, &list[i]) != 0)
            break;
        started = i;
    }
    if (ok)
        work(&list[0]);
    for (int i = 1; i <= started; i++)
        pthread_join(list[i].thread, NULL);
    if (ok)
        add_up(&x, list, n);
    pthread_mutex_destroy(&x.lock);
    vocabulary_free(x.words);
    free(x.rules);
    free(list);
    return ok;
}

void explored_free(struct explored *x)
{
    free(x->rule_matched);
    *x = (struct explored){ .found = false };
}

static bool names_stranger(const char *text)
{
    return strstr(text, EXPLORE_STRANGER) != NULL;
}

bool arrival_relayed(const struct arrival *a)
{
    const char *at = strrchr(a->hop_user, '@'), *percent = strpbrk(a->hop_user, "%!");

    return a->rcpt / 100 == 2 && *a->hop_mailer != '\0'
           && (names_stranger(a->hop_host) || (at != NULL && names_stranger(at)) || (percent != NULL && names_stranger(a->hop_user)));
}
