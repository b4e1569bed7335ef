/*
 * reach.c - how far the match of a rule gets on a workspace, for those who ask why it failed.
 *
 * Every pair of pattern and workspace position that can be reached is found, row by row; the answer
 * is the last part of the pattern that was reached and said no, where that was furthest.
 */
#include <stdlib.h>
#include <string.h>

#include "base/marker.h"
#include "rules/join.h"
#include "rules/match.h"
#include "rules/reach.h"
#include "state/classes.h"
#include "state/program.h"
#include "state/rule.h"
#include "state/session.h"

struct rows {
    struct session *s;
    const struct rule *r;
    const struct workspace *ws;
    bool *now, *next;   /* positions that the pattern up to here, and one further, can reach */
    struct reach out;
};

static void refused(struct rows *x, int op, int token)
{
    if (op > x->out.op || (op == x->out.op && token > x->out.token)) {
        x->out.token = token;
        x->out.op = op;
    }
}

static void step_one(struct rows *x, int i, int j, bool says_yes)
{
    if (says_yes)
        x->next[j + 1] = true;
    else
        refused(x, i, j);
}

/* The phrases of a class that begin at j. */
static void step_class(struct rows *x, int i, int j)
{
    char phrase[2046];
    bool any = false, atom_before = false;
    size_t n = 0;

    for (int k = j; k < x->ws->n && n + 2 < sizeof phrase; k++) {
        const struct token *t = token_of(x->s, x->ws->v[k]);
        bool atom = token_is_atom_first(x->s, (unsigned char)t->text[0]);

        if (atom && atom_before)
            phrase[n++] = x->s->prog->set.blank_sub;
        atom_before = atom;
        for (int b = 0; b < t->len && n + 1 < sizeof phrase; b++) {
            if ((unsigned char)t->text[b] != META_QUOTE)
                phrase[n++] = t->text[b];
        }
        if (class_has(x->s, (int)x->r->ops[i].id, phrase, n)) {
            x->next[k + 1] = true;
            any = true;
        }
    }
    if (!any)
        refused(x, i, j);
}

static void step(struct rows *x, int i, int j)
{
    const struct op *op = &x->r->ops[i];
    int n = x->ws->n, k;

    switch (op->kind) {
    case OP_LITERAL:
        step_one(x, i, j, j < n && x->ws->fold[j] == op->id);
        break;
    case OP_ONE:
        step_one(x, i, j, j < n);
        break;
    case OP_NOTCLASS:
        step_one(x, i, j, j < n && !class_has_token(x->s, (int)op->id, x->ws->v[j]));
        break;
    case OP_SOME:
        if (j >= n)
            refused(x, i, j);
        for (k = j + 1; k <= n; k++)
            x->next[k] = true;
        break;
    case OP_ANY:
        for (k = j; k <= n; k++)
            x->next[k] = true;
        break;
    case OP_CLASS:
        step_class(x, i, j);
        break;
    case OP_DEFER:
        k = match_deferred(x->s, (int)op->id, x->ws, j);
        if (k < 0)
            refused(x, i, j);
        else
            x->next[j + k] = true;
        break;
    default:
        x->next[j] = true;
        break;
    }
}

struct reach session_reach(struct session *s, const struct rule *r, const struct vector *ws)
{
    size_t size = (size_t)ws->n + 2;
    struct workspace *w = malloc(sizeof *w);
    struct rows x = { .s = s, .r = r, .ws = w, .now = calloc(size, sizeof(bool)),
                      .next = calloc(size, sizeof(bool)), .out = { -1, -1, false } };

    if (w != NULL && x.now != NULL && x.next != NULL) {
        memcpy(w->v, ws->v, (size_t)ws->n * sizeof *w->v);
        w->n = ws->n;
        workspace_ready(s, w);
        x.now[0] = true;
        for (int i = 0; i < r->nlhs; i++) {
            bool *swap = x.now;

            memset(x.next, 0, size * sizeof(bool));
            for (int j = 0; j <= w->n; j++) {
                if (swap[j])
                    step(&x, i, j);
            }
            x.now = x.next;
            x.next = swap;
        }
        x.out.matches = x.now[w->n];
        for (int j = 0; j < w->n; j++) {
            if (x.now[j])
                refused(&x, r->nlhs, j);
        }
    }
    free(w);
    free(x.now);
    free(x.next);
    return x.out;
}
