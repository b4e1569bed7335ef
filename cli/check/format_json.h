/*
 * format_json.h - findings as JSON: a list of our own, and SARIF 2.1.0.
 */
#ifndef BTSH_CHECK_FORMAT_JSON_H
#define BTSH_CHECK_FORMAT_JSON_H

#include <stdbool.h>

struct check_run;
struct output;

/* False: the library for it is not on this machine; *why says so. */
bool format_json_there(const char **why);
void format_json(const struct check_run *c, struct output *out);
void format_sarif(const struct check_run *c, struct output *out);

#endif
