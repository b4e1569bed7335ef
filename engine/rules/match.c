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
    const struct op *end; /* behind the last op */
    const struct workspace *ws;
    struct match *m;
    struct questions *asked; /* instead of asking a class; NULL: it is asked */
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

/* Do the ops from `run' to `end', literals and $-, match there? */
static inline bool run_matches(const struct op *run, const struct op *end, const tok *v)
{
    for (; run < end; run++, v++) {
        if (*v != run->id && run->kind == OP_LITERAL)
            return false;
    }
    return true;
}

/* The first place from v to `last' where the n literals and $- that follow a wildcard match; NULL: none. */
static inline const tok *find_run(const struct op *run, uint32_t n, const tok *v, const tok *last)
{
    if (n > 0 && run->kind == OP_LITERAL) {
        tok id = run->id;

        for (; v <= last; v++) {
            if (*v == id && (n == 1 || run_matches(run + 1, run + n, v + 1)))
                return v;
        }
        return NULL;
    }
    while (v <= last && !run_matches(run, run + n, v))
        v++;
    return v <= last ? v : NULL;
}

/*
 * From op on, where that is simple: nothing is tried twice. What would match behind a wildcard that is longer matches behind
 * the shortest one, too, as the next wildcard may take what lies between.
 */
static inline bool simple_from(const struct op *op, const struct op *end, const struct workspace *ws, int j,
                               struct match *m, int cap)
{
    const tok *first = ws->fold, *v = first + j, *stop = first + ws->n;
    struct capture *c = &m->cap[cap];

    while (op < end) {
        const tok *start = v, *last = stop - op->tail;
        const struct op *this = op++;

        if (this->kind == OP_LITERAL) {
            if (v >= stop || *v++ != this->id)
                return false;
            continue;
        }
        v += this->kind != OP_ANY;
        if (v > last)
            return false;
        if (this->kind != OP_ONE) {
            v = this->fixed ? last : find_run(op, this->id, v, last);
            if (v == NULL)
                return false;
        }
        *c++ = (struct capture){ (int)(start - first), (int)(v - first) };
        if (this->literals) { /* they have been looked at */
            op += this->id;
            v += this->id;
        }
    }
    m->n = (int)(c - m->cap);
    return v == stop;
}

bool match_simple(const struct rule *r, const struct workspace *ws, struct match *m)
{
    return simple_from(r->ops, r->ops + r->nlhs, ws, 0, m, 0);
}

static bool from(struct matcher *x, const struct op *op, int j, int cap);

/* What begins with op, matched from j on. */
static inline bool begins(struct matcher *x, const struct op *op, bool simple, int j, int cap)
{
    return simple ? simple_from(op, x->end, x->ws, j, x->m, cap) : from(x, op, j, cap);
}

/* Tries where a wildcard may end, from j on. */
static bool grow(struct matcher *x, const struct op *op, int start, int cap)
{
    const tok *first = x->ws->fold, *v = first + start + (op->kind == OP_SOME), *last = first + x->ws->n - op->tail;
    uint32_t known = op->literals ? op->id : 0; /* ops that have been looked at when a place is found */

    while ((v = find_run(op + 1, op->id, v, last)) != NULL) {
        int j = (int)(v++ - first);

        x->m->cap[cap] = (struct capture){ start, j };
        if (begins(x, op + 1 + known, op->simple, j + (int)known, cap + 1))
            return true;
    }
    return false;
}

/* What the observer says of a class's answer. */
static bool heard(struct session *s, int id, const char *word, size_t n, bool found)
{
    return WANTED(s, WANT_NAMES) ? tell_class(s, id, word, n, found) : found;
}

static bool in_class(struct session *s, int id, tok t)
{
    const struct token *text = token_of(s, t);

    return heard(s, id, text->text, text->len, class_has_token(s, id, t));
}

/* The tokens [from, to) as a class has them; `size` bytes are room enough. The bytes. */
static size_t phrase_of(const struct session *s, const struct workspace *ws, int from, int to, char *phrase, size_t size)
{
    const unsigned char *types = s->prog->types[TOKENS_INT];
    bool atom_before = false;
    size_t n = 0;

    for (int k = from; k < to; k++) {
        const struct token *t = token_of(s, ws->v[k]);
        bool atom = (types[(unsigned char)t->text[0]] & TYPES) == TYPE_ATOM;

        if (atom && atom_before && n + 1 < size)
            phrase[n++] = s->prog->set.blank_sub;
        atom_before = atom;
        if (t->plain && t->len <= TOKEN_CHUNK && n + TOKEN_CHUNK < size) {
            memcpy(phrase + n, t->text, TOKEN_CHUNK);
            n += t->len;
            continue;
        }
        for (int b = 0; b < t->len && n + 1 < size; b++) {
            if ((unsigned char)t->text[b] != META_QUOTE)
                phrase[n++] = t->text[b];
        }
    }
    return n;
}

/* The bytes that phrase_of() would make of n plain tokens; 0: they are not. */
static size_t phrase_length(const struct session *s, const tok *v, int n)
{
    const unsigned char *types = s->prog->types[TOKENS_INT];
    bool atom_before = false;
    size_t len = 0;

    for (int i = 0; i < n; i++) {
        const struct token *t = token_of(s, v[i]);
        bool atom = (types[(unsigned char)t->text[0]] & TYPES) == TYPE_ATOM;

        if (!t->plain)
            return 0;
        len += t->len + (atom && atom_before);
        atom_before = atom;
    }
    return len;
}

static inline bool same_tokens(const tok *a, const tok *b, int n)
{
    while (n > 0 && a[n - 1] == b[n - 1])
        n--;
    return n == 0;
}

/* The tokens as a word, which is kept, as several classes are asked for one after the other. NULL: it is none that can be kept. */
static struct class_word *word_of(struct session *s, const tok *v, int n)
{
    struct class_word *w = &s->word;

    if (n > WORD_TOKENS || WANTED(s, WANT_NAMES) || DEBUGGING(s, 36, 5))
        return NULL;
    if (n == w->n && same_tokens(v, w->v, n))
        return w;
    w->len = phrase_length(s, v, n);
    w->n = w->len > 0 ? n : 0;
    w->looked = false;
    for (int i = 0; i < n; i++)
        w->v[i] = v[i];
    return w->n > 0 ? w : NULL;
}

static bool has_word(struct session *s, int id, const struct workspace *ws, int from, struct class_word *w)
{
    char phrase[2046];

    if (!class_may_have(s, id, w->len))
        return false;
    if (!w->looked)
        w->sym = class_word(s, phrase, phrase_of(s, ws, from, from + w->n, phrase, sizeof phrase));
    w->looked = true;
    return w->sym != NULL && symbol_in_class(s, w->sym, id);
}

static bool has_phrase(struct session *s, const struct workspace *ws, const struct op *op, int from, int to)
{
    const tok *v = ws->v + from;
    int id = (int)op->id;
    struct class_word *w;
    char phrase[2046];
    size_t n;

    if (to - from == 1 && token_of(s, *v)->plain)
        return in_class(s, id, *v);
    w = word_of(s, v, to - from);
    if (w != NULL)
        return has_word(s, id, ws, from, w);
    n = phrase_of(s, ws, from, to, phrase, sizeof phrase);
    return heard(s, id, phrase, n, class_has(s, id, phrase, n));
}

/* Tries the phrases of a class, shortest first. */
static bool grow_class(struct matcher *x, const struct op *op, int j, int cap)
{
    const struct workspace *ws = x->ws;
    size_t least = 0, longest = (size_t)class_longest(x->s, (int)op->id);
    bool literal = op + 1 < x->end && op[1].kind == OP_LITERAL;
    int last = ws->n - op->tail - 1, summed = j; /* tokens that `least' counts */

    if (longest == 0)
        return false;
    for (int k = op->fixed && last > j ? last : j; k <= last; k++) {
        if (literal && ws->fold[k + 1] != op[1].id)
            continue;
        for (; summed <= k; summed++) {
            const struct token *t = token_of(x->s, ws->v[summed]);

            least += t->plain ? t->len : 0;
        }
        if (least > longest)
            break;
        if (!has_phrase(x->s, ws, op, j, k + 1))
            continue;
        x->m->cap[cap] = (struct capture){ j, k + 1 };
        if (begins(x, op + 1, op->simple, k + 1, cap + 1))
            return true;
    }
    return false;
}

/* Notes that the class of op would be asked for the tokens [from, to), if what follows matches. */
static void note_question(struct matcher *x, const struct op *op, int from, int to, int cap)
{
    struct questions *q = x->asked;

    x->m->cap[cap] = (struct capture){ from, to };
    if (!simple_from(op + 1, x->end, x->ws, to, x->m, cap + 1))
        return;
    if (q->n == 0) {
        q->op = op;
        q->match = *x->m;
    }
    if (q->n < QUESTIONS)
        q->phrase[q->n] = (struct phrase){ (uint16_t)from, (uint16_t)to };
    q->n++;
}

static bool note_questions(struct matcher *x, const struct op *op, int j, int cap)
{
    int most = x->ws->n - op->tail;

    for (int to = op->fixed && most > j + 1 ? most : j + 1; to <= most; to++)
        note_question(x, op, j, to, cap);
    return false; /* so that the next ones are found, too */
}

static inline bool grows(struct matcher *x, const struct op *op, int j, int cap)
{
    if (op->kind == OP_CLASS)
        return x->asked == NULL ? grow_class(x, op, j, cap) : note_questions(x, op, j, cap);
    return grow(x, op, j, cap);
}

static bool variable(struct matcher *x, const struct op *op, int j, int cap)
{
    uint64_t *dead = x->dead[cap], bit = (uint64_t)1 << (j & 63);
    bool ok;

    /* The first two are tried at a position only once, and a class before ops of one length has one phrase: nothing to note. */
    if (!op->again || op->fixed)
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
            if (x->asked != NULL && j < n) {
                note_question(x, op, j, j + 1, cap);
                return false;
            }
            if (j >= n || in_class(x->s, (int)op->id, ws->v[j]))
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

/* All but what may have died. */
static void prepare(struct matcher *x, struct session *s, const struct rule *r, const struct workspace *ws, struct match *m)
{
    x->s = s;
    x->end = r->ops + r->nlhs;
    x->ws = ws;
    x->m = m;
    x->asked = NULL;
    memset(x->used, 0, sizeof x->used);
}

bool match_any(struct session *s, const struct rule *r, const struct workspace *ws, struct match *m)
{
    struct matcher x;

    if (r->class_needed != 0 && class_longest(s, r->class_needed) == 0)
        return false;
    prepare(&x, s, r, ws, m);
    return from(&x, r->ops, 0, 0);
}

void match_questions(struct session *s, const struct rule *r, const struct workspace *ws, struct questions *q)
{
    struct matcher x;
    struct match m;

    prepare(&x, s, r, ws, &m);
    x.asked = q;
    q->n = 0;
    from(&x, r->ops, 0, 0);
}

bool match_answer(struct session *s, const struct op *op, const struct workspace *ws, int from, int to)
{
    if (op->kind == OP_NOTCLASS)
        return !in_class(s, (int)op->id, ws->v[from]);
    return has_phrase(s, ws, op, from, to);
}

const struct gate *match_first(struct session *s, const struct gate *g, const struct gate *end, const struct workspace *ws,
                               struct match *m)
{
    while (g < end && !(gate_opens(g, ws) && match_rule(s, g->rule, ws, m)))
        g++;
    return g;
}
