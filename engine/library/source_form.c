/*
 * source_form.c - a byte of an internal text, as a configuration writes what it stands for.
 */
#include <string.h>

#include "base/marker.h"
#include "engine.h"
#include "library/source_form.h"

/* The character behind the $ of a marker; 0: it is none. MARK_MACRO, MARK_DEFER and MARK_REPL are treated apart. */
static const char marker_char[0x20] = {
    [0x05] = '(', [0x06] = ')', [0x10] = '*', [0x11] = '+', [0x12] = '-', [0x13] = '=',
    [0x14] = '~', [0x16] = '#', [0x17] = '@', [0x18] = ':', [0x19] = '>', [0x1A] = '?',
    [0x1B] = '|', [0x1C] = '.', [0x1D] = '[', [0x1E] = ']',
};

/* What is written so far. */
struct form {
    char *out;
    size_t n;
};

static void put(struct form *f, char c)
{
    f->out[f->n++] = c;
}

/* A byte below 0x80: others than these are not shown. */
static void plain(struct form *f, unsigned char c)
{
    if (c >= 0x20 && c < 0x7F) {
        put(f, (char)c);
    } else if (c == '\n' || c == '\r' || c == '\t') {
        put(f, '\\');
        put(f, c == '\n' ? 'n' : c == '\r' ? 'r' : 't');
    }
}

static void name(struct form *f, const struct session *s, unsigned char id)
{
    char buf[32];
    const char *text;
    size_t n;

    if (id == 0)
        return;
    if (id < 0x80) {
        put(f, (char)id);
        return;
    }
    text = session_name(s, id, false, buf);
    n = strnlen(text, NAME_LONGEST);
    put(f, '{');
    memcpy(f->out + f->n, text, n);
    f->n += n;
    put(f, '}');
}

/* $x and $&x: what stands behind the first byte. */
static void macro(struct form *f, const struct session *s, unsigned char c, const unsigned char **p)
{
    put(f, '$');
    if (c == MARK_DEFER)
        put(f, '&');
    if (**p == '\0')
        return;
    if (strchr("=~&?", **p) != NULL)
        put(f, (char)*(*p)++);
    if (**p != '\0')
        name(f, s, *(*p)++);
}

static void digit(struct form *f, const unsigned char **p)
{
    put(f, '$');
    if (**p >= 0x80) {
        put(f, '^');
        put(f, (char)(*(*p)++ ^ 0x40));
    } else if (**p != '\0') {
        plain(f, *(*p)++);
    }
}

size_t source_form(const struct session *s, const unsigned char **p, char out[SOURCE_FORM])
{
    struct form f = { out, 0 };
    unsigned char c = *(*p)++;

    if (c < 0x80) {
        plain(&f, c);
    } else if (c == MARK_REPL) {
        digit(&f, p);
    } else if (c == MARK_MACRO || c == MARK_DEFER) {
        macro(&f, s, c, p);
    } else if (c < 0xA0 && marker_char[c - 0x80] != 0) {
        put(&f, '$');
        put(&f, marker_char[c - 0x80]);
        if ((c == MARK_CLASS || c == MARK_NOTCLASS) && **p != '\0')
            name(&f, s, *(*p)++);
    } else {
        put(&f, 'M');
        put(&f, '-');
        plain(&f, c & 0x7F);
    }
    return f.n;
}
