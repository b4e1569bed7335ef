/*
 * table_json.c - answers of btsh map as JSON, one object a line.
 */
#include <stdlib.h>

#include "show/json_text.h"
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

void table_json_line(struct table_json *t, struct output *out, const char *table,
                     const char *key, size_t nkey, const char *status, const char *value,
                     size_t nvalue)
{
    json_t *line = t->lib.json_object();
    char *made;

    t->lib.json_object_set_new(line, "table", json_text(&t->lib, table));
    t->lib.json_object_set_new(line, "key", json_bytes(&t->lib, key, nkey));
    t->lib.json_object_set_new(line, "status", t->lib.json_string(status));
    if (value != NULL)
        t->lib.json_object_set_new(line, "value", json_bytes(&t->lib, value, nvalue));
    made = t->lib.json_dumps(line, JSON_COMPACT | JSON_PRESERVE_ORDER);
    if (made != NULL) {
        out_printable(out, made, strlen(made), SHOWN_JSON);
        out_char(out, '\n');
    }
    free(made);
    t->lib.json_delete(line);
}
