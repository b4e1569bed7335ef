#include "engine.h"
/*
 * fake.h - a small world for unit tests: a fixed host, no users, hosts, DNS, programs or servers;
 * files are real.
 */
#ifndef BTSH_TEST_FAKE_H
#define BTSH_TEST_FAKE_H

/* What an observer heard, as text: diagnostics and results. */
struct heard {
    char text[65536];
    size_t n;
    int diagnostics;
};

const struct world *fake_world(void);

/* A program from the text of a configuration (a preamble with level 10 stands before it). */
struct program *program_of(const char *cf, struct heard *h);
struct session *session_of(struct program *p, struct heard *h);

/* The tokens of a workspace as " a b c". */
const char *shown(struct session *s, const tok *v, int n);

/* Fewer than `most` of the bytes, and a NUL, into text; from a seed that moves on. */
void random_text(unsigned *seed, const char *bytes, char *text, int most);

#endif
