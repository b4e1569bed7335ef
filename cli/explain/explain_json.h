/*
 * explain_json.h - an explanation as JSON, one object a line: docs/explain-json.md.
 */
#ifndef BTSH_EXPLAIN_EXPLAIN_JSON_H
#define BTSH_EXPLAIN_EXPLAIN_JSON_H

struct explain;
struct explain_json;
struct fact;
struct findings;
struct json_library;
struct json_t;
struct making;
struct output;

/* NULL: this build or machine has no JSON library; *why says so. */
struct explain_json *explain_json_new(const char **why);
void explain_json_free(struct explain_json *j);
/* What was found of the address of x, and what comes next. */
void explain_json_write(struct explain_json *j, const struct explain *x, const struct findings *f);
/* For those who make lines of their own: the library, a fact as explanations have it, and a line written and freed. */
const struct json_library *explain_json_library(const struct explain_json *j);
struct json_t *explain_json_fact(struct explain_json *j, const struct explain *x, const struct fact *f);
void explain_json_line(struct explain_json *j, struct output *out, struct json_t *line);
/* The tables that were not asked; map: this one alone, with the fact that had answered in its place; NULL: all. */
struct json_t *explain_json_unasked(const struct making *m, const char *map);

#endif
