/*
 * rerun.c - which tests failed before.
 *
 * The report is read as report.c writes it: elements testcase with classname and name, and in those that
 * did not hold one of failure, error and skipped.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

#include "show/memory.h"
#include "show/output.h"
#include "suite/plan.h"
#include "suite/rerun.h"
#include "suite/suite.h"

/* All of a file, ended by a NUL; NULL: see errno. */
static char *whole(const char *path)
{
    FILE *f = fopen(path, "re");
    struct sink all = { NULL, 0, 0 };
    char piece[4096];
    size_t n;
    int err;

    if (f == NULL)
        return NULL;
    sink_add(&all, "", 0);
    while ((n = fread(piece, 1, sizeof piece, f)) > 0)
        sink_add(&all, piece, n);
    err = ferror(f) ? errno : 0;
    fclose(f);
    errno = err;
    if (err == 0)
        return all.text;
    free(all.text);
    return NULL;
}

/* The value of an attribute of the element, as it was before it was written; NULL: it has none. */
static char *attribute(const char *element, const char *name)
{
    const char *end = element + strcspn(element, ">"), *p = element;
    struct sink value = { NULL, 0, 0 };
    size_t n = strlen(name);

    while ((p = strstr(p, name)) != NULL && p < end && !(p[-1] == ' ' && strncmp(p + n, "=\"", 2) == 0))
        p += n;
    if (p == NULL || p >= end)
        return NULL;
    sink_add(&value, "", 0);
    for (p += n + 2; *p != '"' && *p != '\0'; p++) {
        char *semicolon, c = *p;

        if (strncmp(p, "&#", 2) == 0) {
            c = (char)strtol(p + 2, &semicolon, 10);
            p = *semicolon == ';' ? semicolon : p;
        }
        sink_add(&value, &c, 1);
    }
    return value.text;
}

/* The names of the tests that did not hold; *tests: how many there are in all. */
static char **names_of(const char *report, int *n, int *tests)
{
    char **list = NULL;

    *n = *tests = 0;
    for (const char *p = report; (p = strstr(p, "<testcase ")) != NULL; p++) {
        const char *close = p + strcspn(p, ">");
        char *file = attribute(p, "classname"), *title = attribute(p, "name");
        struct sink name = { NULL, 0, 0 };

        ++*tests;
        if (close[-1] != '/' && file != NULL && title != NULL) {
            sink_add(&name, file, strlen(file));
            sink_add(&name, ": ", 2);
            sink_add(&name, title, strlen(title));
            list = grow_or_end(list, ((size_t)*n + 1) * sizeof *list);
            list[(*n)++] = name.text;
        }
        free(file);
        free(title);
    }
    return list;
}

/* True if the job is one of those; what was found is taken off the list. */
static bool take(const struct job *j, char **list, int n)
{
    char *name = job_name(j);
    bool found = false;

    for (int i = 0; name != NULL && i < n && !found; i++) {
        if (list[i] == NULL || strcmp(list[i], name) != 0)
            continue;
        free(list[i]);
        list[i] = NULL;
        found = true;
    }
    free(name);
    return found;
}

bool rerun_only(struct plan *p, const char *path, char *why, size_t size)
{
    char *report = whole(path);
    int n = 0, tests = 0, kept = 0;
    char **list = report != NULL ? names_of(report, &n, &tests) : NULL;

    *why = '\0';
    if (report == NULL)
        snprintf(why, size, "%s: %s", path, strerror(errno));
    else if (tests == 0)
        snprintf(why, size, "%s: there is no test in this; it is to be a report of --junit", path);
    for (int i = 0; i < p->njobs; i++) {
        if (take(&p->jobs[i], list, n))
            p->jobs[kept++] = p->jobs[i];
    }
    for (int i = 0; i < n; i++) {
        if (list[i] != NULL && *why == '\0')
            snprintf(why, size, "%s: this failed there and is not here: %s", path, list[i]);
        free(list[i]);
    }
    p->njobs = kept;
    free(list);
    free(report);
    return *why == '\0';
}
