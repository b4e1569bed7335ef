/*
 * report.c - how a run of tests looks.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "show/environment.h"
#include "show/output.h"
#include "show/text.h"
#include "start/interrupt.h"
#include "suite/plan.h"
#include "suite/report.h"
#include "suite/stage.h"
#include "suite/suite.h"
#include "suite/suite_run.h"
#include "suite/udiff.h"

static double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void put(struct sink *out, const char *text)
{
    sink_add(out, text, strlen(text));
}

static void put_names(struct sink *out, const char *file)
{
    put(out, "--- ");
    put(out, file);
    put(out, "\n+++ ");
    put(out, file);
    put(out, "\n");
}

void job_text(const struct job *j, struct sink *out)
{
    const struct outcome *o = &j->outcome;

    if (j->test == NULL) {
        put(out, j->fault);
        put(out, "\n");
        return;
    }
    if (o->verdict == UNUSABLE) {
        put(out, o->text.text != NULL ? o->text.text : "the configuration cannot be loaded");
        if (out->text[out->n - 1] != '\n')
            put(out, "\n");
        return;
    }
    if (o->verdict == TEMPORARY)
        put(out, "a temporary failure where an answer is required\n");
    if (j->test->row != NULL) {
        put_names(out, j->test->row->file);
        put(out, o->text.text != NULL ? o->text.text : "");
        return;
    }
    if (o->text.n > 0)
        put(out, o->text.text);
    if (o->nedits > 0) {
        put_names(out, j->suite->path);
        udiff(out, j->suite->lines, j->suite->nlines, o->edits, o->nedits);
    }
}

/* ---- TAP ------------------------------------------------------------------------------------- */

/* Each line of a text behind a prefix. */
static void indented(struct output *o, const char *prefix, const char *text)
{
    while (*text != '\0') {
        size_t n = strcspn(text, "\n");

        out_text(o, prefix);
        out_bytes(o, text, n);
        out_char(o, '\n');
        text += n + (text[n] == '\n');
    }
}

/* A description: # and \ would mean something else. */
static void tap_name(struct output *o, const char *name)
{
    for (; *name != '\0'; name++) {
        if (*name == '#' || *name == '\\')
            out_char(o, '\\');
        out_char(o, *name == '\n' ? ' ' : *name);
    }
}

/* Why it does not hold, as YAML. */
static void tap_why(struct tell *t, const struct job *j)
{
    struct sink text = { NULL, 0, 0 };

    job_text(j, &text);
    out_text(t->out, "  ---\n");
    if (j->test != NULL) {
        out_text(t->out, "  at: '");
        for (const char *p = j->suite->path; *p != '\0'; p++)
            out_text(t->out, *p == '\'' ? "''" : (char[]){ *p == '\n' ? ' ' : *p, '\0' }); /* a line of TAP begins with no name */
        out_format(t->out, ":%d'\n", j->test->line);
    }
    out_text(t->out, "  message: |\n");
    indented(t->out, "    ", text.text != NULL ? text.text : "failed\n");
    out_text(t->out, "  ...\n");
    free(text.text);
}

static void tap_job(struct tell *t, const struct job *j, int i)
{
    char *name = job_name(j);
    bool ok = j->outcome.verdict == HELD;

    out_format(t->out, "%sok %d - ", ok || j->outcome.verdict == NOT_RUN ? "" : "not ", i + 1);
    tap_name(t->out, name != NULL ? name : "");
    if (j->outcome.verdict == NOT_RUN)
        out_text(t->out, " # SKIP not run");
    out_char(t->out, '\n');
    free(name);
    if (!ok && j->outcome.verdict != NOT_RUN)
        tap_why(t, j);
    if (j->outcome.printed.n > 0)
        indented(t->out, "# ", j->outcome.printed.text);
    if (!ok)
        out_flush(t->out);
}

/* ---- terminal -------------------------------------------------------------------------------- */

static void wipe_progress(struct tell *t)
{
    if (t->shown > 0)
        fprintf(stderr, "\r\033[K");
    t->shown = 0;
}

static void progress(struct tell *t, int i)
{
    double at = now();

    if (at - t->began < 1 || at - t->shown < 0.2 || !isatty(STDERR_FILENO))
        return;
    fprintf(stderr, "\r%d of %d", i + 1, t->plan->njobs);
    fflush(stderr);
    t->shown = at;
}

static void word(struct tell *t, enum tone tone, const char *text)
{
    out_format(t->out, "%s%s%s", style_on(&t->style, tone), text, style_off(&t->style, tone));
}

static enum tone tone_of(const char *line)
{
    if (strncmp(line, "+++ ", 4) == 0 || strncmp(line, "--- ", 4) == 0)
        return TONE_BOLD;
    return *line == '+' ? TONE_GOOD : *line == '-' ? TONE_BAD : *line == '@' ? TONE_FAINT : TONE_PLAIN;
}

/* What waited: of a diff, what is wanted and what came. */
static void tell_waiting(struct tell *t)
{
    const char *text = t->waiting.text;

    for (size_t n; t->waiting.n > 0 && *text != '\0'; text += n + (text[n] == '\n')) {
        enum tone tone = tone_of(text);

        n = strcspn(text, "\n");
        out_text(t->out, style_on(&t->style, tone));
        out_bytes(t->out, text, n);
        out_format(t->out, "%s\n", style_off(&t->style, tone));
    }
    t->waiting.n = 0;
}

/* The line of a file whose tests are all told. */
static void file_line(struct tell *t)
{
    if (t->suite == NULL)
        return;
    wipe_progress(t);
    if (t->bad_of_suite == 0 && t->cut_of_suite > 0) {
        word(t, TONE_FAINT, "CUT");
        out_format(t->out, "   %s  %d of %d not run\n", t->suite->path, t->cut_of_suite, t->of_suite);
    } else if (t->bad_of_suite == 0) {
        word(t, TONE_GOOD, "ok");
        out_format(t->out, "    %s  %d test%s\n", t->suite->path, t->of_suite, t->of_suite == 1 ? "" : "s");
    } else {
        word(t, TONE_BAD, "FAIL");
        out_format(t->out, "  %s  %d of %d\n", t->suite->path, t->bad_of_suite, t->of_suite);
    }
    tell_waiting(t);
    t->of_suite = t->bad_of_suite = t->cut_of_suite = 0;
    out_flush(t->out);
}

/* What a test printed, behind its title. */
static void waiting_printed(struct tell *t, const struct job *j)
{
    const char *text = j->outcome.printed.text;

    put(&t->waiting, t->waiting.n == 0 ? "\n" : "");
    put(&t->waiting, j->test->title != NULL ? j->test->title : "");
    put(&t->waiting, "\n");
    for (size_t n; *text != '\0'; text += n + (text[n] == '\n')) {
        n = strcspn(text, "\n");
        put(&t->waiting, "    ");
        sink_add(&t->waiting, text, n);
        put(&t->waiting, "\n");
    }
}

static void terminal_job(struct tell *t, const struct job *j, int i)
{
    char *name;

    if (j->suite != t->suite)
        file_line(t);
    t->suite = j->suite;
    t->of_suite++;
    progress(t, i);
    t->cut_of_suite += j->outcome.verdict == NOT_RUN;
    if (j->outcome.printed.n > 0)
        waiting_printed(t, j);
    if (j->outcome.verdict == HELD || j->outcome.verdict == NOT_RUN)
        return;
    t->bad_of_suite++;
    name = job_name(j);
    if (t->waiting.n == 0)
        put(&t->waiting, "\n");
    if (j->test != NULL && name != NULL) {
        put(&t->waiting, name);
        put(&t->waiting, "\n");
    }
    job_text(j, &t->waiting);
    put(&t->waiting, "\n");
    free(name);
}

/* ---- both ------------------------------------------------------------------------------------ */

void tell_begin(struct tell *t)
{
    t->began = now();
    if (t->terminal) {
        t->style = style_of_output();
        return;
    }
    /* prove(1) refuses a version that is newer than itself; what follows is the same in both */
    out_format(t->out, "TAP version %d\n1..%d\n", environment_caller("HARNESS_ACTIVE") != NULL ? 13 : 14,
               t->plan->njobs);
    if (t->plan->njobs == 0)
        out_text(t->out, "# no tests\n");
}

/* Why a configuration cannot be loaded is told with its first test. */
static void tell_once(struct job *j)
{
    if (j->outcome.verdict != UNUSABLE || j->stage == NULL || j->stage->program != NULL)
        return;
    if (j->stage->told) {
        j->outcome.text.n = 0;
        put(&j->outcome.text, j->suite->path);
        put(&j->outcome.text, ": the configuration cannot be loaded, as was said above");
    }
    j->stage->told = true;
}

void tell_job(struct tell *t, struct job *j, int i)
{
    tell_once(j);
    t->held += j->outcome.verdict == HELD;
    t->failed += j->outcome.verdict == FAILED;
    t->temporary += j->outcome.verdict == TEMPORARY;
    t->unusable += j->outcome.verdict == UNUSABLE;
    t->not_run += j->outcome.verdict == NOT_RUN;
    edits_sort(j->outcome.edits, j->outcome.nedits);
    if (t->terminal)
        terminal_job(t, j, i);
    else
        tap_job(t, j, i);
}

void tell_end(struct tell *t)
{
    if (!t->terminal) {
        if (interrupted)
            out_format(t->out, "Bail out! interrupted; %d of %d not run\n", t->not_run, t->plan->njobs);
        out_flush(t->out);
        return;
    }
    file_line(t);
    wipe_progress(t);
    free(t->waiting.text);
    out_format(t->out, "%d held", t->held);
    if (t->failed > 0)
        out_format(t->out, ", %d failed", t->failed);
    if (t->temporary > 0)
        out_format(t->out, ", %d failed for the time being", t->temporary);
    if (t->unusable > 0)
        out_format(t->out, ", %d could not be run", t->unusable);
    if (t->not_run > 0)
        out_format(t->out, ", %d not run", t->not_run);
    out_format(t->out, "; %.1f s\n", now() - t->began);
    out_flush(t->out);
}

/* ---- JUnit ----------------------------------------------------------------------------------- */

static void xml(FILE *f, const char *text)
{
    struct text t = { 0 };

    text_xml(&t, text);
    fputs(text_of(&t), f);
    text_free(&t);
}

static void junit_case(FILE *f, const struct job *j)
{
    static const char *const words[] = { NULL, "failure", "failure", "error", "skipped" };
    static const char *const messages[] = { NULL, "an expectation failed", "a temporary failure",
                                            "suite or configuration", "not run" };
    const char *word = words[j->outcome.verdict];
    struct sink text = { NULL, 0, 0 };

    fprintf(f, "    <testcase classname=\"");
    xml(f, j->suite->path);
    fprintf(f, "\" name=\"");
    xml(f, j->test != NULL ? j->test->title : j->fault);
    fprintf(f, "\" time=\"%.6f\"", j->outcome.seconds);
    if (word == NULL) {
        fprintf(f, "/>\n");
        return;
    }
    fprintf(f, ">\n      <%s message=\"%s\"", word, messages[j->outcome.verdict]);
    if (j->outcome.verdict == NOT_RUN) {
        fprintf(f, "/>\n    </testcase>\n");
        return;
    }
    job_text(j, &text);
    fprintf(f, " type=\"%s\">", word);
    xml(f, text.text != NULL ? text.text : "");
    fprintf(f, "</%s>\n    </testcase>\n", word);
    free(text.text);
}

static void junit_suite(FILE *f, const struct plan *p, const struct suite *s)
{
    int n = 0, failures = 0, errors = 0, skipped = 0;
    double seconds = 0;

    for (int i = 0; i < p->njobs; i++) {
        const struct job *j = &p->jobs[i];

        if (j->suite != s)
            continue;
        n++;
        failures += j->outcome.verdict == FAILED || j->outcome.verdict == TEMPORARY;
        errors += j->outcome.verdict == UNUSABLE;
        skipped += j->outcome.verdict == NOT_RUN;
        seconds += j->outcome.seconds;
    }
    if (n == 0)
        return;
    fprintf(f, "  <testsuite name=\"");
    xml(f, s->path);
    fprintf(f, "\" tests=\"%d\" failures=\"%d\" errors=\"%d\" skipped=\"%d\" time=\"%.6f\">\n", n,
            failures, errors, skipped, seconds);
    for (int i = 0; i < p->njobs; i++) {
        if (p->jobs[i].suite == s)
            junit_case(f, &p->jobs[i]);
    }
    fprintf(f, "  </testsuite>\n");
}

void junit_write(const struct plan *p, FILE *f)
{
    fprintf(f, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
    for (int i = 0; i < p->nsuites; i++)
        junit_suite(f, p, p->suites[i]);
    fprintf(f, "</testsuites>\n");
}
