/*
 * transcript.h - the observer that writes what `sendmail -bt` writes.
 */
#ifndef BTSH_TRANSCRIPT_H
#define BTSH_TRANSCRIPT_H

#include <signal.h>

#include "engine.h"
#include "output.h"

struct transcript {
    struct output *out;   /* messages, trace lines of rulesets, results */
    struct output *debug; /* lines of debug categories; often the same */
    int fatal;            /* exit status of a fatal diagnostic, 0: none */
    volatile sig_atomic_t *interrupted; /* set by a signal: the command shall stop */
};

/* The observer over `t`, which must live as long as it is used. */
struct observer transcript_observer(struct transcript *t);

#endif
