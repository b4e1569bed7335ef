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
