/*
 * debug_levels.c - "-d" specifications: numeric categories with levels, and named ones.
 */
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#include "state/debug_levels.h"
#include "state/session.h"
#include "state/symbols_trace.h"

static bool separator(char c)
{
    return c == ',' || c == ' ' || c == '\t';
}

/* ".level" at *p; 1 when there is none. */
static int level_of(const char **p)
{
    unsigned level = 0;

    if (**p != '.')
        return 1;
    for (++*p; **p >= '0' && **p <= '9'; ++*p)
        level = level * 10 + (unsigned)(**p - '0');
    return (int)(level & 0xFF);
}

static int number_of(const char **p)
{
    unsigned long n = 0;

    for (; **p >= '0' && **p <= '9'; ++*p) {
        if (n < DEBUG_CATEGORIES)
            n = n * 10 + (unsigned long)(**p - '0');
    }
    return n < DEBUG_CATEGORIES ? (int)n : DEBUG_CATEGORIES - 1;
}

static void numeric(struct session *s, const char **p)
{
    int first = number_of(p), last = first, level;

    if (**p == '-') {
        ++*p;
        last = number_of(p);
    }
    level = level_of(p);
    for (int i = first; i <= last; i++)
        s->levels.of[i] = (unsigned char)level;
}

static void named(struct session *s, const char **p)
{
    const char *start = *p;
    char pattern[64];
    size_t n;

    while (**p != '\0' && **p != '.' && !separator(**p))
        ++*p;
    n = (size_t)(*p - start);
    if (n >= sizeof pattern)
        n = sizeof pattern - 1;
    memcpy(pattern, start, n);
    pattern[n] = '\0';
    if (fnmatch(pattern, "ANSI", 0) == 0)
        s->levels.ansi = (unsigned char)level_of(p);
    else
        level_of(p);
}

void session_debug(struct session *s, const char *spec)
{
    const char *p = *spec != '\0' ? spec : "0-99.1,*_trace_*.1";

    while (*p != '\0') {
        while (separator(*p))
            p++;
        if (*p == '\0')
            break;
        if (*p >= '0' && *p <= '9')
            numeric(s, &p);
        else
            named(s, &p);
        while (*p != '\0' && !separator(*p))
            p++;
    }
    symbols_follow_debug(s);
}

struct levels levels_hush(struct session *s, int category)
{
    struct levels before = s->levels;

    if (category == ALL_CATEGORIES)
        memset(&s->levels, 0, sizeof s->levels);
    else
        s->levels.of[category] = 0;
    return before;
}

void levels_restore(struct session *s, const struct levels *before)
{
    s->levels = *before;
}

int session_debug_level(const struct session *s, int category)
{
    return category >= 0 && category < DEBUG_CATEGORIES ? s->levels.of[category] : 0;
}

bool session_debug_ansi(const struct session *s)
{
    return s->levels.ansi > 0;
}

const struct debug_category *debug_category(int i)
{
    static const struct debug_category list[] = {
#define DEBUG_CATEGORY(number, help) { number, help },
#include "state/debug_categories.h"
#undef DEBUG_CATEGORY
    };

    return i >= 0 && i < (int)(sizeof list / sizeof list[0]) ? &list[i] : NULL;
}
