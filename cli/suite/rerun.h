/*
 * rerun.h - which tests failed before, by the report of that run in JUnit's form.
 */
#ifndef BTSH_SUITE_RERUN_H
#define BTSH_SUITE_RERUN_H

#include <stdbool.h>
#include <stddef.h>

struct plan;

/* Leaves the jobs of the plan that failed there, or could not be run, or were not; what became of a test is told
 * by file and title. False, with why: there is no such report, it names no test, or one that is gone. */
bool rerun_only(struct plan *p, const char *path, char *why, size_t size);

#endif
