/*
 * transcript.h - the observer that writes what `sendmail -bt` writes.
 */
#ifndef BTSH_LISTEN_TRANSCRIPT_H
#define BTSH_LISTEN_TRANSCRIPT_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>

#include "engine.h"

struct output;

/* The tokens that end the output: what a ruleset returns is often what the next one is given. */
struct shown_vector {
    tok v[64];
    int n;                /* 0: none */
    size_t at, end;       /* their text in the buffer; nothing was written behind it */
    unsigned long flushes, command; /* when */
};

struct transcript {
    struct output *out;   /* messages, trace lines of rulesets, results */
    struct output *debug; /* lines of debug categories; often the same */
    struct output *traffic; /* a copy of what is said to be wrong; NULL: none is kept (-X) */
    bool verifies;        /* -bv: rulesets show on demand only */
    bool serves;          /* messages are replies of a server */
    struct shown_vector shown;
    int fatal;            /* exit status of a fatal diagnostic, 0: none */
    volatile sig_atomic_t *interrupted; /* set by a signal: the command shall stop */
};

/* The observer over `t`, which must live as long as it is used. */
struct observer transcript_observer(struct transcript *t);

#endif
