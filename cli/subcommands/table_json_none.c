/*
 * table_json_none.c - a build without Jansson has no JSON.
 */
#include "subcommands/table_json.h"

struct table_json *table_json_new(const char **why)
{
    *why = "this build has no JSON: it was made without jansson.h (package libjansson-dev)";
    return NULL;
}

void table_json_free(struct table_json *t)
{
    (void)t;
}

void table_json_line(struct table_json *t, struct output *out, const char *table,
                     const char *key, size_t nkey, const char *status, const char *value,
                     size_t nvalue)
{
    (void)t, (void)out, (void)table, (void)key, (void)nkey, (void)status, (void)value, (void)nvalue;
}
