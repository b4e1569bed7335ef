/*
 * suite_run.h - runs one test, and keeps what came out.
 */
#ifndef BTSH_SUITE_SUITE_RUN_H
#define BTSH_SUITE_SUITE_RUN_H

#include <stdbool.h>

#include "show/output.h"

struct tester;
struct stage;
struct suite;
struct test;

/* A change to the suite's lines: `removed` lines from `at` (0 is the first) give way to text. */
struct edit {
    int at, removed;
    char *text;       /* owned; lines with their newlines, or NULL */
    bool acceptable;  /* --accept makes it */
    bool weakens;     /* the suite would check less: only --review makes it */
};

enum verdict { HELD, FAILED, TEMPORARY, UNUSABLE, NOT_RUN };

struct outcome {
    enum verdict verdict;
    struct edit *edits;   /* in the order of the file */
    int nedits, room;
    struct sink text;     /* UNUSABLE: why. A row: what came. Else notes on what failed */
    struct sink printed;  /* commands and what they printed, where the tester keeps that */
    double seconds;
};
void outcome_free(struct outcome *o);

/* Runs one test of a suite on a stage. */
void tester_run(struct tester *b, const struct suite *s, const struct test *t, struct stage *st,
               struct outcome *o);

#endif
