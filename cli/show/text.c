/*
 * text.c - texts that grow, and what the engine shows made into text that people read.
 */
#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine.h"
#include "show/display.h"
#include "show/memory.h"
#include "show/output.h"
#include "show/text.h"

void text_free(struct text *t)
{
    free(t->s);
    *t = (struct text){ 0 };
}

void text_clear(struct text *t)
{
    t->n = 0;
    if (t->s != NULL)
        *t->s = '\0';
}

/* Room for n bytes more and a NUL. */
static void make_room(struct text *t, size_t n)
{
    size_t room = t->room == 0 ? 128 : t->room;

    if (t->s != NULL && t->n + n < t->room)
        return;
    while (room <= t->n + n)
        room *= 2;
    t->s = grow_or_end(t->s, room);
    t->room = room;
}

void text_bytes(struct text *t, const char *s, size_t n)
{
    if (n == 0)
        return;
    make_room(t, n);
    memcpy(t->s + t->n, s, n);
    t->n += n;
    t->s[t->n] = '\0';
}

void text_add(struct text *t, const char *s)
{
    text_bytes(t, s, strlen(s));
}

void text_char(struct text *t, char c)
{
    text_bytes(t, &c, 1);
}

void text_format(struct text *t, const char *fmt, ...)
{
    va_list ap, again;
    int n;

    va_start(ap, fmt);
    va_copy(again, ap);
    n = vsnprintf(NULL, 0, fmt, again);
    va_end(again);
    if (n > 0) {
        make_room(t, (size_t)n);
        vsnprintf(t->s + t->n, (size_t)n + 1, fmt, ap);
        t->n += (size_t)n;
    }
    va_end(ap);
}

const char *text_of(const struct text *t)
{
    return t->s != NULL ? t->s : "";
}

char *text_take(struct text *t)
{
    char *s = t->s != NULL ? t->s : copy_or_end("");

    *t = (struct text){ 0 };
    return s;
}

void text_xml(struct text *t, const char *s)
{
    for (; *s != '\0'; s++) {
        unsigned char c = (unsigned char)*s;

        if (strchr("<>&\"'\t", c) != NULL)
            text_format(t, "&#%d;", c);
        else if (c == '\n' || (c >= ' ' && c < 0x7F))
            text_char(t, *s);
        else
            text_format(t, "\\x%02x", c);
    }
}

/* Display writes to an output: one piece at a time, far smaller than its buffer, is taken from it. */
void text_display(struct text *t, const struct session *s, const char *internal)
{
    enum { PIECE = 1024 };
    const char *p = internal;
    struct output *o;

    if (p == NULL)
        return;
    while (*p >= 0x20 && *p < 0x7F)
        p++;
    if (*p == '\0') {
        text_bytes(t, internal, (size_t)(p - internal));
        return;
    }
    o = zeroed_or_end(1, sizeof *o);
    for (p = internal; *p != '\0';) {
        char piece[PIECE + 4];
        size_t n = strnlen(p, PIECE);

        /* a marker is not parted from the name behind it */
        while (n > 1 && n == PIECE && (unsigned char)p[n - 1] >= 0x80)
            n--;
        memcpy(piece, p, n);
        piece[n] = '\0';
        p += n;
        o->n = 0;
        display_text(o, s, piece);
        text_bytes(t, o->buf, o->n);
    }
    free(o);
}

static bool word_byte(char c)
{
    return isalnum((unsigned char)c) || c == '_' || c == '"' || (unsigned char)c >= 0x80;
}

/* A blank between these two? Markers and words that would run together get one. */
static bool apart(const char *before, const char *now)
{
    bool mark = (unsigned char)before[0] >= 0x80, next = (unsigned char)now[0] >= 0x80;
    size_t n = strlen(before);

    if (next)
        return true;
    if (mark)
        return (unsigned char)before[0] != 0x96 && (unsigned char)before[0] != 0x99; /* $# $> */
    return n > 0 && word_byte(before[n - 1]) && word_byte(now[0]);
}

void text_part(struct text *t, const struct session *s, const struct vector *v, int from, int to)
{
    for (int i = from; i < to; i++) {
        const char *token = token_text(s, v->v[i], NULL);

        if (i > from && apart(token_text(s, v->v[i - 1], NULL), token))
            text_char(t, ' ');
        text_display(t, s, token);
    }
}

void text_vector(struct text *t, const struct session *s, const struct vector *v)
{
    text_part(t, s, v, 0, v->n);
}
