/* suite_read.h - from the text of a suite to its set-up, tests and expectations. */
#ifndef BTSH_SUITE_SUITE_READ_H
#define BTSH_SUITE_SUITE_READ_H

#include <stdbool.h>

struct setup;
struct suite;

/* Reads a file. Faults are noted in it; the tests that could be read are there all the same.
 * `defaults`: what the command line says; a config that the suite names counts. */
struct suite *suite_read(const char *path, const struct setup *defaults);
void suite_free(struct suite *s);
/* Directive number i of those that are no set-up (setting_list.h has these), and its arguments as a complaint shows
 * them (NULL, "": none); NULL behind the last. */
const char *suite_directive(int i, const char **args);
/* True if a file has a line that begins with "#@ ". */
bool suite_is_one(const char *path);

#endif
