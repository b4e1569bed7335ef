/*
 * summary_json.h - a summary as JSON: one object, {"version", "file", "situations", "left_off", "lines": [{"section", "what",
 * "outcome", "reason", "witness": {"client", "name", "helo", "from", "to" ...}, "again"}]}.
 */
#ifndef BTSH_SUBCOMMANDS_SUMMARY_JSON_H
#define BTSH_SUBCOMMANDS_SUMMARY_JSON_H

#include <stdbool.h>

struct output;
struct summary;

/* False: this build or machine has no JSON library; *why says so. */
bool summary_json(const struct summary *s, const char *file, struct output *out, const char **why);

#endif
