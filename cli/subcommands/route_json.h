/*
 * route_json.h - btsh route: questions and answers as JSON, an object a line.
 *
 *      {"recipient": ..., "sender": ..., "client": ...}  ──▶  the same, with "status", "mailer", "host", "user", "final",
 *                                                             "error": {"code", "dsn", "text"}, "facts" behind
 *
 * What a question says besides is passed on byte for byte; what it has of the answer's names is replaced.
 */
#ifndef BTSH_SUBCOMMANDS_ROUTE_JSON_H
#define BTSH_SUBCOMMANDS_ROUTE_JSON_H

struct arena;
struct explain;
struct explain_json;
struct fact;
struct json_t;
struct output;
struct route_answer;
struct route_item;
struct route_wish;

/* Why the object is no question; NULL: it is one. What it does not have is left as it was. j NULL: there is no JSON. */
const char *route_json_read(const struct explain_json *j, struct arena *a, const char *text, const char **recipient,
                            const char **sender, const char **client);
/* One more; the list is made where there is none. */
void route_json_fact(struct json_t **list, struct explain_json *j, const struct explain *x, const struct fact *f);
/* The answer's line; facts are taken from it. */
void route_json_write(struct explain_json *j, struct output *out, const struct route_wish *w, const struct route_item *i,
                      struct route_answer *a);

#endif
