/*
 * absent.c - which keys a table certainly has not: a Bloom filter over the keys that it has.
 */
#include <stdlib.h>

#include "base/bytes.h"
#include "maps/absent.h"

enum { PROBES = 4, BITS_A_KEY = 16, MOST_KEYS = 8 << 20 };

struct absent {
    uint64_t mask; /* the number of bits, a power of two, less one */
    uint64_t bits[];
};

bool absent_add(struct absent_keys *k, const char *key, size_t n)
{
    if (k->n == k->room) {
        size_t room = k->room == 0 ? 1024 : 2 * k->room;
        uint32_t *more = room > MOST_KEYS ? NULL : realloc(k->hash, room * sizeof *more);

        if (more == NULL)
            return false;
        k->hash = more;
        k->room = room;
    }
    k->hash[k->n++] = bytes_hash(key, n);
    return true;
}

/* Two numbers of 32 bits from one, a step apart for each probe. */
static uint64_t spread(uint32_t hash)
{
    uint64_t x = (hash + 1) * UINT64_C(0x9e3779b97f4a7c15);

    return x ^ (x >> 29);
}

static uint64_t probe(uint64_t spread, int i)
{
    return (uint32_t)spread + (uint64_t)i * ((spread >> 32) | 1);
}

struct absent *absent_new(struct absent_keys *k)
{
    uint64_t bits = 1024;
    struct absent *a;

    while (bits < k->n * BITS_A_KEY)
        bits *= 2;
    a = calloc(1, sizeof *a + bits / 8);
    for (size_t i = 0; a != NULL && i < k->n; i++) {
        uint64_t s = spread(k->hash[i]);

        for (int j = 0; j < PROBES; j++) {
            uint64_t at = probe(s, j) & (bits - 1);

            a->bits[at / 64] |= UINT64_C(1) << at % 64;
        }
    }
    if (a != NULL)
        a->mask = bits - 1;
    free(k->hash);
    *k = (struct absent_keys){ 0 };
    return a;
}

void absent_free(struct absent *a)
{
    free(a);
}

bool absent_is(const struct absent *a, uint32_t hash)
{
    uint64_t s = spread(hash);

    for (int j = 0; j < PROBES; j++) {
        uint64_t at = probe(s, j) & a->mask;

        if ((a->bits[at / 64] >> at % 64 & 1) == 0)
            return true;
    }
    return false;
}
