/*
 * rules.c - R lines: both sides expanded, tokenised, checked and compiled.
 *
 * A faulty rule is kept as it stands, as the real program keeps it; only a line without a TAB is
 * dropped.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/limits.h"
#include "base/marker.h"
#include "base/tok.h"
#include "base/token.h"
#include "cfparse/split.h"
#include "rules/match.h"
#include "rules/rules.h"
#include "rules/tokenise.h"
#include "state/diag.h"
#include "state/macros.h"
#include "state/program.h"
#include "state/rule.h"
#include "state/session.h"
#include "state/trace.h"

/* What a marker is to a rule. */
enum {
    WILD = 1,      /* captures */
    VARIES = 2,    /* matches no fixed number of tokens */
    NO_TOKEN = 4,  /* needs none */
    DEFERS = 8,
    OPENS = 16,    /* a lookup */
    CALLS = 32,
    REPLACES = 64
};

/* By the marker's byte; 0: plain tokens, which match themselves, as other markers do. */
static const struct trait {
    uint8_t op, what;
    const char *text; /* source form, for messages; NULL: it may stand anywhere */
} traits[256] = {
    [MARK_ANY] = { OP_ANY, WILD | VARIES | NO_TOKEN, "$*" },
    [MARK_SOME] = { OP_SOME, WILD | VARIES, "$+" },
    [MARK_ONE] = { OP_ONE, WILD, "$-" },
    [MARK_CLASS] = { OP_CLASS, WILD | VARIES, "$=" },
    [MARK_NOTCLASS] = { OP_NOTCLASS, WILD, "$~" },
    [MARK_HOST] = { OP_ZERO, NO_TOKEN, NULL },
    [MARK_DEFER] = { OP_DEFER, VARIES | NO_TOKEN | DEFERS, NULL },
    [MARK_REPL] = { OP_LITERAL, REPLACES, "$1-$9" },
    [MARK_USER] = { OP_LITERAL, 0, "$:" },
    [MARK_CALL] = { OP_LITERAL, CALLS, "$>" },
    [MARK_IF] = { OP_LITERAL, 0, "$?" },
    [MARK_FI] = { OP_LITERAL, 0, "$." },
    [MARK_CANON] = { OP_LITERAL, OPENS, "$[" },
    [MARK_ENDCANON] = { OP_LITERAL, 0, "$]" },
    [MARK_LOOKUP] = { OP_LITERAL, OPENS, "$(" },
    [MARK_ENDLOOK] = { OP_LITERAL, 0, "$)" },
};

/* Expands and tokenises one side; the number of tokens, in v (room for MAX_ATOM). *named: macros. */
static int read_side(struct session *s, const struct piece *side, tok *v, bool *named)
{
    char text[MAX_LINE];
    struct tokenise how = { .delim = '\t', .silent = true, .buffer = BUFFER_RULE };
    int n;

    how.table = s->prog->set.level >= 9 ? TOKENS_KEEP : TOKENS_INT;
    if (DEBUGGING(s, 35, 24)
        || !expand_simple(s, side->at, side->n, text, sizeof text, named)) {
        *named = true;
        expand(s, arena_strndup(&s->command.work, side->at, side->n), text, sizeof text);
    }
    n = tokenise(s, text, &how, v);
    return n < 0 ? 0 : n;
}

/* What the reader has of a rule before it lies in the program. */
struct draft {
    tok lhs[MAX_ATOM + 1], rhs[MAX_ATOM + 1];
    struct op ops[MAX_ATOM + 1];
    tok fold[MAX_ATOM + 1];
    uint8_t mark[MAX_ATOM + 1];
    struct portion portions[MAX_ATOM + 1];
    bool folds;  /* fold is not rhs */
    int wild;    /* wildcards on the left */
};

/* Says which tokens must not stand on the left. */
static void misplaced(struct session *s, const struct rule *r)
{
    for (int i = 0; i < r->nlhs; i++) {
        const struct trait *is = &traits[token_of(s, r->lhs[i])->mark];

        if (is->text != NULL && !(is->what & WILD))
            syserr(s, "Inappropriate use of %s on LHS", is->text);
    }
}

static void mark_again(struct rule *r)
{
    int varying = 0;

    for (int i = 0; i < r->nlhs; i++) {
        enum op_kind kind = r->ops[i].kind;

        r->ops[i].again = varying > 1;
        varying += kind == OP_ANY || kind == OP_SOME || kind == OP_CLASS || kind == OP_DEFER;
    }
}

/* From the end, since an op knows what follows it. */
static void compile_lhs(struct session *s, struct rule *r, struct draft *d)
{
    int tail = 0;
    uint32_t singles = 0;
    bool fixed = true, simple = true, literals = true, wrong = false;
    int others = 0, classes = 0; /* than literals, $-, $+ and $* */

    for (int i = r->nlhs - 1; i >= 0; i--) {
        const struct token *t = token_of(s, r->lhs[i]);
        const struct trait *is = &traits[t->mark];
        bool anything = is->op == OP_ANY || is->op == OP_SOME;
        uint32_t id = is->op == OP_LITERAL ? t->fold : anything ? singles : (unsigned char)t->text[1];

        r->ops[i] = (struct op){ .kind = is->op, .fixed = fixed, .simple = simple, .literals = anything && !fixed && literals,
                                 .tail = (uint16_t)tail, .id = id };
        singles = is->op == OP_LITERAL || is->op == OP_ONE ? singles + 1 : 0;
        literals = is->op == OP_LITERAL ? literals || singles == 1 : singles == 0;
        if (t->mark == 0) { /* no trait */
            tail++;
            continue;
        }
        others += !(anything || is->op == OP_ONE || is->op == OP_LITERAL);
        classes += is->op == OP_CLASS || is->op == OP_NOTCLASS;
        simple = others == 0;
        tail += !(is->what & NO_TOKEN);
        d->wild += is->what & WILD;
        wrong |= is->text != NULL && !(is->what & WILD);
        if (is->what & VARIES) {
            fixed = false;
            r->defers |= is->op == OP_DEFER;
        }
        if (is->op == OP_CLASS)
            r->class_needed = (int)id;
    }
    r->simple = simple;
    r->one_class = classes == 1 && others == 1;
    if (!simple)
        mark_again(r);
    if (wrong)
        misplaced(s, r);
    if (d->wild > MAX_WILDCARDS) {
        syserr(s, "R line: too many wildcards");
        r->nlhs = r->class_needed = 0;
        r->defers = false;
    }
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
        const struct trait *is = &traits[t->mark];

        if (is->what & REPLACES) {
            int n = t->text[1] - '0';

            if (n <= 0 || n > wild)
                syserr(s, "replacement $%c out of bounds", t->text[1]);
        } else if (is->what & WILD) {
            syserr(s, "Inappropriate use of %s on RHS", is->text);
        } else if (t->mark != 0) {
            check_lookup(s, &c, t->mark);
        }
    }
    if (c.closer != 0)
        syserr(s, "missing map closing token");
}

static enum flow flow_of(int mark)
{
    return mark == MARK_HOST ? FLOW_RETURN : mark == MARK_USER ? FLOW_NEXT : FLOW_AGAIN;
}

/* Does a quoted name stand at i, behind a $>? */
static bool quoted(struct session *s, const struct rule *r, int i)
{
    return i < r->nrhs && strpbrk(token_of(s, r->rhs[i])->text, "\"\\") != NULL;
}

/* What becomes of token i of a right side. */
static uint8_t portion_of(struct session *s, const struct rule *r, const struct draft *d, int i)
{
    int k;

    if (d->mark[i] != MARK_REPL)
        return d->mark[i] == MARK_DEFER ? PORTION_OTHER : 0;
    k = token_of(s, r->rhs[i])->text[1] - '0';
    return k >= 1 && k <= d->wild && r->nlhs > 0 ? (uint8_t)k : PORTION_OTHER;
}

static void find_portions(struct session *s, struct rule *r, struct draft *d)
{
    struct portion *last = NULL;

    for (int i = r->flow == FLOW_AGAIN ? 0 : 1; i < r->nrhs; i++) {
        bool grows = last != NULL && last->what == 0 && last->n < MOST_IN_PORTION;
        uint8_t what;

        if (d->mark[i] == 0 && grows) { /* as most do */
            last->n++;
            continue;
        }
        what = portion_of(s, r, d, i);
        r->odd |= what == PORTION_OTHER;
        r->marked |= what == 0 && TOK_MARKED(r->rhs[i]);
        r->captures |= what > 0 && what <= MAX_WILDCARDS;
        if (what == 0 && grows) {
            last->n++;
        } else {
            last = &d->portions[r->nportions++];
            *last = (struct portion){ what, 1, (uint16_t)i };
        }
    }
}

static void compile_rhs(struct session *s, struct rule *r, struct draft *d)
{
    bool wrong = false;

    for (int i = 0; i < r->nrhs; i++) {
        const struct token *t = token_of(s, r->rhs[i]);
        const struct trait *is = &traits[t->mark];

        d->fold[i] = t->fold;
        d->mark[i] = t->mark;
        d->folds |= t->fold != r->rhs[i];
        if (t->mark == 0)
            continue;
        if (i == 0)
            r->flow = flow_of(t->mark);
        if (is->what & REPLACES)
            wrong |= t->text[1] < '1' || t->text[1] - '0' > d->wild;
        wrong |= (is->what & (WILD | OPENS)) != 0;
        r->lookups += (is->what & OPENS) != 0;
        if (is->what & CALLS) {
            r->calls++;
            r->quoted_call |= quoted(s, r, i + 1);
        }
    }
    if (wrong)
        check_rhs(s, r, d->wild);
    find_portions(s, r, d);
}

static struct gate gate_of(const struct rule *r)
{
    struct gate g = { .rule = r };
    const struct op *first = r->ops, *last = first + r->nlhs - 1;
    bool varies;

    if (r->nlhs == 0)
        return g;
    for (const struct op *op = first; op <= last; op++) {
        if (op->kind == OP_LITERAL)
            g.need |= TOK_BLOOM(op->id);
    }
    if (first->kind == OP_LITERAL)
        g.first = first->id;
    if (last->kind == OP_LITERAL)
        g.last = last->id;
    g.least = first->tail + (first->kind != OP_ANY && first->kind != OP_ZERO && first->kind != OP_DEFER);
    varies = first->kind == OP_ANY || first->kind == OP_SOME || first->kind == OP_CLASS || first->kind == OP_DEFER;
    g.most = first->fixed && !varies ? g.least : UINT16_MAX;
    return g;
}

void rules_complete(struct program *p)
{
    for (int i = 0; i < MAX_RULESETS; i++) {
        struct ruleset *rs = &p->rulesets[i];
        struct gate *g;

        if (rs->nrules == 0)
            continue;
        g = rs->gates = arena_raw(&p->def.arena, (size_t)rs->nrules * sizeof *g);
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
static struct rule *keep(struct arena *arena, const struct rule *read, const struct draft *d)
{
    size_t nl = (size_t)read->nlhs, nr = (size_t)read->nrhs, nf = d->folds ? nr : 0, np = (size_t)read->nportions;
    struct rule *r = arena_raw(arena, sizeof *r + nl * sizeof *r->ops + (nl + nr + nf) * sizeof *r->lhs
                                           + np * sizeof *r->portions + nr * sizeof *r->rhs_mark + BEHIND_TOKENS);

    *r = *read;
    r->ops = (struct op *)(r + 1);
    r->lhs = (tok *)(r->ops + nl);
    r->rhs = r->lhs + nl;
    r->rhs_fold = d->folds ? r->rhs + nr : r->rhs;
    r->portions = (struct portion *)(r->rhs + nr + nf);
    r->rhs_mark = (uint8_t *)(r->portions + np);
    memcpy(r->ops, d->ops, nl * sizeof *r->ops);
    memcpy(r->lhs, d->lhs, nl * sizeof *r->lhs);
    memcpy(r->rhs, d->rhs, nr * sizeof *r->rhs);
    memcpy(r->rhs_fold, d->fold, nr * sizeof *r->rhs_fold);
    memcpy(r->portions, d->portions, np * sizeof *r->portions);
    memcpy(r->rhs_mark, d->mark, nr * sizeof *r->rhs_mark);
    return r;
}

/* The macros that a text expands or asks for (`$?x', the macro "?" before its expansion), those that are not
 * there yet added to ids. */
static size_t add_macros(const char *p, size_t size, char *ids, size_t n)
{
    for (const char *last = p + size - 1; size > 1 && p < last; p++) {
        bool macro = (unsigned char)*p == MARK_MACRO, asks = macro && p[1] == '?' && p + 1 < last;
        char id = asks ? p[2] : p[1];

        if ((asks || (macro && !IS_CONSTRUCT(id)) || (unsigned char)*p == MARK_IF)
            && memchr(ids, id, n) == NULL && n < NAME_IDS)
            ids[n++] = id;
    }
    return n;
}

/* The macros of both sides that are expanded here and now, and those in their values, each once; NULL: none. */
static const char *frozen_macros(struct session *s, const struct piece *lhs,
                                 const struct piece *rhs)
{
    char ids[NAME_IDS];
    size_t n = add_macros(lhs->at, (size_t)lhs->n, ids, 0);

    n = add_macros(rhs->at, (size_t)rhs->n, ids, n);
    for (size_t i = 0; i < n; i++) {
        const char *value = macro_value(s, (unsigned char)ids[i]);

        n = add_macros(value != NULL ? value : "", value != NULL ? strlen(value) : 0, ids, n);
    }
    return n > 0 ? arena_strndup(&s->prog->def.arena, ids, n) : NULL;
}

/* Both sides, expanded, into a rule whose arrays are the draft's. The macros that were: frozen, or NULL. */
static void read_sides(struct session *s, const struct piece *lhs, const struct piece *rhs, struct rule *read,
                       struct draft *d, bool *named)
{
    d->folds = false;
    d->wild = 0;
    read->nlhs = read_side(s, lhs, d->lhs, named);
    if (read->nlhs > 0) {
        compile_lhs(s, read, d);
    } else {
        syserr(s, "R line: null LHS");
        read->line = 0; /* as traces show it */
    }
    read->nrhs = read_side(s, rhs, d->rhs, named);
    if (read->nrhs > 0)
        compile_rhs(s, read, d);
    else
        syserr(s, "R line: null RHS");
}

void rule_add(struct session *s, int ruleset, const char *line, int first_line)
{
    struct draft d; /* not cleared: it is large */
    struct rule read = { .lhs = d.lhs, .rhs = d.rhs, .ops = d.ops, .first_line = first_line,
                         .file = s->prog->file, .line = s->line };
    struct piece lhs, rhs;
    bool named = false;

    if (ruleset < 0) {
        syserr(s, "missing valid ruleset for \"%s\"", line);
        return;
    }
    if (!split_rule(line + 1, &lhs, &rhs)) {
        syserr(s, "invalid rewrite line \"%s\" (tab expected)", line);
        return;
    }
    read.file = s->file != NULL ? s->file : s->prog->file;
    read.line = s->line;
    read_sides(s, &lhs, &rhs, &read, &d, &named);
    if (named)
        read.frozen = frozen_macros(s, &lhs, &rhs);
    if (read.frozen != NULL)
        read.line_read = arena_strdup(&s->prog->def.arena, line + 1);
    append(s, ruleset, keep(&s->prog->def.arena, &read, &d));
}

const struct rule *rule_again(struct session *s, const struct rule *r)
{
    struct draft d;
    struct rule read = { .lhs = d.lhs, .rhs = d.rhs, .ops = d.ops, .first_line = r->first_line,
                         .file = r->file, .line = r->line, .number = r->number, .next = r->next };
    struct piece lhs, rhs;
    bool named = false;

    if (!split_rule(r->line_read, &lhs, &rhs))
        return r;
    read_sides(s, &lhs, &rhs, &read, &d, &named);
    return keep(&s->command.work, &read, &d);
}
