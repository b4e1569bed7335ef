/*
 * same_words.c - texts that are equal but for what a person does not see as a difference.
 */
#include "suite/same_words.h"

static const char *next_char(const char *p, bool quotes)
{
    while (*p == ' ' || *p == '\t' || (quotes && *p == '"'))
        p++;
    return p;
}

static bool same_but(const char *a, const char *b, bool quotes)
{
    for (;;) {
        a = next_char(a, quotes);
        b = next_char(b, quotes);
        if (*a != *b)
            return false;
        if (*a == '\0')
            return true;
        a++;
        b++;
    }
}

bool same_but_blanks(const char *a, const char *b)
{
    return same_but(a, b, false);
}

bool same_words(const char *a, const char *b)
{
    return same_but(a, b, true);
}
