/* chars.c - blanks and words of a text */

#include "base/chars.h"
#include "cfparse/white.h"

const char *skip_blanks(const char *p)
{
    while (*p != '\0' && white(*p))
        p++;
    return p;
}

const char *word_end(const char *p)
{
    while (*p != '\0' && !white(*p))
        p++;
    return p;
}
