/*
 * display.c - internal text as people see it.
 */
#include <stdint.h>
#include <string.h>

#include "engine.h"
#include "show/display.h"
#include "show/output.h"

enum { NUMERIC = 84, DUMP_CATEGORY = 0, DUMP_LEVEL = 44, DUMP_OCTAL = 99 };

/* The character behind the $ of a marker; 0: it is none. 0x81, 0x82 and 0x95 are treated apart. */
static const char marker_char[0x20] = {
    [0x05] = '(', [0x06] = ')', [0x10] = '*', [0x11] = '+', [0x12] = '-', [0x13] = '=',
    [0x14] = '~', [0x16] = '#', [0x17] = '@', [0x18] = ':', [0x19] = '>', [0x1A] = '?',
    [0x1B] = '|', [0x1C] = '.', [0x1D] = '[', [0x1E] = ']',
};

/* One string being shown. */
struct show {
    struct output *o;
    const struct session *s;
    const unsigned char *p;
    bool lit;              /* highlighting is on */
};

static void light(struct show *x)
{
    if (session_debug_ansi(x->s)) {
        out_text(x->o, "\033[7m");
        x->lit = true;
    }
}

static void unlight(struct show *x)
{
    if (x->lit)
        out_text(x->o, "\033[0m");
    x->lit = false;
}

static void name(struct show *x, unsigned char id)
{
    char buf[32];

    if (id >= 0x80) {
        out_char(x->o, '{');
        out_text(x->o, session_name(x->s, id, false, buf));
        out_char(x->o, '}');
    } else if (id != 0) {
        out_char(x->o, (char)id);
    }
}

/* A byte below 0x80. */
static void plain(struct show *x, unsigned char c)
{
    if (c >= 0x20 && c < 0x7F) {
        out_char(x->o, (char)c);
        return;
    }
    if (c == '\n' || c == '\r' || c == '\t') {
        light(x);
        out_char(x->o, '\\');
        out_char(x->o, c == '\n' ? 'n' : c == '\r' ? 'r' : 't');
        return;
    }
    light(x);
}

/* $x and $&x: what stands behind 0x81 or 0x82. */
static void macro(struct show *x, unsigned char c)
{
    out_char(x->o, '$');
    if (c == 0x82)
        out_char(x->o, '&');
    if (*x->p == '\0')
        return;
    if (strchr("=~&?", *x->p) != NULL)
        out_char(x->o, (char)*x->p++);
    if (*x->p != '\0')
        name(x, *x->p++);
}

static void high(struct show *x, unsigned char c)
{
    light(x);
    if (c == 0x95) {
        out_char(x->o, '$');
        if (*x->p >= 0x80) {
            out_char(x->o, '^');
            out_char(x->o, (char)(*x->p++ ^ 0x40));
        } else if (*x->p != '\0') {
            plain(x, *x->p++);
        }
    } else if (c == 0x81 || c == 0x82) {
        macro(x, c);
    } else if (c < 0xA0 && marker_char[c - 0x80] != 0) {
        out_char(x->o, '$');
        out_char(x->o, marker_char[c - 0x80]);
        if ((c == 0x93 || c == 0x94) && *x->p != '\0')
            name(x, *x->p++);
    } else {
        out_text(x->o, "M-");
        plain(x, c & 0x7F);
    }
}

static void numeric(struct show *x, unsigned char c, int level)
{
    if ((c >= 0x20 && c < 0x7F) || c == '\n' || c == '\r' || c == '\t') {
        plain(x, c);
        return;
    }
    light(x);
    out_format(x->o, level == 1 ? " 0x%x " : " %o ", c);
}

void display_text(struct output *o, const struct session *s, const char *text)
{
    struct show x = { .o = o, .s = s, .p = (const unsigned char *)text };
    int level = session_debug_level(s, NUMERIC);

    if (text == NULL) {
        light(&x);
        out_text(o, "<null>");
        unlight(&x);
        return;
    }
    while (*x.p != '\0') {
        unsigned char c = *x.p++;

        if (c >= 0x20 && c < 0x7F) {
            unlight(&x);
            out_char(o, (char)c);
        } else if (level > 0) {
            unlight(&x);
            numeric(&x, c, level);
        } else if (c >= 0x80) {
            unlight(&x);
            high(&x, c);
        } else {
            unlight(&x);
            plain(&x, c);
        }
    }
    unlight(&x);
}

static void dump_token(struct output *o, const struct session *s, const char *text, int level)
{
    out_format(o, "\n\t%08lx=", (unsigned long)(uintptr_t)text);
    if (level >= DUMP_OCTAL)
        display_octal(o, text);
    else
        display_text(o, s, text);
}

void display_token(struct output *o, const struct session *s, const char *text)
{
    int dump = session_debug_level(s, DUMP_CATEGORY);

    if (dump >= DUMP_LEVEL) {
        dump_token(o, s, text, dump);
        return;
    }
    out_char(o, ' ');
    display_text(o, s, text);
}

void display_vector(struct output *o, const struct session *s, const struct vector *v)
{
    bool dump = session_debug_level(s, DUMP_CATEGORY) >= DUMP_LEVEL;

    for (int i = 0; i < v->n; i++) {
        if (dump) {
            display_token(o, s, token_text(s, v->v[i], NULL));
            continue;
        }
        o->n += vector_plain(s, v, &i, o->buf + o->n, sizeof o->buf - o->n);
        if (i == v->n)
            break;
        out_char(o, ' ');
        display_text(o, s, token_text(s, v->v[i], NULL));
    }
    out_char(o, '\n');
}

void display_octal(struct output *o, const char *text)
{
    for (const unsigned char *p = (const unsigned char *)text; p != NULL && *p != '\0'; p++) {
        if (*p == '\\')
            out_text(o, "\\\\");
        else if (*p == '\t' || *p == '\n' || *p == '\r')
            out_format(o, "\\%c", *p == '\t' ? 't' : *p == '\n' ? 'n' : 'r');
        else if (*p >= ' ' && *p < 0x7F)
            out_char(o, (char)*p);
        else
            out_format(o, "\\%03o", *p);
    }
}
