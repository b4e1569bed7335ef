/*
 * rule_text.c - one notation for a rule everywhere.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

#include "describe.h"
#include "engine.h"
#include "show/base_name.h"
#include "show/rule_text.h"
#include "show/text.h"

void rule_name(struct text *t, const struct session *s, int ruleset, const struct rule *r)
{
    char buf[32];

    text_format(t, "%s/%d", session_ruleset_name(s, ruleset, buf), rule_describe(r).number);
}

void rule_place(struct text *t, const struct rule *r)
{
    struct rule_view v = rule_describe(r);

    text_format(t, "%s:%d", base_name(v.file), v.first_line);
}

static void side(struct text *t, const struct session *s, const struct rule *r, int n, bool rhs)
{
    for (int i = 0; i < n; i++) {
        if (i > 0)
            text_char(t, ' ');
        text_display(t, s, session_listed_token(s, r, i, rhs));
    }
}

void rule_left(struct text *t, const struct session *s, const struct rule *r)
{
    side(t, s, r, rule_describe(r).lhs.n, false);
}

void rule_right(struct text *t, const struct session *s, const struct rule *r)
{
    side(t, s, r, rule_describe(r).rhs.n, true);
}

void rule_sides(struct text *t, const struct session *s, const struct rule *r)
{
    text_char(t, 'R');
    rule_left(t, s, r);
    text_add(t, "   ");
    rule_right(t, s, r);
}

/* The lines of a rule, joined; false: they cannot be had. */
static bool read_lines(struct text *t, const struct session *s, const char *file, int first,
                       int last)
{
    int fd = session_open_file(s, file);
    FILE *f = fd >= 0 ? fdopen(fd, "r") : NULL;
    char *line = NULL;
    size_t room = 0;
    ssize_t n = 0;

    for (int i = 1; f != NULL && i <= last && (n = getline(&line, &room, f)) >= 0; i++) {
        if (i >= first)
            text_bytes(t, line, (size_t)n - (n > 0 && line[n - 1] == '\n'));
    }
    free(line);
    if (f != NULL)
        fclose(f);
    return f != NULL && n >= 0 && t->n > 0 && *t->s == 'R';
}

/* The same text, but for blanks? */
static bool same_but_blanks(const char *a, size_t n, const char *b)
{
    const char *end = a + n;

    for (;;) {
        while (a < end && (*a == ' ' || *a == '\t'))
            a++;
        while (*b == ' ')
            b++;
        if (a == end || *b == '\0')
            return a == end && *b == '\0';
        if (*a++ != *b++)
            return false;
    }
}

void rule_written(struct text *t, const struct session *s, const struct rule *r)
{
    struct rule_view v = rule_describe(r);
    struct text line = { 0 }, left = { 0 }, right = { 0 };
    const char *p, *q;
    bool written = false;
    size_t n, k;

    rule_left(&left, s, r);
    rule_right(&right, s, r);
    if (read_lines(&line, s, v.file, v.first_line, v.line)) {
        p = line.s + 1;
        n = strcspn(p, "\t");
        q = p + n + strspn(p + n, "\t");
        k = strcspn(q, "\t");
        if (same_but_blanks(p, n, text_of(&left)) && same_but_blanks(q, k, text_of(&right))) {
            text_char(t, 'R');
            text_bytes(t, p, n);
            text_add(t, "   ");
            text_bytes(t, q, k);
            written = true;
        }
    }
    if (!written)
        rule_sides(t, s, r);
    text_free(&line);
    text_free(&left);
    text_free(&right);
}

void rule_captures(struct text *t, const struct session *s, const struct event *e)
{
    for (int i = 0; i < e->ncaptures; i++) {
        text_format(t, "%s$%d=", i > 0 ? " " : "", i + 1);
        text_part(t, s, &e->ws, e->captures[i].from, e->captures[i].to);
    }
}
