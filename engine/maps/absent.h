/*
 * absent.h - which keys a table certainly has not: a Bloom filter over the keys that it has.
 *
 * Nearly all that rules ask for is not in the tables (of 930,000 keys 900,000, docs/performance.md). A filter of 16 bits a key
 * answers those from memory, but for one in 400, which the table is asked for.
 */
#ifndef BTSH_MAPS_ABSENT_H
#define BTSH_MAPS_ABSENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct absent; /* malloc'd, never changed once it is made */

/* Gathers the hashes of a table's keys (bytes_hash()), then makes the filter of them. */
struct absent_keys {
    uint32_t *hash; /* malloc'd */
    size_t n, room;
};

/* False: no memory, or more keys than a filter is made for. */
bool absent_add(struct absent_keys *k, const char *key, size_t n);
/* The filter, or NULL without memory; `k' is empty afterwards. */
struct absent *absent_new(struct absent_keys *k);
void absent_free(struct absent *a);
/* True only if no key with this hash was added. */
bool absent_is(const struct absent *a, uint32_t hash);

#endif
