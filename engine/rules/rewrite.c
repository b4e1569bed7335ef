/*
 * rewrite.c - runs a ruleset on a workspace.
 *
 * For each rule: match; put its right side together as a new list (right_side.c); do the lookups from left to right
 * (rulemap.c); do the ruleset calls from right to left; the list becomes the workspace.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/arena.h"
#include "base/limits.h"
#include "base/marker.h"
#include "base/tok.h"
#include "base/token.h"
#include "rules/join.h"
#include "rules/match.h"
#include "rules/match_classic.h"
#include "rules/paths.h"
#include "rules/rewrite.h"
#include "rules/right_side.h"
#include "rules/rulemap.h"
#include "rules/rulesets.h"
#include "rules/tokenise.h"
#include "state/diag.h"
#include "state/event.h"
#include "state/macros.h"
#include "state/name_ids.h"
#include "state/program.h"
#include "state/rule.h"
#include "state/session.h"
#include "state/trace.h"

#define LISTENING(s, level) (((s)->observer.want & WANT_RULES) || DEBUGGING(s, 21, level))

/*
 * What an activation of a ruleset needs beside the workspace that it is given. It lies on no stack, of which fifty
 * rulesets that call each other would take a megabyte, and is kept for the next one.
 */
struct activation {
    struct activation *next;
    struct workspace other;
    struct workspace argument; /* of the call that it makes */
    struct event edge;         /* entered, left: most of it is never written */
};

/* One activation of a ruleset. */
struct run {
    struct session *s;
    struct workspace *ws;  /* as it is now; with `spare`, one of the caller's and our own */
    struct workspace *spare;
    struct workspace *argument;
    struct step *step;     /* what is remembered of the rule that matched; NULL: nothing */
    int ruleset;
    int room;      /* tokens that the workspace may grow to */
    int status;
    bool aborted;  /* left early: no "returns" */
};

static void tell_vector(struct run *x, enum event_kind kind, const struct rule *r)
{
    struct event e = { .kind = kind, .ruleset = x->ruleset, .depth = x->s->command.depth, .rule = r,
                       .ws = { x->ws->v, x->ws->n }, .status = x->status };

    tell(x->s, &e);
}

/* The ruleset is entered, or left. */
static void tell_edge(struct run *x, struct event *e, enum event_kind kind)
{
    e->kind = kind;
    e->ruleset = x->ruleset;
    e->depth = x->s->command.depth;
    e->ws = (struct vector){ x->ws->v, x->ws->n };
    e->status = x->status;
    tell(x->s, e);
}

static void tell_match(struct run *x, const struct rule *r, const struct match *m)
{
    struct event e = { .kind = EVENT_RULE_MATCH, .ruleset = x->ruleset, .depth = x->s->command.depth,
                       .rule = r, .ws = { x->ws->v, x->ws->n }, .captures = m->cap,
                       .ncaptures = m->n };

    tell(x->s, &e);
}

static void give_up(struct run *x, int status)
{
    x->status = status;
    x->aborted = true;
}

/* A ruleset call that was found. */
struct call {
    int at;      /* position of $> */
    int ruleset;
};

static int run(struct session *s, struct workspace *ws, int ruleset, int room, bool part);

static void remove_tokens(struct workspace *w, int at, int n)
{
    size_t left = (size_t)(w->n - at - n) * sizeof *w->v;

    memmove(w->v + at, w->v + at + n, left);
    memmove(w->fold + at, w->fold + at + n, left);
    w->n -= n;
}

/* The ruleset that the token behind a $> names; -1 after a diagnostic. Its quotes are taken off. */
static int called(struct session *s, tok *t)
{
    char name[MAX_TOKEN * 2];
    int number;

    if (!is_building(s) && *t >> 1 < s->own.tokens.base && token_of(s, *t)->ruleset >= 0
        && !DEBUGGING(s, 36, 5))
        return token_of(s, *t)->ruleset;
    snprintf(name, sizeof name, "%s", token_of(s, *t)->text);
    strip_quotes(name);
    number = ruleset_number(s, name, NULL, false);
    if (number < 0) {
        *t = token_intern(tokens_of(s), name, strlen(name));
        syserr(s, "554 5.3.5 Unknown ruleset %s", name);
    }
    return number;
}

/* As the rule names it, without its quotes. */
static void tell_skipped(struct session *s, tok t, int number)
{
    char *name = arena_strdup(&s->command.work, token_of(s, t)->text);

    strip_quotes(name);
    DEBUG_EMIT(s, DL_SKIP_SUBR, DBG_STR(name), DBG_INT(number));
}

/* Finds the calls of a list, which are no more than `most'; their number, -1 when none shall be made. */
static int find_calls(struct run *x, struct workspace *w, int most, struct call calls[MAX_CALLS])
{
    struct session *s = x->s;
    int n = 0;

    for (int i = 0; i + 1 < w->n && most > 0; i++) {
        int number;

        if (!TOK_MARKED(w->v[i]) || token_of(s, w->v[i])->mark != MARK_CALL)
            continue;
        most--;
        number = called(s, &w->v[i + 1]);
        if (number < 0) {
            workspace_fold(s, w, i + 1, i + 2);
            return -1;
        }
        if (s->prog->rulesets[number].first == NULL) {
            if (DEBUGGING(s, 21, 3))
                tell_skipped(s, w->v[i + 1], number);
            remove_tokens(w, i, 2);
            continue;
        }
        if (++n >= MAX_CALLS) {
            syserr(s, "Too many subroutine calls (%d max)", MAX_CALLS);
            return -1;
        }
        calls[n - 1] = (struct call){ i, number };
    }
    return n;
}

/* 75 stands above all, otherwise the first fault stays. */
static void merge(int *status, int other)
{
    if (*status == EX_OK || other == EX_TEMPFAIL)
        *status = other;
}

/* What is remembered of the rule has the shape of what the only call of its right side is given. */
static bool knows_argument(const struct run *x, const struct rule *r, const struct workspace *w)
{
    return x->step != NULL && r->calls == 1 && r->lookups == 0 && !r->odd && !w->marked;
}

/* Runs one call on everything behind it; its result replaces these tokens. */
static int make_call(struct run *x, struct workspace *w, const struct call *c, bool known)
{
    struct workspace *sub = x->argument;
    int first = c->at + 2, status;

    sub->n = w->n - first;
    sub->shape = 0;
    sub->marked = true; /* for all that is known */
    workspace_copy(sub, 0, w, first, sub->n);
    if (known)
        paths_note(x->s, x->step, sub);
    x->s->command.depth++;
    status = run(x->s, sub, c->ruleset, MAX_ATOM - c->at, true);
    x->s->command.depth--;
    if (c->at + sub->n > MAX_ATOM)
        sub->n = MAX_ATOM - c->at;
    workspace_copy(w, c->at, sub, 0, sub->n);
    w->n = c->at + sub->n;
    if (c->at == 0) {
        w->shape = sub->shape;
        w->marked = sub->marked;
    }
    return status;
}

static int make_calls(struct run *x, const struct rule *r, struct workspace *w)
{
    struct call calls[MAX_CALLS];
    bool known = knows_argument(x, r, w);
    int n = find_calls(x, w, w->marked ? MAX_ATOM : r->calls, calls), status = EX_OK;

    if (n < 0)
        return EX_CONFIG;
    while (n-- > 0) {
        merge(&status, make_call(x, w, &calls[n], known));
        if (status != EX_OK && status != EX_TEMPFAIL)
            break;
    }
    return status;
}

/* A rule whose quoted call names have been used. */
struct stripped {
    const struct rule *rule;
    struct stripped *next;
};

bool rule_is_stripped(const struct session *s, const struct rule *r)
{
    const struct stripped *x = s->stripped;

    while (x != NULL && x->rule != r)
        x = x->next;
    return x != NULL;
}

static void rule_note_stripped(struct session *s, const struct rule *r)
{
    struct stripped *x;

    if (rule_is_stripped(s, r))
        return;
    x = arena_alloc(&s->own.arena, sizeof *x);
    x->rule = r;
    x->next = s->stripped;
    s->stripped = x;
}

/* Lookups and calls of a list: the rule's own, unless values and captures have brought more. False: the run is over. */
static bool look_up_and_call(struct run *x, const struct rule *r, struct workspace *out)
{
    struct session *s = x->s;

    if (out->marked || r->lookups > 0) {
        int status = rule_lookups(s, out, x->room, out->marked ? MAX_ATOM : r->lookups);

        if (status != EX_OK && status != EX_TEMPFAIL) {
            give_up(x, status);
            return false;
        }
        merge(&x->status, status);
    }
    if (r->quoted_call)
        rule_note_stripped(s, r);
    if (out->marked || r->calls > 0)
        merge(&x->status, make_calls(x, r, out));
    return true;
}

/* Applies a rule that matched. False: the run is over (x->status says why). */
static bool apply(struct run *x, const struct rule *r, const struct match *m)
{
    struct session *s = x->s;
    struct workspace *out = x->spare;
    struct right_side side = { r, m, x->ruleset, x->room };
    int status;

    if (LISTENING(s, 12))
        tell_match(x, r, m);
    status = right_side(s, &side, x->ws, out);
    if (status != EX_OK) {
        give_up(x, status);
        return false;
    }
    if (out->marked || r->lookups > 0 || r->calls > 0) {
        if (!look_up_and_call(x, r, out))
            return false;
    } else if (x->step != NULL && !r->odd) {
        paths_note(s, x->step, out);
    }
    x->spare = x->ws;
    x->ws = out;
    if (LISTENING(s, 4))
        tell_vector(x, EVENT_REWRITTEN, r);
    return !s->command.stopped;
}

static bool resolved(struct run *x)
{
    return x->ws->n > 0 && TOK_MARKED(x->ws->v[0])
           && token_of(x->s, x->ws->v[0])->mark == MARK_MAILER;
}

static void infinite_loop(struct run *x, const struct rule *r)
{
    struct session *s = x->s;
    char buf[32];

    syserr(s, "554 5.3.5 Infinite loop in ruleset %s, rule %d", ruleset_name(s, x->ruleset, buf),
           r->number);
    DEBUG(s, DL_WORKSPACE, DBG_VEC(x->ws->v, x->ws->n));
}

/* False: the command has tried as many rules as one may; told once. */
static bool within_budget(struct session *s, int more)
{
    s->command.steps += more;
    if (s->command.max_steps <= 0 || s->command.steps <= s->command.max_steps)
        return true;
    s->command.stopped = true;
    syserr(s, "rewrite: more than %ld rules tried, command abandoned; --max-steps N allows more",
           s->command.max_steps);
    return false;
}

/* Says that a rule is tried. The rule that is, by the observer's word: often itself; NULL: none. */
static const struct rule *tell_try(struct run *x, const struct rule *r)
{
    const struct rule *instead = NULL;
    struct event e = { .kind = EVENT_RULE_TRY, .ruleset = x->ruleset, .depth = x->s->command.depth, .rule = r,
                       .ws = { x->ws->v, x->ws->n }, .status = x->status, .instead = &instead };

    return tell(x->s, &e) == EVENT_SKIP ? instead : r;
}

/* Tries a rule and tells about it. */
static bool tries_to_match(struct run *x, const struct rule *r, struct match *m)
{
    struct session *s = x->s;
    bool classic = (s->observer.want & WANT_ATTEMPTS) || DEBUGGING(s, 21, 35)
                   || DEBUGGING(s, 36, 5) || DEBUGGING(s, 59, 14)
                   || (DEBUGGING(s, 21, 2) && r->defers);

    m->n = 0;
    if (classic ? match_classic(s, r, x->ws, m) : match_rule(s, r, x->ws, m))
        return true;
    if (LISTENING(s, 10))
        tell_vector(x, EVENT_RULE_FAIL, r);
    return false;
}

/* Tries rule *r, and tells of it. False: it does not match, and *r is the next one; NULL: there is none. */
static bool try_aloud(struct run *x, const struct rule **r, int *tries, struct match *m)
{
    struct session *s = x->s;
    const struct rule *tried = *r;

    if (!within_budget(s, 1))
        return false;
    if (LISTENING(s, 12))
        tried = tell_try(x, *r);
    if (tried != NULL) {
        *r = tried;
        if (++*tries > MAX_APPLY) {
            infinite_loop(x, tried);
            *r = NULL;
            return false;
        }
        if (tries_to_match(x, tried, m))
            return true;
        within_budget(s, 0); /* its attempts may have cost too much */
    }
    *r = (*r)->next;
    *tries = 0;
    return false;
}

/* The same of all rules from *r on, up to the first that matches, of which nobody wants to hear. */
static bool try_quietly(struct run *x, const struct ruleset *rs, const struct rule **r, int *tries, struct match *m)
{
    const struct gate *first = &rs->gates[(*r)->number - 1], *end = rs->gates + rs->nrules;
    const struct gate *g = paths_next(x->s, first, end, x->ws, m, &x->step);

    if (g != first) {
        *r = g < end ? g->rule : NULL;
        *tries = 0;
    }
    ++*tries;
    return within_budget(x->s, (int)(g - first) + (g < end)) && *r != NULL;
}

/* True when someone listens to rules, or to how they are tried. */
static bool is_heard(const struct session *s)
{
    return WANTED(s, WANT_RULES | WANT_ATTEMPTS) || DEBUGGING(s, 21, 2) || DEBUGGING(s, 36, 5) || DEBUGGING(s, 59, 14);
}

static void run_rules(struct run *x)
{
    struct session *s = x->s;
    const struct ruleset *rs = &s->prog->rulesets[x->ruleset];
    const struct rule *r = rs->first;
    int tries = 0;

    while (r != NULL && !s->command.stopped && !resolved(x)) {
        bool quietly = tries < MAX_APPLY && rs->gates != NULL && !is_heard(s);
        struct match m;

        if (!quietly) {
            x->step = NULL;
            if (!x->ws->summed)
                workspace_sum(x->ws);
        }
        if (!(quietly ? try_quietly(x, rs, &r, &tries, &m) : try_aloud(x, &r, &tries, &m)))
            continue;
        if (!apply(x, r, &m) || r->flow == FLOW_RETURN)
            return;
        if (r->flow == FLOW_NEXT) {
            r = r->next;
            tries = 0;
        }
    }
}

/* One that is idle, or a new one; NULL: there is no memory. */
static struct activation *activate(struct worker *w)
{
    struct activation *a = w->idle;

    if (a != NULL)
        w->idle = a->next;
    else if ((a = malloc(sizeof *a)) != NULL)
        memset(&a->edge, 0, sizeof a->edge);
    return a;
}

static void end_activation(struct worker *w, struct activation *a)
{
    a->next = w->idle;
    w->idle = a;
}

void rewrite_forget(struct worker *w)
{
    while (w->idle != NULL)
        free(activate(w));
    paths_free(w);
}

/* As rewrite() or rewrite_part(), of a workspace whose folded identities stand. */
static int run(struct session *s, struct workspace *ws, int ruleset, int room, bool part)
{
    struct run x = { .s = s, .ws = ws, .ruleset = ruleset, .room = room };
    struct activation *a = activate(s->worker);
    char buf[32];

    if (a == NULL) {
        s->command.stopped = true;
        return EX_TEMPFAIL;
    }
    tell_edge(&x, &a->edge, EVENT_RULESET_ENTER);
    if (s->command.depth > MAX_NESTING) {
        syserr(s, "rewrite: excessive recursion (max %d), ruleset %s", MAX_NESTING,
               ruleset_name(s, ruleset, buf));
        end_activation(s->worker, a);
        return EX_CONFIG;
    }
    x.spare = &a->other;
    x.argument = &a->argument;
    s->standing.scan_failed = false;
    ws->summed = false;
    run_rules(&x);
    if (x.aborted) {
        if (!part && s->command.depth == 0 && x.status == EX_DATAERR && s->standing.scan_failed)
            x.ws->n = 0;
    } else if (!s->command.stopped) { /* what was abandoned returns nothing */
        tell_edge(&x, &a->edge, EVENT_RULESET_LEAVE);
    }
    if (x.ws != ws) {
        ws->n = x.ws->n;
        ws->shape = x.ws->shape;
        ws->marked = x.ws->marked;
        workspace_copy(ws, 0, x.ws, 0, ws->n);
    }
    end_activation(s->worker, a);
    return x.status;
}

int rewrite(struct session *s, struct workspace *ws, int ruleset, int room)
{
    ws->shape = 0;
    workspace_fold(s, ws, 0, ws->n);
    return run(s, ws, ruleset, room, false);
}

int rewrite_part(struct session *s, struct workspace *ws, int ruleset, int room)
{
    ws->shape = 0;
    workspace_fold(s, ws, 0, ws->n);
    return run(s, ws, ruleset, room, true);
}
