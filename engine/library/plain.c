/*
 * plain.c - texts of the engine as those that the library gives out: ASCII, constructs in their source form.
 */
#include <string.h>

#include "base/arena.h"
#include "engine.h"
#include "library/plain.h"
#include "library/source_form.h"

/* Writes it to `out`, if that is not NULL; how long it is. */
static size_t shape(const struct session *s, const char *internal, char *out)
{
    const unsigned char *p = (const unsigned char *)internal;
    char form[SOURCE_FORM];
    size_t n = 0, m;

    while (*p != '\0') {
        if (*p >= ' ' && *p < 0x7F) {
            form[0] = (char)*p++;
            m = 1;
        } else {
            m = source_form(s, &p, form);
        }
        if (out != NULL)
            memcpy(out + n, form, m);
        n += m;
    }
    return n;
}

char *plain_text(struct arena *a, const struct session *s, const char *internal)
{
    char *out;
    size_t n;

    if (internal == NULL)
        return NULL;
    n = shape(s, internal, NULL);
    out = arena_alloc(a, n + 1);
    shape(s, internal, out);
    return out;
}

char *plain_vector(struct arena *a, const struct session *s, const struct vector *v)
{
    char few[1024], *out;
    int at = 0;
    size_t n = vector_plain(s, v, &at, few, sizeof few);

    if (at == v->n && n > 0) /* as most are; a blank stands before the first */
        return arena_strndup(a, few + 1, n - 1);
    n = 0;
    for (int i = 0; i < v->n; i++)
        n += shape(s, token_text(s, v->v[i], NULL), NULL) + 1;
    out = arena_alloc(a, n + 1);
    n = 0;
    for (int i = 0; i < v->n; i++) {
        if (i > 0)
            out[n++] = ' ';
        n += shape(s, token_text(s, v->v[i], NULL), out + n);
    }
    return out;
}
