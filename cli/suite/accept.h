/*
 * accept.h - writes what came out into the suites: --accept and --review.
 */
#ifndef BTSH_SUITE_ACCEPT_H
#define BTSH_SUITE_ACCEPT_H

#include <stdbool.h>

struct job;
struct output;
struct plan;

/* Keeps of each job's edits what a person says yes to; false: no more questions, nothing else. */
bool review_job(struct job *j, struct output *out);
/* Writes the suites that have edits to be made. Jobs whose edits were all made have held. The number
 * of files written; *status: 0, or an exit status after a message. */
int accept_all(struct plan *p, struct output *out, const char *prefix, int *status);

#endif
