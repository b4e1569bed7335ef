/*
 * pattern.c - how large a regular expression becomes, by its text.
 */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/pattern.h"

enum { MOST_COPIES = 10000, DEEPEST = 200 };

/* Of a part: what it consists of, with all copies; how much of that may be missing. */
struct extent {
    size_t atoms, missing;
};

/* What stands between two brackets, as far as it is read. */
struct level {
    struct extent whole, last; /* last: what a repetition would repeat */
};

struct pattern_text {
    const char *p;
    bool extended;
    size_t atoms;              /* as they are written */
};

static size_t bounded(size_t n)
{
    return n > MOST_COPIES ? MOST_COPIES + 1 : n;
}

static void put(struct level *l, struct extent atom)
{
    l->whole.atoms += l->last.atoms;
    l->whole.missing = bounded(l->whole.missing + l->last.missing);
    l->last = atom;
}

static void repeat(struct level *l, size_t times, bool may_miss)
{
    l->last.atoms = bounded(l->last.atoms) * (bounded(times) > 0 ? bounded(times) : 1);
    l->last.missing = bounded((l->last.missing + may_miss) * (bounded(times) > 0 ? bounded(times) : 1));
}

/* Behind "[": where the list ends. */
static const char *past_list(const char *p)
{
    p += *p == '^';
    p += *p == ']';
    while (*p != '\0' && *p != ']') {
        const char *end = *p == '[' && p[1] != '\0' && strchr(":.=", p[1]) != NULL ? strchr(p + 2, p[1]) : NULL;

        p = end != NULL && end[1] == ']' ? end + 2 : p + 1;
    }
    return p + (*p == ']');
}

/* Behind "{": the numbers. */
static void take_bounds(struct pattern_text *t, struct level *l)
{
    char *end;
    unsigned long least = strtoul(t->p, &end, 10), most = least;

    if (*end == ',') {
        const char *from = end + 1;

        most = strtoul(from, &end, 10);
        most = end == from ? least + 1 : most;
    }
    t->p = end;
    repeat(l, most > least ? most : least, least == 0 || most > least);
}

/* The next operator, or 'a' of an atom. Which ones have a backslash depends on the kind. */
static int next(struct pattern_text *t)
{
    int c = (unsigned char)*t->p++;
    bool escaped = c == '\\' && *t->p != '\0';

    if (escaped)
        c = (unsigned char)*t->p++;
    if (c == '[' && !escaped) {
        t->p = past_list(t->p);
        return 'a';
    }
    if (c == '*')
        return escaped ? 'a' : c;
    return strchr("(){}+?|", c) != NULL && escaped != t->extended ? c : 'a';
}

static bool is_bounded(const char *pattern, bool extended)
{
    struct pattern_text t = { pattern, extended, 0 };
    struct level levels[DEEPEST + 1] = { { { 0, 0 }, { 0, 0 } } }, *l = levels;

    while (*t.p != '\0') {
        int c = next(&t);

        if (c == '(') {
            if (l == levels + DEEPEST)
                return false;
            *++l = (struct level){ { 0, 0 }, { 0, 0 } };
        } else if (c == ')' && l > levels) {
            put(l, (struct extent){ 1, 0 });
            l--;
            put(l, l[1].whole);
            l->last.atoms++;
            t.atoms += 2;
        } else if (c == '{') {
            take_bounds(&t, l);
        } else if (c == '*' || c == '?' || c == '+') {
            repeat(l, c == '+' ? 2 : 1, c != '+');
        } else {
            put(l, (struct extent){ 1, 0 });
            t.atoms++;
        }
        if (l->last.missing > MOST_COPIES || l->whole.missing > MOST_COPIES)
            return false;
        if (l->last.atoms + l->whole.atoms > t.atoms + MOST_COPIES)
            return false;
    }
    return true;
}

int pattern_compile(regex_t *re, const char *pattern, int flags)
{
    return is_bounded(pattern, (flags & REG_EXTENDED) != 0) ? regcomp(re, pattern, flags) : REG_ESIZE;
}
