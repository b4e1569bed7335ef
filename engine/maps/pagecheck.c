/*
 * pagecheck.c - the pages of hash and btree files.
 *
 * No link can lead in a circle when (1) the page behind a link names the page before it, and the
 * first of a chain names none; (2) the children of a btree's page are one level lower.
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
    CHECKSUMS = 1,         /* flag of the first page */
    META_SIZE = 512,
    HEADER = 26,           /* of a page; the table of items follows */
    SPARES = 96,           /* in a hash file's first page */
    MIN_KEYS = 76,         /* in a btree file's: items that a page holds at least */
    ROOT = 88,
    MAX_BUCKET = 72,
    RECNO_ITEM = 8,        /* bytes of an item that counts records */
    INDIRECT = 12,         /* bytes of an item that names an overflow page */
};

/* Bytes in a page's header. */
enum { AT_PAGE = 8, AT_PREV = 12, AT_NEXT = 16, AT_ENTRIES = 20, AT_OFFSET = 22, AT_LEVEL = 24,
       AT_TYPE = 25 };

enum page_type { P_FREE = 0, P_HASH_UNSORTED = 2, P_IBTREE = 3, P_IRECNO = 4, P_LBTREE = 5,
                 P_LRECNO = 6, P_OVERFLOW = 7, P_HASHMETA = 8, P_BTREEMETA = 9, P_LDUP = 12,
                 P_HASH = 13 };

enum hash_item { H_KEYDATA = 1, H_DUPLICATE = 2, H_OFFPAGE = 3, H_OFFDUP = 4 };
enum btree_item { B_KEYDATA = 1, B_DUPLICATE = 2, B_OVERFLOW = 3 };

struct check {
    const unsigned char *file;
    size_t size, pagesize;
    uint32_t last;         /* number of the last page, as the file says */
    uint32_t there;        /* and as its size says: reading behind it fails, and no more */
    bool swapped;
    struct page_fault *fault;
    uint32_t page;         /* looked at */
};

static bool bad(struct check *c, const char *what)
{
    c->fault->page = c->page;
    c->fault->what = what;
    return false;
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

/* Cut off with the end of the file. */
static bool cut_off(const struct check *c, uint32_t n)
{
    return exists(c, n) && n > c->there;
}

/* ---- links ------------------------------------------------------------------------------------- */

/* The page behind this one has to name it. */
static bool check_next(struct check *c, const unsigned char *page)
{
    uint32_t next = get32(c, page + AT_NEXT);

    if (next == 0)
        return true;
    if (cut_off(c, next))
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

/* An item that names the first page of a long value, and its length: libdb makes room for it first. */
static bool check_overflow(struct check *c, uint32_t first, uint32_t length)
{
    if (length > ((size_t)c->last + 1) * c->pagesize)
        return bad(c, "an item that is longer than its file");
    if (cut_off(c, first))
        return true;
    if (!exists(c, first) || type_of(c, first) != P_OVERFLOW ||
        get32(c, page_at(c, first) + AT_PREV) != 0)
        return bad(c, "an item whose overflow page is none");
    return true;
}

/* An item that names the tree of a key's duplicates. */
static bool check_duplicates(struct check *c, uint32_t root)
{
    int type;

    if (cut_off(c, root))
        return true;
    if (!exists(c, root))
        return bad(c, "an item whose duplicates do not exist");
    type = type_of(c, root);
    if (type != P_LDUP && type != P_IBTREE && type != P_LRECNO && type != P_IRECNO)
        return bad(c, "an item whose duplicates are none");
    return true;
}

/* ---- hash pages -------------------------------------------------------------------------------- */

/* [length][bytes][length] ... */
static bool check_inline_duplicates(struct check *c, const unsigned char *p, size_t n)
{
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
                            : check_overflow(c, get32(c, p + 4), get32(c, p + 8));
    case H_OFFDUP:
        if (is_key)
            return bad(c, "a key of the kind of duplicates");
        return n < 8 ? bad(c, "an item that is too short") : check_duplicates(c, get32(c, p + 4));
    default:
        return bad(c, "an item of an unknown kind");
    }
}

/* Items lie one before the other, from the page's end. */
static bool check_hash_page(struct check *c, const unsigned char *page)
{
    unsigned entries = get16(c, page + AT_ENTRIES);
    size_t table = HEADER + 2 * (size_t)entries, end = c->pagesize;

    if (table > c->pagesize || entries % 2 != 0)
        return bad(c, "a number of items that is not possible");
    for (unsigned i = 0; i < entries; i++) {
        size_t at = get16(c, page + HEADER + 2 * i);

        if (at < table || at > end)
            return bad(c, "an item outside of its page");
        if (!check_hash_item(c, page + at, end - at, i % 2 == 0))
            return false;
        end = at;
    }
    return check_next(c, page);
}

/* ---- btree pages ------------------------------------------------------------------------------- */

static bool check_leaf_item(struct check *c, const unsigned char *p, size_t room)
{
    if (room < 3)
        return bad(c, "an item outside of its page");
    switch (p[2] & 0x7F) {
    case B_KEYDATA:
        return get16(c, p) + 3u <= room ? true : bad(c, "an item outside of its page");
    case B_OVERFLOW:
        return room < INDIRECT ? bad(c, "an item outside of its page")
                               : check_overflow(c, get32(c, p + 4), get32(c, p + 8));
    case B_DUPLICATE:
        return room < INDIRECT ? bad(c, "an item outside of its page")
                               : check_duplicates(c, get32(c, p + 4));
    default:
        return bad(c, "an item of an unknown kind");
    }
}

/* A child is one level lower; leaves are level 1. */
static bool check_child(struct check *c, const unsigned char *page, uint32_t child)
{
    int level = page[AT_LEVEL], type;

    if (cut_off(c, child))
        return true;
    if (!exists(c, child))
        return bad(c, "a child that does not exist");
    type = type_of(c, child);
    if (page_at(c, child)[AT_LEVEL] != level - 1)
        return bad(c, "a child of the wrong level");
    if (level == 2 ? type != P_LBTREE && type != P_LDUP && type != P_LRECNO
                   : type != P_IBTREE && type != P_IRECNO)
        return bad(c, "a child of the wrong kind");
    return true;
}

static bool check_inner_item(struct check *c, const unsigned char *page, const unsigned char *p,
                             size_t room)
{
    if (room < (page[AT_TYPE] == P_IRECNO ? (size_t)RECNO_ITEM : (size_t)INDIRECT))
        return bad(c, "an item outside of its page");
    if (page[AT_TYPE] == P_IRECNO)
        return check_child(c, page, get32(c, p));
    if (!check_child(c, page, get32(c, p + 4)))
        return false;
    if (get16(c, p) + (size_t)INDIRECT > room)
        return bad(c, "an item outside of its page");
    if ((p[2] & 0x7F) == B_OVERFLOW)
        return room < 2 * INDIRECT ? bad(c, "an item outside of its page")
                                   : check_overflow(c, get32(c, p + 16), get32(c, p + 20));
    return (p[2] & 0x7F) == B_KEYDATA ? true : bad(c, "an item of an unknown kind");
}

static bool check_btree_page(struct check *c, const unsigned char *page)
{
    unsigned entries = get16(c, page + AT_ENTRIES);
    size_t table = HEADER + 2 * (size_t)entries;
    bool leaf = page[AT_TYPE] == P_LBTREE || page[AT_TYPE] == P_LDUP || page[AT_TYPE] == P_LRECNO;

    if (table > c->pagesize)
        return bad(c, "a number of items that is not possible");
    if (leaf != (page[AT_LEVEL] == 1))
        return bad(c, "a level that is not possible");
    if ((!leaf && entries == 0) || (page[AT_TYPE] == P_LBTREE && entries % 2 != 0))
        return bad(c, "a number of items that is not possible");
    for (unsigned i = 0; i < entries; i++) {
        size_t at = get16(c, page + HEADER + 2 * i);

        if (at < table || at >= c->pagesize)
            return bad(c, "an item outside of its page");
        if (leaf ? !check_leaf_item(c, page + at, c->pagesize - at)
                 : !check_inner_item(c, page, page + at, c->pagesize - at))
            return false;
    }
    return !leaf || check_next(c, page);
}

static bool check_overflow_page(struct check *c, const unsigned char *page)
{
    if (get16(c, page + AT_OFFSET) > c->pagesize - HEADER)
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

    if (buckets > c->last || high < buckets || low > high || (high & (high + 1)) != 0 ||
        (low & (low + 1)) != 0)
        return bad(c, "a number of buckets that is not possible");
    for (uint32_t b = 0; b <= buckets; b++) {
        unsigned bits = b == 0 ? 0 : 32 - (unsigned)__builtin_clz(b);
        uint32_t n = b + get32(c, c->file + SPARES + 4 * (size_t)bits);
        int type;

        if (cut_off(c, n))
            continue;
        c->page = n;
        if (!exists(c, n))
            return bad(c, "a bucket that does not exist");
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
    if (cut_off(c, root))
        return true;
    if (!exists(c, root))
        return bad(c, "a root that does not exist");
    type = type_of(c, root);
    return type == P_LBTREE || type == P_IBTREE || type == P_LRECNO || type == P_IRECNO
               ? true
               : bad(c, "a root that is none");
}

/* Takes the first page in. *ours false: no business of this pass. */
static bool begin(struct check *c, bool *hash, bool *ours)
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
    *hash = magic == HASH_MAGIC;
    version = get32(c, c->file + 16);
    if (version < (*hash ? FIRST_HASH : FIRST_BTREE) || version > LAST_VERSION || c->file[24] != 0 ||
        (c->file[26] & CHECKSUMS) != 0)
        return true; /* another format, encrypted, or with checksums */
    c->pagesize = get32(c, c->file + 20);
    if (c->pagesize < 512 || c->pagesize > 65536 || (c->pagesize & (c->pagesize - 1)) != 0)
        return bad(c, "a page size that is not possible"); /* libdb divides by it first */
    if (c->file[AT_TYPE] != (*hash ? P_HASHMETA : P_BTREEMETA))
        return bad(c, "a first page of the wrong kind");
    c->last = get32(c, c->file + 32);
    *ours = c->size % c->pagesize == 0; /* else libdb refuses it */
    c->there = (uint32_t)(c->size / c->pagesize) - 1;
    return true;
}

bool pages_sound(const unsigned char *file, size_t size, struct page_fault *fault)
{
    struct check c = { .file = file, .size = size, .fault = fault };
    bool hash, ours;

    if (!begin(&c, &hash, &ours))
        return false;
    if (!ours)
        return true;
    if (hash ? !check_buckets(&c) : !check_root(&c))
        return false;
    for (c.page = 1; c.page <= c.last && c.page <= c.there; c.page++) {
        if (!check_page(&c))
            return false;
    }
    return true;
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

bool pages_sound_fd(int fd, struct page_fault *fault)
{
    unsigned char *file;
    struct stat st;
    size_t n = 0;
    bool sound;

    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) || st.st_size <= 0)
        return true;
    file = room_for((size_t)st.st_size);
    if (file == NULL)
        return true;
    while (n < (size_t)st.st_size) {
        ssize_t got = pread(fd, file + n, (size_t)st.st_size - n, (off_t)n);

        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            break;
        n += (size_t)got;
    }
    sound = pages_sound(file, n, fault);
    free(file);
    return sound;
}

bool pages_still(int fd, bool btree)
{
    uint32_t magic, wanted = btree ? BTREE_MAGIC : HASH_MAGIC;
    struct page_fault fault;

    return pread(fd, &magic, sizeof magic, 12) == (ssize_t)sizeof magic &&
           (magic == wanted || magic == __builtin_bswap32(wanted)) && pages_sound_fd(fd, &fault);
}
