/*
 * udiff.c - edits to a file's lines.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "show/output.h"
#include "suite/suite.h"
#include "suite/suite_run.h"
#include "suite/udiff.h"

enum { CONTEXT = 3 };

static int compare(const void *a, const void *b)
{
    const struct edit *x = a, *y = b;

    if (x->at != y->at)
        return x->at - y->at;
    return x->removed - y->removed; /* what is put before a line comes before what it gives way to */
}

/* A stable sort: a suite has few edits, and they are nearly in order. */
void edits_sort(struct edit *edits, int n)
{
    for (int i = 1; i < n; i++) {
        struct edit e = edits[i];
        int k = i;

        for (; k > 0 && compare(&edits[k - 1], &e) > 0; k--)
            edits[k] = edits[k - 1];
        edits[k] = e;
    }
}

static void put_line(struct sink *out, char mark, const char *text, size_t n)
{
    sink_add(out, &mark, 1);
    sink_add(out, text, n);
    sink_add(out, "\n", 1);
}

static int count_lines(const char *text)
{
    int n = 0;

    for (; text != NULL && *text != '\0'; text++)
        n += *text == '\n';
    return n;
}

/* Lines removed, then lines added, of edits [from, to), which touch each other. */
static void put_changes(struct sink *out, char *const *lines, const struct edit *edits, int from,
                        int to)
{
    for (int i = from; i < to; i++) {
        for (int k = 0; k < edits[i].removed; k++)
            put_line(out, '-', lines[edits[i].at + k], strlen(lines[edits[i].at + k]));
    }
    for (int i = from; i < to; i++) {
        const char *p = edits[i].text;

        while (p != NULL && *p != '\0') {
            size_t n = strcspn(p, "\n");

            put_line(out, '+', p, n);
            p += n + (p[n] == '\n');
        }
    }
}

/* One hunk: edits [from, to). Returns by how many lines the new file is longer then. */
static int put_hunk(struct sink *out, char *const *lines, int nlines, const struct edit *edits,
                    int from, int to, int shift)
{
    int begin = edits[from].at - CONTEXT, end = edits[to - 1].at + edits[to - 1].removed + CONTEXT;
    int removed = 0, added = 0, at;
    char head[80];

    begin = begin < 0 ? 0 : begin;
    end = end > nlines ? nlines : end;
    for (int i = from; i < to; i++) {
        removed += edits[i].removed;
        added += count_lines(edits[i].text);
    }
    sink_add(out, head, (size_t)snprintf(head, sizeof head, "@@ -%d,%d +%d,%d @@\n", begin + 1,
                                         end - begin, begin + 1 + shift,
                                         end - begin - removed + added));
    at = begin;
    for (int i = from, j; i < to; i = j) {
        for (; at < edits[i].at; at++)
            put_line(out, ' ', lines[at], strlen(lines[at]));
        for (j = i; j < to && edits[j].at <= at; j++)
            at = edits[j].at + edits[j].removed;
        put_changes(out, lines, edits, i, j);
    }
    for (; at < end; at++)
        put_line(out, ' ', lines[at], strlen(lines[at]));
    return added - removed;
}

void udiff(struct sink *out, char *const *lines, int nlines, const struct edit *edits, int n)
{
    int shift = 0;

    for (int i = 0, j; i < n; i = j) {
        for (j = i + 1; j < n
                        && edits[j].at <= edits[j - 1].at + edits[j - 1].removed + 2 * CONTEXT; j++)
            continue;
        shift += put_hunk(out, lines, nlines, edits, i, j, shift);
    }
}

/* Lines with their newlines, as the suite ends its own. */
static void add_lines(struct sink *out, const char *text, bool cr)
{
    while (*text != '\0') {
        size_t n = strcspn(text, "\n");

        sink_add(out, text, n);
        sink_add(out, cr ? "\r\n" : "\n", cr ? 2 : 1);
        text += n + (text[n] == '\n');
    }
}

void edits_apply(struct sink *out, const struct suite *s, const struct edit *edits, int n)
{
    int at = 0, e = 0;

    while (at < s->nlines || e < n) {
        for (; e < n && edits[e].at <= at; e++) {
            if (edits[e].acceptable && edits[e].text != NULL)
                add_lines(out, edits[e].text, s->nlines > 0 && s->cr[0]);
            if (edits[e].acceptable && edits[e].removed > 0)
                at = edits[e].at + edits[e].removed;
        }
        if (at >= s->nlines)
            break;
        sink_add(out, s->lines[at], strlen(s->lines[at]));
        if (s->cr[at])
            sink_add(out, "\r", 1);
        if (at + 1 < s->nlines || !s->no_newline || e < n)
            sink_add(out, "\n", 1);
        at++;
    }
}
