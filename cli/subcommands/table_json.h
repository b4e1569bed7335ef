/*
 * table_json.h - answers of btsh map as JSON, one object a line:
 * {"table": as given, "key": ..., "status": "found", "missing" or "temporary", "value": if found}
 * Bytes that are no UTF-8 become U+FFFD.
 */
#ifndef BTSH_SUBCOMMANDS_TABLE_JSON_H
#define BTSH_SUBCOMMANDS_TABLE_JSON_H

#include <stddef.h>

struct output;
struct table_json;

/* NULL: this build or machine has no JSON library; *why says so. */
struct table_json *table_json_new(const char **why);
void table_json_free(struct table_json *t);
/* value NULL: there is none. */
void table_json_line(struct table_json *t, struct output *out, const char *table,
                     const char *key, size_t nkey, const char *status, const char *value,
                     size_t nvalue);

#endif
