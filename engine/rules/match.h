/*
 * match.h - the matcher: the leftmost wildcard as short as possible, then the next.
 *
 * A pair of pattern and workspace position that failed once is not tried again, so the work is
 * bounded by their product where plain backtracking is exponential. The classic order of attempts,
 * which only traces can show, is match_classic.c.
 */
#ifndef BTSH_RULES_MATCH_H
#define BTSH_RULES_MATCH_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/limits.h"
#include "base/tok.h"
#include "state/event.h"
#include "state/rule.h"

struct gate;
struct rule;
struct session;

struct match {
    struct capture cap[MAX_WILDCARDS + 1];
    int n;
};
/* That are copied; the last of them may lie behind those that are meant, so there are as many bytes behind a rule's. */
enum { TOKENS_AT_ONCE = 4, BEHIND_TOKENS = TOKENS_AT_ONCE * sizeof(tok) };

/* The workspace being rewritten, with what the matcher wants to know of it. */
struct workspace {
    uint64_t bloom;        /* of all tokens, when it is summed up */
    bool marked;           /* some token is a marker; while it is not summed up: may be one */
    bool summed;
    uint16_t shape;        /* its number: paths.h; 0: not known */
    int n;
    tok v[MAX_ATOM + TOKENS_AT_ONCE];
    tok fold[MAX_ATOM + TOKENS_AT_ONCE];
};
/* n tokens of `from', those at `first', to `at' of another one; what stands behind them there goes. */
static inline void workspace_copy(struct workspace *to, int at, const struct workspace *from, int first, int n)
{
    for (int i = 0; i < n; i += TOKENS_AT_ONCE) {
        memcpy(to->v + at + i, from->v + first + i, TOKENS_AT_ONCE * sizeof *to->v);
        memcpy(to->fold + at + i, from->fold + first + i, TOKENS_AT_ONCE * sizeof *to->fold);
    }
}
/* Notes the folded identities of ws->v[from..to). */
void workspace_fold(struct session *s, struct workspace *ws, int from, int to);
/* Sums them up. */
void workspace_sum(struct workspace *ws);
/* Both, for all of it. */
void workspace_ready(struct session *s, struct workspace *ws);
/* False: a literal that the rule requires is not there, or the number of tokens is wrong. */
static inline bool gate_opens(const struct gate *g, const struct workspace *ws)
{
    return (g->need & ~ws->bloom) == 0 && ws->n >= g->least && ws->n <= g->most
           && (g->first == 0 || ws->fold[0] == g->first)
           && (g->last == 0 || ws->fold[ws->n - 1] == g->last);
}
bool match_simple(const struct rule *r, const struct workspace *ws, struct match *m);
bool match_any(struct session *s, const struct rule *r, const struct workspace *ws, struct match *m);
static inline bool match_rule(struct session *s, const struct rule *r, const struct workspace *ws, struct match *m)
{
    return r->simple ? match_simple(r, ws, m) : match_any(s, r, ws, m);
}
/* A phrase ws->v[from..to) that a rule's class is asked for; all else matches. */
struct phrase {
    uint16_t from, to;
};
enum { QUESTIONS = 7 };
/* What there is to ask for a rule of one class (rule.h), in order; and what the rule captures if the first answer is its own. */
struct questions {
    const struct op *op;
    int n; /* of them; the first QUESTIONS stand here */
    struct phrase phrase[QUESTIONS];
    struct match match;
};
void match_questions(struct session *s, const struct rule *r, const struct workspace *ws, struct questions *q);
/* Is it answered as the rule wants it? */
bool match_answer(struct session *s, const struct op *op, const struct workspace *ws, int from, int to);
/* The first gate whose rule matches, of those up to `end'; else that. */
const struct gate *match_first(struct session *s, const struct gate *g, const struct gate *end, const struct workspace *ws,
                               struct match *m);
/* Tokens from position j that $&id takes, or -1. */
int match_deferred(const struct session *s, int id, const struct workspace *ws, int j);

#endif
