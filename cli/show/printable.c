/*
 * printable.c - control characters made visible.
 */
#include <stdbool.h>
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
    for (size_t k = 1; k <= STYLE_MARK && k <= n && s[n - k] != '\n'; k++) {
        unsigned char c = (unsigned char)s[n - k];
        size_t length = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : c >= 0xC2 ? 2 : 1;

        if (c == 0x1B)
            return style_sequence(s + n - k, k) == NULL ? k : 0;
        if (length > 1)
            return k < length ? k : 0;
    }
    return 0;
}

/* The number of the character of UTF-8 at p; 0 where it has not two or three bytes. */
static unsigned character(const unsigned char *p, size_t length)
{
    return length == 2 ? (p[0] & 0x1FU) << 6 | (p[1] & 0x3FU)
           : length == 3 ? (p[0] & 0xFU) << 12 | (p[1] & 0x3FU) << 6 | (p[2] & 0x3FU) : 0;
}

/* Control characters above ASCII: U+0080 to U+009F; what turns around what follows (Unicode's Bidi_Control) or ends a
 * line for some. */
static bool controls(unsigned c)
{
    return (c >= 0x80 && c < 0xA0) || c == 0x61C || c == 0x200E || c == 0x200F || (c >= 0x2028 && c <= 0x202E)
           || (c >= 0x2066 && c <= 0x2069);
}

size_t printable(const char *s, size_t n, enum shown how, char made[PRINTABLE_MOST], size_t *nmade)
{
    const unsigned char *p = (const unsigned char *)s;
    const char *sequence = *p == 0x1B ? style_sequence(s, n) : NULL;
    size_t length = *p >= 0xC2 ? utf8_length(s, n) : 1;
    unsigned c;

    if (sequence != NULL) {
        memcpy(made, sequence, *nmade = strlen(sequence));
        return STYLE_MARK;
    }
    if (length == 0)
        length = 1;
    c = character(p, length);
    if (controls(c) && how == SHOWN_JSON) {
        *nmade = (size_t)snprintf(made, PRINTABLE_MOST, "\\u%04x", c);
    } else if (controls(c)) {
        *nmade = 0;
        for (size_t i = 0; i < length; i++)
            *nmade += (size_t)snprintf(made + *nmade, PRINTABLE_MOST - *nmade, "\\x%02x", p[i]);
    } else if (length == 1 && ((*p < 0x20 && *p != '\t' && *p != '\n') || (*p >= 0x7F && *p < 0xA0))) {
        *nmade = (size_t)snprintf(made, PRINTABLE_MOST, how == SHOWN_JSON ? "\\u%04x" : "\\x%02x", *p);
    } else {
        memcpy(made, s, *nmade = length);
    }
    return length;
}
