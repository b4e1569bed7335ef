/*
 * lay.c - the lines of an explanation on a screen.
 */
#include <stdlib.h>
#include <string.h>

#include "explain/explain.h"
#include "explain/lay.h"
#include "show/memory.h"
#include "show/output.h"
#include "show/secrets.h"
#include "show/style.h"
#include "show/text.h"

enum { LABEL_MOST = 20, ENTRY = 15, NARROW = 60, NO_SCREEN = 80 };

/* Columns of a text: a byte each, but for those that go on a UTF-8 character, and for colours. */
static int columns(const char *s)
{
    int n = 0;

    for (size_t left = strlen(s); left > 0; s++, left--) {
        if (style_sequence(s, left) != NULL) {
            s += STYLE_MARK - 1;
            left -= STYLE_MARK - 1;
        } else {
            n += ((unsigned char)*s & 0xC0) != 0x80;
        }
    }
    return n;
}

static void put(const struct explain *x, struct text *line)
{
    text_char(line, '\n');
    out_printable(x->out, line->s, line->n, SHOWN_PRINTABLE);
    text_clear(line);
}

static void spaces(struct text *t, int n)
{
    while (n-- > 0)
        text_char(t, ' ');
}

/* Bytes of the word at p, with the blanks before it. */
static size_t word(const char *p)
{
    size_t blanks = strspn(p, " ");

    return blanks + strcspn(p + blanks, " ");
}

void lay_line(const struct explain *x, struct text *line, int indent)
{
    struct text out = { 0 };
    int at = 0, width = x->style.width;
    const char *p;

    if (!x->show_secrets)
        secrets_mask(line, x->session);
    for (p = text_of(line); *p != '\0';) {
        size_t n = word(p);
        struct text piece = { 0 };
        int k;

        text_bytes(&piece, p, n);
        k = columns(text_of(&piece));
        if (width > 0 && at > indent && at + k > width) {
            put(x, &out);
            spaces(&out, indent);
            at = indent;
            text_add(&out, text_of(&piece) + strspn(text_of(&piece), " "));
            at += columns(text_of(&piece) + strspn(text_of(&piece), " "));
        } else {
            text_add(&out, text_of(&piece));
            at += k;
        }
        p += n;
        text_free(&piece);
    }
    put(x, &out);
    text_free(&out);
    text_clear(line);
}

void lay_entry(const struct explain *x, const char *word, struct text *line)
{
    bool narrow = x->style.width > 0 && x->style.width < NARROW;
    struct text whole = { 0 };

    text_add(&whole, word);
    spaces(&whole, narrow ? 2 : ENTRY - (int)strlen(word));
    text_add(&whole, text_of(line));
    lay_line(x, &whole, narrow ? 4 : ENTRY);
    text_free(&whole);
    text_clear(line);
}

/* ---- columns ---------------------------------------------------------------------------------------- */

void lay_add(struct lay *l, const char *label, const char *says, const char *place)
{
    if ((l->n & (l->n - 1)) == 0)
        l->rows = grow_or_end(l->rows, (l->n == 0 ? 1 : 2 * (size_t)l->n) * sizeof *l->rows);
    l->rows[l->n++] = (struct lay_row){ copy_or_end(label), copy_or_end(says), copy_or_end(place) };
}

void lay_clear(struct lay *l)
{
    for (int i = 0; i < l->n; i++) {
        free(l->rows[i].label);
        free(l->rows[i].says);
        free(l->rows[i].place);
    }
    free(l->rows);
    *l = (struct lay){ 0 };
}

static int most(int a, int b)
{
    return a > b ? a : b;
}

/* The column that places begin at, so that most of them fit. */
static int place_column(const struct lay *l, int start, int width)
{
    int column = 0;

    for (int i = 0; i < l->n; i++) {
        int text = start + columns(l->rows[i].says) + 2, place = columns(l->rows[i].place);

        if (text + place <= width)
            column = most(column, text);
    }
    for (int i = 0; i < l->n; i++) {
        int place = columns(l->rows[i].place);

        if (start + columns(l->rows[i].says) + 2 + place <= width && column + place > width)
            column = width - place;
    }
    return column;
}

/* Has the longest word of a text room behind the labels? On a narrow screen it may need what they leave. */
static bool has_room(const char *says, int start, int width)
{
    bool room = true;

    for (const char *p = says; *p != '\0' && room; p += word(p)) {
        struct text one = { 0 };

        text_bytes(&one, p + strspn(p, " "), word(p) - strspn(p, " "));
        room = start + columns(text_of(&one)) <= width;
        text_free(&one);
    }
    return room;
}

static void write_row(const struct explain *x, const struct lay_row *r, int start, int column, int width)
{
    struct text line = { 0 };
    bool room = has_room(r->says, start, width);
    int at = start + columns(r->says), place = columns(r->place);

    text_add(&line, "  ");
    text_add(&line, style_on(&x->style, TONE_NAME));
    text_add(&line, r->label);
    text_add(&line, style_off(&x->style, TONE_NAME));
    spaces(&line, *r->says == '\0' ? 0 : room ? most(start - 2 - columns(r->label), 2) : 2);
    text_add(&line, r->says);
    if (*r->place != '\0' && (at + 2 + place <= width || x->style.width == 0)) {
        spaces(&line, most(column - at, 2));
        text_add(&line, r->place);
        if (!x->show_secrets)
            secrets_mask(&line, x->session);
        put(x, &line);
    } else {
        if (*r->place != '\0')
            text_format(&line, "  %s", r->place);
        lay_line(x, &line, room && start < width / 2 ? most(4, start) : 4);
    }
    text_free(&line);
}

void lay_write(const struct explain *x, const struct lay *l)
{
    int width = x->style.width > 0 ? x->style.width : NO_SCREEN, label = 0, start;

    for (int i = 0; i < l->n; i++) {
        int n = columns(l->rows[i].label);

        label = n <= LABEL_MOST && *l->rows[i].says != '\0' ? most(label, n) : label;
    }
    start = 2 + label + 2;
    for (int i = 0; i < l->n; i++)
        write_row(x, &l->rows[i], start, place_column(l, start, width), width);
}
