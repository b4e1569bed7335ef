/*
 * wrap.c - a line of a terminal that is longer than that is wide.
 */
#include <stdbool.h>
#include <string.h>

#include "show/output.h"
#include "show/style.h"
#include "show/text.h"
#include "show/wrap.h"

/* How a line is gone through. */
struct walk {
    const char *s;
    size_t n, at;
    int column;
    const char *colour; /* the mark of what comes; NULL: none */
};

/* One step: a sequence, or a character, with the bytes of UTF-8 that follow its first one. */
static void step(struct walk *w)
{
    const char *sequence = style_sequence(w->s + w->at, w->n - w->at);

    if (sequence != NULL) {
        w->colour = style_ends(sequence) ? NULL : w->s + w->at;
        w->at += STYLE_MARK;
        return;
    }
    w->column += w->s[w->at] == '\t' ? 8 - w->column % 8 : 1;
    do
        w->at++;
    while (w->at < w->n && ((unsigned char)w->s[w->at] & 0xC0) == 0x80);
}

static int columns(const struct text *t)
{
    struct walk w = { .s = text_of(t), .n = t->n };

    while (w.at < w.n)
        step(&w);
    return w.column;
}

/* Where the row that begins at `from' is cut: behind it the walk stands. */
static size_t cut(struct walk *w, size_t from, int width)
{
    struct walk blank = { .at = from };
    size_t end;

    while (w->at < w->n && w->column < width) {
        if (w->s[w->at] == ' ' && w->at > from)
            blank = *w;
        step(w);
    }
    if (w->at == w->n)
        return w->n;
    if (w->s[w->at] != ' ' && blank.at > from)
        *w = blank;
    end = w->at;
    while (w->at < w->n && w->s[w->at] == ' ')
        w->at++;
    return end;
}

void wrap_line(struct text *out, const struct style *s, const struct text *line, const struct text *lead)
{
    int indent = columns(lead);
    struct walk w = { .s = text_of(line), .n = line->n };
    size_t from = 0;

    if (s->width < 1 || indent >= s->width) {
        text_bytes(out, text_of(line), line->n);
        return;
    }
    while (from < line->n) {
        size_t end = cut(&w, from, s->width);

        text_bytes(out, w.s + from, end - from);
        from = w.at;
        if (from == line->n)
            break;
        if (w.colour != NULL)
            text_add(out, style_off(s, TONE_FAINT));
        text_char(out, '\n');
        text_bytes(out, text_of(lead), lead->n);
        if (w.colour != NULL)
            text_bytes(out, w.colour, STYLE_MARK);
        w.column = indent;
    }
}

void wrap_prose(struct output *out, const char *text, int blanks)
{
    struct style style = style_of_output();
    struct text line = { 0 }, lead = { 0 }, rows = { 0 };

    if (style.width == 0) {
        out_text(out, text);
        return;
    }
    text_format(&lead, "%*s", blanks, "");
    while (*text != '\0') {
        size_t n = strcspn(text, "\n");
        bool ends = text[n] == '\n', goes_on = n > 0 && ends && text[n + 1] != '\0' && strchr("\n ", text[n + 1]) == NULL;

        text_format(&line, "%.*s%s", (int)n, text, goes_on ? " " : "");
        text += n + ends;
        if (goes_on)
            continue;
        wrap_line(&rows, &style, &line, &lead);
        if (ends)
            text_char(&rows, '\n');
        text_clear(&line);
    }
    out_bytes(out, text_of(&rows), rows.n);
    text_free(&line);
    text_free(&lead);
    text_free(&rows);
}
