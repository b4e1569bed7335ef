/*
 * beside.c - questions to name servers, asked beside the command, which waits for the answer and
 * for control-C. An answer that comes too late is dropped.
 */
#include <errno.h>
#include <netdb.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "start/beside.h"
#include "start/interrupt.h"
#include "world/live.h"
#include "world/world.h"

enum { SLICE = 50 * 1000 * 1000 }; /* nanoseconds between looks at the interrupt */

/* One question. The two who know it share it; the last one frees it. */
struct question {
    pthread_mutex_t lock;
    pthread_cond_t answered;
    bool done, dropped;
    char *name;
    int kind; /* a record's type, or with `host` a family */
    bool host;
    struct dns_settings how;
    struct host_entry entry;
    unsigned char *buf;     /* size bytes, zeroed */
    size_t size;
    int result, herr, err;
};

static void forget(struct question *q)
{
    pthread_cond_destroy(&q->answered);
    pthread_mutex_destroy(&q->lock);
    free(q->name);
    free(q->buf);
    free(q);
}

static struct question *question(const char *name, int kind, size_t size)
{
    struct question *q = calloc(1, sizeof *q);

    if (q == NULL)
        return NULL;
    pthread_mutex_init(&q->lock, NULL);
    pthread_cond_init(&q->answered, NULL);
    q->name = strdup(name);
    q->buf = calloc(1, size);
    q->size = size;
    q->kind = kind;
    if (q->name == NULL || q->buf == NULL) {
        forget(q);
        return NULL;
    }
    return q;
}

static void *ask(void *arg)
{
    const struct world *live = world_live();
    struct question *q = arg;
    bool dropped;

    if (q->host)
        q->result = live->host_by_name(NULL, q->name, q->kind, &q->entry, (char *)q->buf, q->size,
                                       &q->err);
    else
        q->result = live->dns(NULL, q->name, q->kind, &q->how, q->buf, q->size, &q->herr, &q->err);
    pthread_mutex_lock(&q->lock);
    q->done = true;
    dropped = q->dropped;
    pthread_cond_signal(&q->answered);
    pthread_mutex_unlock(&q->lock);
    if (dropped)
        forget(q);
    return NULL;
}

/* In a thread that hears no signal: one that it heard would not end what the shell waits for. */
static bool ask_beside(struct question *q)
{
    sigset_t every, before;
    pthread_t thread;
    bool begun;

    sigfillset(&every);
    pthread_sigmask(SIG_SETMASK, &every, &before);
    begun = pthread_create(&thread, NULL, ask, q) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (begun)
        pthread_detach(thread);
    return begun;
}

/* True: there is an answer. False: interrupted, the question is no longer ours. */
static bool wait_for(struct question *q)
{
    bool done;

    if (!ask_beside(q)) {
        ask(q); /* then it is asked here, and cannot be interrupted */
        return true;
    }
    pthread_mutex_lock(&q->lock);
    while (!q->done && !interrupted) {
        struct timespec until;

        clock_gettime(CLOCK_REALTIME, &until);
        until.tv_nsec += SLICE;
        until.tv_sec += until.tv_nsec / 1000000000;
        until.tv_nsec %= 1000000000;
        pthread_cond_timedwait(&q->answered, &q->lock, &until);
    }
    done = q->done;
    q->dropped = !done;
    pthread_mutex_unlock(&q->lock);
    return done;
}

static int dns_beside(void *ctx, const char *name, int type, const struct dns_settings *how,
                      unsigned char *answer, size_t size, int *herr, int *err)
{
    struct question *q = question(name, type, size);
    int result;

    (void)ctx;
    *herr = TRY_AGAIN;
    *err = EINTR;
    if (q == NULL)
        return -1;
    q->how = *how;
    q->how.servers = NULL;
    if (!wait_for(q))
        return -1;
    *herr = q->herr;
    *err = q->err;
    result = q->result;
    /* the header is looked at after failures too */
    memcpy(answer, q->buf, result > 0 ? (size_t)result : size < 12 ? size : 12);
    forget(q);
    return result;
}

/* The same place in another buffer. */
static const void *moved(const void *p, const struct question *q, char *buf)
{
    return buf + ((const unsigned char *)p - q->buf);
}

static int host_beside(void *ctx, const char *name, int family, struct host_entry *h, char *buf,
                       size_t size, int *err)
{
    struct question *q = question(name, family, size);
    int result;

    (void)ctx;
    *err = EINTR;
    if (q == NULL)
        return TRY_AGAIN;
    q->host = true;
    if (!wait_for(q))
        return TRY_AGAIN;
    *err = q->err;
    result = q->result;
    if (result == 0) {
        memcpy(buf, q->buf, size);
        *h = q->entry;
        h->name = moved(h->name, q, buf);
        for (int i = 0; h->aliases[i] != NULL; i++)
            h->aliases[i] = moved(h->aliases[i], q, buf);
        for (int i = 0; h->addrs[i] != NULL; i++)
            h->addrs[i] = moved(h->addrs[i], q, buf);
    }
    forget(q);
    return result;
}

void beside_install(struct world *w)
{
    w->dns = dns_beside;
    w->host_by_name = host_beside;
}
