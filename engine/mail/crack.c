/*
 * crack.c - finds the address proper in an address as people write it, and puts $g in its place:
 * "Joe Q. <a@b> (c)" becomes "\"Joe Q.\" <$g> (c)".
 *
 * While the level `keep` is above 0 text is copied (comments, phrases); at 0 it is the address
 * itself, for which $g is written once.
 */
#include <string.h>

#include "base/arena.h"
#include "base/marker.h"
#include "cfparse/white.h"
#include "mail/crack.h"
#include "state/event.h"
#include "state/session.h"
#include "state/trace.h"

enum { CRACK_SIZE = 256 };

struct crack {
    const char *a;          /* next character of the address */
    const char *start;      /* where the phrase began in the address */
    char out[CRACK_SIZE];
    int n;                  /* bytes written */
    int head;               /* where the phrase began in out */
    int limit;              /* bytes that may be written; room is kept for what must be closed */
    bool overflow;
    int keep;
    bool angle;             /* inside <...> */
    int comments;
    int brackets;
    bool quoted;            /* inside quotes */
    bool quote_open;        /* the text written so far has an open quote */
    bool must_quote;        /* the phrase needs quotes */
    bool wrote;             /* $g stands */
    bool had_angle, had_colon;
    bool colon_ok;
    const char *special;    /* characters that make a phrase need quotes */
};

static void put(struct crack *x, char c)
{
    if (x->n < x->limit)
        x->out[x->n++] = c;
    else
        x->overflow = true;
}

static void drop_last(struct crack *x)
{
    if (x->n > x->head)
        x->n--;
}

/* Writes $g unless it stands. */
static void mark(struct crack *x)
{
    if (x->keep > 0 || x->wrote)
        return;
    if (x->n > 0 && x->out[x->n - 1] == ')')
        put(x, ' ');
    put(x, (char)MARK_MACRO);
    put(x, 'g');
    x->wrote = true;
}

/* Writes the phrase anew, from its start to the delimiter before x->a. */
static void rebuild(struct crack *x, bool colon)
{
    const char *end = x->a, *blanks;
    int before;

    x->n = x->head;
    if (x->must_quote) {
        put(x, '"');
        end--;
        while (end > x->start && white(end[-1]))
            end--;
    }
    blanks = end;
    before = x->n;
    for (const char *p = x->start; p < end; p++) {
        if (x->must_quote && *p == '"')
            put(x, '\\');
        put(x, *p);
    }
    if (!x->must_quote)
        return;
    if (x->n > before || (!colon && x->head > 0))
        put(x, '"');
    else
        x->n--;
    for (const char *p = blanks; p < x->a; p++)
        put(x, *p);
}

static void phrase_ended(struct crack *x)
{
    x->keep = 0;
    x->wrote = x->must_quote = false;
}

/* ':' outside of everything: a group's name, or "::" and ":." which are not. */
static void colon(struct crack *x)
{
    if (*x->a == ':' || *x->a == '.') {
        x->must_quote = true;
        if (x->keep > 0) {
            put(x, ':'); /* once more than it stands there, as in the real program */
            put(x, *x->a);
        }
        x->a++;
        mark(x);
        return;
    }
    x->had_colon = true;
    rebuild(x, true);
    while (white(*x->a))
        put(x, *x->a++);
    x->head = x->n;
    x->start = x->a;
    phrase_ended(x);
}

static void open_angle(struct crack *x)
{
    if (x->had_angle)
        x->must_quote = true;
    x->had_angle = true;
    if (!x->angle) {
        x->angle = true;
        x->limit--;
    }
    rebuild(x, false);
    phrase_ended(x);
}

static void close_angle(struct crack *x)
{
    if (x->angle) {
        x->angle = false;
        x->limit++;
    } else {
        if (x->keep > 0)
            drop_last(x);
        x->must_quote = true;
        return;
    }
    if (x->keep++ <= 0)
        put(x, '>');
}

/* Quotes and comments; true: the character has been dealt with. */
static bool quotes_and_comments(struct crack *x, char c)
{
    if (c == '"' && x->comments <= 0) {
        x->quoted = !x->quoted;
        if (x->keep > 0) {
            x->overflow |= x->quote_open;
            x->quote_open = !x->quote_open;
        }
        return true;
    }
    if (x->quoted) {
        /* The real program runs out of room inside quotes behind the angle. */
        x->overflow |= x->keep > 0;
        mark(x);
        return true;
    }
    if (c == '(') {
        x->comments++;
        x->limit--;
        if (x->keep++ <= 0) {
            if (x->n > x->head)
                put(x, ' ');
            put(x, '(');
        }
    }
    if (x->comments > 0) {
        if (c == ')') {
            x->comments--;
            x->limit++;
            x->keep--;
        }
        return true;
    }
    if (c == ')' && x->keep > 0)
        drop_last(x);
    return false;
}

static void step(struct crack *x, char c)
{
    if (x->keep > 0)
        put(x, c);
    if (c == '\\') {
        if (x->comments <= 0 && !x->quoted)
            x->must_quote = true;
        if (*x->a != '\0') {
            if (x->keep > 0)
                put(x, *x->a);
            x->a++;
        }
        mark(x);
        return;
    }
    if (quotes_and_comments(x, c))
        return;
    x->brackets += c == '[' ? 1 : c == ']' ? -1 : 0;
    if (c == ':' && !x->angle && x->brackets <= 0 && !x->had_colon && !x->colon_ok) {
        colon(x);
        return;
    }
    if (c == ';' && x->keep <= 0 && !x->colon_ok)
        put(x, c);
    if (strchr(x->special, c) != NULL)
        x->must_quote = true;
    if (c == '<')
        open_angle(x);
    else if (c == '>')
        close_angle(x);
    else
        mark(x);
}

const char *address_crack(struct session *s, const char *text)
{
    struct crack x = { .a = text, .limit = CRACK_SIZE - 1 };
    char *out;

    x.colon_ok = s->prog->set.colon_ok;
    x.special = s->prog->set.must_quote != NULL ? s->prog->set.must_quote : "@,;:\\()[].'";
    DEBUG(s, DL_CRACKADDR, DBG_STR(text));
    while (white(*x.a))
        put(&x, *x.a++);
    x.start = x.a;
    x.head = x.n;
    while (*x.a != '\0') {
        char c = *x.a++;

        step(&x, c);
    }
    x.limit = CRACK_SIZE - 1;
    if (x.quote_open)
        put(&x, '"');
    while (x.comments-- > 0)
        put(&x, ')');
    if (x.angle)
        put(&x, '>');
    if (x.overflow) {
        memcpy(x.out, "<\201g>", 4);
        x.n = 4;
    }
    out = arena_strndup(&s->command.work, x.out, (size_t)x.n);
    DEBUG(s, DL_CRACKADDR_RESULT, DBG_STR(out));
    return out;
}
