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

enum { FEW = 2000 /* tries before anything is remembered */, TOKENS = 30, SHAPES = 2048, FIND = 2 * SHAPES, STEPS = 8192 };

struct shape {
    int n;
    tok literal[TOKENS + 1]; /* 0: some other token */
};

/* From a gate and a shape to the first rule on the way that matches, or has to be asked, and to the shape that it makes. */
struct step {
    const struct gate *from, *to;
    uint16_t shape, makes; /* makes 0: not known */
    uint8_t n;
    struct {
        uint8_t from, to;
    } captures[MAX_WILDCARDS];
};

struct paths {
    uint32_t ntokens;
    tok *literal;        /* by a token's place: its number where rules have it as a literal, else 0; it stands behind all this */
    int nshapes;
    uint16_t find[FIND]; /* numbers of shapes, by hash; 0: none */
    struct shape shapes[SHAPES];
    struct step steps[STEPS];
};

static void note_literals(struct paths *p, const struct rule *r)
{
    for (int i = 0; i < r->nlhs; i++) {
        if (r->ops[i].kind == OP_LITERAL)
            p->literal[r->ops[i].id >> 1] = r->ops[i].id;
    }
}

static struct paths *paths_new(const struct program *prog)
{
    uint32_t n = prog->def.tokens.base + prog->def.tokens.count;
    struct paths *p = calloc(1, sizeof *p + n * sizeof *p->literal);

    if (p == NULL)
        return NULL;
    p->ntokens = n;
    p->literal = (tok *)(p + 1);
    for (int i = 0; i < MAX_RULESETS; i++) {
        for (const struct rule *r = prog->rulesets[i].first; r != NULL; r = r->next)
            note_literals(p, r);
    }
    return p;
}

/* NULL: there are none yet. */
static struct paths *paths_of(struct session *s)
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

static uint16_t number_of(struct paths *p, const struct shape *x, uint32_t hash)
{
    uint32_t i = hash % FIND;

    for (; p->find[i] != 0; i = (i + 1) % FIND) {
        const struct shape *y = &p->shapes[p->find[i]];

        if (y->n == x->n && memcmp(y->literal, x->literal, (size_t)x->n * sizeof *x->literal) == 0)
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
    struct shape x;
    uint64_t hash = 0;
    tok any = 0;

    x.n = ws->n;
    for (int i = 0; i < ws->n; i++) {
        uint32_t place = ws->fold[i] >> 1;

        x.literal[i] = place < p->ntokens ? p->literal[place] : 0;
        hash = (hash << 5 | hash >> 59) ^ x.literal[i];
        any |= ws->v[i];
    }
    ws->marked = TOK_MARKED(any);
    ws->shape = number_of(p, &x, (uint32_t)(hash * UINT64_C(0x9e3779b97f4a7c15) >> 32));
}

static struct step *step_from(struct paths *p, const struct gate *g, int shape)
{
    uint64_t key = (uint64_t)(uintptr_t)g / sizeof *g * SHAPES + (unsigned)shape;

    return &p->steps[(key * UINT64_C(0x9e3779b97f4a7c15) >> 32) % STEPS];
}

/* Goes it, and remembers. */
static void go(struct step *x, const struct gate *g, const struct gate *end, struct workspace *ws, struct match *m)
{
    *x = (struct step){ .from = g, .shape = ws->shape };
    if (!ws->summed)
        workspace_sum(ws);
    while (g < end && !(gate_opens(g, ws) && (!g->rule->simple || match_simple(g->rule, ws, m))))
        g++;
    x->to = g;
    if (g == end || !g->rule->simple)
        return;
    x->n = (uint8_t)m->n;
    for (int i = 0; i < m->n; i++) {
        x->captures[i].from = (uint8_t)m->cap[i].from;
        x->captures[i].to = (uint8_t)m->cap[i].to;
    }
}

static void recall(const struct step *x, struct match *m)
{
    m->n = x->n;
    for (int i = 0; i < x->n; i++)
        m->cap[i] = (struct capture){ x->captures[i].from, x->captures[i].to };
}

const struct gate *paths_next(struct session *s, const struct gate *g, const struct gate *end, struct workspace *ws,
                              struct match *m, struct step **step)
{
    struct paths *p = paths_of(s);

    *step = NULL;
    if (p == NULL || ws->n > TOKENS) {
        if (!ws->summed)
            workspace_sum(ws);
        return match_first(s, g, end, ws, m);
    }
    if (ws->shape == 0)
        find_shape(p, ws);
    for (; g < end; g++) {
        struct step *x = step_from(p, g, ws->shape);

        if (x->from != g || x->shape != ws->shape)
            go(x, g, end, ws, m);
        g = x->to;
        if (g == end)
            break;
        if (g->rule->simple) {
            recall(x, m);
            *step = x;
            break;
        }
        if (match_any(s, g->rule, ws, m))
            break;
    }
    return g;
}

void paths_note(struct session *s, struct step *x, struct workspace *made)
{
    struct paths *p = s->worker->paths;
    int known = p->nshapes;

    if (x->makes == 0 && made->n <= TOKENS) {
        find_shape(p, made);
        if (p->nshapes < known) /* all has been forgotten, the step too */
            return;
        x->makes = made->shape;
    }
    made->shape = x->makes;
}
