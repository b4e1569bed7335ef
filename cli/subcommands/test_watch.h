/*
 * test_watch.h - btsh test --watch: the files of a run, and whether one of them has changed.
 */
#ifndef BTSH_SUBCOMMANDS_TEST_WATCH_H
#define BTSH_SUBCOMMANDS_TEST_WATCH_H

#include <stdint.h>

struct plan;

/* What is looked at: the suites, and what lies in their folders and in those of their configurations. Starts as
 * zeros; test_watch_free(). */
struct test_watch {
    char **folders; /* owned */
    int n;
    uint64_t seen;
};

void test_watch_note(struct test_watch *w, const struct plan *p);
/* Waits until something has changed, or a signal came: interrupted. */
void test_watch_wait(struct test_watch *w);
void test_watch_free(struct test_watch *w);

#endif
