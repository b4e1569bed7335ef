/*
 * report.h - how a run of tests looks: TAP 14 in a pipe, a line a file at a terminal, JUnit in
 * a file.
 */
#ifndef BTSH_SUITE_REPORT_H
#define BTSH_SUITE_REPORT_H

#include <stdbool.h>
#include <stdio.h>

#include "show/style.h"

struct job;
struct plan;
struct suite;

struct tell {
    struct output *out;
    bool terminal;
    const struct plan *plan;
    int held, failed, temporary, unusable, not_run, accepted;
    const struct suite *suite; /* terminal: whose tests are being counted */
    int of_suite, bad_of_suite, cut_of_suite;
    struct sink waiting;       /* terminal: what is told below the file's line */
    double began, shown;       /* terminal: for the progress */
    struct style style;        /* terminal */
};

void tell_begin(struct tell *t);
void tell_job(struct tell *t, struct job *j, int i);
void tell_end(struct tell *t);

/* What a job has to say for itself, ending in a newline: a diff, or why it could not run. */
void job_text(const struct job *j, struct sink *out);
void junit_write(const struct plan *p, FILE *f);

#endif
