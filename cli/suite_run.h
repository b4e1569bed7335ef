/*
 * suite_run.h - runs tests: a stage is a program in its world, a bench is where a thread works.
 */
#ifndef BTSH_SUITE_RUN_H
#define BTSH_SUITE_RUN_H

#include <pthread.h>

#include "expect.h"
#include "run.h"
#include "shell.h"
#include "suite.h"

struct coverage;

/* A program in its world, made when the first test asks for it; shared by threads. */
struct stage {
    struct stage *next;
    const struct setup *setup; /* not owned */
    pthread_mutex_t lock;
    bool made;
    struct world world;
    struct doors doors;
    struct program *program;   /* NULL once made: `error` says why */
    struct sink error;         /* what the load said; of a program too */
};
void stage_free(struct stage *s);
/* The program, made if needed; NULL: it cannot be. */
struct program *stage_program(struct stage *st, const struct run *r);

/* A change to the suite's lines: `removed` lines from `at` (0 is the first) give way to text. */
struct edit {
    int at, removed;
    char *text;       /* owned; lines with their newlines, or NULL */
    bool acceptable;  /* --accept makes it */
};

enum verdict { HELD, FAILED, TEMPORARY, UNUSABLE, NOT_RUN };

struct outcome {
    enum verdict verdict;
    struct edit *edits;   /* in the order of the file */
    int nedits, room;
    struct sink text;     /* UNUSABLE: why. A row: what came */
    double seconds;
};
void outcome_free(struct outcome *o);

struct bench {
    const struct run *run;
    struct stage *stage;       /* of the session; NULL: none */
    struct session *session;
    struct coverage *coverage; /* or NULL */
    struct sink printed;
    struct output out, scratch;
    struct transcript transcript;
    struct watch watch;
    struct input in;           /* nothing is read from it */
};
void bench_begin(struct bench *b, const struct run *r);
void bench_end(struct bench *b);

/* Runs one test of a suite on a stage. */
void bench_run(struct bench *b, const struct suite *s, const struct test *t, struct stage *st,
               struct outcome *o);

#endif
