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

static int mark_of(struct session *s, tok t)
{
    return TOK_MARKED(t) ? token_of(s, t)->mark : 0;
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

/* Checks the left side; returns the number of wildcards. */
static int check_lhs(struct session *s, struct rule *r)
{
    int wild = 0;

    for (int i = 0; i < r->nlhs; i++) {
        int mark = mark_of(s, r->lhs[i]);

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
        const struct token *t;

        if (!TOK_MARKED(r->rhs[i]))
            continue;
        t = token_of(s, r->rhs[i]);
        if (t->mark == MARK_REPL) {
            int n = t->text[1] - '0';

            if (n <= 0 || n > wild)
                syserr(s, "replacement $%c out of bounds", t->text[1]);
        } else if (wildcard(t->mark)) {
            syserr(s, "Inappropriate use of %s on RHS", marker_text(t->mark));
        } else {
            check_lookup(s, &c, t->mark);
        }
    }
    if (c.closer != 0)
        syserr(s, "missing map closing token");
}

/* Does it match no fixed number of tokens? */
static bool varies(const struct op *op)
{
    return op->kind == OP_ANY || op->kind == OP_SOME || op->kind == OP_CLASS || op->kind == OP_DEFER;
}

/* Does it need a token at least? */
static bool takes_one(const struct op *op)
{
    return op->kind != OP_ANY && op->kind != OP_ZERO && op->kind != OP_DEFER;
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

static void compile_lhs(struct session *s, struct rule *r)
{
    int tail = 0;
    bool fixed = true;

    r->first_variable = r->nlhs;
    for (int i = r->nlhs - 1; i >= 0; i--) {
        struct op *op = &r->ops[i];

        *op = op_of(token_of(s, r->lhs[i]));
        op->tail = (uint16_t)tail;
        op->fixed = fixed;
        r->defers |= op->kind == OP_DEFER;
        if (op->kind == OP_CLASS)
            r->class_needed = (int)op->id;
        if (i + 1 < r->nlhs && op[1].kind == OP_LITERAL)
            op->literals = (uint8_t)(op[1].literals < 127 ? op[1].literals + 1 : 127) & 127;
        tail += takes_one(op);
        if (varies(op)) {
            fixed = false;
            if (op->kind != OP_DEFER)
                r->first_variable = i;
        }
    }
}

/* Notes the folded identity of token i; the right side has its own until the first that differs. */
static void fold_rhs(struct session *s, struct rule *r, int i, tok fold)
{
    if (r->rhs_fold == r->rhs) {
        if (fold == r->rhs[i])
            return;
        r->rhs_fold = arena_raw(&s->prog->arena, (size_t)r->nrhs * sizeof *r->rhs_fold);
        memcpy(r->rhs_fold, r->rhs, (size_t)i * sizeof *r->rhs_fold);
    }
    r->rhs_fold[i] = fold;
}

static void compile_rhs(struct session *s, struct rule *r)
{
    int first = r->flow == FLOW_AGAIN ? 0 : 1;

    for (int i = 0; i < r->nrhs; i++) {
        const struct token *t = token_of(s, r->rhs[i]);

        fold_rhs(s, r, i, t->fold);
        r->rhs_mark[i] = t->mark;
        if (i < first || t->mark == MARK_REPL || t->mark == MARK_DEFER)
            continue;
        r->rhs_bloom |= TOK_BLOOM(t->fold);
        r->rhs_marked |= t->mark != 0;
    }
}

static enum flow flow_of(struct session *s, const struct rule *r)
{
    int mark = r->nrhs > 0 ? mark_of(s, r->rhs[0]) : 0;

    return mark == MARK_HOST ? FLOW_RETURN : mark == MARK_USER ? FLOW_NEXT : FLOW_AGAIN;
}

static bool has_quoted_call(struct session *s, const struct rule *r)
{
    for (int i = 0; i + 1 < r->nrhs; i++) {
        if (mark_of(s, r->rhs[i]) == MARK_CALL
            && strpbrk(token_of(s, r->rhs[i + 1])->text, "\"\\") != NULL)
            return true;
    }
    return false;
}

static tok literal(const struct op *op)
{
    return op->kind == OP_LITERAL ? op->id : 0;
}

static struct gate gate_of(const struct rule *r)
{
    struct gate g = { .rule = r, .most = UINT16_MAX };
    bool fixed = true;
    int least = 0;

    for (int i = 0; i < r->nlhs; i++) {
        const struct op *op = &r->ops[i];

        if (op->kind == OP_LITERAL)
            g.need |= TOK_BLOOM(op->id);
        least += takes_one(op);
        fixed &= !varies(op);
    }
    if (r->nlhs > 0) {
        g.first = literal(&r->ops[0]);
        g.last = literal(&r->ops[r->nlhs - 1]);
    }
    g.least = (uint16_t)least;
    if (fixed)
        g.most = g.least;
    return g;
}

void rules_complete(struct program *p)
{
    for (int i = 0; i < MAX_RULESETS; i++) {
        struct ruleset *rs = &p->rulesets[i];
        struct gate *g;

        if (rs->nrules == 0)
            continue;
        g = rs->gates = arena_raw(&p->arena, (size_t)rs->nrules * sizeof *g);
        for (const struct rule *r = rs->first; r != NULL; r = r->next)
            *g++ = gate_of(r);
    }
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

/*
 * The rule for good, its arrays behind it in one piece: a configuration has many rules, and a start
 * pays for each page that they take.
 */
static struct rule *keep(struct session *s, const struct rule *read)
{
    size_t nl = (size_t)read->nlhs, nr = (size_t)read->nrhs;
    struct rule *r = arena_raw(&s->prog->arena, sizeof *r + nl * sizeof *r->ops
                                                    + (nl + nr) * sizeof *r->lhs
                                                    + nr * sizeof *r->rhs_mark);

    *r = *read;
    r->ops = (struct op *)(r + 1);
    r->lhs = (tok *)(r->ops + nl);
    r->rhs = r->lhs + nl;
    r->rhs_fold = r->rhs;
    r->rhs_mark = (uint8_t *)(r->rhs + nr);
    memcpy(r->lhs, read->lhs, nl * sizeof *r->lhs);
    memcpy(r->rhs, read->rhs, nr * sizeof *r->rhs);
    return r;
}

/* Is this the name of a construct, such as $* or $1, and of no macro? */
static bool construct_name(char id)
{
    switch (id) {
    case '*': case '+': case '-': case '@': case '#': case ':': case '>': case '|': case '.':
    case '?': case '[': case ']': case '(': case ')': case '=': case '~': case '&': case '\0':
        return true;
    default:
        return id >= '1' && id <= '9';
    }
}

/* The macros of both sides that are expanded here and now, each once; NULL: none. */
static const char *frozen_macros(struct session *s, const struct piece *lhs,
                                 const struct piece *rhs)
{
    const struct piece *side[] = { lhs, rhs };
    char ids[NAME_IDS];
    size_t n = 0;

    for (int i = 0; i < 2; i++) {
        const char *p = side[i]->at, *end = p + side[i]->n;

        while ((p = memchr(p, MARK_MACRO, (size_t)(end - p))) != NULL && ++p < end) {
            if (!construct_name(*p) && memchr(ids, *p, n) == NULL)
                ids[n++] = *p;
        }
    }
    return n > 0 ? arena_strndup(&s->prog->arena, ids, n) : NULL;
}

void rule_add(struct session *s, int ruleset, const char *line, int first_line)
{
    struct piece lhs, rhs;
    tok left[MAX_ATOM + 1], right[MAX_ATOM + 1];
    struct rule read = { .lhs = left, .rhs = right, .first_line = first_line }, *r;
    int wild = 0;

    if (ruleset < 0) {
        syserr(s, "missing valid ruleset for \"%s\"", line);
        return;
    }
    if (!split_rule(line + 1, &lhs, &rhs)) {
        syserr(s, "invalid rewrite line \"%s\" (tab expected)", line);
        return;
    }
    read.file = s->prog->file;
    read.line = s->line;
    read.frozen = frozen_macros(s, &lhs, &rhs);
    read.nlhs = read_side(s, &lhs, left);
    if (read.nlhs > 0) {
        wild = check_lhs(s, &read);
    } else {
        syserr(s, "R line: null LHS");
        read.line = 0; /* as traces show it */
    }
    read.nrhs = read_side(s, &rhs, right);
    if (read.nrhs > 0)
        check_rhs(s, &read, wild);
    else
        syserr(s, "R line: null RHS");
    read.flow = flow_of(s, &read);
    read.quoted_call = has_quoted_call(s, &read);
    r = keep(s, &read);
    compile_lhs(s, r);
    compile_rhs(s, r);
    append(s, ruleset, r);
}
