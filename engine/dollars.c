/*
 * dollars.c - from the text of a line to its internal form: $-constructs, comments, 8-bit bytes.
 */
#include <string.h>

#include "internal.h"

static bool white(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Puts META_QUOTE before every byte that could be taken for a marker. */
static char *meta_quote(struct arena *a, const char *text)
{
    char *out = arena_alloc(a, 2 * strlen(text) + 1), *o = out;

    for (; *text != '\0'; text++) {
        unsigned char c = (unsigned char)*text;

        if (IS_MARK_BYTE(c) || c == META_QUOTE)
            *o++ = (char)META_QUOTE;
        *o++ = *text;
    }
    *o = '\0';
    return out;
}

/* The construct behind the $ at p; returns where to go on, NULL when the line is cut here. */
static const char *construct(struct session *s, const char *p, char **out)
{
    int id;

    *(*out)++ = (char)MARK_MACRO;
    p++;
    if (*p == '&' || *p == '=' || *p == '~' || *p == '?')
        *(*out)++ = *p++;
    id = name_id(s, &p);
    if (id == 0)
        return NULL;
    *(*out)++ = (char)id;
    return p;
}

char *translate_dollars(struct session *s, struct arena *a, const char *text)
{
    bool comments = s->prog->set.level >= 3;
    char *start, *out;
    const char *first, *p;

    if (DEBUGGING(s, 37, 53))
        DEBUG_EMIT(s, DL_TRANSLATE, DBG_STR(text));
    first = p = meta_quote(a, text);
    start = out = arena_alloc(a, 2 * strlen(first) + 4);
    while (p != NULL && *p != '\0') {
        if (comments && *p == '\\' && p[1] == '#') {
            *out++ = '#';
            p += 2;
        } else if (comments && *p == '#' && p != first) {
            while (out > start && white(out[-1]) && out[-1] != '\n')
                out--;
            while (*p != '\0' && *p != '\n')
                p++;
        } else if (*p != '$' || p[1] == '\0') {
            *out++ = *p++;
        } else if (p[1] == '$') {
            *out++ = '$';
            p += 2;
        } else {
            p = construct(s, p, &out);
        }
    }
    while (out > start + 1 && white(out[-1]))
        out--;
    *out = '\0';
    if (DEBUGGING(s, 37, 53))
        DEBUG_EMIT(s, DL_TRANSLATED, DBG_STR(start));
    return start;
}
