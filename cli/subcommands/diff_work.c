/*
 * diff_work.c - btsh diff: pairs are asked by several threads, and told in the order of the list.
 */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "engine.h"
#include "show/memory.h"
#include "show/output.h"
#include "show/style.h"
#include "start/interrupt.h"
#include "start/run.h"
#include "start/threads.h"
#include "subcommands/diff_ask.h"
#include "subcommands/diff_json.h"
#include "subcommands/diff_work.h"
#include "suite/observed.h"
#include "suite/stage.h"

enum { BATCH = 32, AHEAD = 16 /* batches that may be done before they are told, for each worker */ };

/* What came of one pair. */
struct found {
    struct difference change[QUESTIONS];
    int n;
    struct failed_lookup failed[SIDES];
};

struct batch {
    struct found pair[BATCH];
    bool done;
};

/* ---- one pair -------------------------------------------------------------------------------- */

static void compare_pair(const struct diff *d, struct tester *b[SIDES], struct answers a[SIDES],
                         const struct pair *p, struct found *f)
{
    for (int side = 0; side < SIDES; side++) {
        ask_all(b[side], d->stage[side], p, &a[side]);
        f->failed[side] = a[side].failed;
    }
    for (int q = 0; q < QUESTIONS && !interrupted; q++) {
        if (!difference_find(d, b, a, p, (enum question)q, &f->change[f->n]))
            continue;
        if (d->all && d->json == NULL) /* else those that are told will do */
            difference_facts(d, b, p, &f->change[f->n]);
        f->n++;
    }
}

static void found_free(struct found *f)
{
    for (int i = 0; i < f->n; i++)
        difference_free(&f->change[i]);
    f->n = 0;
}

/* ---- workers --------------------------------------------------------------------------------- */

struct work {
    const struct diff *d;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    struct batch *ring;   /* of `slots`; batch i is in slot i % slots */
    size_t slots, batches;
    size_t next, told;    /* the batch to be taken next; those that are told */
    int working;
};

/* The next batch, or -1: there is none, or somebody said stop. */
static long take(struct work *w)
{
    long i = -1;

    pthread_mutex_lock(&w->lock);
    while (w->next < w->batches && w->next >= w->told + w->slots && !interrupted)
        pthread_cond_wait(&w->changed, &w->lock);
    if (w->next < w->batches && !interrupted)
        i = (long)w->next++;
    pthread_mutex_unlock(&w->lock);
    return i;
}

/* False: it was interrupted; no pair of the batch counts that is not whole. */
static bool do_batch(const struct diff *d, struct tester *b[SIDES], struct answers a[SIDES], size_t i,
                     struct batch *out)
{
    for (size_t k = 0; k < BATCH && i * BATCH + k < d->list.n; k++) {
        compare_pair(d, b, a, &d->list.list[i * BATCH + k], &out->pair[k]);
        if (interrupted)
            return false;
    }
    return true;
}

static void *work(void *ctx)
{
    struct work *w = ctx;
    struct tester *b[SIDES] = { zeroed_or_end(1, sizeof **b), zeroed_or_end(1, sizeof **b) };
    struct answers *a = zeroed_or_end(SIDES, sizeof *a);
    long i;

    for (int side = 0; side < SIDES; side++) {
        tester_begin(b[side], w->d->run);
        b[side]->observed.quiet = true;
    }
    while ((i = take(w)) >= 0) {
        struct batch *slot = &w->ring[(size_t)i % w->slots];
        bool whole = do_batch(w->d, b, a, (size_t)i, slot);

        pthread_mutex_lock(&w->lock);
        slot->done = whole;
        pthread_cond_broadcast(&w->changed);
        pthread_mutex_unlock(&w->lock);
    }
    for (int side = 0; side < SIDES; side++) {
        tester_end(b[side]);
        free(b[side]);
    }
    for (int side = 0; side < SIDES; side++)
        onward_clear(&a[side].end);
    free(a);
    pthread_mutex_lock(&w->lock);
    w->working--;
    pthread_cond_broadcast(&w->changed);
    pthread_mutex_unlock(&w->lock);
    return NULL;
}

/* ---- telling --------------------------------------------------------------------------------- */

struct cause {
    struct cause *next; /* in its bucket */
    char *key;          /* owned */
    size_t count, order;
    const struct pair *first;
};

/* Failed lookups of a side, by map. */
struct failures {
    struct failed_lookup first;
    size_t count;
    int side;
};

enum { BUCKETS = 1024, MAPS = 64 };

struct telling {
    const struct diff *d;
    struct output *out;
    struct tester *b[SIDES]; /* for facts of the first of each cause; NULL: none was made yet */
    struct cause *bucket[BUCKETS];
    struct failures failed[MAPS];
    int nfailed;
    struct diff_result result;
    double began, shown;
    struct style style;
};

static double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* The cause of that key, which is taken over; a new one has count 0. */
static struct cause *cause_of(struct telling *t, char *key)
{
    uint32_t h = 2166136261u;
    struct cause **at, *c;

    for (const char *p = key; *p != '\0'; p++)
        h = (h ^ (unsigned char)*p) * 16777619u;
    at = &t->bucket[h % BUCKETS];
    for (c = *at; c != NULL && strcmp(c->key, key) != 0; c = c->next)
        continue;
    if (c != NULL) {
        free(key);
        return c;
    }
    c = zeroed_or_end(1, sizeof *c);
    c->key = key;
    c->order = t->result.causes++;
    c->next = *at;
    return *at = c;
}

static void wipe_progress(struct telling *t)
{
    if (t->shown > 0)
        fprintf(stderr, "\r\033[K");
    t->shown = 0;
}

static void show_progress(struct telling *t)
{
    double at = now();

    if (at - t->began < 1 || at - t->shown < 0.2 || !isatty(STDERR_FILENO))
        return;
    fprintf(stderr, "\r%zu of %zu, %zu changed", t->result.compared, t->d->list.n, t->result.changed);
    fflush(stderr);
    t->shown = at;
}

static void tell_head(struct telling *t, const struct pair *p)
{
    wipe_progress(t);
    out_text(t->out, p->recipient != NULL ? p->recipient : "(no recipient)");
    if (p->sender != NULL)
        out_format(t->out, " from %s", *p->sender != '\0' ? p->sender : "<>");
    if (p->caller != NULL)
        out_format(t->out, " by %s", p->caller->setup.address);
    out_char(t->out, '\n');
}

static void count_failure(struct telling *t, int side, const struct failed_lookup *f)
{
    int i = 0;

    while (i < t->nfailed && (t->failed[i].side != side || strcmp(t->failed[i].first.map, f->map) != 0))
        i++;
    if (i == MAPS)
        return;
    if (i == t->nfailed)
        t->failed[t->nfailed++] = (struct failures){ *f, 0, side };
    t->failed[i].count++;
}

static struct tester **testers(struct telling *t)
{
    for (int side = 0; side < SIDES && t->b[side] == NULL; side++) {
        t->b[side] = zeroed_or_end(1, sizeof *t->b[side]);
        tester_begin(t->b[side], t->d->run);
        t->b[side]->observed.quiet = true;
    }
    return t->b;
}

static void tell_json(struct telling *t, const struct pair *p, struct found *f)
{
    wipe_progress(t);
    for (int i = 0; i < f->n; i++)
        difference_facts(t->d, testers(t), p, &f->change[i]);
    diff_json_pair(t->d, t->out, p, f->change, f->n);
    out_flush(t->out);
}

/* The lines of a difference; what was and what is now in their colours. */
static void tell_lines(struct telling *t, const char *text)
{
    for (size_t n; *text != '\0'; text += n + (text[n] == '\n')) {
        const char *mark = text + strspn(text, " ");
        enum tone tone = strncmp(mark, "- ", 2) == 0 ? TONE_BAD : strncmp(mark, "+ ", 2) == 0 ? TONE_GOOD : TONE_PLAIN;

        n = strcspn(text, "\n");
        out_text(t->out, style_on(&t->style, tone));
        out_bytes(t->out, text, n);
        out_format(t->out, "%s\n", style_off(&t->style, tone));
    }
}

/* What failed, on the way to the answers or to their reasons. */
static void count_failures(struct telling *t, const struct found *f)
{
    bool failed = false;

    for (int side = 0; side < SIDES && !t->d->made_up; side++) {
        const struct failed_lookup *first = &f->failed[side];

        for (int i = 0; i < f->n && !first->is; i++)
            first = &f->change[i].unasked[side];
        if (first->is)
            count_failure(t, side, first);
        failed |= first->is;
    }
    t->result.failed += failed;
}

static void tell_pair(struct telling *t, const struct pair *p, struct found *f)
{
    bool head = false;

    t->result.changed += f->n > 0;
    if (t->d->json != NULL && f->n > 0)
        tell_json(t, p, f);
    for (int i = 0; i < f->n; i++) {
        struct cause *c = cause_of(t, f->change[i].cause);
        struct sink text = { NULL, 0, 0 };

        f->change[i].cause = NULL;
        if (c->count++ == 0)
            c->first = p;
        if ((c->count > 1 && !t->d->all) || t->d->json != NULL)
            continue;
        if (!head)
            tell_head(t, p);
        head = true;
        if (!t->d->all)
            difference_facts(t->d, testers(t), p, &f->change[i]);
        difference_text(&f->change[i], &text);
        tell_lines(t, text.text);
        free(text.text);
    }
    count_failures(t, f);
    if (head)
        out_flush(t->out);
    t->result.compared++;
    found_free(f);
}

/* Batches as they are done, in their order. */
static void tell_all(struct work *w, struct telling *t)
{
    for (size_t i = 0; i < w->batches && !interrupted; i++) {
        struct batch *slot = &w->ring[i % w->slots];
        bool done;

        pthread_mutex_lock(&w->lock);
        while (!slot->done && w->working > 0 && !interrupted)
            pthread_cond_wait(&w->changed, &w->lock);
        done = slot->done;
        pthread_mutex_unlock(&w->lock);
        if (!done)
            break;
        for (size_t k = 0; k < BATCH && i * BATCH + k < t->d->list.n; k++)
            tell_pair(t, &t->d->list.list[i * BATCH + k], &slot->pair[k]);
        show_progress(t);
        pthread_mutex_lock(&w->lock);
        memset(slot, 0, sizeof *slot);
        w->told = i + 1;
        pthread_cond_broadcast(&w->changed);
        pthread_mutex_unlock(&w->lock);
    }
    wipe_progress(t);
}

static int by_order(const void *a, const void *b)
{
    const struct cause *x = *(const struct cause *const *)a, *y = *(const struct cause *const *)b;

    return (x->order > y->order) - (x->order < y->order);
}

/* Causes of which only the first witness was told, with their numbers. */
static void tell_causes(struct telling *t)
{
    struct cause **list = zeroed_or_end(t->result.causes + 1, sizeof *list);
    size_t n = 0, told = 0;

    for (int i = 0; i < BUCKETS; i++) {
        for (struct cause *c = t->bucket[i]; c != NULL; c = c->next)
            list[n++] = c;
    }
    qsort(list, n, sizeof *list, by_order);
    for (size_t i = 0; i < n; i++) {
        if (list[i]->count < 2 || t->d->all)
            continue;
        if (told++ == 0)
            out_text(t->out, "by cause (--all tells each of them):\n");
        out_format(t->out, "  %zu, for example %s: %s\n", list[i]->count, pair_name(list[i]->first), list[i]->key);
    }
    free(list);
}

static void tell_failures(const struct telling *t)
{
    static const char *const sides[] = { "OLD", "NEW" };

    for (int i = 0; i < t->nfailed; i++) {
        const struct failures *f = &t->failed[i];

        out_format(t->out, "%s: %zu answer%s on lookups that failed", sides[f->side], f->count,
                   f->count == 1 ? " rests" : "s rest");
        if (*f->first.map != '\0')
            out_format(t->out, ": map %s, first for %s", f->first.map, f->first.key);
        out_format(t->out, "%s%s\n", f->first.err != 0 ? ": " : "", f->first.err != 0 ? error_text(f->first.err) : "");
    }
}

static void telling_free(struct telling *t)
{
    for (int side = 0; side < SIDES && t->b[side] != NULL; side++) {
        tester_end(t->b[side]);
        free(t->b[side]);
    }
    for (int i = 0; i < BUCKETS; i++) {
        while (t->bucket[i] != NULL) {
            struct cause *next = t->bucket[i]->next;

            free(t->bucket[i]->key);
            free(t->bucket[i]);
            t->bucket[i] = next;
        }
    }
}

static void release(struct work *w)
{
    for (size_t i = 0; i < w->slots; i++) {
        for (int k = 0; k < BATCH; k++)
            found_free(&w->ring[i].pair[k]);
    }
    free(w->ring);
    pthread_cond_destroy(&w->changed);
    pthread_mutex_destroy(&w->lock);
}

struct diff_result diff_run(const struct diff *d, struct output *out)
{
    struct telling t = { .d = d, .out = out, .began = now(), .style = style_of_output() };
    size_t batches = (d->list.n + BATCH - 1) / BATCH;
    long n = d->workers > (long)batches ? (long)batches : d->workers;
    struct work w = { .d = d, .batches = batches, .slots = (size_t)n * AHEAD };
    pthread_t *threads = zeroed_or_end((size_t)n + 1, sizeof *threads);
    int started;

    w.ring = zeroed_or_end(w.slots + 1, sizeof *w.ring);
    pthread_mutex_init(&w.lock, NULL);
    pthread_cond_init(&w.changed, NULL);
    pthread_mutex_lock(&w.lock);
    w.working = started = threads_start(threads, (int)n, work, &w);
    pthread_mutex_unlock(&w.lock);
    tell_all(&w, &t);
    pthread_mutex_lock(&w.lock);
    pthread_cond_broadcast(&w.changed);
    pthread_mutex_unlock(&w.lock);
    for (int i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
    if (!interrupted && d->json != NULL) {
        diff_json_end(d, out, &t.result);
    } else if (!interrupted) {
        tell_causes(&t);
        tell_failures(&t);
    }
    telling_free(&t);
    release(&w);
    free(threads);
    return t.result;
}
