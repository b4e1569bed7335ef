/*
 * right_side.c - the right side of a rule that matched: captures and macros filled in.
 */
#include <stdint.h>
#include <string.h>
#include <sysexits.h>

#include "base/arena.h"
#include "base/limits.h"
#include "base/marker.h"
#include "base/tok.h"
#include "base/token.h"
#include "rules/match.h"
#include "rules/right_side.h"
#include "rules/rulesets.h"
#include "rules/tokenise.h"
#include "state/diag.h"
#include "state/event.h"
#include "state/macros.h"
#include "state/name_ids.h"
#include "state/rule.h"
#include "state/session.h"
#include "state/trace.h"

static int too_long(struct session *s)
{
    syserr(s, "554 5.3.0 rewrite: expansion too long");
    return EX_DATAERR;
}

/* $1 ... $9 of a rule that has not so many wildcards */
static int out_of_bounds(struct session *s, const struct right_side *side, const struct token *t)
{
    char buf[32];

    syserr(s, "554 5.3.5 rewrite: ruleset %s: replacement $%d out of bounds",
           ruleset_name(s, side->ruleset, buf), t->text[1] - '0');
    return EX_CONFIG;
}

static void trace_capture(struct session *s, int k, const struct workspace *ws, const struct capture *c)
{
    DEBUG_EMIT(s, DL_REPLACEMENT, DBG_INT('0' + k));
    for (int i = c->from; i < c->to; i++)
        DEBUG_EMIT(s, DL_REPLACEMENT_TOKEN, DBG_PTR(&ws->v[i]), DBG_STR(token_of(s, ws->v[i])->text));
    DEBUG_EMIT0(s, DL_REPLACEMENT_END);
}

/* A few tokens, as most portions are, in the time of one; what stands behind them in `to' goes. */
static inline void copy_few(struct workspace *to, int at, const tok *v, const tok *fold, int n)
{
    for (int i = 0; i < n; i += TOKENS_AT_ONCE) {
        memcpy(to->v + at + i, v + i, TOKENS_AT_ONCE * sizeof *v);
        memcpy(to->fold + at + i, fold + i, TOKENS_AT_ONCE * sizeof *fold);
    }
}

/* The reference cuts a value that is too long for the tokeniser's buffer, for good. */
static void cut_macro(struct session *s, int id, const char *value)
{
    if (strlen(value) > MAX_NAME) {
        char *cut = arena_strndup(&s->command.work, value, MAX_NAME);

        macro_define(s, id, cut, MACRO_ENVELOPE);
    }
}

/* $&x */
static int put_deferred(struct session *s, const struct token *t, int room, struct workspace *out)
{
    struct tokenise how = { .table = TOKENS_EXT, .buffer = BUFFER_ADDRESS };
    int id = t->len > 1 ? (unsigned char)t->text[1] : 0, n;
    const char *value = macro_value(s, id);
    tok v[MAX_ATOM + 1];
    char buf[32];

    DEBUG(s, DL_RHS_DEFER, DBG_STR(name_text(s, id, false, buf)), DBG_STR(value));
    if (WANTED(s, WANT_NAMES))
        value = tell_macro(s, EVENT_MACRO_USED, id, value);
    if (value == NULL || *value == '\0')
        return EX_OK;
    n = tokenise(s, value, &how, v);
    if (n <= 0) {
        if (how.too_long)
            cut_macro(s, id, value);
        s->standing.scan_failed = true;
        return EX_DATAERR;
    }
    for (int i = 0; i < n; i++) {
        DEBUG(s, DL_DEFER_TOKEN, DBG_STR(token_of(s, v[i])->text));
        if (out->n >= room - 1)
            return too_long(s);
        out->v[out->n++] = v[i];
        out->marked |= TOK_MARKED(v[i]);
    }
    workspace_fold(s, out, out->n - n, out->n);
    DEBUG0(s, DL_DEFER_DONE);
    return EX_OK;
}

/* $&x, or a capture that is none. */
static int put_other(struct session *s, const struct right_side *side, int i, struct workspace *out)
{
    const struct token *t = token_of(s, side->rule->rhs[i]);

    if (side->rule->rhs_mark[i] == MARK_REPL)
        return out_of_bounds(s, side, t);
    return out->n < side->room ? put_deferred(s, t, side->room, out) : too_long(s);
}

/* All of it, portion by portion, with a look at each. */
static int put_carefully(struct session *s, const struct right_side *side, const struct workspace *ws, struct workspace *out)
{
    const struct rule *r = side->rule;
    bool traced = DEBUGGING(s, 21, 15);

    out->n = 0;
    for (const struct portion *p = r->portions, *end = p + r->nportions; p < end; p++) {
        const tok *v = r->rhs + p->from, *fold = r->rhs_fold + p->from;
        int more = p->n;

        if (p->what == PORTION_OTHER) {
            int status = put_other(s, side, p->from, out);

            if (status != EX_OK)
                return status;
            continue;
        }
        if (p->what != 0) {
            const struct capture *c = &side->match->cap[p->what - 1];

            if (traced)
                trace_capture(s, p->what, ws, c);
            v = ws->v + c->from;
            fold = ws->fold + c->from;
            more = c->to - c->from;
        }
        if (out->n + more > side->room)
            return too_long(s);
        copy_few(out, out->n, v, fold, more);
        out->n += more;
    }
    return EX_OK;
}

/* All of it, where there is room for more than could come of it, and nothing that needs a look. */
static void put_quickly(const struct right_side *side, const struct workspace *ws, struct workspace *out)
{
    const struct rule *r = side->rule;
    const struct capture *cap = side->match->cap;
    int n = 0;

    for (const struct portion *p = r->portions, *end = p + r->nportions; p < end; p++) {
        const tok *v = r->rhs, *fold = r->rhs_fold;
        int from = p->from, more = p->n;

        if (p->what != 0) {
            v = ws->v;
            fold = ws->fold;
            from = cap[p->what - 1].from;
            more = cap[p->what - 1].to - from;
        }
        copy_few(out, n, v + from, fold + from, more);
        n += more;
    }
    out->n = n;
}

int right_side(struct session *s, const struct right_side *side, const struct workspace *ws, struct workspace *out)
{
    const struct rule *r = side->rule;

    out->summed = false;
    out->shape = 0;
    out->marked = r->captures && ws->marked;
    if (r->odd || DEBUGGING(s, 21, 15) || r->nrhs + r->nportions * ws->n > side->room)
        return put_carefully(s, side, ws, out);
    put_quickly(side, ws, out);
    return EX_OK;
}
