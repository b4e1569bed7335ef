/*
 * shapes.c - what a ruleset's workspace can look like where each of its rules is come to.
 */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/limits.h"
#include "base/marker.h"
#include "describe.h"
#include "engine.h"
#include "explore/shapes.h"
#include "state/program.h"
#include "state/rule.h"
#include "state/session.h"

enum { PARTS = 24, SHAPES = 24 };

/* A known token, one that is not known, any number of them. */
enum part_kind { PART_TOKEN, PART_WORD, PART_ONE, PART_ANY };

struct part {
    enum part_kind kind;
    tok id;            /* PART_TOKEN: its folded identity */
    const char *word;  /* PART_WORD: the value of a macro that the configuration alone gives */
};

struct shape {
    struct part part[PARTS];
    int n;
};

struct shapes {
    struct session *s;
    bool fixed;        /* values of macros that only the configuration gives are known */
    int macro;         /* of which one was used */
    struct shape list[SHAPES + 1];
    int n;
};

static const struct part any = { PART_ANY, 0, NULL }, one = { PART_ONE, 0, NULL };

/* ---- a rule's left side and a shape ------------------------------------------------------------------------ */

static bool literal_is(const struct shapes *x, const struct op *op, const struct part *p)
{
    if (p->kind == PART_TOKEN)
        return p->id == op->id;
    return p->kind == PART_ONE || (p->kind == PART_WORD && strcasecmp(token_of(x->s, op->id)->text, p->word) == 0);
}

static bool takes_one(const struct op *op)
{
    return op->kind == OP_ONE || op->kind == OP_NOTCLASS;
}

static bool may_be_nothing(const struct op *op)
{
    return op->kind == OP_ANY || op->kind == OP_ZERO || op->kind == OP_DEFER;
}

/* Of the positions in the shape, from which what is left of the left side may match; row: for what follows the op. */
static void may_match_row(const struct shapes *x, const struct op *op, const struct shape *sh, const bool *row, bool *out)
{
    bool many = op->kind == OP_ANY || op->kind == OP_SOME || op->kind == OP_CLASS || op->kind == OP_DEFER;

    for (int i = sh->n; i >= 0; i--) {
        const struct part *p = &sh->part[i];
        bool at_end = i == sh->n, takes;

        out[i] = may_be_nothing(op) && row[i];
        if (op->kind == OP_ZERO || at_end)
            continue;
        takes = op->kind == OP_LITERAL ? p->kind == PART_ANY || literal_is(x, op, p) : many || takes_one(op);
        if (p->kind == PART_ANY) { /* of which it takes something, or nothing */
            out[i] |= out[i + 1] || (takes && (row[i] || row[i + 1]));
            continue;
        }
        out[i] |= takes && (row[i + 1] || (many && out[i + 1]));
    }
}

static bool may_match(const struct shapes *x, const struct rule *r, const struct shape *sh)
{
    bool rows[2][PARTS + 1] = { { false } };
    int now = 0;

    rows[0][sh->n] = true;
    for (int i = sh->n - 1; i >= 0 && sh->part[i].kind == PART_ANY; i--)
        rows[0][i] = true;
    for (int i = r->nlhs - 1; i >= 0; i--, now = 1 - now)
        may_match_row(x, &r->ops[i], sh, rows[now], rows[1 - now]);
    return rows[now][0];
}

/* Does it, whatever the unknown parts are? Only by an alignment part by part, so it may say no where it does. */
static bool surely_matches(const struct shapes *x, const struct rule *r, int op, const struct shape *sh, int at)
{
    const struct op *o = &r->ops[op];
    const struct part *p = &sh->part[at];
    bool known = at < sh->n && p->kind != PART_ANY;

    if (op == r->nlhs)
        return at == sh->n;
    switch (o->kind) {
    case OP_LITERAL:
        return known && p->kind != PART_ONE && literal_is(x, o, p) && surely_matches(x, r, op + 1, sh, at + 1);
    case OP_ONE:
        return known && surely_matches(x, r, op + 1, sh, at + 1);
    case OP_SOME: /* one that is there, and then as many as one likes */
        for (int to = at, some = 0; to < sh->n; to++) {
            some += sh->part[to].kind != PART_ANY;
            if (some > 0 && surely_matches(x, r, op + 1, sh, to + 1))
                return true;
        }
        return false;
    case OP_ANY:
        for (int to = at; to <= sh->n; to++) {
            if (surely_matches(x, r, op + 1, sh, to))
                return true;
        }
        return false;
    default:
        return false;
    }
}

/* ---- what becomes of it ------------------------------------------------------------------------------------ */

static void put(struct shape *sh, struct part p)
{
    if (p.kind == PART_ANY && sh->n > 0 && sh->part[sh->n - 1].kind == PART_ANY)
        return;
    if (sh->n == PARTS) { /* no room: the rest may be anything */
        sh->part[PARTS - 1] = any;
        return;
    }
    sh->part[sh->n++] = p;
}

/* The op that $n of the right side stands for; NULL: that is not known. */
static const struct op *captured(const struct rule *r, int n)
{
    for (int i = 0; i < r->nlhs; i++) {
        if (r->ops[i].kind == OP_ZERO || r->ops[i].kind == OP_DEFER)
            return NULL;
        if (r->ops[i].kind != OP_LITERAL && --n == 0)
            return &r->ops[i];
    }
    return NULL;
}

static void put_capture(struct shape *sh, const struct op *op)
{
    if (op != NULL && op->kind != OP_ANY)
        put(sh, one);
    if (op == NULL || !takes_one(op))
        put(sh, any);
}

/* What a server's ${deliveryMode} is, by its option; the mode of a program that only tests is another. */
static const char *delivery_mode(const struct session *s)
{
    static const char *const modes[] = { "b", "i", "q", "d" };

    for (size_t i = 0; i < sizeof modes / sizeof modes[0]; i++) {
        if (*modes[i] == s->prog->set.server_mode)
            return modes[i];
    }
    return NULL;
}

static void put_macro(struct shapes *x, struct shape *sh, int id)
{
    char buf[40];
    const char *value = x->fixed && strcmp(session_name(x->s, id, false, buf), "deliveryMode") == 0 ? delivery_mode(x->s) : NULL;

    if (value != NULL)
        x->macro = id;
    put(sh, value != NULL ? (struct part){ PART_WORD, 0, value } : any);
}

static struct shape right_side(struct shapes *x, const struct rule *r)
{
    struct shape sh = { .n = 0 };
    int depth = 0;

    for (int i = r->flow == FLOW_AGAIN ? 0 : 1; i < r->nrhs; i++) {
        const struct token *t = token_of(x->s, r->rhs[i]);

        if (r->rhs_mark[i] == MARK_CALL && depth == 0) { /* whatever it gives is all that follows */
            put(&sh, any);
            break;
        }
        if (r->rhs_mark[i] == MARK_LOOKUP || r->rhs_mark[i] == MARK_CANON) {
            depth++;
            put(&sh, any);
        } else if (r->rhs_mark[i] == MARK_ENDLOOK || r->rhs_mark[i] == MARK_ENDCANON) {
            depth--;
        } else if (depth > 0) {
            continue;
        } else if (r->rhs_mark[i] == MARK_REPL) {
            put_capture(&sh, captured(r, t->text[1] - '0'));
        } else if (r->rhs_mark[i] == MARK_DEFER) {
            put_macro(x, &sh, (unsigned char)t->text[1]);
        } else {
            put(&sh, (struct part){ PART_TOKEN, r->rhs_fold[i], NULL });
        }
    }
    return sh;
}

static bool same(const struct shape *a, const struct shape *b)
{
    for (int i = 0; i < a->n && a->n == b->n; i++) {
        const struct part *p = &a->part[i], *q = &b->part[i];

        if (p->kind != q->kind || (p->kind == PART_TOKEN && p->id != q->id) || (p->kind == PART_WORD && strcmp(p->word, q->word) != 0))
            return false;
    }
    return a->n == b->n;
}

static void add(struct shapes *x, const struct shape *sh)
{
    for (int i = 0; i < x->n; i++) {
        if (same(&x->list[i], sh))
            return;
    }
    if (x->n < SHAPES) {
        x->list[x->n++] = *sh;
    } else { /* too many: it may be anything */
        x->list[0] = (struct shape){ .n = 1, .part = { any } };
        x->n = 1;
    }
}

static bool leaves(const struct rule *r)
{
    return r->flow == FLOW_RETURN || (r->nrhs > 0 && r->rhs_mark[0] == MARK_MAILER);
}

/* What anything is that has no token: that is left of it by "$+". */
static bool leaves_nothing(const struct rule *r, const struct shape *sh)
{
    return r->nlhs == 1 && r->ops[0].kind == OP_SOME && sh->n == 1 && sh->part[0].kind == PART_ANY;
}

/* The rule on each shape, and again on what it makes. True: something may match; *took: something surely does. */
static bool apply(struct shapes *x, const struct rule *r, bool *took)
{
    struct shapes next = { .s = x->s, .fixed = x->fixed, .macro = x->macro };
    struct shape made = right_side(&next, r), empty = { .n = 0 };
    bool any_may = false, made_is_in = false;

    *took = false;
    for (int i = 0; i < x->n; i++) {
        const struct shape *sh = &x->list[i];
        bool may = may_match(x, r, sh), sure = may && surely_matches(x, r, 0, sh, 0);

        any_may |= may;
        *took |= sure || (may && leaves_nothing(r, sh));
        if (may && leaves_nothing(r, sh))
            add(&next, &empty);
        else if (!sure)
            add(&next, sh);
        if (!may || leaves(r))
            continue;
        if (r->flow != FLOW_AGAIN) {
            add(&next, &made);
        } else if (!made_is_in) { /* the same rule is tried on it, too */
            made_is_in = true;
            x->list[x->n++] = made;
        }
    }
    *x = next;
    return any_may;
}

static void run(struct session *s, int ruleset, bool fixed, struct comes *out)
{
    struct shapes x = { .s = s, .fixed = fixed, .n = 1, .list = { { .n = 1, .part = { { PART_ANY, 0, NULL } } } } };
    const struct rule *taker = NULL;
    int i = 0;

    for (const struct rule *r = session_first_rule(s, ruleset); r != NULL; r = rule_after(r), i++) {
        bool took;

        if (!apply(&x, r, &took) && taker != NULL && out[i].taker == NULL)
            out[i] = (struct comes){ taker, fixed ? x.macro : 0 };
        if (took)
            taker = r;
    }
}

struct comes *shapes_of_ruleset(struct session *s, int ruleset)
{
    struct comes *out = calloc((size_t)session_ruleset_rules(s, ruleset) + 1, sizeof *out);

    if (out == NULL)
        return NULL;
    run(s, ruleset, false, out);
    run(s, ruleset, true, out);
    return out;
}
