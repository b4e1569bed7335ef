/*
 * expect_read.h - what stands behind `#@ expect'.
 */
#ifndef BTSH_SUITE_EXPECT_READ_H
#define BTSH_SUITE_EXPECT_READ_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct expectation;

/* expect_read.c: one expectation from the text behind `#@ expect'. False, with *error. */
bool expectation_read(struct arena *a, struct expectation *x, const char *text, char *error,
                      size_t size);

/* The words of expectation number i; NULL behind the last. A triple is none: mailer=, host=, user=. */
const char *expectation_known(int i);

#endif
