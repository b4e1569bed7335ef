/*
 * tokenise.c - from text to tokens: a state machine of five states over three tables of types.
 *
 * The tables differ in parentheses (operators in rules, comments in addresses) and in the bytes of
 * the markers. They are made once, from OperatorChars as it stands at the first tokenisation.
 */
#include <string.h>

#include "base/arena.h"
#include "base/limits.h"
#include "base/marker.h"
#include "base/tok.h"
#include "base/token.h"
#include "rules/tokenise.h"
#include "state/diag.h"
#include "state/event.h"
#include "state/macros.h"
#include "state/session.h"
#include "state/settings.h"
#include "state/trace.h"

/* Character types; the first five are states too. Beside its type a byte's entry says whether it is special. */
enum type { OPERATOR, ATOM = TYPE_ATOM, QUOTED, BLANK, SINGLE, ILLEGAL };

enum { DROP = 020, BREAK = 040, STATE_MASK = 017, NO_CHAR = -1, SLACK = 5 };

static const unsigned char next_state[5][5] = {
    /* from \ on      OPERATOR          ATOM              QUOTED            BLANK              SINGLE */
    [OPERATOR] = { OPERATOR | BREAK, ATOM | BREAK, QUOTED | BREAK, BLANK | BREAK | DROP, SINGLE | BREAK },
    [ATOM] = { OPERATOR | BREAK, ATOM, QUOTED | BREAK, BLANK | BREAK | DROP, SINGLE | BREAK },
    [QUOTED] = { QUOTED, QUOTED, OPERATOR, QUOTED, QUOTED },
    [BLANK] = { OPERATOR, ATOM, QUOTED, BLANK | DROP, SINGLE },
    [SINGLE] = { OPERATOR, OPERATOR, OPERATOR, OPERATOR, OPERATOR },
};

static void base_types(unsigned char *t, enum token_rule table)
{
    memset(t, ATOM, 256);
    for (const char *p = "\t\n\v\f\r "; *p != '\0'; p++)
        t[(unsigned char)*p] = BLANK;
    t['"'] = QUOTED;
    t[0] = ILLEGAL;
    if (table != TOKENS_KEEP)
        t['('] = t[')'] = BLANK;
    if (table != TOKENS_EXT) {
        memset(t + 0x80, OPERATOR, 0x20);
        t[MARK_DEFER] = t[MARK_CLASS] = t[MARK_NOTCLASS] = t[MARK_REPL] = SINGLE;
        t[META_QUOTE] = SINGLE;
    }
}

/* What take_plain() leaves to others, but for quotes. */
static void mark_special(unsigned char *t)
{
    static const unsigned char special[] = { '\0', '\\', '(', ')', META_QUOTE };

    for (size_t i = 0; i < sizeof special; i++)
        t[special[i]] |= TYPE_SPECIAL;
}

void token_types_freeze(struct session *s)
{
    struct settings *set = &s->prog->set;
    const char *chars;
    char ops[64];

    if (set->tables_frozen)
        return;
    if (set->operator_chars == NULL) {
        const char *o = set->level < 7 ? macro_value(s, 'o') : NULL;

        set->operator_chars = o != NULL ? arena_strdup(&s->prog->def.arena, o) : ".:@[]";
    }
    set->tables_frozen = true;
    expand(s, set->operator_chars, ops, 41);
    for (int table = TOKENS_EXT; table <= TOKENS_KEEP; table++) {
        unsigned char *t = s->prog->types[table];

        base_types(t, (enum token_rule)table);
        for (chars = ops; *chars != '\0'; chars++) {
            if (t[(unsigned char)*chars] == ATOM)
                t[(unsigned char)*chars] = OPERATOR;
        }
        for (chars = "()<>,;\r\n"; *chars != '\0'; chars++) {
            if (t[(unsigned char)*chars] == ATOM)
                t[(unsigned char)*chars] = OPERATOR;
        }
        mark_special(t);
    }
}

struct token_table *tokens_of(struct session *s)
{
    return &s->def->tokens;
}

/* One tokenisation under way. */
struct scan {
    struct session *s;
    struct tokenise *how;
    struct token_table *tokens;
    const unsigned char *types;
    const char *p;
    int state;
    int comment, angle;
    bool backslash;       /* one is pending */
    bool route;           /* a < was followed by @, and no > has come since */
    char token[MAX_TOKEN * 8]; /* the token so far */
    int length;
    int used;             /* bytes of the reference's buffer in use */
    tok *out;
    int n;
    bool failed;
    bool brief;           /* a short text, and nobody listens to its tokens */
};

static void fail(struct scan *x, const char *text)
{
    usrerr(x->s, "%s", text);
    DEBUG0(x->s, DL_PRESCAN_NULL);
    x->failed = x->how->failed = true;
}

static bool room(struct scan *x)
{
    if (x->used < x->how->buffer - SLACK)
        return true;
    x->how->too_long = true;
    fail(x, "553 5.1.1 Address too long");
    return false;
}

static void store(struct scan *x, int c)
{
    if (!room(x))
        return;
    x->used++;
    if (x->length < (int)sizeof x->token)
        x->token[x->length] = (char)(c == META_QUOTE ? 0x7F : c);
    x->length++;
}

static void finish_token(struct scan *x)
{
    if (x->length == 0 || x->failed || !room(x))
        return;
    x->used++;
    if (DEBUGGING(x->s, 22, 36)) {
        char text[sizeof x->token + 1];
        int n = x->length < (int)sizeof x->token ? x->length : (int)sizeof x->token;

        memcpy(text, x->token, (size_t)n);
        text[n] = '\0';
        DEBUG_EMIT(x->s, DL_PRESCAN_TOKEN, DBG_STR(text));
    }
    if (x->n >= MAX_ATOM) {
        fail(x, "553 5.1.0 prescan: too many tokens");
        return;
    }
    if (x->length > MAX_TOKEN) {
        fail(x, "553 5.1.0 prescan: token too long");
        return;
    }
    x->out[x->n++] = token_intern(x->tokens, x->token, (size_t)x->length);
    x->length = 0;
}

/* At the end of the text: the character that is missing, or 0 when nothing is. */
static int missing(struct scan *x)
{
    if (x->how->silent)
        return 0;
    if (x->state == QUOTED) {
        usrerr(x->s, "553 Unbalanced '\"'");
        return '"';
    }
    if (x->comment > 0) {
        usrerr(x->s, "553 Unbalanced '('");
        return ')';
    }
    if (x->angle > 0) {
        usrerr(x->s, "553 Unbalanced '<'");
        return '>';
    }
    return 0;
}

/* Looks behind a < for route syntax. */
static bool starts_route(const char *p)
{
    while (*p == ' ' || (*p >= '\t' && *p <= '\r'))
        p++;
    return *p == '@';
}

/* Parentheses and angle brackets. Returns the character to go on with, or NO_CHAR. */
static int brackets(struct scan *x, int c)
{
    bool comments = x->how->table != TOKENS_KEEP;

    if (comments && c == '(') {
        x->comment++;
        return NO_CHAR;
    }
    if (comments && c == ')') {
        if (x->comment > 0) {
            x->comment--;
            return c;
        }
        if (x->how->silent)
            return c;
        usrerr(x->s, "553 Unbalanced ')'");
        return NO_CHAR;
    }
    if (x->comment > 0)
        return NO_CHAR;
    if (c == '<') {
        x->angle++;
        x->route |= starts_route(x->p);
    } else if (c == '>') {
        if (x->angle > 0) {
            x->angle--;
        } else if (!x->how->silent) {
            usrerr(x->s, "553 Unbalanced '>'");
            return NO_CHAR;
        }
        x->route = false;
    }
    return c;
}

/* Where blanks separate, tabs do. */
static inline bool delimits(int delim, int c)
{
    return c == delim || (c == '\t' && delim == ' ');
}

/* The next character that the table shall see; NO_CHAR: take another one; 0: the end. */
static int next_char(struct scan *x)
{
    int c = (unsigned char)*x->p++;

    if (c == '\0') {
        x->p--;
        c = missing(x);
        if (c == 0)
            return 0;
    } else if (delimits(x->how->delim, c) && x->comment <= 0 && x->state != QUOTED) {
        if (x->angle <= 0) {
            x->p--;
            return 0;
        }
        if (c == ',' && !x->route) {
            usrerr(x->s, "553 Unbalanced '<'");
            x->p--;
            c = '>';
        }
    }
    DEBUG(x->s, DL_PRESCAN_CHAR, DBG_INT(c), DBG_INT(x->state));
    if (x->backslash) {
        x->backslash = false;
        if (x->comment > 0)
            return NO_CHAR;
        if (c != '!' || x->state == QUOTED) {
            store(x, '\\');
            store(x, c);
            return NO_CHAR;
        }
    }
    if (c == '\\') {
        x->backslash = true;
        return c;
    }
    return x->state == QUOTED ? c : brackets(x, c);
}

/* ---- short texts --------------------------------------------------------------------------- */

/*
 * Most texts are short, and most of their bytes mean no more than their type says. take_plain() finds
 * the tokens of such bytes where they stand:
 *
 *      an operator                              a token
 *      a byte of type SINGLE and the next one   a token
 *      a run of atom bytes                      a token
 *      what stands in quotes                    a token
 *      blanks                                   nothing
 *
 * Nothing that is this short comes near any limit, so none is counted. What is more than that, quotes,
 * comments, backslashes, is left to next_char() and step(), byte by byte.
 */
enum { SHORT_TEXT = 200 };

/* An angle bracket in passing; false: it is one too many, which is next_char()'s to say. */
static inline bool take_angle(struct scan *x, unsigned char c, const char *behind)
{
    if (c == '<') {
        x->angle++;
        x->route |= starts_route(behind);
        return true;
    }
    if (x->angle == 0 && !x->how->silent)
        return false;
    x->angle -= x->angle > 0;
    x->route = false;
    return true;
}

static inline void take_token(struct scan *x, const unsigned char *text, size_t n)
{
    tok id = n == 1 ? token_single(x->tokens, *text) : 0;

    x->out[x->n++] = id != 0 ? id : token_intern(x->tokens, (const char *)text, n);
}

/* The end of the atom at p; NULL: it may go on behind that. */
static inline const unsigned char *plain_atom(const struct scan *x, const unsigned char *p)
{
    const unsigned char *types = x->types;

    while (types[*p] == ATOM && !delimits(x->how->delim, *p))
        p++;
    if (((types[*p] & TYPE_SPECIAL) != 0 && *p != '\0') || (*p == '>' && x->angle == 0)
        || (x->angle > 0 && delimits(x->how->delim, *p)))
        return NULL;
    return p;
}

/* The end of what the quote before p begins; NULL: bytes that are special in it as well, or no end. */
static const unsigned char *plain_quoted(const unsigned char *p)
{
    p += strcspn((const char *)p, "\"\\\xff");
    return *p == '"' ? p + 1 : NULL;
}

/* The tokens from here up to what is special, while none is under way. */
static void take_plain(struct scan *x)
{
    const unsigned char *types = x->types, *p = (const unsigned char *)x->p, *end;
    int delim = x->how->delim, type;

    for (; (type = types[*p]) < TYPE_SPECIAL && !delimits(delim, *p); p = end) {
        end = p + 1;
        if (type == BLANK)
            continue;
        if (type == ATOM) {
            end = plain_atom(x, end);
            if (end == NULL)
                break;
        } else if (type == QUOTED) {
            end = plain_quoted(end);
            if (end == NULL)
                break;
        } else if (type == SINGLE) {
            if ((types[*end] & TYPE_SPECIAL) != 0 || delimits(delim, *end) || *end == '<' || *end == '>')
                break;
            end++;
        } else if ((*p == '<' || *p == '>') && !take_angle(x, *p, (const char *)end)) {
            break;
        }
        take_token(x, p, (size_t)(end - p));
    }
    x->p = (const char *)p;
}

/* ---- any text ------------------------------------------------------------------------------ */

/* Moves on over c: a token may end before it. */
static void step(struct scan *x, int c)
{
    int type = x->types[c] & TYPES, next;

    if (type == ILLEGAL)
        type = ATOM;
    next = next_state[x->state][type];
    DEBUG(x->s, DL_PRESCAN_STATE, DBG_INT(next));
    x->state = next & STATE_MASK;
    if (next & BREAK)
        finish_token(x);
    if (!(next & DROP) && !x->backslash && !x->failed)
        store(x, c);
}

/* The expansion of OperatorChars, told when the first tokenisation comes after the load. */
static void trace_late_types(struct session *s)
{
    char ops[64];

    expand(s, s->prog->set.operator_chars, ops, 41);
}

static void begin(struct scan *x, struct session *s, const char *text, struct tokenise *how,
                  tok *out)
{
    x->s = s;
    x->how = how;
    x->tokens = tokens_of(s);
    x->types = s->prog->types[how->table];
    x->p = text;
    x->state = ATOM;
    x->comment = x->angle = x->length = x->used = x->n = 0;
    x->backslash = x->route = x->failed = false;
    x->brief = !DEBUGGING(s, 22, 36) && strnlen(text, SHORT_TEXT + 1) <= SHORT_TEXT;
    x->out = out;
}

int tokenise(struct session *s, const char *text, struct tokenise *how, tok *out)
{
    struct scan x; /* not cleared: the token's text is large */
    const char *before = s->standing.address;

    if (s->late_types && DEBUGGING(s, 35, 24))
        trace_late_types(s);
    s->late_types = false;
    s->standing.err = 0; /* as in the real program */
    token_types_freeze(s);
    begin(&x, s, text, how, out);
    how->too_long = how->failed = false;
    s->standing.address = text;
    DEBUG(s, DL_PRESCAN, DBG_STR(text));
    while (!x.failed) {
        int c;

        if (x.brief && x.length == 0 && x.state != QUOTED && x.comment <= 0 && !x.backslash)
            take_plain(&x);
        if (*x.p == '\0' && x.length == 0 && how->silent)
            break; /* most sides of rules end here */
        c = next_char(&x);
        if (c == 0)
            break;
        if (c != NO_CHAR && !x.failed)
            step(&x, c);
    }
    if (!x.failed && x.length > 0)
        finish_token(&x);
    how->end = x.p;
    if (!x.failed) {
        DEBUG(s, DL_PRESCAN_RESULT, DBG_VEC(out, x.n));
        if (x.n == 0)
            DEBUG0(s, DL_PRESCAN_LEADING);
    }
    s->standing.address = before;
    return x.failed ? -1 : x.n;
}
