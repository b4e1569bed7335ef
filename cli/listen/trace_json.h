/*
 * trace_json.h - what happens, as JSON: one event a line. The format: docs/trace-json.md.
 */
#ifndef BTSH_LISTEN_TRACE_JSON_H
#define BTSH_LISTEN_TRACE_JSON_H

#include <stdbool.h>

#include "engine.h"

struct output;
struct trace_json;

enum { TRACE_JSON_VERSION = 1 };

/* NULL: this build or machine has no JSON library; *why says so. */
struct trace_json *trace_json_new(struct output *out, const char **why);
void trace_json_free(struct trace_json *t);
/* Before each command: its text. */
void trace_json_begin(struct trace_json *t, const char *command);
/* From now on there is nothing but JSON: each line that others write to that output is an event `output'. Events are
 * written when it is flushed. False: no more. */
void trace_json_only(struct trace_json *t, bool so);
/* What of it (enum trace_part), and whether secrets are shown. */
struct observer trace_json_observer(struct trace_json *t, unsigned parts, bool show_secrets);

#endif
