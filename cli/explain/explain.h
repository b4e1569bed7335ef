/* explain.h - why an address goes where it goes. */
#ifndef BTSH_EXPLAIN_EXPLAIN_H
#define BTSH_EXPLAIN_EXPLAIN_H

#include <stdbool.h>

#include "show/style.h"

struct explain_json;
struct output;
struct session;

struct explain {
    struct session *session;
    struct output *out;
    struct style style;
    const char *rules;   /* rulesets; NULL: as /parse does, or /try where there is a mailer */
    const char *mailer;  /* how the address looks at its other end; NULL: that is not asked */
    const char *address;
    const char *mc;      /* what the configuration was compiled from; NULL: it was not */
    bool show_secrets, sources;
    bool by_rules;       /* the rules that had a part in it, instead of what of the site decided */
    struct explain_json *json; /* facts are written so; NULL: as text */
    bool shell;          /* hints name the shell's commands */
    bool brief;          /* no hints */
};

/* Writes the explanation; the session is as before, its observer is the caller's to set again.
 * The exit status that the address alone would give. */
int explain_address(const struct explain *x);

#endif
