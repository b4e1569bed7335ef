/* chars.c - blanks and words of a text */

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/chars.h"

bool blank_char(char c)
{
    return isspace((unsigned char)c) != 0 && (unsigned char)c < 0x80;
}

const char *skip_blanks(const char *p)
{
    while (*p != '\0' && blank_char(*p))
        p++;
    return p;
}

const char *word_end(const char *p)
{
    while (*p != '\0' && !blank_char(*p))
        p++;
    return p;
}
