/*
 * diff_json_none.c - a build without Jansson has no JSON.
 */
#include "subcommands/diff_json.h"

void diff_json_pair(const struct diff *d, struct output *out, const struct pair *p, struct difference *x, int n)
{
    (void)d, (void)out, (void)p, (void)x, (void)n;
}

void diff_json_end(const struct diff *d, struct output *out, const struct diff_result *r)
{
    (void)d, (void)out, (void)r;
}
