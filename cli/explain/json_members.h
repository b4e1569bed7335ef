/*
 * json_members.h - members of a JSON object: texts, places, rules. Secrets are masked, unless they are to be shown.
 */
#ifndef BTSH_EXPLAIN_JSON_MEMBERS_H
#define BTSH_EXPLAIN_JSON_MEMBERS_H

#include <stdbool.h>

#include "world/json_library.h"

struct explain;
struct findings;
struct place;
struct rule;

struct explain_json {
    struct json_library lib;
};

/* What is at hand while a line is made; f may be NULL where no findings are told. */
struct making {
    const struct json_library *lib;
    const struct explain *x;
    const struct findings *f;
};

void member_put(const struct making *m, json_t *o, const char *name, json_t *value);
/* Texts of ours; NULL: no member. Those of the engine, in their source form. */
void member_text(const struct making *m, json_t *o, const char *name, const char *value);
void member_internal(const struct making *m, json_t *o, const char *name, const char *value);
void member_integer(const struct making *m, json_t *o, const char *name, long value);
void member_boolean(const struct making *m, json_t *o, const char *name, bool value);
/* "place"; none where it is not known. line: of the .mc, which the tree made it from; 0: there is none. */
void member_place(const struct making *m, json_t *o, const struct place *p, const char *mc, int line);
/* "rule", "file", "line" */
void member_rule(const struct making *m, json_t *o, const struct rule *r, int ruleset);

#endif
