/*
 * explain_json_none.c - in the place of explain_json.c where the JSON library's headers are missing.
 */
#include <stddef.h>

#include "explain/explain_json.h"

struct explain_json *explain_json_new(const char **why)
{
    *why = "this build has no JSON: it was made without jansson.h (package libjansson-dev)";
    return NULL;
}

void explain_json_free(struct explain_json *j)
{
    (void)j;
}

void explain_json_write(struct explain_json *j, const struct explain *x, const struct findings *f)
{
    (void)j, (void)x, (void)f;
}

const struct json_library *explain_json_library(const struct explain_json *j)
{
    (void)j;
    return NULL;
}

struct json_t *explain_json_fact(struct explain_json *j, const struct explain *x, const struct fact *f)
{
    (void)j, (void)x, (void)f;
    return NULL;
}

void explain_json_line(struct explain_json *j, struct output *out, struct json_t *line)
{
    (void)j, (void)out, (void)line;
}

struct json_t *explain_json_unasked(const struct making *m, const char *map)
{
    (void)m, (void)map;
    return NULL;
}
