/* explain.h - why an address goes where it goes, in a dozen lines. */
#ifndef BTSH_EXPLAIN_EXPLAIN_H
#define BTSH_EXPLAIN_EXPLAIN_H

#include <stdbool.h>

#include "show/style.h"

struct output;
struct session;

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

#endif
