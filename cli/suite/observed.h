/*
 * observed.h - the observer of a test: what one command did, as data.
 */
#ifndef BTSH_SUITE_OBSERVED_H
#define BTSH_SUITE_OBSERVED_H

#include <stdbool.h>

#include "base/arena.h"
#include "engine.h"

struct coverage;
struct output;
struct transcript;

/* Texts live until observed_begin(). */
struct observed_lookup {
    const char *map, *key, *value; /* the key as the map looks for it; value NULL: not found */
    bool failed;                   /* for the time being */
};

struct observed_rule {
    const char *file;
    int first, last; /* its lines */
    const struct rule *rule;
};

/* A rule's result, when steps are wanted. */
struct observed_step {
    const char *ruleset, *text; /* the workspace, as shown */
    const char *asked;          /* "MAP(KEY) => VALUE" of its last lookup; NULL: none */
    const char *file;
    int line;
};

struct observed {
    struct transcript *transcript; /* hears everything too, through this one */
    bool beside;                   /* it hears for itself: this one is one of many */
    struct observer below;
    struct output *scratch;        /* for texts of tokens */
    struct coverage *coverage;     /* counts of this worker, or NULL */
    bool quiet;                    /* rulesets are not shown */
    bool lists;                    /* rules and lookups are wanted */
    bool trace;                    /* steps are */
    struct arena arena;

    /* what the command did */
    const char *input, *result;    /* first input, last result, as shown; NULL: no ruleset ran */
    const char *mailer, *host, *user; /* of the result, or where /parse says that it goes; NULL: nowhere */
    bool temporary;                /* a ruleset or a lookup failed for the time being */
    const char *failed_map, *failed_key; /* the first such lookup; NULL: none was seen */
    int failed_err;                /* its errno; 0: not known */
    const char *diag, *diag_dsn;   /* the first error that was raised; NULL: none */
    int diag_code;
    struct observed_lookup *lookups;
    int nlookups, room_lookups;
    struct observed_rule *rules;    /* that matched */
    int nrules, room_rules;
    const char **calls;             /* the rulesets that ran */
    int ncalls, room_calls;
    struct observed_step *steps;
    int nsteps, room_steps;
    int last;                      /* the first step of the ruleset that ran last */
    const char *asked;             /* by the rule at hand */
};

/* The observer; `want` of the lists that are asked for. */
struct observer observed_observer(struct observed *w);
/* Of the steps, only those of the ruleset that ran last are kept, and no more are noted. */
void observed_keep_last(struct observed *w);
/* Forgets what the last command did. */
void observed_begin(struct observed *w);
void observed_free(struct observed *w);

#endif
