/*
 * memo.c - a layer that asks the name server each question once.
 */
#include <netdb.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "world/layer.h"
#include "world/memo.h"
#include "world/world.h"

enum { BUCKETS = 4096, IN_VAIN = 3, PATIENCE = 1 /* seconds: what takes less was a refusal */ };

/* A question, and its answer once `known`. */
struct asked {
    struct asked *next;
    char *name;
    int type;
    bool known;
    unsigned char *answer; /* owned; NULL where size is -1 */
    int size, herr, err;
};

struct dns_memo {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    struct asked *bucket[BUCKETS];
    int in_vain;
    void (*dead)(void *ctx, const char *name);
    void *ctx;
};

struct memo_layer {
    struct world_layer layer; /* first */
    struct dns_memo *memo;
};

static unsigned bucket_of(const char *name, int type)
{
    uint32_t h = 2166136261u ^ (uint32_t)type;

    for (; *name != '\0'; name++)
        h = (h ^ (unsigned char)*name) * 16777619u;
    return h % BUCKETS;
}

/* The question, locked; *mine: it is new, and the caller's to answer. NULL: no memory. */
static struct asked *find(struct dns_memo *m, const char *name, int type, bool *mine)
{
    struct asked **at = &m->bucket[bucket_of(name, type)], *a;

    for (a = *at; a != NULL; a = a->next) {
        if (a->type == type && strcmp(a->name, name) == 0)
            break;
    }
    *mine = a == NULL;
    if (a != NULL)
        return a;
    a = calloc(1, sizeof *a);
    if (a != NULL)
        a->name = strdup(name);
    if (a == NULL || a->name == NULL) {
        free(a);
        return NULL;
    }
    a->type = type;
    a->next = *at;
    return *at = a;
}

static int given(const struct asked *a, unsigned char *answer, size_t size, int *herr, int *err)
{
    size_t n = a->size > 0 ? (size_t)a->size : 0;

    *herr = a->herr;
    *err = a->err;
    if (a->size >= 0 && a->answer != NULL)
        memcpy(answer, a->answer, n < size ? n : size);
    return a->size;
}

/* Notes what came; true: it is the last of those in vain. */
static bool note(struct dns_memo *m, struct asked *a, const unsigned char *answer, int size, int herr,
                 int err, bool slow)
{
    a->size = size;
    a->herr = herr;
    a->err = err;
    if (size > 0) {
        a->answer = malloc((size_t)size);
        if (a->answer != NULL)
            memcpy(a->answer, answer, (size_t)size);
        else
            a->size = -1;
    }
    a->known = true;
    m->in_vain += size < 0 && herr == TRY_AGAIN && slow && m->in_vain < IN_VAIN;
    return slow && size < 0 && herr == TRY_AGAIN && m->in_vain == IN_VAIN;
}

static int memo_dns(void *ctx, const char *name, int type, const struct dns_settings *how,
                    unsigned char *answer, size_t size, int *herr, int *err)
{
    struct memo_layer *l = ctx;
    struct dns_memo *m = l->memo;
    const struct world *below = &l->layer.below;
    time_t from;
    struct asked *a;
    bool mine, last, was_dead;
    int n;

    pthread_mutex_lock(&m->lock);
    a = find(m, name, type, &mine);
    while (a != NULL && !mine && !a->known)
        pthread_cond_wait(&m->changed, &m->lock);
    was_dead = m->in_vain >= IN_VAIN;
    if (a != NULL && mine && was_dead)
        note(m, a, NULL, -1, TRY_AGAIN, 0, false);
    if (a != NULL && (!mine || was_dead)) {
        n = given(a, answer, size, herr, err);
        pthread_mutex_unlock(&m->lock);
        return n;
    }
    pthread_mutex_unlock(&m->lock);
    from = below->now(below->ctx);
    n = below->dns(below->ctx, name, type, how, answer, size, herr, err);
    if (a == NULL)
        return n;
    pthread_mutex_lock(&m->lock);
    last = note(m, a, answer, n > (int)size ? (int)size : n, *herr, *err,
                below->now(below->ctx) - from > PATIENCE);
    last = last && m->dead != NULL;
    if (last) {
        m->dead(m->ctx, name);
        m->dead = NULL;
    }
    pthread_cond_broadcast(&m->changed);
    pthread_mutex_unlock(&m->lock);
    return n;
}

bool world_memo(struct world *w, struct world_layer **layers, struct dns_memo *m)
{
    struct memo_layer *l = world_push(w, layers, sizeof *l);

    if (l == NULL)
        return false;
    l->memo = m;
    w->dns = memo_dns;
    return true;
}

struct dns_memo *dns_memo_new(void (*dead)(void *ctx, const char *name), void *ctx)
{
    struct dns_memo *m = calloc(1, sizeof *m);

    if (m == NULL)
        return NULL;
    m->dead = dead;
    m->ctx = ctx;
    pthread_mutex_init(&m->lock, NULL);
    pthread_cond_init(&m->changed, NULL);
    return m;
}

void dns_memo_free(struct dns_memo *m)
{
    if (m == NULL)
        return;
    for (int i = 0; i < BUCKETS; i++) {
        while (m->bucket[i] != NULL) {
            struct asked *next = m->bucket[i]->next;

            free(m->bucket[i]->name);
            free(m->bucket[i]->answer);
            free(m->bucket[i]);
            m->bucket[i] = next;
        }
    }
    pthread_cond_destroy(&m->changed);
    pthread_mutex_destroy(&m->lock);
    free(m);
}
