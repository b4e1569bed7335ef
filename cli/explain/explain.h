/* explain.h - why an address goes where it goes, in a dozen lines. */
#ifndef BTSH_EXPLAIN_H
#define BTSH_EXPLAIN_H

#include "show/style.h"
#include "explain/trial.h"

struct explain {
    struct session *session;
    struct output *out;
    struct style style;
    const char *rules;   /* NULL: as /parse does */
    const char *address;
    bool show_secrets, sources;
};

/* Writes the explanation; the session is as before, its observer is the caller's to set again.
 * The exit status that the address alone would give. */
int explain_address(const struct explain *x);
/* How far the match of a rule got, or what had answered before it. */
void explain_why_not(const struct explain *x, const struct rule *r, int ruleset);

/* The line of a table's text that has the key: "virtusertable:12" added to t, or nothing. */
void source_line(struct text *t, const struct session *s, const char *file, const char *key);

#endif
