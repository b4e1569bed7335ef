/*
 * tests.h - tests of a suite: their titles, and one of them run.
 */
#ifndef BTSH_EDITOR_TESTS_H
#define BTSH_EDITOR_TESTS_H

struct document;
struct server;
struct text;

/* The title of the test that begins with the line; NULL: none does. */
const char *test_title(const char *line);
/* Runs the test that begins in that line, and adds how it ended; in a process of its own, as what suites must not see
 * of the machine is out of sight then. */
void test_run(struct text *t, const struct server *s, const struct document *doc, int line);

#endif
