/*
 * explain_json.h - an explanation as JSON, one object a line: docs/explain-json.md.
 */
#ifndef BTSH_EXPLAIN_EXPLAIN_JSON_H
#define BTSH_EXPLAIN_EXPLAIN_JSON_H

struct explain;
struct explain_json;
struct findings;

/* NULL: this build or machine has no JSON library; *why says so. */
struct explain_json *explain_json_new(const char **why);
void explain_json_free(struct explain_json *j);
/* What was found of the address of x, and what comes next. */
void explain_json_write(struct explain_json *j, const struct explain *x, const struct findings *f);

#endif
