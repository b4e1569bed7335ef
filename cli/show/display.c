/*
 * display.c - internal text as people see it.
 */
#include <stdint.h>
#include <string.h>

#include "engine.h"
#include "library/source_form.h"
#include "show/display.h"
#include "show/output.h"

enum { NUMERIC = 84, DUMP_CATEGORY = 0, DUMP_LEVEL = 44, DUMP_OCTAL = 99 };

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

/* A byte above 0x7F, and what belongs to it. */
static void high(struct show *x)
{
    char form[SOURCE_FORM];

    light(x);
    out_bytes(x->o, form, source_form(x->s, &x->p, form));
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
            x.p--;
            high(&x);
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
