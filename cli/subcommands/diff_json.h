/*
 * diff_json.h - btsh diff: what changed as JSON, an object a line: docs/explain-json.md.
 */
#ifndef BTSH_SUBCOMMANDS_DIFF_JSON_H
#define BTSH_SUBCOMMANDS_DIFF_JSON_H

struct diff;
struct diff_result;
struct difference;
struct output;
struct pair;

/* A pair that changed, with its n differences. Takes over what difference_facts() left as JSON. */
void diff_json_pair(const struct diff *d, struct output *out, const struct pair *p, struct difference *x, int n);
/* The last line: the numbers. */
void diff_json_end(const struct diff *d, struct output *out, const struct diff_result *r);

#endif
