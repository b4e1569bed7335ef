/*
 * match_classic.c - the matcher in the real program's order of attempts, told step by step.
 *
 * Plain backtracking over a stack of wildcards: go on while elements fit; when one does not, pop the
 * last wildcard and let it grow. Same result as match.c, at a price, so it runs only while someone
 * listens to the attempts.
 */
#include <string.h>

#include "base/limits.h"
#include "base/tok.h"
#include "rules/join.h"
#include "rules/match.h"
#include "rules/match_classic.h"
#include "state/classes.h"
#include "state/event.h"
#include "state/macros.h"
#include "state/name_ids.h"
#include "state/program.h"
#include "state/rule.h"
#include "state/session.h"
#include "state/trace.h"

/* A wildcard that has been given tokens [from, to). */
struct held {
    int op, from, to;
};

struct classic {
    struct session *s;
    const struct rule *r;
    const struct workspace *ws;
    struct held stack[MAX_ATOM + 1];
    int n;      /* wildcards held */
    int i, j;   /* pattern and workspace positions */
    int work;   /* attempts that the command's budget has not been charged for */
    bool over;  /* it is spent, or the user wants no more */
};

/* Attempts count too, eight as one rule that is tried: there can be more of them than anyone waits for. */
static void charge(struct classic *x, int attempts)
{
    enum { ATTEMPTS_PER_STEP = 8 };
    struct session *s = x->s;

    x->work += attempts;
    if (x->work < ATTEMPTS_PER_STEP)
        return;
    s->command.steps += x->work / ATTEMPTS_PER_STEP;
    x->work %= ATTEMPTS_PER_STEP;
    x->over = (s->command.max_steps > 0 && s->command.steps > s->command.max_steps) || interrupted_by_user(s);
}

static void trace(struct classic *x, enum debug_line id, int level, int i, int j)
{
    tok rp = i < x->r->nlhs ? x->r->lhs[i] : 0, ap = j < x->ws->n ? x->ws->v[j] : 0;

    if (DEBUGGING(x->s, 21, level))
        DEBUG_EMIT(x->s, id, DBG_TOK(rp), DBG_TOK(ap));
}

static void hold(struct classic *x, int from, int to)
{
    x->stack[x->n++] = (struct held){ x->i, from, to };
}

/* Extends the class phrase [from, ...) that now ends behind `to`; false when no token is left. */
static bool extend_class(struct classic *x, int from, int to)
{
    const struct op *op = &x->r->ops[x->i];
    bool quiet = !DEBUGGING(x->s, 21, 36) && !DEBUGGING(x->s, 36, 5) && !DEBUGGING(x->s, 59, 14);
    size_t longest = (size_t)class_longest(x->s, (int)op->id);
    char phrase[2046];

    for (; to <= x->ws->n && !x->over; to++) {
        size_t n = join_part(x->s, x->ws->v + from, to - from, x->ws->n - to, phrase, sizeof phrase - 1,
                        x->s->prog->set.blank_sub, true);

        if (class_has(x->s, (int)op->id, phrase, n)) {
            DEBUG0(x->s, DL_CLMATCH);
            hold(x, from, to);
            x->j = to;
            x->i++;
            return true;
        }
        if (quiet && n > longest)
            return false; /* no word of the class is as long, and nobody sees the rest */
        trace(x, DL_EXTEND, 36, x->i, to - 1);
        charge(x, 1 + (to - from) / 4);
    }
    return false;
}

static bool deferred(struct classic *x, int id)
{
    const char *value = macro_value(x->s, id);
    char buf[32];
    int k;

    DEBUG(x->s, DL_LHS_DEFER, DBG_STR(name_text(x->s, id, false, buf)), DBG_STR(value));
    k = match_deferred(x->s, id, x->ws, x->j);
    if (k < 0)
        return false;
    x->j += k;
    x->i++;
    return true;
}

/* One element against the workspace; false: back up. */
static bool advance(struct classic *x)
{
    const struct op *op = &x->r->ops[x->i];

    trace(x, DL_ADVANCE, 35, x->i, x->j);
    if (x->i >= x->r->nlhs)
        return false;
    if (x->j >= x->ws->n && op->kind != OP_ANY && op->kind != OP_ZERO)
        return false;
    switch (op->kind) {
    case OP_LITERAL:
        if (x->ws->fold[x->j] != op->id)
            return false;
        x->j++;
        break;
    case OP_NOTCLASS:
        if (class_has_token(x->s, (int)op->id, x->ws->v[x->j]))
            return false;
        hold(x, x->j, x->j + 1);
        x->j++;
        break;
    case OP_ONE:
    case OP_SOME:
        hold(x, x->j, x->j + 1);
        x->j++;
        break;
    case OP_ANY:
        hold(x, x->j, x->j);
        break;
    case OP_CLASS:
        return extend_class(x, x->j, x->j + 1);
    case OP_DEFER:
        return deferred(x, (int)op->id);
    default:
        break;
    }
    x->i++;
    return true;
}

/* Pops wildcards until one grows; false: none can. */
static bool back_up(struct classic *x)
{
    while (x->n > 0) {
        struct held h = x->stack[--x->n];
        int kind = x->r->ops[h.op].kind;

        x->i = h.op;
        trace(x, DL_BACKUP, 36, h.op, h.to);
        if (h.to >= x->ws->n)
            continue;
        if (kind == OP_CLASS) {
            if (extend_class(x, h.from, h.to + 1))
                return true;
        } else if (kind == OP_ANY || kind == OP_SOME) {
            hold(x, h.from, h.to + 1);
            x->j = h.to + 1;
            x->i++;
            return true;
        }
    }
    return false;
}

bool match_classic(struct session *s, const struct rule *r, const struct workspace *ws,
                   struct match *m)
{
    struct classic x;

    x.s = s;
    x.r = r;
    x.ws = ws;
    x.n = x.i = x.j = x.work = 0;
    x.over = false;
    while ((x.j < ws->n || x.i < r->nlhs) && !s->command.stopped && !x.over) {
        charge(&x, 1);
        if (!advance(&x) && !back_up(&x))
            return false;
    }
    if (x.over)
        return false;
    m->n = x.n;
    for (int k = 0; k < x.n && k <= MAX_WILDCARDS; k++)
        m->cap[k] = (struct capture){ x.stack[k].from, x.stack[k].to };
    return !s->command.stopped;
}
