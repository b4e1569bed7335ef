/*
 * pagecheck.c - the pages of hash and btree files.
 *
 * No link can lead in a circle when (1) the page behind a link names the page before it, and the
 * first of a chain names none; (2) the children of a btree's page are one level lower. No page is
 * told over and over when each child, tree of duplicates and long value has one item that leads to it.
 * docs/tables-checked.md lists what is looked at, field by field.
 */
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#include "maps/pagecheck.h"

enum {
    HASH_MAGIC = 0x061561,
    BTREE_MAGIC = 0x053162,
    FIRST_HASH = 7,        /* versions that libdb 5.3 reads as they are */
    FIRST_BTREE = 8,
    LAST_VERSION = 10,
    LARGE_PAGE = 2 << 20,
    MOST_PAGE = 65536,
    CHECKSUMS = 1,         /* flags of the first page's byte 26 */
    PARTS = 2 | 4,         /* the records lie in other files, by ranges or by a function */
    META_SIZE = PAGE_META,
    HEADER = PAGE_HEADER,
    SUM_SIZE = 6,          /* the checksum between the two */
    FLAGS = 48,            /* in the first page */
    SPARES = 96,           /* in a hash file's first page */
    MIN_KEYS = 76,         /* in a btree file's: items that a page holds at least */
    ROOT = 88,
    MAX_BUCKET = 72,
    RECNO_ITEM = 8,        /* bytes of an item that counts records */
    INDIRECT = 12,         /* bytes of an item that names an overflow page */
    MISSING_MOST = 16,     /* a cut file has at least one page of so many */
};

/* A larger file is not taken in, and counts as damaged. */
static const uint64_t most_bytes = SIZE_MAX < (uint64_t)1 << 32 ? SIZE_MAX / 2 : (uint64_t)1 << 32;

/* Bytes in a page's header. */
enum { AT_PAGE = 8, AT_PREV = 12, AT_NEXT = 16, AT_ENTRIES = 20, AT_OFFSET = 22, AT_LEVEL = 24,
       AT_TYPE = 25 };

enum page_type { P_FREE = 0, P_HASH_UNSORTED = 2, P_IBTREE = 3, P_IRECNO = 4, P_LBTREE = 5,
                 P_LRECNO = 6, P_OVERFLOW = 7, P_HASHMETA = 8, P_BTREEMETA = 9, P_LDUP = 12,
                 P_HASH = 13 };

/* The flags of a hash file and of a btree file. */
enum { HF_DUP = 1, HF_SUBDB = 2, HF_DUPSORT = 4 };
enum { BF_DUP = 1, BF_RECNO = 2, BF_SUBDB = 0x20, BF_DUPSORT = 0x40, BF_COMPRESS = 0x80 };

enum hash_item { H_KEYDATA = 1, H_DUPLICATE = 2, H_OFFPAGE = 3, H_OFFDUP = 4 };
enum btree_item { B_KEYDATA = 1, B_DUPLICATE = 2, B_OVERFLOW = 3 };

struct check {
    const unsigned char *file;
    uint64_t size;         /* of the file: more than memory has names for, on machines of 32 bits */
    size_t pagesize;
    uint32_t last;         /* number of the last page, as the file says */
    uint32_t there;        /* and as its size says: reading behind it fails, and no more */
    size_t header;         /* bytes of a page before its table of items */
    bool swapped, hash;
    bool dup, dupsort, subdb; /* what the first page says of the database */
    struct page_fault *fault;
    uint32_t page;         /* looked at */
    uint32_t *memo;        /* a number for each page, 0: not yet known; NULL until the first */
    uint32_t *claimed;     /* a bit for each page: an item leads to it; behind the memos */
    uint32_t *made_up;     /* another: it is not there, and libdb would make it up */
    bool mixed;            /* one has both */
};

static bool bad(struct check *c, const char *what)
{
    c->fault->page = c->page;
    c->fault->what = what;
    return false;
}

/* What is not known to be sound counts as damaged. */
static bool unread(struct check *c, const char *why)
{
    c->fault->unread = true;
    return bad(c, why);
}

static uint32_t get32(const struct check *c, const unsigned char *p)
{
    uint32_t v;

    memcpy(&v, p, sizeof v);
    return c->swapped ? __builtin_bswap32(v) : v;
}

static unsigned get16(const struct check *c, const unsigned char *p)
{
    uint16_t v;

    memcpy(&v, p, sizeof v);
    return c->swapped ? __builtin_bswap16(v) : v;
}

static const unsigned char *page_at(const struct check *c, uint32_t n)
{
    return c->file + (size_t)n * c->pagesize;
}

static int type_of(const struct check *c, uint32_t n)
{
    return page_at(c, n)[AT_TYPE];
}

static bool exists(const struct check *c, uint32_t n)
{
    return n > 0 && n <= c->last;
}

/* Makes room for what is noted of pages, which plain tables do not need. */
static bool notes(struct check *c)
{
    size_t pages = (size_t)(c->last < c->there ? c->last : c->there) + 1; /* of a hole, none */
    size_t bits = (size_t)c->last / 32 + 1;

    if (c->memo == NULL) {
        c->memo = calloc(pages + 2 * bits, sizeof *c->memo);
        if (c->memo == NULL)
            return unread(c, "no memory to check it");
        c->claimed = c->memo + pages;
        c->made_up = c->claimed + bits;
    }
    return true;
}

/*
 * Cut off with the end of the file. In a hash file libdb makes up an empty page for a bucket, or the
 * next page of one; from then on whatever else leads there would find that, and no error.
 */
static bool gone(struct check *c, uint32_t n, bool bucket)
{
    uint32_t bit = (uint32_t)1 << (n % 32);

    if (!exists(c, n) || n <= c->there)
        return false;
    if (c->hash && notes(c)) {
        (bucket ? c->made_up : c->claimed)[n / 32] |= bit;
        c->mixed |= ((bucket ? c->claimed : c->made_up)[n / 32] & bit) != 0;
    }
    return true;
}

static bool cut_off(struct check *c, uint32_t n)
{
    return gone(c, n, false);
}

/* An item leads to the page, and no other may: what hangs there is told once. */
static bool claim(struct check *c, uint32_t n)
{
    uint32_t bit = (uint32_t)1 << (n % 32);

    if (!notes(c))
        return false;
    if ((c->claimed[n / 32] & bit) != 0)
        return bad(c, "a page that two items lead to");
    c->claimed[n / 32] |= bit;
    return true;
}

/* ---- links ------------------------------------------------------------------------------------- */

/* The page behind this one has to name it. */
static bool check_next(struct check *c, const unsigned char *page)
{
    uint32_t next = get32(c, page + AT_NEXT);

    if (next == 0)
        return true;
    if (gone(c, next, page[AT_TYPE] == P_HASH || page[AT_TYPE] == P_HASH_UNSORTED))
        return true;
    if (!exists(c, next))
        return bad(c, "a link to a page that does not exist");
    if (get32(c, page_at(c, next) + AT_PREV) != c->page)
        return bad(c, "a link to a page of another chain");
    if (type_of(c, next) != page[AT_TYPE] &&
        !(page[AT_TYPE] == P_HASH && type_of(c, next) == P_HASH_UNSORTED) &&
        !(page[AT_TYPE] == P_HASH_UNSORTED && type_of(c, next) == P_HASH))
        return bad(c, "a link to a page of another kind");
    return true;
}

/*
 * The bytes of a long value, at most UINT32_MAX; that too for one whose end was cut off with the
 * file: libdb gives up when it comes there. False: no chain of overflow pages. It ends, as no page
 * but the first has a page before it that is none of its own.
 */
static bool chain_length(struct check *c, uint32_t first, uint32_t *length)
{
    uint64_t sum = 0;

    if (!notes(c))
        return false;
    for (uint32_t n = first, prev = 0; n != 0 && c->memo[first] == 0;) {
        const unsigned char *page = page_at(c, n);

        if (type_of(c, n) != P_OVERFLOW || get32(c, page + AT_PREV) != prev)
            return bad(c, "an item whose overflow page is none");
        sum += get16(c, page + AT_OFFSET);
        prev = n;
        n = get32(c, page + AT_NEXT);
        if (cut_off(c, n))
            sum = UINT32_MAX;
        if (n != 0 && !exists(c, n))
            return bad(c, "a link to a page that does not exist");
        if (n == 0 || cut_off(c, n)) /* the memo is one more, so that 0 is free */
            c->memo[first] = (uint32_t)(sum < UINT32_MAX - 1 ? sum + 1 : UINT32_MAX);
    }
    *length = c->memo[first] == UINT32_MAX ? UINT32_MAX : c->memo[first] - 1;
    return true;
}

/*
 * An item that names the first page of a long value, and its length: libdb makes room for it first,
 * and tells all of it even where the pages hold less.
 */
static bool check_overflow(struct check *c, uint32_t first, uint32_t length, bool only)
{
    uint32_t there;

    if (length > ((size_t)c->last + 1) * c->pagesize)
        return bad(c, "an item that is longer than its file");
    if (cut_off(c, first))
        return true;
    if (!exists(c, first) || type_of(c, first) != P_OVERFLOW)
        return bad(c, "an item whose overflow page is none");
    if (!chain_length(c, first, &there))
        return false;
    if (length > there)
        return bad(c, "an item that is longer than its pages");
    return !only || claim(c, first);
}

/* ---- trees ------------------------------------------------------------------------------------- */

/* The page that item i of an inner page leads to; 0 if there is none or it was cut off. */
static uint32_t child_of(struct check *c, uint32_t n, unsigned i)
{
    const unsigned char *page = page_at(c, n);
    bool recno = page[AT_TYPE] == P_IRECNO;
    size_t at = c->header + 2 * (size_t)i;
    uint32_t child;

    if ((page[AT_TYPE] != P_IBTREE && !recno) || i >= get16(c, page + AT_ENTRIES) ||
        at + 2 > c->pagesize)
        return 0;
    at = get16(c, page + at);
    if (at + RECNO_ITEM > c->pagesize)
        return 0;
    child = get32(c, page + at + (recno ? 0 : 4));
    return exists(c, child) && !cut_off(c, child) && page_at(c, child)[AT_LEVEL] < page[AT_LEVEL]
               ? child
               : 0;
}

/*
 * The kind of the leaves below a page of a btree: P_LBTREE or P_LDUP; P_FREE if all of them were cut
 * off; P_HASH, as no tree has them, if they are of several kinds. The level falls with each step.
 */
static int leaves_of(struct check *c, uint32_t n)
{
    unsigned entries = get16(c, page_at(c, n) + AT_ENTRIES);
    int kind = P_FREE;

    if (type_of(c, n) != P_IBTREE)
        return type_of(c, n);
    if (c->memo[n] != 0)
        return (int)c->memo[n] - 1;
    for (unsigned i = 0; i < entries; i++) {
        uint32_t child = child_of(c, n, i);
        int below = child != 0 ? leaves_of(c, child) : P_FREE;

        if (kind == P_FREE)
            kind = below;
        else if (below != P_FREE && below != kind)
            kind = P_HASH;
    }
    c->memo[n] = (uint32_t)kind + 1;
    return kind;
}

/* The records that a page of a numbered tree says it has. */
static uint64_t records_of(const struct check *c, uint32_t n)
{
    const unsigned char *page = page_at(c, n);
    unsigned entries = get16(c, page + AT_ENTRIES);
    uint64_t sum = 0;

    if (page[AT_TYPE] != P_IRECNO)
        return entries;
    for (unsigned i = 0; i < entries && c->header + 2 * (size_t)i + 2 <= c->pagesize; i++) {
        size_t at = get16(c, page + c->header + 2 * (size_t)i);

        if (at + RECNO_ITEM <= c->pagesize)
            sum += get32(c, page + at + 4);
    }
    return sum;
}

/* The first leaf of a sorted tree of duplicates: a walk from there meets none of another tree. */
static bool check_first_leaf(struct check *c, uint32_t root)
{
    uint32_t n = root;

    while (n != 0 && type_of(c, n) == P_IBTREE)
        n = child_of(c, n, 0);
    return n == 0 || get32(c, page_at(c, n) + AT_PREV) == 0
               ? true
               : bad(c, "duplicates that begin in the middle of others");
}

/* An item that names the tree of a key's duplicates. `own`: of the database that will be read. */
static bool check_duplicates(struct check *c, uint32_t root, bool own)
{
    bool sorted;
    int type;

    if (own && !c->dup)
        return bad(c, "duplicates in a database without");
    if (cut_off(c, root))
        return true;
    if (!exists(c, root))
        return bad(c, "an item whose duplicates do not exist");
    if (!notes(c))
        return false;
    type = leaves_of(c, root);
    sorted = type == P_LDUP || (type == P_FREE && type_of(c, root) == P_IBTREE);
    if (!sorted && type != P_LRECNO && type != P_IRECNO)
        return bad(c, "an item whose duplicates are none");
    if (own && sorted != c->dupsort) /* libdb reads them as what the first page says */
        return bad(c, "duplicates of the wrong order");
    if (type == P_IRECNO && records_of(c, root) != get32(c, page_at(c, root) + AT_PREV))
        return bad(c, "a number of records that is not possible");
    return (!sorted || check_first_leaf(c, root)) && claim(c, root);
}

/* ---- hash pages -------------------------------------------------------------------------------- */

/* [length][bytes][length] ... */
static bool check_inline_duplicates(struct check *c, const unsigned char *p, size_t n)
{
    if (c->hash && !c->dup)
        return bad(c, "duplicates in a database without");
    if (n == 0)
        return bad(c, "duplicates that are none");
    while (n > 0) {
        size_t length;

        if (n < 4)
            return bad(c, "duplicates that do not fit into their item");
        length = get16(c, p);
        if (length + 4 > n || get16(c, p + 2 + length) != length)
            return bad(c, "duplicates that do not fit into their item");
        p += length + 4;
        n -= length + 4;
    }
    return true;
}

static bool check_hash_item(struct check *c, const unsigned char *p, size_t n, bool is_key)
{
    if (n == 0)
        return bad(c, "an item without a kind");
    switch (*p) {
    case H_KEYDATA:
        return true;
    case H_DUPLICATE:
        return is_key ? bad(c, "a key of the kind of duplicates")
                      : check_inline_duplicates(c, p + 1, n - 1);
    case H_OFFPAGE:
        return n < INDIRECT ? bad(c, "an item that is too short")
                            : check_overflow(c, get32(c, p + 4), get32(c, p + 8), true);
    case H_OFFDUP:
        if (is_key)
            return bad(c, "a key of the kind of duplicates");
        return n < 8 ? bad(c, "an item that is too short")
                     : check_duplicates(c, get32(c, p + 4), c->hash);
    default:
        return bad(c, "an item of an unknown kind");
    }
}

/* Items lie one before the other, from the page's end. */
static bool check_hash_page(struct check *c, const unsigned char *page)
{
    unsigned entries = get16(c, page + AT_ENTRIES);
    size_t table = c->header + 2 * (size_t)entries, end = c->pagesize;

    if (table > c->pagesize || entries % 2 != 0)
        return bad(c, "a number of items that is not possible");
    for (unsigned i = 0; i < entries; i++) {
        size_t at = get16(c, page + c->header + 2 * i);

        if (at < table || at > end)
            return bad(c, "an item outside of its page");
        if (!check_hash_item(c, page + at, end - at, i % 2 == 0))
            return false;
        end = at;
    }
    return check_next(c, page);
}

/* ---- btree pages ------------------------------------------------------------------------------- */

/* Keys and values alternate on the leaves of the main tree; only values have duplicates. */
static bool check_leaf_item(struct check *c, bool value, const unsigned char *p, size_t room)
{
    if (room < 3)
        return bad(c, "an item outside of its page");
    switch (p[2] & 0x7F) {
    case B_KEYDATA:
        return get16(c, p) + 3u <= room ? true : bad(c, "an item outside of its page");
    case B_OVERFLOW:
        return room < INDIRECT ? bad(c, "an item outside of its page")
                               : check_overflow(c, get32(c, p + 4), get32(c, p + 8), true);
    case B_DUPLICATE:
        if (!value)
            return bad(c, "a key or a duplicate of the kind of duplicates");
        if (c->subdb) /* the list of databases has none; whose they are is not followed */
            return bad(c, "several databases, one with duplicates");
        return room < INDIRECT ? bad(c, "an item outside of its page")
                               : check_duplicates(c, get32(c, p + 4), !c->hash);
    default:
        return bad(c, "an item of an unknown kind");
    }
}

/* A child is one level lower; leaves are level 1. */
static bool check_child(struct check *c, const unsigned char *page, uint32_t child)
{
    int level = page[AT_LEVEL], type;
    bool recno = page[AT_TYPE] == P_IRECNO;

    if (cut_off(c, child))
        return true;
    if (!exists(c, child))
        return bad(c, "a child that does not exist");
    type = type_of(c, child);
    if (page_at(c, child)[AT_LEVEL] != level - 1)
        return bad(c, "a child of the wrong level");
    if (recno ? type != (level == 2 ? P_LRECNO : P_IRECNO)
              : level == 2 ? type != P_LBTREE && type != P_LDUP : type != P_IBTREE)
        return bad(c, "a child of the wrong kind");
    return claim(c, child);
}

/* A record's number is looked for by the counts of the children, down to the place on a leaf. */
static bool check_recno_item(struct check *c, const unsigned char *page, const unsigned char *p)
{
    uint32_t child = get32(c, p);

    if (!check_child(c, page, child))
        return false;
    return cut_off(c, child) || records_of(c, child) == get32(c, p + 4)
               ? true
               : bad(c, "a number of records that is not possible");
}

static bool check_inner_item(struct check *c, const unsigned char *page, const unsigned char *p,
                             size_t room)
{
    if (room < (page[AT_TYPE] == P_IRECNO ? (size_t)RECNO_ITEM : (size_t)INDIRECT))
        return bad(c, "an item outside of its page");
    if (page[AT_TYPE] == P_IRECNO)
        return check_recno_item(c, page, p);
    if (!check_child(c, page, get32(c, p + 4)))
        return false;
    if (get16(c, p) + (size_t)INDIRECT > room)
        return bad(c, "an item outside of its page");
    if ((p[2] & 0x7F) == B_OVERFLOW)
        return room < 2 * INDIRECT ? bad(c, "an item outside of its page")
                                   : check_overflow(c, get32(c, p + 16), get32(c, p + 20), false);
    return (p[2] & 0x7F) == B_KEYDATA ? true : bad(c, "an item of an unknown kind");
}

/*
 * libdb turns the bytes of each item's head around, in the order of the table: one that lies in
 * another would be turned twice. Two in a row, of a key that has duplicates, count as one.
 */
static bool check_apart(struct check *c, const unsigned char *page, unsigned entries)
{
    bool taken[MOST_PAGE];

    memset(taken, false, c->pagesize);
    for (unsigned i = 0; i < entries; i++) {
        size_t at = get16(c, page + c->header + 2 * i);
        size_t head = page[AT_TYPE] == P_IRECNO ? (size_t)RECNO_ITEM : (size_t)INDIRECT;

        if (page[AT_TYPE] == P_LBTREE && i > 1 && at == get16(c, page + c->header + 2 * (i - 2)))
            continue;
        if (page[AT_TYPE] == P_IBTREE && (page[at + 2] & 0x7F) == B_OVERFLOW)
            head = 2 * (size_t)INDIRECT;
        else if (page[AT_TYPE] != P_IBTREE && page[AT_TYPE] != P_IRECNO &&
                 (page[at + 2] & 0x7F) == B_KEYDATA)
            head = 3;
        for (size_t b = at; b < at + head; b++) {
            if (taken[b])
                return bad(c, "items that lie on each other");
            taken[b] = true;
        }
    }
    return true;
}

static bool check_btree_page(struct check *c, const unsigned char *page)
{
    unsigned entries = get16(c, page + AT_ENTRIES);
    size_t table = c->header + 2 * (size_t)entries;
    size_t key = 0;
    bool pairs = page[AT_TYPE] == P_LBTREE;
    bool leaf = pairs || page[AT_TYPE] == P_LDUP || page[AT_TYPE] == P_LRECNO;

    if (table > c->pagesize)
        return bad(c, "a number of items that is not possible");
    if (leaf != (page[AT_LEVEL] == 1))
        return bad(c, "a level that is not possible");
    if ((!leaf && entries == 0) || (pairs && entries % 2 != 0))
        return bad(c, "a number of items that is not possible");
    for (unsigned i = 0; i < entries; i++) {
        size_t at = get16(c, page + c->header + 2 * i);

        if (at < table || at >= c->pagesize)
            return bad(c, "an item outside of its page");
        if (pairs && i % 2 == 0) {
            if (at == key)
                continue; /* the key before, with one more value */
            key = at;
        }
        if (leaf ? !check_leaf_item(c, pairs && i % 2 != 0, page + at, c->pagesize - at)
                 : !check_inner_item(c, page, page + at, c->pagesize - at))
            return false;
    }
    if (c->swapped && !check_apart(c, page, entries))
        return false;
    return !leaf || check_next(c, page);
}

static bool check_overflow_page(struct check *c, const unsigned char *page)
{
    if (get16(c, page + AT_OFFSET) > c->pagesize - c->header)
        return bad(c, "more bytes than the page has");
    return check_next(c, page);
}

/* ---- the file ---------------------------------------------------------------------------------- */

static bool check_page(struct check *c)
{
    const unsigned char *page = page_at(c, c->page);

    switch (page[AT_TYPE]) {
    case P_FREE:
        return true;
    case P_HASH:
    case P_HASH_UNSORTED:
        break;
    case P_IBTREE:
    case P_IRECNO:
    case P_LBTREE:
    case P_LRECNO:
    case P_LDUP:
    case P_OVERFLOW:
    case P_HASHMETA:
    case P_BTREEMETA:
        break;
    default:
        return bad(c, "a page of an unknown kind");
    }
    if (get32(c, page + AT_PAGE) != c->page)
        return bad(c, "a page that belongs elsewhere");
    if (page[AT_TYPE] == P_HASH || page[AT_TYPE] == P_HASH_UNSORTED)
        return check_hash_page(c, page);
    if (page[AT_TYPE] == P_OVERFLOW)
        return check_overflow_page(c, page);
    if (page[AT_TYPE] == P_HASHMETA || page[AT_TYPE] == P_BTREEMETA)
        return true; /* of a file with several databases: opened by name only */
    return check_btree_page(c, page);
}

/* Where the buckets are: bucket b is page b + spares[number of bits of b]. */
static bool check_buckets(struct check *c)
{
    uint32_t buckets = get32(c, c->file + MAX_BUCKET);
    uint32_t high = get32(c, c->file + MAX_BUCKET + 4), low = get32(c, c->file + MAX_BUCKET + 8);

    /* a hash is cut to `high`, and what is more than there are buckets to `low` */
    if (buckets > c->last || high < buckets || low > buckets || (high & (high + 1)) != 0 ||
        (low & (low + 1)) != 0)
        return bad(c, "a number of buckets that is not possible");
    for (uint32_t b = 0; b <= buckets; b++) {
        unsigned bits = b == 0 ? 0 : 32 - (unsigned)__builtin_clz(b);
        uint32_t n = b + get32(c, c->file + SPARES + 4 * (size_t)bits);
        int type;

        if (gone(c, n, true))
            continue;
        c->page = n;
        if (!exists(c, n))
            return bad(c, "a bucket that does not exist");
        if (!claim(c, n))
            return false;
        type = type_of(c, n);
        if (type != P_HASH && type != P_HASH_UNSORTED && type != P_FREE)
            return bad(c, "a bucket that is none");
        if (type != P_FREE && get32(c, page_at(c, n) + AT_PREV) != 0)
            return bad(c, "a bucket in the middle of a chain");
        if (type == P_FREE && (get16(c, page_at(c, n) + AT_ENTRIES) != 0 ||
                               get32(c, page_at(c, n) + AT_NEXT) != 0))
            return bad(c, "a bucket that was never filled, with items");
    }
    return true;
}

static bool check_root(struct check *c)
{
    uint32_t root = get32(c, c->file + ROOT), keys = get32(c, c->file + MIN_KEYS);
    int type;

    if (keys < 2 || keys > c->pagesize / 2) /* libdb divides by it */
        return bad(c, "a number of keys a page that is not possible");
    if (cut_off(c, root)) /* of several, libdb looks again, for a name that it was not given */
        return c->subdb ? bad(c, "a root that was cut off") : true;
    if (!exists(c, root))
        return bad(c, "a root that does not exist");
    if (!notes(c))
        return false;
    type = leaves_of(c, root);
    return type == P_LBTREE || (type == P_FREE && type_of(c, root) == P_IBTREE)
               ? true
               : bad(c, "a root that is none");
}

/* What the first page says of all others. False: libdb would be led to what is not checked. */
static bool take_flags(struct check *c)
{
    uint32_t flags = get32(c, c->file + FLAGS);

    c->header = HEADER + ((c->file[26] & CHECKSUMS) != 0 ? SUM_SIZE : 0);
    c->dup = (flags & (c->hash ? HF_DUP : BF_DUP)) != 0;
    c->dupsort = (flags & (c->hash ? HF_DUPSORT : BF_DUPSORT)) != 0;
    c->subdb = (flags & (c->hash ? HF_SUBDB : BF_SUBDB)) != 0;
    if ((c->file[26] & PARTS) != 0)
        return bad(c, "a table in several files");
    if (c->hash && c->subdb)
        return bad(c, "a hash file with several databases");
    if (!c->hash && (flags & BF_COMPRESS) != 0)
        return bad(c, "a compressed table");
    return true;
}

/* Takes the first page in. *ours false: no business of this pass. */
static bool begin(struct check *c, bool *ours)
{
    uint32_t magic, version;

    *ours = false;
    if (c->size < META_SIZE)
        return true;
    magic = get32(c, c->file + 12);
    if (magic != HASH_MAGIC && magic != BTREE_MAGIC) {
        c->swapped = true;
        magic = get32(c, c->file + 12);
    }
    if (magic != HASH_MAGIC && magic != BTREE_MAGIC)
        return true;
    c->hash = magic == HASH_MAGIC;
    version = get32(c, c->file + 16);
    if (version < (c->hash ? FIRST_HASH : FIRST_BTREE) || version > LAST_VERSION || c->file[24] != 0)
        return true; /* another format, or encrypted: libdb refuses them */
    if (!c->hash && (get32(c, c->file + FLAGS) & BF_RECNO) != 0)
        return true; /* lines by number: neither class can open it */
    c->pagesize = get32(c, c->file + 20);
    if (c->pagesize < 512 || c->pagesize > MOST_PAGE || (c->pagesize & (c->pagesize - 1)) != 0)
        return bad(c, "a page size that is not possible"); /* libdb divides by it first */
    if (c->file[AT_TYPE] != (c->hash ? P_HASHMETA : P_BTREEMETA))
        return bad(c, "a first page of the wrong kind");
    c->last = get32(c, c->file + 32);
    *ours = c->size % c->pagesize == 0; /* else libdb refuses it */
    c->there = c->size / c->pagesize > UINT32_MAX ? UINT32_MAX
                                                  : (uint32_t)(c->size / c->pagesize) - 1;
    if (*ours && c->last / MISSING_MOST > c->there)
        return bad(c, "nearly all of it was cut off");
    return take_flags(c);
}

/* ---- circles ------------------------------------------------------------------------------------ */

static bool is_leaf(const struct check *c, uint32_t n)
{
    int type = type_of(c, n);

    return type == P_LBTREE || type == P_LRECNO || type == P_LDUP;
}

/* Does the page before it lead to it? */
static bool is_led_to(const struct check *c, uint32_t n, uint32_t end)
{
    uint32_t prev = get32(c, page_at(c, n) + AT_PREV);

    return prev > 0 && prev <= end && is_leaf(c, prev) && get32(c, page_at(c, prev) + AT_NEXT) == n;
}

/*
 * A key leads to any leaf of a btree, and a list goes on from there. As each leaf is the next of one other at most, those
 * that are not met from the first leaves of chains lead in a circle.
 */
static bool check_circles(struct check *c)
{
    uint32_t end = c->last < c->there ? c->last : c->there, leaves = 0, met = 0;

    for (uint32_t n = 1; n <= end; n++) {
        if (!is_leaf(c, n))
            continue;
        leaves++;
        for (uint32_t at = is_led_to(c, n, end) ? 0 : n; at > 0 && at <= end; at = get32(c, page_at(c, at) + AT_NEXT))
            met++;
    }
    c->page = 0;
    return leaves == met || bad(c, "leaves that lead in a circle");
}

/* All pages that are there. */
static bool check_all(struct check *c)
{
    if (c->hash ? !check_buckets(c) : !check_root(c))
        return false;
    for (c->page = 1; c->page <= c->last && c->page <= c->there; c->page++) {
        if (!check_page(c))
            return false;
    }
    if (!c->hash && !check_circles(c))
        return false;
    return c->fault->what == NULL && (!c->mixed || bad(c, "a missing page of two kinds"));
}

bool pages_sound(const unsigned char *file, size_t size, struct page_fault *fault)
{
    struct check c = { .file = file, .size = size, .fault = fault };
    bool ours, sound;

    *fault = (struct page_fault){ 0 };
    sound = begin(&c, &ours);

    if (sound && ours)
        sound = check_all(&c);
    free(c.memo);
    return sound;
}

/* Room for `size` bytes of a file; large ones where the kernel can give large pages. */
static unsigned char *room_for(size_t size)
{
    unsigned char *file;

    if (size <= LARGE_PAGE)
        return malloc(size);
    file = aligned_alloc(LARGE_PAGE, (size + LARGE_PAGE - 1) & ~(size_t)(LARGE_PAGE - 1));
    if (file != NULL) /* most of the time would go into the kernel's small pages */
        madvise(file, size, MADV_HUGEPAGE);
    return file;
}

/* Up to n bytes from the file's begin; fewer at its end; -1: it cannot be read. */
static ssize_t read_begin(int fd, unsigned char *to, size_t n)
{
    size_t have = 0;

    while (have < n) {
        ssize_t got = pread(fd, to + have, n - have, (off_t)have);

        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return -1;
        if (got == 0)
            break;
        have += (size_t)got;
    }
    return (ssize_t)have;
}

/* Reads the pages that the file has and the first of them knows of: libdb goes to no other. */
static bool check_read(struct check *c, int fd)
{
    uint32_t last = c->last < c->there ? c->last : c->there;
    uint64_t want = ((uint64_t)last + 1) * c->pagesize;
    unsigned char *file;
    ssize_t got;
    bool sound;

    if (want > most_bytes)
        return unread(c, "too large to be checked");
    file = room_for((size_t)want);
    if (file == NULL)
        return unread(c, "no memory to check it");
    got = read_begin(fd, file, (size_t)want);
    c->file = file;
    if (got < 0)
        sound = unread(c, "it cannot be read");
    else
        sound = (uint64_t)got == want ? check_all(c) : unread(c, "it changes while it is read");
    free(file);
    free(c->memo);
    return sound;
}

bool pages_sound_fd(int fd, struct page_fault *fault)
{
    unsigned char head[META_SIZE];
    struct check c = { .file = head, .fault = fault };
    struct stat st;
    ssize_t got;
    bool ours;

    *fault = (struct page_fault){ 0 };
    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) || st.st_size < 0)
        return unread(&c, "no plain file");
    got = read_begin(fd, head, sizeof head);
    if (got < 0)
        return unread(&c, "it cannot be read");
    c.size = (uint64_t)st.st_size;
    if (got < META_SIZE) /* libdb refuses so few, unless more come with time */
        return (uint64_t)got == c.size ? true : unread(&c, "it changes while it is read");
    return begin(&c, &ours) && (!ours || check_read(&c, fd));
}

bool pages_layout(int fd, struct page_layout *out)
{
    struct page_fault fault = { 0 };
    struct check c = { .file = out->head, .fault = &fault };
    struct stat st;
    bool ours;

    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) || st.st_size < META_SIZE
        || read_begin(fd, out->head, sizeof out->head) != META_SIZE)
        return false;
    c.size = (uint64_t)st.st_size;
    if (!begin(&c, &ours) || !ours)
        return false;
    out->hash = c.hash;
    out->swapped = c.swapped;
    out->plain = !c.dup && !c.subdb && c.header == HEADER;
    out->pagesize = c.pagesize;
    out->last = c.last;
    out->there = c.there;
    return true;
}

bool pages_still(int fd, bool btree)
{
    uint32_t magic, wanted = btree ? BTREE_MAGIC : HASH_MAGIC;
    struct page_fault fault;

    return pread(fd, &magic, sizeof magic, 12) == (ssize_t)sizeof magic &&
           (magic == wanted || magic == __builtin_bswap32(wanted)) && pages_sound_fd(fd, &fault);
}
