/*
 * accept.c - writes what came out into the suites.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "show/output.h"
#include "suite/accept.h"
#include "suite/plan.h"
#include "suite/report.h"
#include "suite/suite.h"
#include "suite/suite_run.h"
#include "suite/udiff.h"

static bool has_acceptable(const struct job *j)
{
    for (int i = 0; i < j->outcome.nedits; i++) {
        if (j->outcome.edits[i].acceptable)
            return true;
    }
    return false;
}

bool review_job(struct job *j, struct output *out)
{
    struct sink text = { NULL, 0, 0 };
    char *name, line[64];

    if (!has_acceptable(j))
        return true;
    name = job_name(j);
    job_text(j, &text);
    out_format(out, "\n%s\n%saccept? [y]es, [n]o, [q]uit: ", name != NULL ? name : "", text.text);
    out_flush(out);
    free(name);
    free(text.text);
    if (fgets(line, sizeof line, stdin) == NULL)
        line[0] = 'q';
    for (int i = 0; line[0] != 'y' && line[0] != 'Y' && i < j->outcome.nedits; i++)
        j->outcome.edits[i].acceptable = false;
    return line[0] != 'q' && line[0] != 'Q';
}

/* All edits of a suite, in the order of the file; the texts stay the jobs'. */
static struct edit *edits_of(const struct plan *p, const struct suite *s, int *n)
{
    struct edit *all = NULL;

    *n = 0;
    for (int i = 0; i < p->njobs; i++) {
        const struct outcome *o = &p->jobs[i].outcome;
        struct edit *grown;

        if (p->jobs[i].suite != s || o->nedits == 0)
            continue;
        grown = realloc(all, (size_t)(*n + o->nedits) * sizeof *grown);
        if (grown == NULL)
            continue;
        all = grown;
        memcpy(all + *n, o->edits, (size_t)o->nedits * sizeof *all);
        *n += o->nedits;
    }
    edits_sort(all, *n);
    return all;
}

/* Beside the file, then in its place: a suite is never half written. */
static bool write_file(const char *path, const struct sink *text)
{
    size_t size = strlen(path) + 8;
    char *beside = malloc(size);
    struct stat st;
    FILE *f;
    bool ok;

    if (beside == NULL)
        return false;
    snprintf(beside, size, "%s.new", path);
    f = fopen(beside, "we");
    ok = f != NULL && fwrite(text->text, 1, text->n, f) == text->n;
    if (f != NULL && stat(path, &st) == 0)
        ok &= fchmod(fileno(f), st.st_mode & 07777) == 0;
    ok &= f != NULL && fclose(f) == 0;
    ok = ok && rename(beside, path) == 0;
    free(beside);
    return ok;
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

int accept_all(struct plan *p)
{
    int written = 0;

    for (int i = 0; i < p->nsuites; i++) {
        const struct suite *s = p->suites[i];
        struct sink text = { NULL, 0, 0 };
        bool any = false, ok = true;
        int n;
        struct edit *edits = edits_of(p, s, &n);

        for (int k = 0; k < n; k++)
            any |= edits[k].acceptable;
        if (any) {
            edits_apply(&text, s, edits, n);
            ok = write_file(s->path, &text);
            if (!ok)
                fprintf(stderr, "btsh: %s: %s\n", s->path, strerror(errno));
            written += ok;
        }
        if (any && ok)
            settle(p, s);
        free(edits);
        free(text.text);
        if (!ok)
            return -1;
    }
    return written;
}
