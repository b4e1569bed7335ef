/*
 * threads.h - as many threads for a work as the system gives.
 */
#ifndef BTSH_START_THREADS_H
#define BTSH_START_THREADS_H

#include <pthread.h>

/* How many of n were started, at least one: where none is to be had, that is said, and the program ends with EX_OSERR. */
int threads_start(pthread_t *threads, int n, void *(*work)(void *), void *ctx);

#endif
