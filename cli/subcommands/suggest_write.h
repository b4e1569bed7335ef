/*
 * suggest_write.h - the questions of a suite that is suggested, as tests that are grouped and named by what decides.
 */
#ifndef BTSH_SUBCOMMANDS_SUGGEST_WRITE_H
#define BTSH_SUBCOMMANDS_SUGGEST_WRITE_H

#include <stdio.h>

struct program;
struct question;

/* Those of the n that are taken. They get their titles. */
void suggest_write(FILE *f, struct program *p, struct question *list, int n);

#endif
