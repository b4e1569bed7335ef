/*
 * macros.c - values of macros at three levels, and their expansion.
 *
 * A lookup tries the envelope (set by commands and macro maps), the configuration, the global level.
 */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/limits.h"
#include "base/marker.h"
#include "state/diag.h"
#include "state/event.h"
#include "state/macros.h"
#include "state/name_ids.h"
#include "state/session.h"
#include "state/trace.h"

enum { MACROS = 35 }; /* the debug category */

const char *macro_value(const struct session *s, int id)
{
    const char *v;

    id &= 0xFF;
    v = s->macros[id];
    if (v == NULL)
        v = s->prog->macros[id];
    return v != NULL ? v : s->prog->global[id];
}

static void trace_define(struct session *s, int id, const char *value, bool again)
{
    char buf[32];

    if (DEBUGGING(s, 35, 9))
        DEBUG_EMIT(s, again ? DL_REDEFINE : DL_DEFINE, DBG_STR(name_text(s, id, false, buf)),
                   DBG_STR(value));
}

/*
 * Has the envelope a value of its own? It begins with those of the program; one that is cleared is
 * gone from it, though the program's shows through again.
 */
static bool in_envelope(const struct session *s, int id)
{
    return s->macros[id] != NULL || (!s->macro_cleared[id] && macro_value(s, id) != NULL);
}

/* Copies into the buffer that the session keeps for this macro, so that no use of it piles up. */
static void define_envelope(struct session *s, int id, const char *value)
{
    size_t n = strlen(value) + 1;
    char *old = s->macros[id];

    trace_define(s, id, value, in_envelope(s, id));
    if (old == NULL || s->macro_room[id] < n) {
        size_t room = n < 64 ? 64 : n * 2;
        char *fresh = malloc(room);

        if (fresh == NULL)
            return;
        memcpy(fresh, value, n);
        free(old);
        s->macros[id] = fresh;
        s->macro_room[id] = room;
        return;
    }
    memmove(old, value, n);
}

void macro_set(struct session *s, int id, const char *value)
{
    struct levels before;
    char buf[32];

    DEBUG(s, DL_MACSET, DBG_STR(name_text(s, id, false, buf)), DBG_STR(value));
    before = levels_hush(s, MACROS);
    if (value != NULL)
        define_envelope(s, id, value);
    else
        macro_clear(s, id, MACRO_ENVELOPE);
    levels_restore(s, &before);
}

void macro_define(struct session *s, int id, const char *value, enum macro_level level)
{
    const char **slot;

    id &= 0xFF;
    if (level == MACRO_ENVELOPE || !is_building(s)) {
        define_envelope(s, id, value);
        return;
    }
    slot = level == MACRO_CONFIG ? &s->prog->macros[id] : &s->prog->global[id];
    trace_define(s, id, value, macro_value(s, id) != NULL);
    *slot = arena_strdup(&s->prog->def.arena, value);
}

void macro_clear(struct session *s, int id, enum macro_level level)
{
    id &= 0xFF;
    if (level == MACRO_ENVELOPE) {
        trace_define(s, id, NULL, in_envelope(s, id));
        s->macro_cleared[id] = true;
        free(s->macros[id]);
        s->macros[id] = NULL;
    } else if (is_building(s)) {
        s->prog->macros[id] = NULL;
    }
}

/* One pass of expansion. */
struct pass {
    char *out, *end; /* where the next byte goes; the last byte that may be used for it */
    int open;        /* conditionals open */
    int skipped;     /* conditionals opened inside skipped text */
    bool skipping;
    bool marked;     /* a substituted value has markers of its own */
    bool again;      /* they are such that another pass would change something */
};

static void put(struct pass *x, char c)
{
    if (!x->skipping && x->out < x->end)
        *x->out++ = c;
}

/* Markers but these two stay what they are, in any pass. */
static bool expands(unsigned char c)
{
    return c == MARK_MACRO || c == MARK_IF;
}

static void put_value(struct pass *x, const char *value)
{
    for (const char *v = value; *v != '\0'; v++) {
        if ((unsigned char)*v == META_QUOTE && v[1] != '\0') {
            put(x, *v++);
        } else {
            x->marked |= IS_MARK_BYTE((unsigned char)*v);
            x->again |= expands((unsigned char)*v);
        }
        put(x, *v);
    }
}

/* A conditional's marker at *p; true when it was one and has been dealt with. */
static bool conditional(struct session *s, struct pass *x, const char **p)
{
    const char *value;

    switch ((unsigned char)**p) {
    case MARK_IF:
        x->open++;
        if ((*p)[1] != '\0')
            ++*p;
        if (x->skipping) {
            x->skipped++;
            return true;
        }
        value = macro_value(s, (unsigned char)**p);
        x->skipping = value == NULL || *value == '\0';
        return true;
    case MARK_ELSE:
        if (x->open <= 0)
            return false;
        if (x->skipped == 0)
            x->skipping = !x->skipping;
        return true;
    case MARK_FI:
        if (x->open <= 0)
            return false;
        x->open--;
        if (x->skipped == 0)
            x->skipping = false;
        else
            x->skipped--;
        return true;
    default:
        return false;
    }
}

/* Whether another pass has to follow. */
static bool expand_pass(struct session *s, const char *text, char *out, size_t size, int level)
{
    struct pass x = { .out = out, .end = out + size - 1 };

    for (const char *p = text; *p != '\0'; p++) {
        if (IS_ASCII(*p)) { /* never a marker */
            put(&x, *p);
            continue;
        }
        if (conditional(s, &x, &p))
            continue;
        if ((unsigned char)*p == META_QUOTE && p[1] != '\0') {
            put(&x, *p++);
            put(&x, *p);
        } else if ((unsigned char)*p == MARK_MACRO) {
            const char *value;

            if (p[1] == '\0')
                break;
            value = macro_value(s, (unsigned char)*++p);
            if (!x.skipping && value != NULL)
                put_value(&x, value);
        } else {
            put(&x, *p);
        }
    }
    *x.out = '\0';
    return x.again || (x.marked && (level == MAX_EXPAND_DEPTH || DEBUGGING(s, 35, 24)));
}

/* Such as the id of a long name behind $= or $&. */
static bool is_plain(unsigned char c)
{
    return !IS_MARK_BYTE(c) && c != META_QUOTE;
}

/* Puts a value that a second pass would leave alone; NULL: it would not, or there is no room. */
static char *put_final(const char *value, char *out, const char *end)
{
    for (; *value != '\0'; value++) {
        unsigned char c = (unsigned char)*value;

        if (out == end || !(IS_ASCII(c) || (IS_MARK_BYTE(c) && !expands(c))))
            return NULL;
        *out++ = *value;
    }
    return out;
}

bool expand_simple(const struct session *s, const char *text, size_t n, char *out, size_t size,
                   bool *named)
{
    const char *end = out + (size < MAX_EXPAND ? size : MAX_EXPAND);

    for (const char *stop = text + n; text < stop && out < end; text++) {
        const char *value;

        if (IS_ASCII(*text) || is_plain((unsigned char)*text)) {
            *out++ = *text;
            continue;
        }
        if ((unsigned char)*text != MARK_MACRO || ++text == stop)
            return false;
        *named |= !IS_CONSTRUCT(*text);
        value = macro_value(s, (unsigned char)*text);
        if (value != NULL && IS_MARK_BYTE((unsigned char)*value) && value[1] == '\0' && !expands((unsigned char)*value))
            *out++ = *value; /* most constructs */
        else if (value != NULL && (out = put_final(value, out, end)) == NULL)
            return false;
    }
    if (out >= end)
        return false;
    *out = '\0';
    return true;
}

void expand(struct session *s, const char *text, char *out, size_t size)
{
    char a[MAX_EXPAND], b[MAX_EXPAND];
    const char *from = text;
    char *to = a;
    int level = 0;
    bool named = false;

    if (!DEBUGGING(s, 35, 24) && expand_simple(s, text, strlen(text), out, size, &named))
        return;
    DEBUG(s, DL_EXPAND, DBG_STR(text));
    for (;;) {
        bool again = expand_pass(s, from, to, MAX_EXPAND, level);

        DEBUG(s, DL_EXPAND_LEVEL, DBG_INT(level), DBG_STR(to));
        if (!again)
            break;
        if (level++ >= MAX_EXPAND_DEPTH) {
            syserr(s, "expand: recursion too deep (%d max)", MAX_EXPAND_DEPTH);
            break;
        }
        DEBUG(s, DL_EXPAND, DBG_STR(to));
        from = to;
        to = to == a ? b : a;
    }
    if (size > 0) {
        size_t n = strlen(to);

        n = n < size ? n : size - 1;
        memcpy(out, to, n);
        out[n] = '\0';
    }
    DEBUG(s, DL_EXPAND_RESULT, DBG_STR(size > 0 ? out : to));
}

const char *expanded(struct session *s, const char *text)
{
    char *out = arena_alloc(&s->command.work, MAX_LINE);

    expand(s, text, out, MAX_LINE);
    return out;
}
