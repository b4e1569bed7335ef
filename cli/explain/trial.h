/*
 * trial.h - runs of an address whose effects are taken back: what happened, and what would have
 * happened without a rule, or with another answer of a lookup.
 *
 * Runs are deterministic and cheap, so the question "did this matter?" is answered by trying. What
 * a lookup answered once it answers again in later trials of the same address: no server is asked
 * twice.
 */
#ifndef BTSH_EXPLAIN_TRIAL_H
#define BTSH_EXPLAIN_TRIAL_H

#include <stdbool.h>

#include "show/text.h"

struct event;
struct held;
struct rule;
struct session;
struct trial_memory;

/* A rule that matched. Strings are owned. */
struct trial_step {
    const struct rule *rule;
    int ruleset, depth;
    char *captures, *result; /* result "": the run was abandoned there */
    bool resolved;           /* the result begins with $# */
    bool decisive;           /* without the rule the answer would be another one */
};

/* A lookup that a rule made. Strings are owned. */
struct trial_lookup {
    int step;                /* of the run; -1: none */
    char *map, *cls, *file, *key, *value; /* file, value may be NULL */
    int status;
    bool unusable;
    bool decisive;           /* with nothing found the answer would be another one */
};

/* A run. Starts as zeros; trial_clear() gives it back. */
struct trial {
    struct trial_step *steps;
    int nsteps;
    struct trial_lookup *lookups;
    int nlookups;
    struct text answer;      /* the triple, or the last workspace and a status that is not 0 */
    struct text errors;      /* every diagnostic, one a line */
    long tried, matched;     /* rules; steps are kept of the first 20,000 */
    bool stopped;            /* interrupted, or the budget was spent */
    int status;              /* sysexits value that the session would have */
};

/* One address and how it is run. */
struct trial_of {
    struct session *s;
    const char *rules;       /* NULL: as /parse does, or /try where there is a mailer */
    const char *mailer;      /* NULL after trial_begin(); may be set then */
    const char *address;     /* "a $| b": the operator stands between them */
    struct held *held;       /* owned */
    struct trial_memory *memory; /* owned */
    long tried;              /* of all runs */
};

void trial_begin(struct trial_of *t, struct session *s, const char *rules, const char *address);
/* Gives everything back; the session is as it was. The observer is the caller's to set again. */
void trial_end(struct trial_of *t);

/* Runs. `rule`: does not match, NULL: all do. `lookup`: that map finds nothing for that key. */
void trial_run(struct trial_of *t, const struct rule *rule, const struct trial_lookup *lookup,
               struct trial *out);
void trial_clear(struct trial *t);

/* Hears every rule tried, with its workspace, beside the run. */
void trial_run_watched(struct trial_of *t, void (*tried)(void *ctx, struct session *s,
                                                         const struct event *e),
                       void *ctx, struct trial *out);

#endif
