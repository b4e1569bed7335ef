/*
 * pageread.c - a record of a hash or btree file, read with nothing believed of it.
 *
 * Whatever an offset, a length or a page's number says is compared with what there is before it is used, and one
 * question reads no more than MOST_STEPS pages. The format is that of libdb 5.3, as pagecheck.c has it. Of a small file
 * each page that was read is kept, as libdb keeps it: who writes into the file does not change what is known of it.
 */
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#include "maps/pagecheck.h"
#include "maps/pageread.h"

enum {
    HEADER = PAGE_HEADER, AT_NEXT = 16, AT_ENTRIES = 20, AT_OFFSET = 22, AT_LEVEL = 24, AT_TYPE = 25,
    MAX_BUCKET = 72, HIGH_MASK = 76, LOW_MASK = 80, CHARKEY = 92, SPARES = 96, /* of a hash file's first page */
    ROOT = 88,                             /* of a btree file's */
    P_UNUSED = 0, P_HASH_UNSORTED = 2, P_IBTREE = 3, P_LBTREE = 5, P_OVERFLOW = 7, P_HASH = 13,
    H_KEYDATA = 1, H_OFFPAGE = 3, B_KEYDATA = 1, B_OVERFLOW = 3,
    INDIRECT = 12,                         /* bytes of an item that names an overflow page */
    MOST_STEPS = 4096, MOST_VALUE = 1 << 20, MOST_KEPT = 1 << 20
};

struct page_reader {
    int fd;
    struct page_layout at;
    unsigned char *page;    /* the one that was read last; owned, unless it is one of `kept' */
    uint32_t number;        /* its own; 0: none */
    unsigned char **kept;   /* of a small file: by number; NULL: the file is large */
    unsigned char *value;   /* a long one; NULL: there was none */
    int steps;              /* of this question */
};

static uint32_t get32(const struct page_reader *r, const unsigned char *p)
{
    uint32_t v;

    memcpy(&v, p, sizeof v);
    return r->at.swapped ? __builtin_bswap32(v) : v;
}

static unsigned get16(const struct page_reader *r, const unsigned char *p)
{
    uint16_t v;

    memcpy(&v, p, sizeof v);
    return r->at.swapped ? __builtin_bswap16(v) : v;
}

/* libdb's hash of a key: FNV with nothing to begin with. */
static uint32_t hash_of(const char *key, size_t n)
{
    uint32_t h = 0;

    for (size_t i = 0; i < n; i++)
        h = (h * 16777619u) ^ (unsigned char)key[i];
    return h;
}

/* Into r->page. */
static bool read_page(struct page_reader *r, uint32_t n)
{
    size_t size = r->at.pagesize, have = 0;

    while (have < size) {
        ssize_t got = pread(r->fd, r->page + have, size - have, (off_t)n * (off_t)size + (off_t)have);

        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        have += (size_t)got;
    }
    return true;
}

/* As read_page(), unless it is kept. */
static bool keep_page(struct page_reader *r, uint32_t n)
{
    r->page = r->kept[n];
    if (r->page != NULL)
        return true;
    r->page = malloc(r->at.pagesize);
    if (r->page == NULL || !read_page(r, n)) {
        free(r->page);
        return false;
    }
    r->kept[n] = r->page;
    return true;
}

/* False: there is none, or it is none that one would come to. */
static bool take_page(struct page_reader *r, uint32_t n)
{
    if (n == 0 || n > r->at.last || n > r->at.there || ++r->steps > MOST_STEPS)
        return false;
    if (r->number != n) {
        r->number = 0; /* what may be half of another */
        if (!(r->kept != NULL ? keep_page(r, n) : read_page(r, n)))
            return false;
        r->number = n;
    }
    return r->page[AT_TYPE] == P_UNUSED || get32(r, r->page + 8) == n;
}

/* Where item i begins, behind the table; 0: it does not. */
static size_t item_at(const struct page_reader *r, unsigned i)
{
    size_t entries = get16(r, r->page + AT_ENTRIES), table = HEADER + 2 * entries, at;

    if (i >= entries || table > r->at.pagesize)
        return 0;
    at = get16(r, r->page + HEADER + 2 * (size_t)i);
    return at >= table && at < r->at.pagesize ? at : 0;
}

/* ---- long values ------------------------------------------------------------------------------- */

static enum page_answer long_value(struct page_reader *r, uint32_t n, uint32_t size, const void **value)
{
    uint32_t have = 0;

    free(r->value);
    r->value = size <= MOST_VALUE ? malloc(size + 1) : NULL;
    while (r->value != NULL && have < size && take_page(r, n)) {
        size_t part = get16(r, r->page + AT_OFFSET);

        if (r->page[AT_TYPE] != P_OVERFLOW || part > r->at.pagesize - HEADER || part == 0)
            break;
        part = part < size - have ? part : size - have;
        memcpy(r->value + have, r->page + HEADER, part);
        have += (uint32_t)part;
        n = get32(r, r->page + AT_NEXT);
    }
    *value = r->value;
    return r->value != NULL && have == size ? PAGE_FOUND : PAGE_UNSURE;
}

/* ---- hash -------------------------------------------------------------------------------------- */

/* Item i and its length, from its kind on; NULL: damaged. */
static const unsigned char *hash_item(const struct page_reader *r, unsigned i, size_t *size)
{
    size_t at = item_at(r, i), end = i == 0 ? r->at.pagesize : item_at(r, i - 1);

    if (at == 0 || end <= at)
        return NULL;
    *size = end - at;
    return r->page + at;
}

static enum page_answer hash_value(struct page_reader *r, unsigned i, const void **value, size_t *size)
{
    size_t n;
    const unsigned char *p = hash_item(r, i, &n);

    if (p != NULL && *p == H_KEYDATA) {
        *value = p + 1;
        *size = n - 1;
        return PAGE_FOUND;
    }
    if (p == NULL || *p != H_OFFPAGE || n < INDIRECT)
        return PAGE_UNSURE;
    *size = get32(r, p + 8);
    return long_value(r, get32(r, p + 4), (uint32_t)*size, value);
}

/* On the page at hand. */
static enum page_answer hash_search(struct page_reader *r, const char *key, size_t n, const void **value, size_t *size)
{
    unsigned entries = get16(r, r->page + AT_ENTRIES);

    if (entries % 2 != 0)
        return PAGE_UNSURE;
    for (unsigned i = 0; i < entries; i += 2) {
        size_t length;
        const unsigned char *p = hash_item(r, i, &length);

        if (p == NULL || *p != H_KEYDATA) /* a long key may be this one */
            return PAGE_UNSURE;
        if (length - 1 == n && memcmp(p + 1, key, n) == 0)
            return hash_value(r, i + 1, value, size);
    }
    return PAGE_MISSING;
}

static enum page_answer hash_read(struct page_reader *r, const char *key, size_t n, const void **value, size_t *size)
{
    const unsigned char *meta = r->at.head;
    uint32_t most = get32(r, meta + MAX_BUCKET), bucket = hash_of(key, n) & get32(r, meta + HIGH_MASK), page;

    if (bucket > most)
        bucket &= get32(r, meta + LOW_MASK);
    page = bucket + get32(r, meta + SPARES + 4 * (bucket == 0 ? 0 : 32 - (size_t)__builtin_clz(bucket)));
    while (take_page(r, page)) {
        int type = r->page[AT_TYPE];
        enum page_answer a;

        if (type != P_HASH && type != P_HASH_UNSORTED)
            return PAGE_UNSURE;
        a = hash_search(r, key, n, value, size);
        page = get32(r, r->page + AT_NEXT);
        if (a != PAGE_MISSING || page == 0)
            return a;
    }
    return PAGE_UNSURE;
}

/* ---- btree ------------------------------------------------------------------------------------- */

static int compare(const char *key, size_t n, const unsigned char *p, size_t length)
{
    int order = memcmp(key, p, n < length ? n : length);

    return order != 0 ? order : (n > length) - (n < length);
}

/* The child that the key is below; 0: that is not known. Its first one is below all. */
static uint32_t child_of(const struct page_reader *r, const char *key, size_t n)
{
    unsigned entries = get16(r, r->page + AT_ENTRIES), low = 0, high = entries;
    size_t at;

    while (high - low > 1) { /* it is below one of [low, high) */
        unsigned middle = low + (high - low) / 2;
        size_t length;

        at = item_at(r, middle);
        if (at == 0 || at + INDIRECT > r->at.pagesize || r->page[at + 2] != B_KEYDATA)
            return 0;
        length = get16(r, r->page + at);
        if (at + INDIRECT + length > r->at.pagesize)
            return 0;
        if (compare(key, n, r->page + at + INDIRECT, length) < 0)
            high = middle;
        else
            low = middle;
    }
    at = entries > 0 ? item_at(r, low) : 0;
    return at != 0 && at + INDIRECT <= r->at.pagesize ? get32(r, r->page + at + 4) : 0;
}

static enum page_answer leaf_value(struct page_reader *r, unsigned i, const void **value, size_t *size)
{
    size_t at = item_at(r, i);

    if (at == 0 || at + 3 > r->at.pagesize)
        return PAGE_UNSURE;
    if (r->page[at + 2] == B_KEYDATA) {
        *size = get16(r, r->page + at);
        *value = r->page + at + 3;
        return at + 3 + *size <= r->at.pagesize ? PAGE_FOUND : PAGE_UNSURE;
    }
    if (r->page[at + 2] != B_OVERFLOW || at + INDIRECT > r->at.pagesize)
        return PAGE_UNSURE;
    *size = get32(r, r->page + at + 8);
    return long_value(r, get32(r, r->page + at + 4), (uint32_t)*size, value);
}

static enum page_answer leaf_search(struct page_reader *r, const char *key, size_t n, const void **value, size_t *size)
{
    unsigned entries = get16(r, r->page + AT_ENTRIES);

    if (entries % 2 != 0)
        return PAGE_UNSURE;
    for (unsigned i = 0; i < entries; i += 2) {
        size_t at = item_at(r, i), length;

        if (at == 0 || at + 3 > r->at.pagesize || r->page[at + 2] != B_KEYDATA)
            return PAGE_UNSURE;
        length = get16(r, r->page + at);
        if (at + 3 + length > r->at.pagesize)
            return PAGE_UNSURE;
        if (length == n && memcmp(r->page + at + 3, key, n) == 0)
            return leaf_value(r, i + 1, value, size);
    }
    return PAGE_MISSING;
}

static enum page_answer btree_read(struct page_reader *r, const char *key, size_t n, const void **value, size_t *size)
{
    uint32_t page = get32(r, r->at.head + ROOT);

    for (int above = -1; take_page(r, page);) { /* the level falls with each step */
        int level = r->page[AT_LEVEL];

        if (above >= 0 && level != above - 1)
            return PAGE_UNSURE;
        if (r->page[AT_TYPE] == P_LBTREE)
            return level == 1 ? leaf_search(r, key, n, value, size) : PAGE_UNSURE;
        if (r->page[AT_TYPE] != P_IBTREE || level < 2)
            return PAGE_UNSURE;
        page = child_of(r, key, n);
        above = level;
    }
    return PAGE_UNSURE;
}

/* ---- all --------------------------------------------------------------------------------------- */

/* Keys are hashed as libdb does without being told otherwise. */
static bool usual_hash(const struct page_reader *r)
{
    static const char probe[] = "%$sniglet^&"; /* with its NUL */

    return get32(r, r->at.head + CHARKEY) == hash_of(probe, sizeof probe);
}

/* Where pages will lie. */
static bool make_room(struct page_reader *r)
{
    size_t pages = (size_t)r->at.there + 1;

    if (pages <= MOST_KEPT / r->at.pagesize)
        r->kept = calloc(pages, sizeof *r->kept);
    else
        r->page = malloc(r->at.pagesize);
    return r->kept != NULL || r->page != NULL;
}

struct page_reader *page_reader_new(int fd, bool btree)
{
    struct page_reader *r = calloc(1, sizeof *r);

    if (r == NULL)
        return NULL;
    r->fd = fd;
    if (!pages_layout(fd, &r->at) || r->at.hash == btree || !r->at.plain || (r->at.hash && !usual_hash(r)) || !make_room(r)) {
        free(r);
        return NULL;
    }
    return r;
}

void page_reader_free(struct page_reader *r)
{
    if (r == NULL)
        return;
    for (uint32_t n = 0; r->kept != NULL && n <= r->at.there; n++)
        free(r->kept[n]);
    if (r->kept == NULL)
        free(r->page);
    free(r->kept);
    free(r->value);
    free(r);
}

unsigned long page_reader_pages(const struct page_reader *r)
{
    return r->at.there;
}

enum page_answer page_read(struct page_reader *r, const char *key, size_t n, const void **value, size_t *size)
{
    r->steps = 0;
    return r->at.hash ? hash_read(r, key, n, value, size) : btree_read(r, key, n, value, size);
}
