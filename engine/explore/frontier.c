/*
 * frontier.c - what situations have reached so far, and which ones may go further.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "explore/explorer.h"
#include "explore/frontier.h"
#include "explore/vocabulary.h"

enum { QUEUE = 2048, FIRSTS = 1024, SEEN = 1 << 18, OF_ROUND = 40, OF_CLUE = 8, OF_RUN = 12 };

struct target {
    bool clued;
    struct clue best;
    int given;                   /* leads in this round */
};

struct frontier {
    const struct explore_wish *wish;
    const struct vocabulary *words;
    int nrules;
    bool *matched;
    struct target *targets;
    struct waiting {
        int target;
        unsigned ways;
        struct made_situation m;
    } *queue;                    /* a ring */
    int head, waiting;
    struct made_situation *firsts;
    int nfirsts;
    uint64_t *seen;              /* of what was queued, by hash; 0: an empty place */
    int nseen;
    long turn, made;             /* situations given out; those made anew */
    uint64_t random;
    const struct made_situation *base; /* of the leads that are being taken */
    int of_clue, of_run;
};

struct frontier *frontier_new(const struct explore_wish *wish, const struct vocabulary *v, int nrules)
{
    struct frontier *f = calloc(1, sizeof *f);

    if (f == NULL)
        return NULL;
    *f = (struct frontier){ .wish = wish, .words = v, .nrules = nrules, .random = wish->seed * 2 + 1,
                            .matched = calloc((size_t)nrules + 1, sizeof *f->matched),
                            .targets = calloc((size_t)nrules + 1, sizeof *f->targets),
                            .queue = wish->deep ? malloc(QUEUE * sizeof *f->queue) : NULL,
                            .firsts = wish->deep ? malloc(FIRSTS * sizeof *f->firsts) : NULL,
                            .seen = wish->deep ? calloc(SEEN, sizeof *f->seen) : NULL };
    if (f->matched == NULL || f->targets == NULL || (wish->deep && (f->queue == NULL || f->firsts == NULL || f->seen == NULL))) {
        frontier_free(f);
        return NULL;
    }
    return f;
}

void frontier_free(struct frontier *f)
{
    if (f == NULL)
        return;
    free(f->matched);
    free(f->targets);
    free(f->queue);
    free(f->firsts);
    free(f->seen);
    free(f);
}

const bool *frontier_matched(const struct frontier *f)
{
    return f->matched;
}

const struct clue *frontier_clue(const struct frontier *f, int number)
{
    return f->targets[number].clued ? &f->targets[number].best : NULL;
}

const struct made_situation *frontier_first(const struct frontier *f, int i)
{
    return i < f->nfirsts ? &f->firsts[i] : NULL;
}

static unsigned next(struct frontier *f, unsigned below)
{
    f->random = f->random * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)((f->random >> 33) % below);
}

/* ---- what comes next -------------------------------------------------------------------------------------- */

static uint64_t hash_text(uint64_t h, const char *text)
{
    for (; *text != '\0'; text++)
        h = (h ^ (unsigned char)*text) * 0x100000001B3u;
    return (h ^ 0xFF) * 0x100000001B3u;
}

static uint64_t hash(const struct made_situation *m)
{
    const char *const texts[] = { m->client, m->name, m->helo, m->sender, m->recipient, m->header, m->login, m->subject, m->issuer,
                                  m->failing, m->daemon, m->resolve, m->verify, m->bits, m->rate > 0 ? "1" : "" };
    uint64_t h = 0xCBF29CE484222325u;

    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        h = hash_text(h, texts[i]);
    return h | 1;
}

/* True: it was not there before. */
static bool is_new(struct frontier *f, const struct made_situation *m)
{
    uint64_t h = hash(m);
    size_t i = (size_t)(h >> 20) & (SEEN - 1);

    while (f->seen[i] != 0 && f->seen[i] != h)
        i = (i + 1) & (SEEN - 1);
    if (f->seen[i] == h || f->nseen > SEEN / 2)
        return false;
    f->seen[i] = h;
    f->nseen++;
    return true;
}

/* Leads of rules that match by now are passed over. */
static bool next_lead(struct frontier *f, struct made_situation *out, unsigned *ways)
{
    while (f->waiting > 0) {
        const struct waiting *w = &f->queue[f->head];

        f->head = (f->head + 1) % QUEUE;
        f->waiting--;
        if (f->matched[w->target])
            continue;
        *out = w->m;
        *ways = w->ways & f->wish->ways;
        return true;
    }
    for (int i = 0; i < f->nrules; i++)
        f->targets[i].given = 0; /* a new round */
    return false;
}

static void mix(struct frontier *f, struct made_situation *out)
{
    const struct made_situation *a = &f->firsts[next(f, (unsigned)f->nfirsts)], *b = &f->firsts[next(f, (unsigned)f->nfirsts)],
                                *c = &f->firsts[next(f, (unsigned)f->nfirsts)];

    *out = *a;
    memcpy(out->sender, b->sender, sizeof out->sender);
    if (next(f, 2) == 0)
        memcpy(out->recipient, c->recipient, sizeof out->recipient);
    if (next(f, 4) == 0) {
        memcpy(out->verify, c->verify, sizeof out->verify);
        memcpy(out->login, c->login, sizeof out->login);
        memcpy(out->header, c->header, sizeof out->header);
    }
    if (next(f, 2) == 0)
        *out->failing = '\0';
    vocabulary_confine(f->wish, a, out);
}

void frontier_next(struct frontier *f, struct made_situation *out, unsigned *ways)
{
    long turn = f->turn++;

    *ways = f->wish->ways;
    if (f->wish->deep && turn % 3 != 0 && next_lead(f, out, ways))
        return;
    if (f->wish->deep && turn % 3 == 1 && f->nfirsts > 0)
        mix(f, out);
    else
        vocabulary_situation(f->words, f->wish, f->made++, out);
}

/* ---- what was reached ------------------------------------------------------------------------------------- */

/* Of the leads of a clue the first ones, and some of the others. */
static bool take_lead(void *ctx, const struct clue *c, const struct made_situation *m)
{
    struct frontier *f = ctx;
    struct waiting *w = &f->queue[(f->head + f->waiting) % QUEUE];
    int *given = &f->targets[c->target].given;

    if (f->waiting == QUEUE || *given >= OF_ROUND || f->of_clue >= OF_CLUE)
        return false;
    if (f->of_clue >= OF_CLUE / 2 && next(f, 4) != 0)
        return true;
    w->m = *m;
    w->target = c->target;
    w->ways = f->wish->wanted != NULL ? f->wish->ways : c->way;
    vocabulary_confine(f->wish, f->base, &w->m);
    if (!is_new(f, &w->m))
        return true;
    f->waiting++;
    f->of_clue++;
    ++*given;
    return true;
}

/* A clue that is better than those before begins anew. */
static bool is_worth_following(struct frontier *f, const struct clue *c)
{
    struct target *t = &f->targets[c->target];

    if (!t->clued || c->far > t->best.far) {
        t->clued = true;
        t->best = *c;
        t->given = 0;
    }
    return c->far == t->best.far && t->given < OF_ROUND;
}

void frontier_note(struct frontier *f, const struct made_situation *m, const bool *matched, struct leads *l)
{
    const struct clue *c;
    bool any = false;
    int clues = 0, start;

    for (int i = 0; i < f->nrules; i++) {
        any |= matched[i] && !f->matched[i];
        f->matched[i] |= matched[i];
    }
    if (!f->wish->deep)
        return;
    if (any && f->nfirsts < FIRSTS)
        f->firsts[f->nfirsts++] = *m;
    f->base = m;
    while (leads_clue(l, clues) != NULL)
        clues++;
    start = clues > 0 ? (int)next(f, (unsigned)clues) : 0;
    for (int k = 0, n = 0; k < clues && n < OF_RUN; k++) {
        int i = (start + k) % clues;

        c = leads_clue(l, i);
        if (f->matched[c->target] || !is_worth_following(f, c))
            continue;
        f->of_clue = 0;
        leads_follow(l, i, m, f->wish->failing, take_lead, f);
        n += f->of_clue > 0;
    }
}
