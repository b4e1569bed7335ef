/*
 * test_watch.c - btsh test --watch: has a file of the run changed?
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "show/memory.h"
#include "start/interrupt.h"
#include "start/setup.h"
#include "subcommands/test_watch.h"
#include "suite/plan.h"
#include "suite/stage.h"
#include "suite/suite.h"

enum { PATH_SIZE = 4096 };

static uint64_t mix(uint64_t sum, uint64_t more)
{
    return (sum ^ more) * 1099511628211u;
}

/* One sum of the names, sizes and times of what lies there; the order in which they are told does not count. */
static uint64_t sum_of(const char *folder)
{
    DIR *d = opendir(folder);
    uint64_t sum = 0;
    char path[PATH_SIZE];
    struct stat st;

    for (struct dirent *e; d != NULL && (e = readdir(d)) != NULL;) {
        uint64_t one = 14695981039346656037u;

        if (*e->d_name == '.' || snprintf(path, sizeof path, "%s/%s", folder, e->d_name) >= (int)sizeof path
            || stat(path, &st) != 0 || !S_ISREG(st.st_mode))
            continue;
        for (const char *p = e->d_name; *p != '\0'; p++)
            one = mix(one, (unsigned char)*p);
        one = mix(mix(mix(one, (uint64_t)st.st_size), (uint64_t)st.st_mtim.tv_sec), (uint64_t)st.st_mtim.tv_nsec);
        sum += mix(one, (uint64_t)st.st_ino);
    }
    if (d != NULL)
        closedir(d);
    return sum;
}

static uint64_t sum_of_all(const struct test_watch *w)
{
    uint64_t sum = 0;

    for (int i = 0; i < w->n; i++)
        sum = mix(sum, sum_of(w->folders[i]));
    return sum;
}

/* The folder of a file, once. */
static void add(struct test_watch *w, const char *file)
{
    const char *slash = strrchr(file, '/');
    char folder[PATH_SIZE];

    if (slash == NULL)
        snprintf(folder, sizeof folder, ".");
    else
        snprintf(folder, sizeof folder, "%.*s", slash > file ? (int)(slash - file) : 1, file);
    for (int i = 0; i < w->n; i++) {
        if (strcmp(w->folders[i], folder) == 0)
            return;
    }
    w->folders = grow_or_end(w->folders, ((size_t)w->n + 1) * sizeof *w->folders);
    w->folders[w->n++] = copy_or_end(folder);
}

void test_watch_note(struct test_watch *w, const struct plan *p)
{
    for (int i = 0; i < p->nsuites; i++)
        add(w, p->suites[i]->path);
    for (const struct stage *st = p->stages; st != NULL; st = st->next) {
        if (st->setup->config != NULL)
            add(w, st->setup->config);
        for (int i = 0; i < st->setup->maps.n; i++) {
            const char *file = strchr(st->setup->maps.list[i], '/');

            if (file != NULL)
                add(w, file);
        }
    }
    w->seen = sum_of_all(w);
}

void test_watch_wait(struct test_watch *w)
{
    static const struct timespec moment = { 0, 200000000 };

    while (!interrupted && sum_of_all(w) == w->seen)
        nanosleep(&moment, NULL);
    w->seen = sum_of_all(w);
}

void test_watch_free(struct test_watch *w)
{
    for (int i = 0; i < w->n; i++)
        free(w->folders[i]);
    free(w->folders);
    *w = (struct test_watch){ 0 };
}
