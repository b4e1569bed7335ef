/*
 * route_json_none.c - a build without JSON: explain_json_new() has said so, and nothing else is called.
 */
#include <stddef.h>

#include "subcommands/route_json.h"

const char *route_json_read(const struct explain_json *j, struct arena *a, const char *text, const char **recipient,
                            const char **sender, const char **client)
{
    (void)j, (void)a, (void)text, (void)recipient, (void)sender, (void)client;
    return "this build has no JSON";
}

void route_json_fact(struct json_t **list, struct explain_json *j, const struct explain *x, const struct fact *f)
{
    (void)list, (void)j, (void)x, (void)f;
}

void route_json_write(struct explain_json *j, struct output *out, const struct route_wish *w, const struct route_item *i,
                      struct route_answer *a)
{
    (void)j, (void)out, (void)w, (void)i, (void)a;
}
