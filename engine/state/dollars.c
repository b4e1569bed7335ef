/*
 * dollars.c - from the text of a line to its internal form: $-constructs, comments, 8-bit bytes.
 */
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/marker.h"
#include "cfparse/white.h"
#include "state/dollars.h"
#include "state/event.h"
#include "state/name_ids.h"
#include "state/session.h"
#include "state/trace.h"

static bool all_ascii(const char *text, size_t n)
{
    const char *end = text + n;
    unsigned char all = 0;
    uint64_t word, words = 0;

    for (; end - text >= (long)sizeof word; text += sizeof word) {
        memcpy(&word, text, sizeof word);
        words |= word;
    }
    while (text < end)
        all |= (unsigned char)*text++;
    return IS_ASCII(all) && (words & UINT64_C(0x8080808080808080)) == 0;
}

/* As meta_quote(); *n: the length of the text, and of the result. */
static const char *quoted(struct arena *a, const char *text, size_t *n)
{
    char *out, *o;

    if (all_ascii(text, *n))
        return text;
    out = o = arena_raw(a, 2 * *n + 1);

    for (; *text != '\0'; text++) {
        unsigned char c = (unsigned char)*text;

        if (IS_MARK_BYTE(c) || c == META_QUOTE)
            *o++ = (char)META_QUOTE;
        *o++ = *text;
    }
    *o = '\0';
    *n = (size_t)(o - out);
    return out;
}

const char *meta_quote(struct arena *a, const char *text)
{
    size_t n = strlen(text);

    return quoted(a, text, &n);
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

/* Copies what is nothing but itself; `simple`: names of one byte too, which name_id() would take. */
static const char *plain_run(const char *p, char **out, bool simple)
{
    static const bool other[256] = { ['\0'] = true, ['$'] = true, ['#'] = true, ['\\'] = true };
    static const bool more[256] = { ['\0'] = true, ['$'] = true, ['{'] = true, ['&'] = true,
                                    ['='] = true,  ['~'] = true, ['?'] = true };
    char *o = *out;

    for (;;) {
        while (!other[(unsigned char)*p])
            *o++ = *p++;
        if (*p != '$' || !simple || more[(unsigned char)p[1]])
            break;
        *o++ = (char)MARK_MACRO;
        *o++ = p[1];
        p += 2;
    }
    *out = o;
    return p;
}

char *translate_dollars(struct session *s, struct arena *a, const char *text)
{
    bool comments = s->prog->set.level >= 3, simple = !DEBUGGING(s, 35, 14);
    size_t n = strlen(text);
    char *start, *out;
    const char *first, *p;

    DEBUG(s, DL_TRANSLATE, DBG_STR(text));
    first = p = quoted(a, text, &n);
    start = out = arena_raw(a, 2 * n + 4);
    while (p != NULL && *(p = plain_run(p, &out, simple)) != '\0') {
        if (comments && *p == '\\' && p[1] == '#') {
            *out++ = '#';
            p += 2;
        } else if (comments && *p == '#' && p != first && (unsigned char)p[-1] != MARK_MACRO) { /* not the byte of a $ either */
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
    DEBUG(s, DL_TRANSLATED, DBG_STR(start));
    return start;
}
