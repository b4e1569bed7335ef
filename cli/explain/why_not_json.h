/*
 * why_not_json.h - why a rule did not match, a map was not asked or a mailer not chosen, as JSON: one object of
 * docs/why-not-json.schema.json.
 */
#ifndef BTSH_EXPLAIN_WHY_NOT_JSON_H
#define BTSH_EXPLAIN_WHY_NOT_JSON_H

struct explain;
struct looking;
struct trial;
struct why_not_about;

void why_not_json_write(const struct explain *x, const struct looking *l, const struct trial *t,
                        const struct why_not_about *about);

#endif
