/*
 * rule_order.c - rules that nothing reaches since others stand before them, and those that never end.
 *
 * Of left sides it is seen without running them whether one takes all that another would: then it stands in the way, if it
 * leaves the ruleset and nothing between the two makes another workspace.
 */
#include <string.h>

#include "base/marker.h"
#include "check/configuration.h"
#include "check/finding.h"
#include "check/rule_order.h"
#include "describe.h"
#include "engine.h"

enum { BEFORE = 64, LONGEST = 64 };

struct looking {
    const struct configuration *conf;
    struct session *s;
    struct findings_list *f;
    struct rule_view before[BEFORE]; /* that leave the ruleset, since the last that makes another workspace */
    int n;
};

/* The construct that the token is; 0: it is a literal. */
static int mark_of(const struct session *s, const struct vector *v, int i)
{
    size_t n = 0;
    const char *text = token_text(s, v->v[i], &n);

    return n > 0 && IS_MARK_BYTE((unsigned char)text[0]) ? (unsigned char)text[0] : 0;
}

static bool leaves(const struct session *s, const struct rule_view *r)
{
    int first = r->rhs.n > 0 ? mark_of(s, &r->rhs, 0) : 0;

    return first == MARK_HOST || first == MARK_MAILER;
}

/* ---- does one take all that another would? --------------------------------------------------------------- */

/* Two left sides, and from which places on the one is known not to cover the other. */
struct pair {
    const struct session *s;
    const struct vector *a, *b;
    bool failed[LONGEST][LONGEST];
};

/* What part j of the other one matches has a token at least. */
static bool is_some(const struct pair *p, int j)
{
    int mark = mark_of(p->s, p->b, j);

    return mark != MARK_ANY && mark != MARK_HOST && mark != MARK_DEFER;
}

static bool covers_from(struct pair *p, int i, int j);

/* Part i takes part j and no more. */
static bool takes_one(const struct pair *p, int i, int j)
{
    int mark = mark_of(p->s, p->b, j);

    return mark_of(p->s, p->a, i) == MARK_ONE ? mark == MARK_ONE || mark == 0 : p->a->v[i] == p->b->v[j];
}

static bool finds_cover(struct pair *p, int i, int j)
{
    int mark = i < p->a->n ? mark_of(p->s, p->a, i) : 0;
    bool some = false;

    if (i == p->a->n)
        return j == p->b->n;
    if (mark != MARK_ANY && mark != MARK_SOME)
        return j < p->b->n && takes_one(p, i, j) && covers_from(p, i + 1, j + 1);
    for (int k = j; k <= p->b->n; k++) {
        if ((mark == MARK_ANY || some) && covers_from(p, i + 1, k))
            return true;
        some = some || (k < p->b->n && is_some(p, k));
    }
    return false;
}

static bool covers_from(struct pair *p, int i, int j)
{
    if (p->failed[i][j])
        return false;
    if (finds_cover(p, i, j))
        return true;
    p->failed[i][j] = true;
    return false;
}

/* Does a match whatever b matches? False: that is not seen. */
static bool covers(const struct session *s, const struct vector *a, const struct vector *b)
{
    struct pair p = { .s = s, .a = a, .b = b };

    return a->n < LONGEST && b->n < LONGEST && covers_from(&p, 0, 0);
}

/* ---- rules that never end --------------------------------------------------------------------------------- */

static bool is_wild(int mark)
{
    return mark == MARK_ANY || mark == MARK_SOME || mark == MARK_ONE || mark == MARK_CLASS || mark == MARK_NOTCLASS;
}

/* Part k of what the left side matches; -1: it has not so many. */
static int wild_part(const struct session *s, const struct vector *lhs, int k)
{
    for (int i = 0; i < lhs->n; i++) {
        if (is_wild(mark_of(s, lhs, i)) && --k == 0)
            return i;
    }
    return -1;
}

/* The left side matches whatever the right side makes of it. */
static bool never_ends(const struct session *s, const struct rule_view *r)
{
    tok made[LONGEST];
    struct vector v = { .v = made };

    for (int i = 0; i < r->rhs.n && v.n < LONGEST; i++) {
        size_t n = 0;
        const char *text = token_text(s, r->rhs.v[i], &n);
        int mark = mark_of(s, &r->rhs, i), part = i;

        if (mark != 0 && (mark != MARK_REPL || n < 2 || (part = wild_part(s, &r->lhs, text[1] - '0')) < 0))
            return false;
        made[v.n++] = mark != 0 ? r->lhs.v[part] : r->rhs.v[i];
    }
    return r->rhs.n > 0 && r->rhs.n < LONGEST && covers(s, &r->lhs, &v);
}

/* ---- a ruleset -------------------------------------------------------------------------------------------- */

static const struct rule_view *blocker_of(const struct looking *l, const struct rule_view *r)
{
    for (int i = 0; i < l->n; i++) {
        if (covers(l->s, &l->before[i].lhs, &r->lhs))
            return &l->before[i];
    }
    return NULL;
}

/* True: it, and all that come, are told of. */
static bool look_at(struct looking *l, const struct rule *x)
{
    struct rule_view r = rule_describe(x);
    const struct rule_view *by = blocker_of(l, &r);
    bool tree, all = by != NULL && by->lhs.n == 1 && mark_of(l->s, &by->lhs, 0) == MARK_ANY;
    const char *file;
    int line;

    tree = configuration_rule_place(l->conf, &r, &file, &line);
    if (by != NULL && !tree && (all || !l->conf->made)) /* the tree has such rules, and nobody edits them there */
        finding_add(l->f, BT204, file, line, 1, "no address comes here: the rule of line %d takes %s", by->line,
                    all ? "everything" : "all that this one would");
    if (never_ends(l->s, &r) && !tree)
        finding_add(l->f, BT205, file, line, 1, "it makes what it matches of it, again and again; $: or $@ would end that");
    if (!leaves(l->s, &r) && by == NULL)
        l->n = 0;
    else if (by == NULL && l->n < BEFORE)
        l->before[l->n++] = r;
    return all && !tree;
}

void check_rule_order(const struct configuration *conf, struct session *s, int ruleset, struct findings_list *f)
{
    struct looking l = { .conf = conf, .s = s, .f = f };
    bool told = false;

    for (const struct rule *x = session_first_rule(s, ruleset); x != NULL && !told; x = rule_after(x))
        told = look_at(&l, x);
}
