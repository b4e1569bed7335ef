/*
 * format_json_none.c - findings as JSON, in a build without Jansson.
 */
#include "check/format_json.h"

bool format_json_there(const char **why)
{
    *why = "this build has no JSON: it was made without jansson.h (package libjansson-dev)";
    return false;
}

void format_json(const struct check_run *c, struct output *out)
{
    (void)c, (void)out;
}

void format_sarif(const struct check_run *c, struct output *out)
{
    (void)c, (void)out;
}
