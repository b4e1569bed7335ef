/*
 * match.c - the matcher: the leftmost wildcard as short as possible, then the next.
 *
 * A pair of pattern and workspace position that failed once is not tried again, so the work is
 * bounded by their product where plain backtracking is exponential. The classic order of attempts,
 * which only traces can show, is match_classic.c.
 */
#include <stdint.h>
#include <string.h>

#include "base/limits.h"
#include "base/marker.h"
#include "base/tok.h"
#include "base/token.h"
#include "rules/join.h"
#include "rules/match.h"
#include "rules/tokenise.h"
#include "state/classes.h"
#include "state/diag.h"
#include "state/event.h"
#include "state/macros.h"
#include "state/program.h"
#include "state/rule.h"
#include "state/session.h"
#include "state/trace.h"

enum { WORDS = (MAX_ATOM + 64) / 64, MAX_VARIABLE = MAX_WILDCARDS + 1 };

void workspace_fold(struct session *s, struct workspace *ws, int from, int to)
{
    struct token_lists lists = token_lists(tokens_of(s));

    for (int i = from; i < to; i++)
        ws->fold[i] = token_at(&lists, ws->v[i])->fold;
}

void workspace_sum(struct workspace *ws)
{
    uint64_t bloom = 0;
    tok any = 0;

    for (int i = 0; i < ws->n; i++) {
        bloom |= TOK_BLOOM(ws->fold[i]);
        any |= ws->v[i];
    }
    ws->bloom = bloom;
    ws->marked = TOK_MARKED(any);
    ws->summed = true;
}

void workspace_ready(struct session *s, struct workspace *ws)
{
    workspace_fold(s, ws, 0, ws->n);
    workspace_sum(ws);
}

struct matcher {
    struct session *s;
    const struct op *first_variable, *end; /* behind the last op */
    const struct workspace *ws;
    struct match *m;
    uint64_t dead[MAX_VARIABLE][WORDS]; /* by capture index and position */
    bool used[MAX_VARIABLE];
};

int match_deferred(const struct session *s, int id, const struct workspace *ws, int j)
{
    const char *value = macro_value(s, id);
    int start = j;

    if (WANTED(s, WANT_NAMES))
        value = tell_macro((struct session *)s, EVENT_MACRO_USED, id, value);
    if (j >= ws->n)
        return -1;
    if (value == NULL)
        return 0;
    while (*value != '\0') {
        const struct token *t;

        if (j >= ws->n)
            return -1;
        t = token_of(s, ws->v[j]);
        for (int k = 0; k < t->len; k++) {
            unsigned char a = (unsigned char)t->text[k], b = (unsigned char)value[k];

            a = a >= 'A' && a <= 'Z' ? a | 0x20 : a;
            b = b >= 'A' && b <= 'Z' ? b | 0x20 : b;
            if (a != b)
                return -1;
        }
        value += t->len;
        j++;
    }
    return j - start;
}

static bool from(struct matcher *x, const struct op *op, int j, int cap);

/* Tries the lengths least, least+1, ... of a wildcard. */
static bool grow(struct matcher *x, const struct op *op, int j, int cap, int least)
{
    const tok *next = &x->ws->fold[j];
    int most = x->ws->n - j - op->tail, literals = op->literals;

    for (int k = least; k <= most; k++) {
        int same = 1;

        if (literals > 0 && next[k] != op[1].id) /* most lengths end here */
            continue;
        while (same < literals && next[k + same] == op[1 + same].id)
            same++;
        if (same < literals)
            continue;
        x->m->cap[cap] = (struct capture){ j, j + k };
        if (from(x, op + 1 + literals, j + k + literals, cap + 1))
            return true;
    }
    return false;
}

static bool in_class(const struct matcher *x, int id, tok t)
{
    bool found = class_has_token(x->s, id, t);
    const struct token *text = token_of(x->s, t);

    if (WANTED(x->s, WANT_NAMES))
        found = tell_class(x->s, id, text->text, text->len, found);
    return found;
}

/* The tokens [from, to) as a class has them; `size` bytes are room enough. The bytes. */
static size_t phrase_of(const struct matcher *x, int from, int to, char *phrase, size_t size)
{
    bool atom_before = false;
    size_t n = 0;

    for (int k = from; k < to; k++) {
        const struct token *t = token_of(x->s, x->ws->v[k]);
        bool atom = token_is_atom_first(x->s, (unsigned char)t->text[0]);

        if (atom && atom_before && n + 1 < size)
            phrase[n++] = x->s->prog->set.blank_sub;
        atom_before = atom;
        for (int b = 0; b < t->len && n + 1 < size; b++) {
            if ((unsigned char)t->text[b] != META_QUOTE)
                phrase[n++] = t->text[b];
        }
    }
    return n;
}

static bool has_phrase(const struct matcher *x, const struct op *op, int from, int to)
{
    char phrase[2046];
    size_t n;
    bool found;

    if (to - from == 1 && token_of(x->s, x->ws->v[from])->plain)
        return in_class(x, (int)op->id, x->ws->v[from]);
    n = phrase_of(x, from, to, phrase, sizeof phrase);
    found = class_has(x->s, (int)op->id, phrase, n);
    if (WANTED(x->s, WANT_NAMES))
        found = tell_class(x->s, (int)op->id, phrase, n, found);
    return found;
}

/* Tries the phrases of a class, shortest first. */
static bool grow_class(struct matcher *x, const struct op *op, int j, int cap)
{
    size_t least = 0, longest = (size_t)class_longest(x->s, (int)op->id);

    for (int k = j; k < x->ws->n - op->tail; k++) {
        const struct token *t = token_of(x->s, x->ws->v[k]);

        least += t->plain ? t->len : 0;
        if (least > longest || longest == 0)
            break;
        if ((op->fixed && k + 1 + op->tail != x->ws->n) || (op->literals > 0 && x->ws->fold[k + 1] != op[1].id)
            || !has_phrase(x, op, j, k + 1))
            continue;
        x->m->cap[cap] = (struct capture){ j, k + 1 };
        if (from(x, op + 1, k + 1, cap + 1))
            return true;
    }
    return false;
}

static inline bool grows(struct matcher *x, const struct op *op, int j, int cap)
{
    if (op->kind == OP_CLASS)
        return grow_class(x, op, j, cap);
    return grow(x, op, j, cap, op->kind == OP_SOME);
}

static bool variable(struct matcher *x, const struct op *op, int j, int cap)
{
    uint64_t *dead = x->dead[cap], bit = (uint64_t)1 << (j & 63);
    bool ok;

    /* The first one is tried at one position only, and a class before ops of one length has one phrase: nothing to note. */
    if (op == x->first_variable || op->fixed)
        return grows(x, op, j, cap);
    if (!x->used[cap]) {
        for (int w = 0; w <= x->ws->n / 64; w++)
            dead[w] = 0;
        x->used[cap] = true;
    }
    if (dead[j >> 6] & bit)
        return false;
    ok = grows(x, op, j, cap);
    if (!ok)
        dead[j >> 6] |= bit;
    return ok;
}

/* Matches the pattern from op on against the workspace from j; captures from number cap on. */
static bool from(struct matcher *x, const struct op *op, int j, int cap)
{
    const struct workspace *ws = x->ws;
    const struct op *end = x->end;
    int n = ws->n;

    for (; op < end; op++) {
        int k = 1;

        if (op->kind == OP_LITERAL) { /* as most are */
            if (j >= n || ws->fold[j] != op->id)
                return false;
            j++;
            continue;
        }
        switch (op->kind) {
        case OP_NOTCLASS:
            if (j >= n || in_class(x, (int)op->id, ws->v[j]))
                return false;
            break;
        case OP_ONE:
            if (j >= n)
                return false;
            break;
        case OP_ZERO:
            continue;
        case OP_DEFER:
            k = match_deferred(x->s, (int)op->id, ws, j);
            if (k < 0)
                return false;
            j += k;
            continue;
        default:
            if (!op->fixed || op->kind == OP_CLASS)
                return variable(x, op, j, cap);
            k = n - j - op->tail; /* it has one length */
            if (k < (op->kind == OP_SOME))
                return false;
            break;
        }
        x->m->cap[cap++] = (struct capture){ j, j + k };
        j += k;
    }
    x->m->n = cap;
    return j == n;
}

bool match_rule(struct session *s, const struct rule *r, const struct workspace *ws,
                struct match *m)
{
    struct matcher x;

    if (r->nlhs == 1 && (r->ops->kind == OP_ANY || r->ops->kind == OP_SOME)) {
        m->cap[0] = (struct capture){ 0, ws->n };
        m->n = 1;
        return ws->n > 0 || r->ops->kind == OP_ANY;
    }
    if (r->class_needed != 0 && class_longest(s, r->class_needed) == 0)
        return false;
    x.s = s;
    x.first_variable = r->ops + r->first_variable;
    x.end = r->ops + r->nlhs;
    x.ws = ws;
    x.m = m;
    memset(x.used, 0, sizeof x.used);
    return from(&x, r->ops, 0, 0);
}
