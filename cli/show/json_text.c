/*
 * json_text.c - texts of others as strings of JSON.
 */
#include <string.h>

#include "show/json_text.h"
#include "show/printable.h"
#include "show/text.h"

json_t *json_bytes(const struct json_library *l, const char *text, size_t n)
{
    struct text t = { 0 };
    json_t *made;

    for (size_t i = 0, length; i < n; i += length > 0 ? length : 1) {
        length = utf8_length(text + i, n - i);
        text_bytes(&t, length > 0 ? text + i : "\xEF\xBF\xBD", length > 0 ? length : 3);
    }
    made = l->json_stringn(text_of(&t), t.n);
    text_free(&t);
    return made;
}

json_t *json_text(const struct json_library *l, const char *text)
{
    return json_bytes(l, text, strlen(text));
}
