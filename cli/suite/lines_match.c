/*
 * lines_match.c - expected lines beside those that came.
 */
#include <ctype.h>
#include <fnmatch.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/pattern.h"
#include "show/memory.h"
#include "show/output.h"
#include "suite/lines_match.h"

enum { MOST_CELLS = 16 << 20, LINE = 70000 };

static const char *const marks[] = { " (re)", " (glob)", " (esc)", " (no-eol)" };
enum mark { MARK_RE, MARK_GLOB, MARK_ESC, MARK_NO_EOL, MARK_NONE };

/* The mark at the end of the first n bytes. */
static enum mark mark_of(const char *text, size_t n)
{
    int i = 0;

    while (i < MARK_NONE) {
        size_t m = strlen(marks[i]);

        if (n >= m && strncmp(text + n - m, marks[i], m) == 0)
            break;
        i++;
    }
    return (enum mark)i;
}

static size_t trimmed(const char *text, size_t n)
{
    while (n > 0 && (text[n - 1] == ' ' || text[n - 1] == '\t'))
        n--;
    return n;
}

static bool same(const char *a, size_t n, const char *b, size_t m, bool strict)
{
    if (!strict) {
        n = trimmed(a, n);
        m = trimmed(b, m);
    }
    return n == m && memcmp(a, b, n) == 0;
}

/* An expected line taken apart; its pattern in a buffer of its own. */
struct pattern {
    char *text;
    size_t n;
    enum mark mark;
    bool no_eol;
};

static size_t unescape(char *text, size_t n)
{
    size_t k = 0;

    for (size_t i = 0; i < n; i++) {
        unsigned byte;

        if (text[i] != '\\' || i + 1 == n) {
            text[k++] = text[i];
        } else if (text[i + 1] == 'x' && i + 3 < n && isxdigit((unsigned char)text[i + 2])
                   && isxdigit((unsigned char)text[i + 3])
                   && sscanf(text + i + 2, "%2x", &byte) == 1) {
            text[k++] = (char)byte;
            i += 3;
        } else {
            static const char letters[] = "trn", bytes[] = "\t\r\n";
            const char *at = strchr(letters, text[++i]);

            text[k++] = at != NULL ? bytes[at - letters] : text[i];
        }
    }
    return k;
}

static struct pattern take_apart(const char *expected)
{
    struct pattern p = { .n = strlen(expected), .mark = MARK_NONE };
    enum mark m;

    if (strncmp(expected, "\\> ", 3) == 0) {
        expected++;
        p.n--;
    }
    p.text = grow_or_end(NULL, p.n + 1);
    memcpy(p.text, expected, p.n + 1);
    while ((m = mark_of(p.text, p.n)) != MARK_NONE) {
        p.n -= strlen(marks[m]);
        if (m != MARK_NO_EOL) {
            p.mark = m;
            break;
        }
        p.no_eol = true;
    }
    p.text[p.n] = '\0';
    if (p.mark == MARK_ESC)
        p.n = unescape(p.text, p.n);
    return p;
}

static bool compile(regex_t *re, const char *text, int *err)
{
    char *whole = grow_or_end(NULL, strlen(text) + 5);

    sprintf(whole, "^(%s)$", text);
    *err = pattern_compile(re, whole, REG_EXTENDED | REG_NOSUB);
    free(whole);
    if (*err == REG_ESPACE)
        out_of_memory(); /* it must not pass for a line that does not match */
    return *err == 0;
}

static bool matches_re(const char *text, const char *got)
{
    regex_t re;
    bool ok;
    int err;

    if (!compile(&re, text, &err))
        return false;
    ok = regexec(&re, got, 0, NULL, 0) == 0;
    regfree(&re);
    return ok;
}

bool line_matches(const char *expected, const struct line *got, bool strict)
{
    size_t n = strlen(expected), m = strlen(got->text);
    struct pattern p;
    bool ok;

    if (!got->no_eol && same(expected, n, got->text, m, strict))
        return true;
    if (mark_of(expected, n) == MARK_NONE && strncmp(expected, "\\> ", 3) != 0)
        return false;
    p = take_apart(expected);
    ok = p.no_eol == got->no_eol;
    if (ok && p.mark == MARK_RE)
        ok = matches_re(p.text, got->text);
    else if (ok && p.mark == MARK_GLOB)
        ok = fnmatch(p.text, got->text, 0) == 0;
    else if (ok)
        ok = same(p.text, p.n, got->text, m, strict);
    free(p.text);
    return ok;
}

bool line_faulty(const char *expected, char *why, size_t size)
{
    struct pattern p;
    regex_t re;
    bool bad = false;
    int err = 0;

    if (mark_of(expected, strlen(expected)) == MARK_NONE)
        return false;
    p = take_apart(expected);
    if (p.mark == MARK_RE) {
        bad = !compile(&re, p.text, &err);
        if (bad && err != 0)
            regerror(err, &re, why, size);
        if (!bad)
            regfree(&re);
    }
    free(p.text);
    return bad;
}

static bool is_dots(const char *text)
{
    return strcmp(text, "...") == 0;
}

/*
 * What a step costs. An assertion that holds is worth more than anything else; one that does not hold had
 * better give way to a line that came than to none: beside `...', which takes any line for nothing, it
 * would otherwise go without a word. Of the lines that may take its place, one like it is the cheapest.
 */
enum { INSTEAD = 1 << 10, UNLIKE = 1, GONE = INSTEAD + 4, EXTRA = 1, MOST_LINES = 1 << 20 };

/* Costs of the rest of both lists, filled from their ends. */
struct table {
    const char *const *expected;
    const struct line *got;
    int n, m;
    bool strict;
    int *cost; /* (n + 1) rows of m + 1 */
    unsigned char *match;
};

static int *cell(const struct table *t, int i, int j)
{
    return &t->cost[(size_t)i * (size_t)(t->m + 1) + (size_t)j];
}

/* An expected line, and one in its place: do they begin alike? */
static int price_instead(const char *expected, const char *got)
{
    size_t n = strcspn(expected, " \t.*?[\\(");

    return n > 0 && strncmp(expected, got, n) == 0 ? INSTEAD : INSTEAD + UNLIKE;
}

/* What the cheapest way costs from expected line i and line j that came. */
static int price(struct table *t, int i, int j)
{
    bool dots = i < t->n && is_dots(t->expected[i]);
    int best = i == t->n && j == t->m ? 0 : INT_MAX, other;

    if (i < t->n)
        best = *cell(t, i + 1, j) + (dots ? 0 : GONE);
    if (j < t->m && *cell(t, i, j + 1) + (dots ? 0 : EXTRA) < best)
        best = *cell(t, i, j + 1) + (dots ? 0 : EXTRA);
    if (i == t->n || j == t->m || dots)
        return best;
    other = *cell(t, i + 1, j + 1) + price_instead(t->expected[i], t->got[j].text);
    best = other < best ? other : best;
    other = *cell(t, i + 1, j + 1);
    if (other < best && line_matches(t->expected[i], &t->got[j], t->strict)) {
        best = other;
        t->match[(size_t)i * (size_t)(t->m + 1) + (size_t)j] = 1;
    }
    return best;
}

static void fill(struct table *t)
{
    for (int i = t->n; i >= 0; i--) {
        for (int j = t->m; j >= 0; j--)
            *cell(t, i, j) = price(t, i, j);
    }
}

static int walk(const struct table *t, struct step *steps)
{
    int i = 0, j = 0, n = 0;

    while (i < t->n || j < t->m) {
        bool dots = i < t->n && is_dots(t->expected[i]), both = i < t->n && j < t->m;
        int now = *cell(t, i, j);

        if (both && t->match[(size_t)i * (size_t)(t->m + 1) + (size_t)j]
            && *cell(t, i + 1, j + 1) == now) {
            steps[n++] = (struct step){ STEP_SAME, i++, j++ };
        } else if (j < t->m && dots && *cell(t, i, j + 1) == now) {
            j++;
        } else if (both && !dots
                   && *cell(t, i + 1, j + 1) + price_instead(t->expected[i], t->got[j].text) == now) {
            steps[n++] = (struct step){ STEP_MISSING, i++, j };
            steps[n++] = (struct step){ STEP_EXTRA, i, j++ };
        } else if (i < t->n && *cell(t, i + 1, j) + (dots ? 0 : GONE) == now) {
            steps[n++] = (struct step){ dots ? STEP_SAME : STEP_GONE, i++, j };
        } else {
            steps[n++] = (struct step){ STEP_EXTRA, i, j++ };
        }
    }
    return n;
}

bool lines_compare(const char *const *expected, int nexpected, const struct line *got, int ngot,
                   bool strict, struct step **steps, int *n)
{
    struct table t = { .expected = expected, .got = got, .n = nexpected, .m = ngot,
                       .strict = strict };
    size_t cells = (size_t)(nexpected + 1) * (size_t)(ngot + 1);
    bool ok = false;

    *steps = NULL;
    *n = 0;
    if (cells > MOST_CELLS || nexpected > MOST_LINES)
        return false;
    t.cost = grow_or_end(NULL, cells * sizeof *t.cost);
    t.match = zeroed_or_end(cells, 1);
    *steps = grow_or_end(NULL, (size_t)(nexpected + ngot + 1) * sizeof **steps);
    fill(&t);
    ok = *cell(&t, 0, 0) == 0;
    *n = walk(&t, *steps);
    free(t.cost);
    free(t.match);
    return ok;
}

static bool needs_escape(const char *text)
{
    size_t n = strlen(text);

    for (const char *p = text; *p != '\0'; p++) {
        if ((unsigned char)*p < ' ' && *p != '\t')
            return true;
        if ((unsigned char)*p >= 0x7F)
            return true;
    }
    return mark_of(text, n) != MARK_NONE || is_dots(text) || strncmp(text, "#@", 2) == 0
           || strncmp(text, "\\> ", 3) == 0;
}

void line_write(struct sink *out, const struct line *got)
{
    bool escape = needs_escape(got->text);
    char byte[8];

    if (strncmp(got->text, "> ", 2) == 0)
        sink_add(out, "\\", 1);
    for (const char *p = got->text; *p != '\0'; p++) {
        unsigned char c = (unsigned char)*p;
        bool odd = c < ' ' || c >= 0x7F || (p == got->text && (c == '#' || c == '.' || c == '\\'));

        if (escape && odd)
            sink_add(out, byte, (size_t)sprintf(byte, "\\x%02x", c));
        else if (escape && c == '\\')
            sink_add(out, "\\\\", 2);
        else
            sink_add(out, p, 1);
    }
    if (escape)
        sink_add(out, marks[MARK_ESC], strlen(marks[MARK_ESC]));
    if (got->no_eol)
        sink_add(out, marks[MARK_NO_EOL], strlen(marks[MARK_NO_EOL]));
    sink_add(out, "\n", 1);
}
