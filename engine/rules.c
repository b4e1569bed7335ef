/*
 * rules.c - R lines: both sides expanded, tokenised, checked and compiled.
 *
 * A faulty rule is kept as it stands, as the real program keeps it; only a line without a TAB is
 * dropped.
 */
#include <stdlib.h>
#include <string.h>

#include "internal.h"
#include "split.h"

/* Source form of a marker, for messages. */
static const char *marker_text(int mark)
{
    switch (mark) {
    case MARK_REPL:
        return "$1-$9";
    case MARK_USER:
        return "$:";
    case MARK_CALL:
        return "$>";
    case MARK_IF:
        return "$?";
    case MARK_FI:
        return "$.";
    case MARK_CANON:
        return "$[";
    case MARK_ENDCANON:
        return "$]";
    case MARK_LOOKUP:
        return "$(";
    case MARK_ENDLOOK:
        return "$)";
    case MARK_ANY:
        return "$*";
    case MARK_SOME:
        return "$+";
    case MARK_ONE:
        return "$-";
    case MARK_CLASS:
        return "$=";
    case MARK_NOTCLASS:
        return "$~";
    default:
        return NULL;
    }
}

static bool wildcard(int mark)
{
    return mark >= MARK_ANY && mark <= MARK_NOTCLASS;
}

/* Expands and tokenises one side; the number of tokens, in v (room for MAX_ATOM). */
static int read_side(struct session *s, const struct piece *side, tok *v)
{
    char text[MAX_LINE];
    struct tokenise how = { .delim = '\t', .silent = true, .buffer = BUFFER_RULE };
    char *raw = arena_strndup(&s->work, side->at, side->n);
    int n;

    how.table = s->prog->set.level >= 9 ? TOKENS_KEEP : TOKENS_INT;
    expand(s, raw, text, sizeof text);
    n = tokenise(s, text, &how, v);
    return n < 0 ? 0 : n;
}

static tok *keep(struct session *s, const tok *v, int n)
{
    tok *copy = arena_alloc(&s->prog->arena, (size_t)(n + 1) * sizeof *copy);

    memcpy(copy, v, (size_t)n * sizeof *copy);
    return copy;
}

/* Checks the left side; returns the number of wildcards. */
static int check_lhs(struct session *s, struct rule *r)
{
    int wild = 0;

    for (int i = 0; i < r->nlhs; i++) {
        int mark = token_of(s, r->lhs[i])->mark;

        if (wildcard(mark))
            wild++;
        else if (marker_text(mark) != NULL)
            syserr(s, "Inappropriate use of %s on LHS", marker_text(mark));
    }
    if (wild > MAX_WILDCARDS) {
        syserr(s, "R line: too many wildcards");
        r->nlhs = 0;
    }
    return wild;
}

/* What is open on a right side. */
struct lookup_check {
    int closer; /* marker that closes the lookup, 0: none is open */
    int args;
};

static void check_lookup(struct session *s, struct lookup_check *c, int mark)
{
    switch (mark) {
    case MARK_LOOKUP:
    case MARK_CANON:
        if (c->closer != 0) {
            syserr(s, "cannot nest map lookups");
            break;
        }
        c->closer = mark == MARK_LOOKUP ? MARK_ENDLOOK : MARK_ENDCANON;
        c->args = 0;
        break;
    case MARK_HOST:
        if (c->closer != 0 && ++c->args >= MAX_MAP_ARGS)
            syserr(s, "too many arguments for map lookup");
        break;
    default:
        if (mark == c->closer)
            c->closer = 0;
        break;
    }
}

static void check_rhs(struct session *s, const struct rule *r, int wild)
{
    struct lookup_check c = { 0, 0 };

    for (int i = 0; i < r->nrhs; i++) {
        const struct token *t = token_of(s, r->rhs[i]);

        if (t->mark == MARK_REPL) {
            int n = t->text[1] - '0';

            if (n <= 0 || n > wild)
                syserr(s, "replacement $%c out of bounds", t->text[1]);
        } else if (wildcard(t->mark)) {
            syserr(s, "Inappropriate use of %s on RHS", marker_text(t->mark));
        } else if (t->mark != 0) {
            check_lookup(s, &c, t->mark);
        }
    }
    if (c.closer != 0)
        syserr(s, "missing map closing token");
}

static struct op op_of(const struct token *t)
{
    struct op op = { .kind = OP_LITERAL, .id = t->fold };

    switch (t->mark) {
    case MARK_ANY:
        op.kind = OP_ANY;
        break;
    case MARK_SOME:
        op.kind = OP_SOME;
        break;
    case MARK_ONE:
        op.kind = OP_ONE;
        break;
    case MARK_CLASS:
        op.kind = OP_CLASS;
        break;
    case MARK_NOTCLASS:
        op.kind = OP_NOTCLASS;
        break;
    case MARK_HOST:
        op.kind = OP_ZERO;
        break;
    case MARK_DEFER:
        op.kind = OP_DEFER;
        break;
    default:
        return op;
    }
    op.id = t->len > 1 ? (unsigned char)t->text[1] : 0;
    return op;
}

static tok literal(const struct rule *r, int i)
{
    return r->nlhs > 0 && r->ops[i].kind == OP_LITERAL ? r->ops[i].id : 0;
}

static void compile(struct session *s, struct rule *r, struct gate *g)
{
    int tail = 0;
    bool fixed = true;

    *g = (struct gate){ .rule = r, .most = UINT16_MAX };
    r->first_variable = r->nlhs;

    r->ops = arena_alloc(&s->prog->arena, (size_t)(r->nlhs + 1) * sizeof *r->ops);
    for (int i = r->nlhs - 1; i >= 0; i--) {
        const struct token *t = token_of(s, r->lhs[i]);
        struct op *op = &r->ops[i];

        *op = op_of(t);
        op->tail = (uint16_t)tail;
        op->fixed = fixed;
        r->defers |= op->kind == OP_DEFER;
        if (op->kind == OP_LITERAL)
            g->need |= TOK_BLOOM(t->fold);
        if (op->kind == OP_CLASS)
            r->class_needed = (int)op->id;
        if (i + 1 < r->nlhs && op[1].kind == OP_LITERAL)
            op->literals = (uint8_t)(op[1].literals < 127 ? op[1].literals + 1 : 127) & 127;
        if (op->kind != OP_ANY && op->kind != OP_ZERO && op->kind != OP_DEFER)
            tail++;
        if (op->kind == OP_ANY || op->kind == OP_SOME || op->kind == OP_CLASS
            || op->kind == OP_DEFER) {
            fixed = false;
            if (op->kind != OP_DEFER)
                r->first_variable = i;
        }
    }
    g->first = literal(r, 0);
    g->last = literal(r, r->nlhs - 1);
    g->least = (uint16_t)tail;
    if (fixed)
        g->most = g->least;
}

static void compile_rhs(struct session *s, struct rule *r)
{
    int first = r->flow == FLOW_AGAIN ? 0 : 1;

    r->rhs_fold = arena_alloc(&s->prog->arena, (size_t)(r->nrhs + 1) * sizeof *r->rhs_fold);
    r->rhs_mark = arena_alloc(&s->prog->arena, (size_t)r->nrhs + 1);
    for (int i = 0; i < r->nrhs; i++) {
        r->rhs_fold[i] = token_of(s, r->rhs[i])->fold;
        r->rhs_mark[i] = token_of(s, r->rhs[i])->mark;
        if (i < first || r->rhs_mark[i] == MARK_REPL || r->rhs_mark[i] == MARK_DEFER)
            continue;
        r->rhs_bloom |= TOK_BLOOM(r->rhs_fold[i]);
        r->rhs_marked |= r->rhs_mark[i] != 0;
    }
}

static enum flow flow_of(struct session *s, const struct rule *r)
{
    int mark = r->nrhs > 0 ? token_of(s, r->rhs[0])->mark : 0;

    return mark == MARK_HOST ? FLOW_RETURN : mark == MARK_USER ? FLOW_NEXT : FLOW_AGAIN;
}

static bool has_quoted_call(struct session *s, const struct rule *r)
{
    for (int i = 0; i + 1 < r->nrhs; i++) {
        if (token_of(s, r->rhs[i])->mark == MARK_CALL
            && strpbrk(token_of(s, r->rhs[i + 1])->text, "\"\\") != NULL)
            return true;
    }
    return false;
}

/* Room for one more gate: it doubles when a power of two is full. */
static struct gate *next_gate(struct session *s, struct ruleset *rs)
{
    int n = rs->nrules;

    if ((n & (n - 1)) == 0) {
        size_t room = n == 0 ? 1 : 2 * (size_t)n;
        struct gate *more = arena_alloc(&s->prog->arena, room * sizeof *more);

        if (n > 0)
            memcpy(more, rs->gates, (size_t)n * sizeof *more);
        rs->gates = more;
    }
    return &rs->gates[n];
}

static void append(struct session *s, int number, struct rule *r)
{
    struct ruleset *rs = &s->prog->rulesets[number];

    if (rs->last == NULL)
        rs->first = r;
    else
        rs->last->next = r;
    rs->last = r;
    r->number = ++rs->nrules;
}

/* The macros of both sides that are expanded here and now, each once; NULL: none. */
static const char *frozen_macros(struct session *s, const struct piece *lhs,
                                 const struct piece *rhs)
{
    const struct piece *side[] = { lhs, rhs };
    char ids[NAME_IDS] = "";
    size_t n = 0;

    for (int i = 0; i < 2; i++) {
        for (size_t k = 0; k + 1 < side[i]->n; k++) {
            unsigned char mark = (unsigned char)side[i]->at[k];
            char id = side[i]->at[k + 1];

            if ((mark == MARK_MACRO || mark == MARK_IF) && memchr(ids, id, n) == NULL
                && strchr("*+-@#:>|.?[]()=~&123456789", id) == NULL)
                ids[n++] = id;
        }
    }
    return n > 0 ? arena_strndup(&s->prog->arena, ids, n) : NULL;
}

void rule_add(struct session *s, int ruleset, const char *line, int first_line)
{
    struct piece lhs, rhs;
    struct rule *r;
    tok v[MAX_ATOM + 1];
    int wild = 0;

    if (ruleset < 0) {
        syserr(s, "missing valid ruleset for \"%s\"", line);
        return;
    }
    if (!split_rule(line + 1, &lhs, &rhs)) {
        syserr(s, "invalid rewrite line \"%s\" (tab expected)", line);
        return;
    }
    r = arena_alloc(&s->prog->arena, sizeof *r);
    r->file = s->prog->file;
    r->line = s->line;
    r->first_line = first_line;
    r->frozen = frozen_macros(s, &lhs, &rhs);
    r->nlhs = read_side(s, &lhs, v);
    r->lhs = keep(s, v, r->nlhs);
    if (r->nlhs > 0) {
        wild = check_lhs(s, r);
    } else {
        syserr(s, "R line: null LHS");
        r->line = 0; /* as traces show it */
    }
    r->nrhs = read_side(s, &rhs, v);
    r->rhs = keep(s, v, r->nrhs);
    if (r->nrhs > 0)
        check_rhs(s, r, wild);
    else
        syserr(s, "R line: null RHS");
    compile(s, r, next_gate(s, &s->prog->rulesets[ruleset]));
    r->flow = flow_of(s, r);
    compile_rhs(s, r);
    r->quoted_call = has_quoted_call(s, r);
    append(s, ruleset, r);
}
