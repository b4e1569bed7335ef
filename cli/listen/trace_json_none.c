/* trace_json_none.c - stands in where the build had no jansson.h. */
#include <stddef.h>

#include "engine.h"
#include "listen/trace_json.h"

struct trace_json *trace_json_new(struct output *out, const char **why)
{
    (void)out;
    *why = "this build has no JSON: it was made without jansson.h (package libjansson-dev)";
    return NULL;
}

void trace_json_free(struct trace_json *t)
{
    (void)t;
}

void trace_json_begin(struct trace_json *t, const char *command)
{
    (void)t;
    (void)command;
}

void trace_json_only(struct trace_json *t, bool so)
{
    (void)t;
    (void)so;
}

struct observer trace_json_observer(struct trace_json *t, unsigned parts, bool show_secrets)
{
    (void)t;
    (void)parts;
    (void)show_secrets;
    return (struct observer){ .hear = NULL };
}
