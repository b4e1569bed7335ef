/*
 * zone.c - a zone.
 */
#include <arpa/nameser.h>
#include <resolv.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "world/zone.h"

/* Records are kept sorted by owner and type; an owner's text is its wire form in lower case. */
struct record {
    uint8_t owner[ZONE_NAME];
    size_t nowner;
    uint16_t type;
    uint32_t ttl;
    size_t size;
    uint8_t *data;
    size_t order; /* in the file */
};

struct zone {
    struct record *list;
    size_t n, room;
    uint8_t apex[ZONE_NAME];
    size_t napex;
};

enum { MAX_CHAIN = 16, HEAD = 12, CLASS_IN = 1 };

static size_t wire_length(const uint8_t *name)
{
    size_t n = 0;

    while (name[n] != 0 && n < ZONE_NAME - 1)
        n += (size_t)name[n] + 1;
    return n + 1;
}

static void lower(uint8_t *name, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (name[i] >= 'A' && name[i] <= 'Z')
            name[i] |= 0x20;
    }
}

/* True if name is the apex or below it. Both in lower case. */
static bool below(const uint8_t *name, size_t n, const uint8_t *apex, size_t napex)
{
    while (n > napex) {
        n -= (size_t)*name + 1;
        name += *name + 1;
    }
    return n == napex && memcmp(name, apex, n) == 0;
}

struct zone *zone_new(void)
{
    return calloc(1, sizeof(struct zone));
}

void zone_free(struct zone *z)
{
    if (z == NULL)
        return;
    for (size_t i = 0; i < z->n; i++)
        free(z->list[i].data);
    free(z->list);
    free(z);
}

bool zone_add(struct zone *z, const uint8_t *owner, uint16_t type, uint32_t ttl,
              const uint8_t *data, size_t size)
{
    struct record *r;

    if (z->n == z->room) {
        size_t room = z->room * 2 + 64;
        struct record *grown = realloc(z->list, room * sizeof *grown);

        if (grown == NULL)
            return false;
        z->list = grown;
        z->room = room;
    }
    r = &z->list[z->n];
    *r = (struct record){ .type = type, .ttl = ttl, .size = size, .order = z->n };
    r->nowner = wire_length(owner);
    memcpy(r->owner, owner, r->nowner);
    lower(r->owner, r->nowner);
    r->data = malloc(size + 1);
    if (r->data == NULL)
        return false;
    memcpy(r->data, data, size);
    z->n++;
    return true;
}

static int compare_names(const uint8_t *a, size_t na, const uint8_t *b, size_t nb)
{
    int d = memcmp(a, b, na < nb ? na : nb);

    return d != 0 ? d : (na > nb) - (na < nb);
}

static int compare(const void *x, const void *y)
{
    const struct record *a = x, *b = y;
    int d = compare_names(a->owner, a->nowner, b->owner, b->nowner);

    if (d == 0)
        d = (int)a->type - (int)b->type;
    return d != 0 ? d : (a->order > b->order) - (a->order < b->order);
}

static void show(const uint8_t *name, char *out, size_t size)
{
    if (ns_name_ntop(name, out, size) < 0)
        snprintf(out, size, "?");
}

/* A name with a CNAME has nothing else, and only one of them (RFC 1034, section 3.6.2). */
static bool cname_alone(const struct zone *z, size_t from, size_t to, char *why, size_t size)
{
    char text[1024];
    size_t cnames = 0, others = 0;

    for (size_t i = from; i < to; i++) {
        if (z->list[i].type == ns_t_cname)
            cnames++;
        else if (z->list[i].type != ns_t_rrsig && z->list[i].type != ns_t_nsec)
            others++;
    }
    if (cnames == 0 || (cnames == 1 && others == 0))
        return true;
    show(z->list[from].owner, text, sizeof text);
    snprintf(why, size, cnames > 1 ? "%s has two CNAME records; a name has one at most"
                                   : "%s has a CNAME record and others; an alias has nothing else",
             text);
    return false;
}

static bool same_set(const struct record *a, const struct record *b)
{
    return a->type == b->type && compare_names(a->owner, a->nowner, b->owner, b->nowner) == 0;
}

/* The same record twice counts once. */
static void drop_doubles(struct zone *z)
{
    size_t kept = 0;

    for (size_t i = 0; i < z->n; i++) {
        struct record *r = &z->list[i];
        bool again = false;

        for (size_t k = kept; k > 0 && !again && same_set(&z->list[k - 1], r); k--)
            again = z->list[k - 1].size == r->size
                    && memcmp(z->list[k - 1].data, r->data, r->size) == 0;
        if (again)
            free(r->data);
        else
            z->list[kept++] = *r;
    }
    z->n = kept;
}

static bool find_apex(struct zone *z, char *why, size_t size)
{
    int found = 0;

    for (size_t i = 0; i < z->n; i++) {
        if (z->list[i].type != ns_t_soa)
            continue;
        found++;
        z->napex = z->list[i].nowner;
        memcpy(z->apex, z->list[i].owner, z->napex);
    }
    if (found != 1)
        snprintf(why, size, found == 0 ? "there is no SOA record; begin with `@ SOA ...'"
                                       : "there are two SOA records; a zone has one, at its top");
    return found == 1;
}

bool zone_finish(struct zone *z, char *why, size_t size)
{
    char text[1024], top[1024];

    if (z->n > 0)
        qsort(z->list, z->n, sizeof *z->list, compare);
    drop_doubles(z);
    if (!find_apex(z, why, size))
        return false;
    for (size_t i = 0, j; i < z->n; i = j) {
        struct record *r = &z->list[i];

        for (j = i + 1; j < z->n && compare_names(z->list[j].owner, z->list[j].nowner, r->owner,
                                                  r->nowner) == 0; j++)
            continue;
        if (!below(r->owner, r->nowner, z->apex, z->napex)) {
            show(r->owner, text, sizeof text);
            show(z->apex, top, sizeof top);
            snprintf(why, size, "%s is not in the zone %s; take it out, or end the name without "
                                "a dot", text, top);
            return false;
        }
        if (!cname_alone(z, i, j, why, size))
            return false;
    }
    return true;
}

/* ---- asking ---------------------------------------------------------------------------------- */

/* True if the name is in the zone. */
static bool zone_has(const struct zone *z, const uint8_t *name)
{
    return below(name, wire_length(name), z->apex, z->napex);
}

/* The records of a name: the first one's place, their number. */
static size_t records_of(const struct zone *z, const uint8_t *name, size_t n, size_t *count)
{
    size_t lo = 0, hi = z->n;

    while (lo < hi) {
        size_t mid = (lo + hi) / 2;

        if (compare_names(z->list[mid].owner, z->list[mid].nowner, name, n) < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    for (*count = 0; lo + *count < z->n; ++*count) {
        const struct record *r = &z->list[lo + *count];

        if (compare_names(r->owner, r->nowner, name, n) != 0)
            break;
    }
    return lo;
}

/* True if names below this one exist. */
static bool is_parent(const struct zone *z, const uint8_t *name, size_t n)
{
    for (size_t i = 0; i < z->n; i++) {
        if (z->list[i].nowner > n && below(z->list[i].owner, z->list[i].nowner, name, n))
            return true;
    }
    return false;
}

struct reply {
    unsigned char *out;
    size_t n, size;
    int count;
    bool full;
};

static void put(struct reply *r, const void *data, size_t n)
{
    if (n > r->size - r->n) {
        r->full = true;
        return;
    }
    memcpy(r->out + r->n, data, n);
    r->n += n;
}

static void put16(struct reply *r, unsigned v)
{
    unsigned char b[2] = { (unsigned char)(v >> 8), (unsigned char)v };

    put(r, b, 2);
}

static void put_record(struct reply *r, const uint8_t *owner, size_t n, const struct record *rec)
{
    put(r, owner, n);
    put16(r, rec->type);
    put16(r, CLASS_IN);
    put16(r, rec->ttl >> 16);
    put16(r, rec->ttl & 0xFFFF);
    put16(r, (unsigned)rec->size);
    put(r, rec->data, rec->size);
    r->count++;
}

/* The records that stand for a name: its own, or a wildcard's. False: the name does not exist. */
static bool stands_for(const struct zone *z, const uint8_t *name, size_t n, size_t *at,
                       size_t *count)
{
    uint8_t star[ZONE_NAME + 2] = { 1, '*' };

    *at = records_of(z, name, n, count);
    if (*count > 0 || is_parent(z, name, n))
        return true;
    while (n > z->napex) {
        n -= (size_t)*name + 1;
        name += *name + 1;
        memcpy(star + 2, name, n);
        *at = records_of(z, star, n + 2, count);
        if (*count > 0)
            return true;
        records_of(z, name, n, count);
        if (*count > 0 || is_parent(z, name, n)) {
            *count = 0;
            return false; /* the closest name that exists has no wildcard */
        }
    }
    *count = 0;
    return false;
}

static const struct zone *zone_for(const struct zone *const *zones, int n, const uint8_t *name)
{
    const struct zone *best = NULL;

    for (int i = 0; i < n; i++) {
        if (zone_has(zones[i], name) && (best == NULL || zones[i]->napex > best->napex))
            best = zones[i];
    }
    return best;
}

/* The answer section for one name, shown as it was asked for; the next name if it is an alias. */
static bool section(const struct zone *z, const uint8_t *shown, const uint8_t *name, int type,
                    struct reply *r, uint8_t *next, bool *exists)
{
    size_t n = wire_length(name), at, count;

    *exists = stands_for(z, name, n, &at, &count);
    for (size_t i = at; i < at + count; i++) {
        const struct record *rec = &z->list[i];

        if (rec->type == ns_t_cname && type != ns_t_cname && type != ns_t_any) {
            put_record(r, shown, n, rec);
            memcpy(next, rec->data, rec->size);
            return true;
        }
        if (rec->type == type || type == ns_t_any)
            put_record(r, shown, n, rec);
    }
    return false;
}

size_t zone_answer(const struct zone *const *zones, int n, const char *name, int type,
                   unsigned char *out, size_t size, int *rcode, int *count)
{
    struct reply r = { .out = out, .n = HEAD, .size = size };
    uint8_t wire[ZONE_NAME] = { 0 }, next[ZONE_NAME] = { 0 }, folded[ZONE_NAME];
    bool exists = false, alias = true;

    if (size < HEAD || ns_name_pton(name, wire, sizeof wire) < 0)
        return 0;
    put(&r, wire, wire_length(wire));
    put16(&r, (unsigned)type);
    put16(&r, CLASS_IN);
    for (int i = 0; alias && i < MAX_CHAIN; i++) {
        const struct zone *z;

        memcpy(folded, wire, sizeof wire);
        lower(folded, wire_length(wire));
        z = zone_for(zones, n, folded);
        if (z == NULL) {
            exists = false;
            break;
        }
        alias = section(z, wire, folded, type, &r, next, &exists);
        memcpy(wire, next, alias ? sizeof wire : 0);
    }
    *rcode = exists ? 0 : ns_r_nxdomain;
    *count = r.count;
    memset(out, 0, HEAD);
    out[2] = 0x85; /* a reply, with authority, recursion desired */
    out[3] = (unsigned char)(0x80 | *rcode);
    out[5] = 1;
    out[6] = (unsigned char)(r.count >> 8);
    out[7] = (unsigned char)r.count;
    return r.full ? 0 : r.n;
}
