/*
 * plan.c - what a run of `btsh test' does.
 */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "show/environment.h"
#include "show/memory.h"
#include "show/output.h"
#include "start/interrupt.h"
#include "start/paths.h"
#include "start/setup.h"
#include "start/threads.h"
#include "suite/coverage.h"
#include "suite/plan.h"
#include "suite/stage.h"
#include "suite/suite.h"
#include "suite/suite_read.h"
#include "suite/suite_run.h"

void plan_forget_machine(void)
{
    char zone[] = "TZ=UTC", agent[] = "AGENT=sendmail", *list[] = { zone, agent, NULL };

    environment_pretend("TZ", "UTC");
    environment_pretend("NAME", NULL);
    environment_take(list, true);
}

/* ---- files ----------------------------------------------------------------------------------- */

static void read_file(struct plan *p, const char *path, const struct setup *defaults)
{
    p->suites = grow_or_end(p->suites, (size_t)(p->nsuites + 1) * sizeof *p->suites);
    p->suites[p->nsuites++] = suite_read(path, defaults);
}

static int visible(const struct dirent *d)
{
    return d->d_name[0] != '.';
}

static bool is_named_suite(const char *name)
{
    size_t n = strlen(name);

    return n > 3 && strcmp(name + n - 3, ".bt") == 0;
}

static void read_folder(struct plan *p, const char *folder, const struct setup *defaults)
{
    struct dirent **list = NULL;
    int n = scandir(folder, &list, visible, alphasort);

    if (n < 0 && errno == ENOMEM)
        out_of_memory();
    if (n < 0)
        read_file(p, folder, defaults); /* which says why it cannot be read */

    for (int i = 0; i < n; i++) {
        size_t size = strlen(folder) + strlen(list[i]->d_name) + 2;
        char *path = grow_or_end(NULL, size);
        struct stat st;

        snprintf(path, size, "%s%s%s", folder, folder[strlen(folder) - 1] == '/' ? "" : "/",
                 list[i]->d_name);
        if (lstat(path, &st) == 0 && S_ISDIR(st.st_mode))
            read_folder(p, path, defaults);
        else if (is_named_suite(list[i]->d_name) && (suite_is_one(path) || access(path, R_OK) != 0))
            read_file(p, strncmp(path, "./", 2) == 0 ? path + 2 : path, defaults);
        free(path);
        free(list[i]);
    }
    free(list);
}

void plan_read(struct plan *p, char *const paths[], int n, const struct setup *defaults)
{
    for (int i = 0; i < n; i++) {
        if (path_is_folder(paths[i]))
            read_folder(p, paths[i], defaults);
        else
            read_file(p, paths[i], defaults);
    }
}

/* ---- jobs ------------------------------------------------------------------------------------ */

char *job_name(const struct job *j)
{
    const char *title = j->test != NULL ? j->test->title : j->fault;
    bool named = j->test == NULL || strcmp(title, j->suite->path) == 0;
    size_t size = strlen(j->suite->path) + strlen(title) + 3;
    char *name = grow_or_end(NULL, size);

    snprintf(name, size, "%s%s%s", named ? "" : j->suite->path, named ? "" : ": ", title);
    return name;
}

static struct stage *stage_for(struct plan *p, const struct setup *setup)
{
    struct stage *st = p->stages;

    while (st != NULL && !setup_same(st->setup, setup))
        st = st->next;
    if (st != NULL)
        return st;
    st = stage_new(setup);
    st->next = p->stages;
    return p->stages = st;
}

static void add_job(struct plan *p, struct job job, const regex_t *filter)
{
    char *name = job_name(&job);
    bool wanted = filter == NULL || job.test == NULL
                  || (name != NULL && regexec(filter, name, 0, NULL, 0) == 0);

    free(name);
    if (!wanted)
        return;
    if (p->njobs == p->room) {
        p->room = p->room * 2 + 64;
        p->jobs = grow_or_end(p->jobs, (size_t)p->room * sizeof *p->jobs);
    }
    if (job.test != NULL && !job.done)
        job.stage = stage_for(p, job.test->own_setup ? &job.test->setup : &job.suite->setup);
    p->jobs[p->njobs++] = job;
}

/* A test whose set-up is faulty is not run, and not called good. */
static struct job job_of(const struct suite *s, const struct test *t)
{
    static const char why[] = "not run: its set-up is faulty, as was said above\n";
    struct job j = { .suite = s, .test = t };

    if (s->broken || t->broken) {
        j.done = true;
        j.outcome.verdict = UNUSABLE;
        sink_add(&j.outcome.text, why, sizeof why - 1);
    }
    return j;
}

void plan_jobs(struct plan *p, const regex_t *filter)
{
    static const char none[] = "there is no test in this file; btsh(5) says how one looks";

    for (int i = 0; i < p->nsuites; i++) {
        const struct suite *s = p->suites[i];

        for (int k = 0; k < s->faults.n; k++)
            add_job(p, (struct job){ .suite = s, .fault = s->faults.list[k], .done = true,
                                     .outcome.verdict = UNUSABLE }, filter);
        if (s->tests == NULL && s->faults.n == 0)
            add_job(p, (struct job){ .suite = s, .fault = none, .done = true,
                                     .outcome.verdict = UNUSABLE }, filter);
        for (const struct test *t = s->tests; t != NULL; t = t->next) {
            if (!t->is_table && (t->row != NULL || t->first != NULL || t->loads != NULL))
                add_job(p, job_of(s, t), filter);
        }
    }
}

void plan_shuffle(struct plan *p, unsigned long seed)
{
    unsigned long long x = seed * 2 + 1;

    for (int i = p->njobs - 1; i > 0; i--) {
        struct job swap = p->jobs[i];
        int k;

        x = x * 6364136223846793005ull + 1442695040888963407ull;
        k = (int)((x >> 33) % (unsigned)(i + 1));
        p->jobs[i] = p->jobs[k];
        p->jobs[k] = swap;
    }
}

/* ---- doing them ------------------------------------------------------------------------------ */

/* The next job, -1: there is none. */
static int take(struct plan *p)
{
    int i;

    pthread_mutex_lock(&p->lock);
    while (p->next < p->njobs && p->jobs[p->next].done)
        p->next++;
    i = p->next < p->njobs && !p->stop && !interrupted ? p->next++ : -1;
    pthread_mutex_unlock(&p->lock);
    return i;
}

static void finish(struct plan *p, int i)
{
    struct job *j = &p->jobs[i];

    pthread_mutex_lock(&p->lock);
    j->done = true;
    if (p->fail_fast && j->outcome.verdict != HELD)
        p->stop = true;
    pthread_cond_broadcast(&p->changed);
    pthread_mutex_unlock(&p->lock);
}

static void *work(void *ctx)
{
    struct plan *p = ctx;
    struct tester *b = zeroed_or_end(1, sizeof *b);
    struct coverage counts = { .list = NULL };
    int i;

    b->observed.coverage = p->count ? &counts : NULL;
    tester_begin(b, p->run);
    b->keeps = p->keep;
    while ((i = take(p)) >= 0) {
        struct job *j = &p->jobs[i];

        tester_run(b, j->suite, j->test, j->stage, &j->outcome);
        finish(p, i);
    }
    tester_end(b);
    free(b);
    pthread_mutex_lock(&p->lock);
    coverage_add(&p->coverage, &counts);
    p->workers--;
    pthread_cond_broadcast(&p->changed);
    pthread_mutex_unlock(&p->lock);
    coverage_free(&counts);
    return NULL;
}

/* Tells of what is done, in order, until all is or nobody works any more. */
static void hear_all(struct plan *p, void (*told)(void *ctx, struct job *j, int i), void *ctx)
{
    for (int i = 0; i < p->njobs; i++) {
        struct job *j = &p->jobs[i];

        pthread_mutex_lock(&p->lock);
        while (!j->done && p->workers > 0)
            pthread_cond_wait(&p->changed, &p->lock);
        if (!j->done)
            j->outcome.verdict = NOT_RUN;
        pthread_mutex_unlock(&p->lock);
        told(ctx, j, i);
    }
}

void plan_run(struct plan *p, void (*told)(void *ctx, struct job *j, int i), void *ctx)
{
    pthread_t *threads = zeroed_or_end((size_t)p->workers, sizeof *threads);
    int started;

    pthread_mutex_init(&p->lock, NULL);
    pthread_cond_init(&p->changed, NULL);
    pthread_mutex_lock(&p->lock);
    p->workers = started = threads_start(threads, p->workers, work, p);
    pthread_mutex_unlock(&p->lock);
    hear_all(p, told, ctx);
    for (int i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
    free(threads);
    pthread_cond_destroy(&p->changed);
    pthread_mutex_destroy(&p->lock);
}

void plan_free(struct plan *p)
{
    for (int i = 0; i < p->njobs; i++)
        outcome_free(&p->jobs[i].outcome);
    free(p->jobs);
    while (p->stages != NULL) {
        struct stage *next = p->stages->next;

        stage_free(p->stages);
        p->stages = next;
    }
    for (int i = 0; i < p->nsuites; i++)
        suite_free(p->suites[i]);
    free(p->suites);
    coverage_free(&p->coverage);
}
