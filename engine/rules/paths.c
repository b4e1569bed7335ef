/*
 * paths.c - which rule a workspace matches next, remembered by its shape.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/tok.h"
#include "base/token.h"
#include "rules/match.h"
#include "rules/paths.h"
#include "state/program.h"
#include "state/rule.h"
#include "state/session.h"
#include "state/trace.h"

enum { FEW = 2000 /* tries before anything is remembered */, TOKENS = 30, SHAPES = 2048, FIND = 2 * SHAPES, STEPS = 8192, LINE = 64 };

/* In one line of the processor's cache, as there are many. */
struct shape {
    _Alignas(LINE) uint16_t n;
    uint16_t literal[LINE / 2 - 1]; /* their numbers; 0: some other token, or none */
};

/* From a gate and a shape on, as far as the shape alone decides. */
enum step_kind {
    STEP_ENDS,    /* no rule matches */
    STEP_MATCHES, /* `to' does */
    STEP_ASKS,    /* `to' does if its class has one of these phrases */
    STEP_TRIES    /* the matcher has to say whether `to' does */
};

struct step { /* in one line, too */
    _Alignas(LINE) const struct gate *from;
    const struct gate *to;
    const struct op *asks;    /* a class */
    uint16_t shape, makes;    /* of what the right side makes, or calls a ruleset with; makes 0: not known */
    uint8_t kind, nphrases, n;
    bool marked;              /* what it makes has markers */
    struct part {
        uint8_t from, to;
    } phrases[QUESTIONS], captures[MAX_WILDCARDS]; /* these: when the first phrase is it */
};
_Static_assert(sizeof(struct step) == LINE && sizeof(struct shape) == LINE, "a line each");

struct paths {
    uint32_t ntokens;
    uint16_t *literal;   /* by a token's place: its number among those that rules have as literals, else 0; it stands behind all this */
    int nliterals, nshapes;
    unsigned int turn;   /* which of two steps gives way */
    uint16_t find[FIND]; /* numbers of shapes, by hash; 0: none */
    struct shape shapes[SHAPES];
    struct step steps[STEPS];
};

static void note_literals(struct paths *p, const struct rule *r)
{
    for (int i = 0; i < r->nlhs; i++) {
        uint16_t *number = &p->literal[r->ops[i].id >> 1];

        if (r->ops[i].kind == OP_LITERAL && *number == 0)
            *number = (uint16_t)++p->nliterals;
    }
}

static struct paths *paths_new(const struct program *prog)
{
    uint32_t n = prog->def.tokens.base + prog->def.tokens.count;
    size_t size = (sizeof(struct paths) + n * sizeof *((struct paths *)0)->literal + LINE - 1) / LINE * LINE;
    struct paths *p = aligned_alloc(LINE, size);

    if (p == NULL)
        return NULL;
    memset(p, 0, size);
    p->ntokens = n;
    p->literal = (uint16_t *)(p + 1);
    for (int i = 0; i < MAX_RULESETS; i++) {
        for (const struct rule *r = prog->rulesets[i].first; r != NULL; r = r->next)
            note_literals(p, r);
    }
    if (p->nliterals <= UINT16_MAX)
        return p;
    free(p);
    return NULL;
}

/* NULL: there are none yet. */
static inline struct paths *paths_of(struct session *s)
{
    struct worker *w = s->worker;

    if (w->paths == NULL && ++w->tried > FEW) {
        w->paths = paths_new(s->prog);
        w->tried = 0;
    }
    return w->paths;
}

void paths_free(struct worker *w)
{
    free(w->paths);
    w->paths = NULL;
}

static void forget(struct paths *p)
{
    p->nshapes = 0;
    memset(p->find, 0, sizeof p->find);
    memset(p->steps, 0, sizeof p->steps);
}

static inline bool same_shape(const struct shape *x, const struct shape *y)
{
    enum { PART = 16 };
    const char *a = (const char *)x, *b = (const char *)y;

    for (size_t i = 0; i < sizeof x->n + x->n * sizeof *x->literal; i += PART) {
        if (memcmp(a + i, b + i, PART) != 0)
            return false;
    }
    return true;
}

static uint16_t number_of(struct paths *p, const struct shape *x, uint32_t hash)
{
    uint32_t i = hash % FIND;

    for (; p->find[i] != 0; i = (i + 1) % FIND) {
        if (same_shape(&p->shapes[p->find[i]], x))
            return p->find[i];
    }
    if (p->nshapes + 1 == SHAPES) {
        forget(p);
        i = hash % FIND;
    }
    p->shapes[++p->nshapes] = *x;
    return p->find[i] = (uint16_t)p->nshapes;
}

/* Notes the number of its shape, and whether there are markers. */
static void find_shape(struct paths *p, struct workspace *ws)
{
    struct shape x = { .n = (uint16_t)ws->n };
    uint64_t hash = 0;
    tok any = 0;

    for (int i = 0; i < ws->n; i++) {
        uint32_t place = ws->fold[i] >> 1;

        x.literal[i] = place < p->ntokens ? p->literal[place] : 0;
        hash = (hash << 5 | hash >> 59) ^ x.literal[i];
        any |= ws->v[i];
    }
    ws->marked = TOK_MARKED(any);
    ws->shape = number_of(p, &x, (uint32_t)(hash * UINT64_C(0x9e3779b97f4a7c15) >> 32));
}

/* What the rule captures. */
static void note_captures(struct step *x, const struct match *m)
{
    x->n = (uint8_t)m->n;
    for (int i = 0; i < m->n; i++)
        x->captures[i] = (struct part){ (uint8_t)m->cap[i].from, (uint8_t)m->cap[i].to };
}

static enum step_kind judge_class(struct session *s, struct step *x, const struct rule *r, const struct workspace *ws)
{
    struct questions q;

    match_questions(s, r, ws, &q);
    if (q.n == 0)
        return STEP_ENDS;
    if (q.n > QUESTIONS)
        return STEP_TRIES;
    x->asks = q.op;
    x->nphrases = (uint8_t)q.n;
    for (int i = 0; i < q.n; i++)
        x->phrases[i] = (struct part){ (uint8_t)q.phrase[i].from, (uint8_t)q.phrase[i].to };
    note_captures(x, &q.match);
    return STEP_ASKS;
}

/* What the shape of the workspace says of a rule whose gate is open; STEP_ENDS: it does not match. */
static enum step_kind judge(struct session *s, struct step *x, const struct rule *r, const struct workspace *ws)
{
    struct match m;

    if (r->one_class)
        return judge_class(s, x, r, ws);
    if (!r->simple)
        return STEP_TRIES;
    if (!match_simple(r, ws, &m))
        return STEP_ENDS;
    note_captures(x, &m);
    return STEP_MATCHES;
}

/* Goes it, and remembers. */
static void go(struct session *s, struct step *x, const struct gate *g, const struct gate *end, struct workspace *ws)
{
    *x = (struct step){ .from = g, .shape = ws->shape };
    if (!ws->summed)
        workspace_sum(ws);
    for (; g < end && x->kind == STEP_ENDS; g++) {
        x->to = g;
        if (gate_opens(g, ws))
            x->kind = (uint8_t)judge(s, x, g->rule, ws);
    }
}

/* What is remembered from a gate and the workspace's shape on; it is found out where nothing is. */
static inline struct step *step_from(struct session *s, struct paths *p, const struct gate *g, const struct gate *end, struct workspace *ws)
{
    uint64_t key = (uint64_t)(uintptr_t)g / sizeof *g * SHAPES + ws->shape;
    struct step *x = &p->steps[(key * UINT64_C(0x9e3779b97f4a7c15) >> 32) % STEPS / 2 * 2];

    for (int i = 0; i < 2; i++) {
        if (x[i].from == g && x[i].shape == ws->shape)
            return &x[i];
    }
    x += x->from != NULL && p->turn++ % 2;
    go(s, x, g, end, ws);
    return x;
}

static inline void recall(const struct step *x, struct match *m)
{
    m->n = x->n;
    for (int i = 0; i < x->n; i++)
        m->cap[i] = (struct capture){ x->captures[i].from, x->captures[i].to };
}

/* Asks what the step leaves open. True: its rule matches; *known: with what the step remembers. */
static bool is_so(struct session *s, const struct step *x, const struct workspace *ws, struct match *m, bool *known)
{
    int i = 0;

    *known = false;
    if (x->kind == STEP_TRIES || WANTED(s, WANT_NAMES))
        return match_any(s, x->to->rule, ws, m);
    while (i < x->nphrases && !match_answer(s, x->asks, ws, x->phrases[i].from, x->phrases[i].to))
        i++;
    *known = i == 0;
    return i == 0 || (i < x->nphrases && match_any(s, x->to->rule, ws, m));
}

const struct gate *paths_next(struct session *s, const struct gate *g, const struct gate *end, struct workspace *ws,
                              struct match *m, struct step **step)
{
    struct paths *p = paths_of(s);
    struct step *x;

    *step = NULL;
    if (p == NULL || ws->n > TOKENS) {
        if (!ws->summed)
            workspace_sum(ws);
        return match_first(s, g, end, ws, m);
    }
    if (ws->shape == 0)
        find_shape(p, ws);
    for (; g < end; g = x->to + 1) {
        bool known = true;

        x = step_from(s, p, g, end, ws);
        if (x->kind == STEP_ENDS)
            return end;
        if (x->kind != STEP_MATCHES && !is_so(s, x, ws, m, &known))
            continue;
        if (known) {
            recall(x, m);
            *step = x;
        }
        return x->to;
    }
    return end;
}

void paths_note(struct session *s, struct step *x, struct workspace *made)
{
    struct paths *p = s->worker->paths;
    int known = p->nshapes;

    if (x->makes == 0) {
        if (made->n > TOKENS)
            return;
        find_shape(p, made);
        if (p->nshapes < known) /* all has been forgotten, the step too */
            return;
        x->makes = made->shape;
        x->marked = made->marked;
    }
    made->shape = x->makes;
    made->marked = x->marked;
}
