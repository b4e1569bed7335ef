/*
 * printable.c - control characters made visible.
 */
#include <stdio.h>
#include <string.h>

#include "show/printable.h"
#include "show/style.h"

size_t utf8_length(const char *s, size_t n)
{
    const unsigned char *p = (const unsigned char *)s;
    size_t length = *p < 0x80 ? 1 : *p < 0xC2 ? 0 : *p < 0xE0 ? 2 : *p < 0xF0 ? 3 : *p < 0xF5 ? 4 : 0;

    if (length > n)
        return 0;
    for (size_t i = 1; i < length; i++) {
        if ((p[i] & 0xC0) != 0x80)
            return 0;
    }
    if ((*p == 0xE0 && p[1] < 0xA0) || (*p == 0xED && p[1] > 0x9F) || (*p == 0xF0 && p[1] < 0x90)
        || (*p == 0xF4 && p[1] > 0x8F))
        return 0;
    return length;
}

size_t printable_unfinished(const char *s, size_t n)
{
    enum { LONGEST = 7 }; /* of style.h's sequences */

    for (size_t k = 1; k <= LONGEST && k <= n && s[n - k] != '\n'; k++) {
        unsigned char c = (unsigned char)s[n - k];
        size_t length = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : c >= 0xC2 ? 2 : 1;

        if (c == 0x1B)
            return style_sequence(s + n - k, k) == 0 ? k : 0;
        if (length > 1)
            return k < length ? k : 0;
    }
    return 0;
}

size_t printable(const char *s, size_t n, enum shown how, char made[PRINTABLE_MOST], size_t *nmade)
{
    const unsigned char *p = (const unsigned char *)s;
    size_t length = 1;

    if (*p == 0x1B)
        length = style_sequence(s, n);
    else if (*p >= 0xC2)
        length = utf8_length(s, n);
    if (length == 0)
        length = 1;
    if (how == SHOWN_JSON && length == 2 && p[0] == 0xC2 && p[1] < 0xA0)
        *nmade = (size_t)snprintf(made, PRINTABLE_MOST, "\\u%04x", p[1]);
    else if (length == 2 && p[0] == 0xC2 && p[1] < 0xA0) /* U+0080 to U+009F */
        *nmade = (size_t)snprintf(made, PRINTABLE_MOST, "\\x%02x\\x%02x", p[0], p[1]);
    else if (length == 1 && ((*p < 0x20 && *p != '\t' && *p != '\n') || (*p >= 0x7F && *p < 0xA0)))
        *nmade = (size_t)snprintf(made, PRINTABLE_MOST, how == SHOWN_JSON ? "\\u%04x" : "\\x%02x", *p);
    else
        memcpy(made, s, *nmade = length);
    return length;
}
