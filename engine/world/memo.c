/*
 * memo.c - a layer that asks the name server each question once, and for the name of each address.
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
    int readers; /* threads that wait for it */
    unsigned char *answer; /* owned; NULL where size is -1 */
    int size, herr, err;
};

struct dns_memo {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    struct asked *bucket[BUCKETS];
    int in_vain;
    int n, most, seconds; /* most 0: there is no limit */
    time_t since;
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
    m->n++;
    return *at = a;
}

/* Once there are too many, or they are too old: all that nobody waits for is asked anew. */
static void forget(struct dns_memo *m, time_t now)
{
    bool old = m->seconds > 0 && (now - m->since >= m->seconds || now < m->since);

    if (m->most == 0 || (m->n < m->most && !old))
        return;
    for (int i = 0; i < BUCKETS; i++) {
        for (struct asked **at = &m->bucket[i], *a; (a = *at) != NULL;) {
            if (!a->known || a->readers > 0) {
                at = &a->next;
                continue;
            }
            *at = a->next;
            m->n--;
            free(a->name);
            free(a->answer);
            free(a);
        }
    }
    if (old)
        m->in_vain = 0;
    m->since = now;
}

/* Until another thread has its answer. */
static void wait_for(struct dns_memo *m, struct asked *a)
{
    a->readers++;
    while (!a->known)
        pthread_cond_wait(&m->changed, &m->lock);
    a->readers--;
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

    from = below->now(below->ctx);
    pthread_mutex_lock(&m->lock);
    forget(m, from);
    a = find(m, name, type, &mine);
    if (a != NULL && !mine)
        wait_for(m, a);
    was_dead = m->in_vain >= IN_VAIN;
    if (a != NULL && mine && was_dead)
        note(m, a, NULL, -1, TRY_AGAIN, 0, false);
    if (a != NULL && (!mine || was_dead)) {
        n = given(a, answer, size, herr, err);
        pthread_mutex_unlock(&m->lock);
        return n;
    }
    pthread_mutex_unlock(&m->lock);
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

/* ---- the name of an address ---------------------------------------------------------------------------- */

enum { BY_ADDRESS = -1 }; /* in the place of a DNS type */

/* The name and its aliases, each with its NUL; the name's length, or -1: it does not fit. */
static int pack(const struct host_entry *h, unsigned char *out, size_t size)
{
    size_t n = 0;

    for (int i = -1; i < 0 || h->aliases[i] != NULL; i++) {
        const char *text = i < 0 ? h->name : h->aliases[i];
        size_t m = strlen(text) + 1;

        if (n + m > size)
            return -1;
        memcpy(out + n, text, m);
        n += m;
    }
    return (int)n;
}

/* buf: what was packed, n bytes, and room for the address behind it. */
static void unpack(char *buf, size_t n, const void *addr, int len, int family, struct host_entry *h)
{
    int i = 0;

    *h = (struct host_entry){ .name = buf, .family = family, .addrlen = len };
    for (size_t at = strlen(buf) + 1; at < n && i < 35; at += strlen(buf + at) + 1)
        h->aliases[i++] = buf + at;
    memcpy(buf + n, addr, (size_t)len);
    h->addrs[0] = (const unsigned char *)buf + n;
}

static int memo_by_addr(void *ctx, const void *addr, int len, int family, struct host_entry *h, char *buf, size_t size,
                        int *err)
{
    struct memo_layer *l = ctx;
    struct dns_memo *m = l->memo;
    char name[64];
    unsigned char packed[4096];
    struct asked *a;
    bool mine;
    int found, n = -1;

    for (int i = 0; i < len && i < 16; i++)
        snprintf(name + 2 * i, 3, "%02x", ((const unsigned char *)addr)[i]);
    pthread_mutex_lock(&m->lock);
    forget(m, l->layer.below.now(l->layer.below.ctx));
    a = find(m, name, BY_ADDRESS, &mine);
    if (a != NULL && !mine)
        wait_for(m, a);
    if (a != NULL && !mine && (a->size < 0 || (size_t)(a->size + len) <= size)) {
        n = given(a, (unsigned char *)buf, size, &found, err);
        pthread_mutex_unlock(&m->lock);
        if (n >= 0)
            unpack(buf, (size_t)n, addr, len, family, h);
        return n >= 0 ? 0 : found;
    }
    pthread_mutex_unlock(&m->lock);
    found = l->layer.below.host_by_addr(l->layer.below.ctx, addr, len, family, h, buf, size, err);
    if (found == 0)
        n = pack(h, packed, sizeof packed);
    if (a == NULL || !mine)
        return found;
    pthread_mutex_lock(&m->lock);
    note(m, a, packed, n, n >= 0 ? 0 : found != 0 ? found : HOST_NOT_FOUND, *err, false);
    pthread_cond_broadcast(&m->changed);
    pthread_mutex_unlock(&m->lock);
    return found;
}

bool world_memo(struct world *w, struct world_layer **layers, struct dns_memo *m)
{
    struct memo_layer *l = world_push(w, layers, sizeof *l);

    if (l == NULL)
        return false;
    l->memo = m;
    w->dns = memo_dns;
    w->host_by_addr = memo_by_addr;
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

void dns_memo_limit(struct dns_memo *m, int most, int seconds)
{
    m->most = most;
    m->seconds = seconds;
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
