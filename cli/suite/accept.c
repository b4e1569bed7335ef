/*
 * accept.c - writes what came out into the suites.
 */
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "show/error_output.h"
#include "show/memory.h"
#include "show/output.h"
#include "show/replace_file.h"
#include "start/interrupt.h"
#include "suite/accept.h"
#include "suite/plan.h"
#include "suite/report.h"
#include "suite/suite.h"
#include "suite/suite_run.h"
#include "suite/udiff.h"

static bool has_acceptable(const struct job *j)
{
    for (int i = 0; i < j->outcome.nedits; i++) {
        if (j->outcome.edits[i].acceptable || j->outcome.edits[i].weakens)
            return true;
    }
    return false;
}

static void keep_none(struct job *j)
{
    for (int i = 0; i < j->outcome.nedits; i++)
        j->outcome.edits[i].acceptable = j->outcome.edits[i].weakens = false;
}

/* What would no more be checked, and nothing in its place. */
static void show_losses(const struct job *j, struct output *out)
{
    for (int i = 0; i < j->outcome.nedits; i++) {
        const struct edit *e = &j->outcome.edits[i];

        if (e->weakens)
            out_format(out, "%s:%d: this is lost, and the `...' beside it lets anything pass: %s\n",
                       j->suite->path, e->at + 1, j->suite->lines[e->at]);
    }
}

/* At a terminal each line is read by itself, and control-C is heard also just before. */
static bool read_answer(char *line, int size)
{
    return (!isatty(STDIN_FILENO) || interrupt_input(STDIN_FILENO, NULL)) && fgets(line, size, stdin) != NULL;
}

/* One of y, n, q. */
static char answer(struct output *out)
{
    static const char help[] =
        "y: the lines with - give way to those with + in the suite\n"
        "n: the suite stays as it is here, and the test fails\n"
        "q: no more questions; what was said y to is written\n";
    char line[64];

    for (;;) {
        size_t n;

        out_text(out, "accept? [y]es, [n]o, [q]uit, [?]: ");
        out_flush(out);
        if (!read_answer(line, sizeof line)) {
            out_char(out, '\n');
            if (ferror(stdin) && !interrupted)
                err_format("btsh test: standard input: %s; no more questions\n", strerror(errno));
            return 'q';
        }
        n = strlen(line);
        for (int c = n > 0 ? line[n - 1] : '\n'; c != '\n' && c != EOF;)
            c = getchar(); /* the rest of a long line is no further answer */
        line[strcspn(line, "\r\n")] = '\0';
        line[0] = (char)tolower((unsigned char)line[0]);
        if (line[0] != '\0' && strchr("ynq", line[0]) != NULL)
            return line[0];
        out_text(out, help);
    }
}

bool review_job(struct job *j, struct output *out)
{
    struct sink text = { NULL, 0, 0 };
    char *name, said;

    if (!has_acceptable(j))
        return true;
    name = job_name(j);
    job_text(j, &text);
    out_format(out, "\n%s\n%s", name, text.text);
    show_losses(j, out);
    free(name);
    free(text.text);
    said = answer(out);
    if (said != 'y')
        keep_none(j);
    for (int i = 0; i < j->outcome.nedits; i++)
        j->outcome.edits[i].acceptable |= j->outcome.edits[i].weakens;
    return said != 'q';
}

/* All edits of a suite, in the order of the file; the texts stay the jobs'. */
static struct edit *edits_of(const struct plan *p, const struct suite *s, int *n)
{
    struct edit *all = NULL;

    *n = 0;
    for (int i = 0; i < p->njobs; i++) {
        const struct outcome *o = &p->jobs[i].outcome;

        if (p->jobs[i].suite != s || o->nedits == 0)
            continue;
        all = grow_or_end(all, (size_t)(*n + o->nedits) * sizeof *all);
        memcpy(all + *n, o->edits, (size_t)o->nedits * sizeof *all);
        *n += o->nedits;
    }
    edits_sort(all, *n);
    return all;
}

/* False: it was not, which was said. */
static bool write_suite(const struct suite *s, const struct edit *edits, int n, int *status)
{
    struct sink text = { NULL, 0, 0 };
    char why[REPLACE_WHY];
    struct stat st;
    int failed;

    if (s->has_nul) {
        err_format("btsh test: %s: not written: it has a NUL byte, and what stands behind would be "
                        "lost; a suite is text\n", s->path);
        return false;
    }
    if (stat(s->path, &st) == 0 && !S_ISREG(st.st_mode)) {
        err_format("btsh test: %s: not written: it is no file, and what it said cannot be changed in it; "
                        "name a file\n", s->path);
        return false;
    }
    edits_apply(&text, s, edits, n);
    failed = replace_file(s->path, &s->seen, text.text != NULL ? text.text : "", text.n, why);
    free(text.text);
    if (failed != 0)
        err_format("btsh test: not written: %s\n", why);
    *status = *status != 0 ? *status : failed; /* the first counts; the others are tried all the same */
    return failed == 0;
}

/* Its edits were all made. */
static void settle(struct plan *p, const struct suite *s)
{
    for (int i = 0; i < p->njobs; i++) {
        struct outcome *o = &p->jobs[i].outcome;
        bool all = o->nedits > 0;

        for (int k = 0; k < o->nedits; k++)
            all &= o->edits[k].acceptable;
        if (p->jobs[i].suite == s && all)
            o->verdict = HELD;
    }
}

/* What --accept leaves, since the suite would check less without it. */
static void tell_kept(const struct suite *s, const struct edit *e, struct output *out,
                      const char *prefix)
{
    out_format(out, "%s%s:%d: stays: nothing came in its place, and the `...' beside it would let "
                    "anything pass; edit it, or see --review: %s\n", prefix, s->path, e->at + 1,
               s->lines[e->at]);
}

int accept_all(struct plan *p, struct output *out, const char *prefix, int *status)
{
    int written = 0;

    *status = 0;
    for (int i = 0; i < p->nsuites; i++) {
        const struct suite *s = p->suites[i];
        bool any = false;
        int n;
        struct edit *edits = edits_of(p, s, &n);

        for (int k = 0; k < n; k++) {
            any |= edits[k].acceptable;
            if (edits[k].weakens && !edits[k].acceptable)
                tell_kept(s, &edits[k], out, prefix);
        }
        if (any && write_suite(s, edits, n, status)) {
            settle(p, s);
            written++;
        }
        free(edits);
    }
    return written;
}
