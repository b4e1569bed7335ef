/*
 * table_json.c - answers of btsh map as JSON, one object a line.
 */
#include <stdlib.h>

#include "show/memory.h"
#include "show/output.h"
#include "subcommands/table_json.h"
#include "world/json_library.h"

struct table_json {
    struct json_library lib;
};

struct table_json *table_json_new(const char **why)
{
    struct table_json *t = zeroed_or_end(1, sizeof *t);

    if (json_library_load(&t->lib, why))
        return t;
    free(t);
    return NULL;
}

void table_json_free(struct table_json *t)
{
    free(t);
}

/* The length of the UTF-8 sequence at p, 0 if there is none. Source: RFC 3629, 4. */
static size_t sequence(const unsigned char *p, size_t n)
{
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

static json_t *text(struct table_json *t, const char *from, size_t n)
{
    char *copy = malloc(3 * n + 1);
    size_t used = 0;
    json_t *made;

    for (size_t i = 0, length; copy != NULL && i < n; i += length) {
        length = sequence((const unsigned char *)from + i, n - i);
        memcpy(copy + used, length > 0 ? from + i : "\xEF\xBF\xBD", length > 0 ? length : 3);
        used += length > 0 ? length : 3;
        length = length > 0 ? length : 1;
    }
    made = t->lib.json_stringn(copy != NULL ? copy : "", used);
    free(copy);
    return made;
}

void table_json_line(struct table_json *t, struct output *out, const char *table,
                     const char *key, size_t nkey, const char *status, const char *value,
                     size_t nvalue)
{
    json_t *line = t->lib.json_object();
    char *made;

    t->lib.json_object_set_new(line, "table", text(t, table, strlen(table)));
    t->lib.json_object_set_new(line, "key", text(t, key, nkey));
    t->lib.json_object_set_new(line, "status", t->lib.json_string(status));
    if (value != NULL)
        t->lib.json_object_set_new(line, "value", text(t, value, nvalue));
    made = t->lib.json_dumps(line, JSON_COMPACT | JSON_PRESERVE_ORDER);
    if (made != NULL) {
        out_printable(out, made, strlen(made), SHOWN_JSON);
        out_char(out, '\n');
    }
    free(made);
    t->lib.json_delete(line);
}
