/*
 * plan.h - what a run of `btsh test' does: suites, their tests as jobs, threads to do them.
 */
#ifndef BTSH_SUITE_PLAN_H
#define BTSH_SUITE_PLAN_H

#include <regex.h>
#include <stdbool.h>

#include "suite/coverage.h"
#include "suite/suite_run.h"

struct run;
struct setup;
struct stage;
struct suite;
struct test;

struct job {
    const struct suite *suite;
    const struct test *test;  /* NULL: a fault of the suite */
    const char *fault;
    struct stage *stage;
    struct outcome outcome;
    bool done;
};

struct plan {
    const struct run *run;
    struct suite **suites;
    int nsuites;
    struct stage *stages;
    struct job *jobs;
    int njobs, room;
    int workers;
    bool fail_fast, count;    /* count: coverage is wanted */
    bool keep;                /* what each test prints, too */
    struct coverage coverage;

    /* while it runs */
    pthread_mutex_t lock;
    pthread_cond_t changed;
    int next;                 /* the job to be taken next */
    bool stop;
};

/* What a suite does not say must not come from the machine: from now on its time zone and the caller's name
 * are not seen. Before there are threads. */
void plan_forget_machine(void);
/* Reads the files; folders are searched for *.bt files that are suites. False: one is not there,
 * which is noted as a job that failed. */
void plan_read(struct plan *p, char *const paths[], int n, const struct setup *defaults);
/* Jobs of the tests whose "FILE: TITLE" matches; NULL: of all. */
void plan_jobs(struct plan *p, const regex_t *filter);
void plan_shuffle(struct plan *p, unsigned long seed);
/* Does them; `told` hears of each job in the order of the list, in this thread. */
void plan_run(struct plan *p, void (*told)(void *ctx, struct job *j, int i), void *ctx);
void plan_free(struct plan *p);

/* "FILE: TITLE", malloc'd. */
char *job_name(const struct job *j);

#endif
