/*
 * threads.c - as many threads for a work as the system gives.
 */
#include "show/memory.h"
#include "start/threads.h"

int threads_start(pthread_t *threads, int n, void *(*work)(void *), void *ctx)
{
    int started = 0, error = 0;

    for (int i = 0; i < n; i++) {
        int refused = pthread_create(&threads[started], NULL, work, ctx);

        if (refused == 0)
            started++;
        else
            error = refused;
    }
    if (started == 0 && n > 0)
        out_of_means("thread", error);
    return started;
}
