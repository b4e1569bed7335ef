/*
 * summary_json_none.c - a build without Jansson has no JSON.
 */
#include "subcommands/summary_json.h"

bool summary_json(const struct summary *s, const char *file, struct output *out, const char **why)
{
    (void)s, (void)file, (void)out;
    *why = "this build has no JSON: it was made without jansson.h (package libjansson-dev)";
    return false;
}
