/*
 * test_pagecheck.c - the page check accepts what libdb writes, and sees what is bent.
 */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <db.h>

#include "maps/pagecheck.h"

static char path[] = "/tmp/btsh-pagecheck.XXXXXX";

struct shape {
    DBTYPE type;
    unsigned pagesize, flags;
    int entries, long_every, long_size, duplicates;
    int order; /* 0: this machine's */
};

/* Two equal values, where they are sorted, are worth no word. */
static void silent(const DB_ENV *env, const char *prefix, const char *text)
{
    (void)env;
    (void)prefix;
    (void)text;
}

static void put(DB *db, const char *key, const char *value, size_t size)
{
    DBT k, v;

    memset(&k, 0, sizeof k);
    memset(&v, 0, sizeof v);
    k.data = (void *)(size_t)key;
    k.size = (u_int32_t)strlen(key);
    v.data = (void *)(size_t)value;
    v.size = (u_int32_t)size;
    assert_int_equal(db->put(db, NULL, &k, &v, 0), 0);
}

static void fill(DB *db, const struct shape *sh)
{
    char *value = malloc((size_t)sh->long_size + 64);

    memset(value, 'v', (size_t)sh->long_size + 64);
    for (int i = 0; i < sh->entries; i++) {
        char key[64];
        bool is_long = sh->long_every > 0 && i % sh->long_every == 0;

        snprintf(key, sizeof key, "key-%d@example.org", i);
        put(db, key, value, is_long ? (size_t)sh->long_size : 20);
        for (int d = 0; d < sh->duplicates && i % 50 == 0; d++) {
            char again[32];

            snprintf(again, sizeof again, "again %d", d);
            put(db, key, again, strlen(again));
        }
    }
    free(value);
}

static bool churning;

/* What years do to a table: keys and values go and come, pages are freed and joined. */
static void churn(DB *db, const struct shape *sh)
{
    unsigned seed = 7;

    for (int i = 0; i < 4 * sh->entries; i++) {
        char key[64], value[9000];
        unsigned r = seed = seed * 1103515245 + 12345;
        DBT k = { 0 }, v = { 0 };
        DBC *cursor;

        k.data = key;
        k.size = (u_int32_t)snprintf(key, sizeof key, "key-%d@example.org", (int)(r >> 8) % sh->entries);
        memset(value, 'w', sizeof value);
        if (r >> 30 == 0) {
            db->del(db, NULL, &k, 0);
        } else if (r >> 30 == 1 && db->cursor(db, NULL, &cursor, 0) == 0) {
            for (int n = 0; cursor->get(cursor, &k, &v, n == 0 ? DB_SET : DB_NEXT_DUP) == 0; n++) {
                if (n % 3 != 1)
                    cursor->del(cursor, 0);
            }
            cursor->close(cursor);
        } else {
            v.data = value;
            v.size = (r >> 4) % 16 == 0 ? sizeof value : (r >> 4) % 100 + 1;
            db->put(db, NULL, &k, &v, 0);
        }
    }
}

/* The file's bytes; the caller frees them. */
static unsigned char *make(const struct shape *sh, size_t *size)
{
    unsigned char *data;
    int fd = mkstemp(path);
    DB *db;

    close(fd);
    unlink(path);
    assert_int_equal(db_create(&db, NULL, 0), 0);
    db->set_errcall(db, silent);
    db->set_pagesize(db, sh->pagesize);
    if (sh->flags != 0)
        db->set_flags(db, sh->flags);
    if (sh->order != 0)
        db->set_lorder(db, sh->order);
    assert_int_equal(db->open(db, NULL, path, NULL, sh->type, DB_CREATE, 0600), 0);
    fill(db, sh);
    if (churning && sh->entries <= 5000)
        churn(db, sh);
    db->close(db, 0);
    fd = open(path, O_RDONLY);
    *size = (size_t)lseek(fd, 0, SEEK_END);
    data = malloc(*size);
    assert_int_equal(pread(fd, data, *size, 0), *size);
    close(fd);
    unlink(path);
    strcpy(path + strlen(path) - 6, "XXXXXX");
    return data;
}

static void accepts_what_libdb_writes(void **state)
{
    static const struct shape shapes[] = {
        { DB_HASH, 4096, 0, 3, 0, 0, 0, 0 },
        { DB_HASH, 512, 0, 3000, 0, 0, 0, 0 },
        { DB_HASH, 4096, 0, 20000, 7, 9000, 0, 0 },
        { DB_HASH, 1024, DB_DUP, 1000, 0, 0, 3, 0 },
        { DB_HASH, 1024, DB_DUP, 1000, 9, 3000, 200, 0 },
        { DB_HASH, 4096, 0, 2000, 0, 0, 0, 4321 },
        { DB_HASH, 512, DB_CHKSUM | DB_DUP, 1000, 9, 3000, 200, 0 },
        { DB_HASH, 512, DB_DUP | DB_DUPSORT, 1000, 0, 0, 3000, 4321 },
        { DB_BTREE, 4096, 0, 3, 0, 0, 0, 0 },
        { DB_BTREE, 512, 0, 20000, 0, 0, 0, 0 },
        { DB_BTREE, 4096, 0, 5000, 7, 9000, 0, 0 },
        { DB_BTREE, 1024, DB_DUP, 1000, 9, 3000, 200, 0 },
        { DB_BTREE, 512, DB_DUPSORT, 1000, 0, 0, 300, 0 },
        { DB_BTREE, 4096, 0, 2000, 5, 9000, 0, 4321 },
        { DB_BTREE, 512, DB_CHKSUM | DB_DUP, 1000, 9, 3000, 3000, 0 },
        { DB_BTREE, 512, DB_DUP, 1000, 9, 3000, 3000, 4321 },
        { DB_BTREE, 512, DB_RECNUM, 5000, 0, 0, 0, 0 },
    };

    (void)state;
    for (size_t i = 0; i < 2 * (sizeof shapes / sizeof shapes[0]); i++) {
        struct page_fault fault;
        size_t size;
        unsigned char *data;

        churning = i % 2 != 0;
        data = make(&shapes[i / 2], &size);
        churning = false;
        if (!pages_sound(data, size, &fault))
            fail_msg("shape %zu%s: page %lu: %s", i / 2, i % 2 ? ", churned" : "", fault.page,
                     fault.what);
        free(data);
    }
}

/* A byte of a page's header or table that is bent is mostly seen; nothing may be read outside. */
static void survives_damage(void **state)
{
    static const struct shape shapes[] = {
        { DB_HASH, 512, DB_DUP, 200, 9, 2000, 40, 0 },
        { DB_BTREE, 512, DB_DUP, 200, 9, 2000, 40, 0 },
    };

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        size_t size;
        unsigned char *data = make(&shapes[i], &size);
        int seen = 0;

        for (size_t at = 0; at < size; at++) {
            struct page_fault fault;
            unsigned char was = data[at];

            data[at] ^= 0xFF;
            seen += !pages_sound(data, size, &fault);
            data[at] = was;
        }
        assert_true(seen > 100);
        for (size_t n = 0; n < size; n += 37) {
            struct page_fault fault;
            unsigned char *copy = malloc(n + 1);

            memcpy(copy, data, n);
            pages_sound(copy, n, &fault);
            free(copy);
        }
        free(data);
    }
}

static void names_the_page(void **state)
{
    static const struct shape shape = { DB_HASH, 512, 0, 200, 0, 0, 0, 0 };
    struct page_fault fault;
    size_t size;
    unsigned char *data = make(&shape, &size);

    (void)state;
    data[3 * 512 + 25] = 77;
    assert_false(pages_sound(data, size, &fault));
    assert_int_equal(fault.page, 3);
    assert_string_equal(fault.what, "a page of an unknown kind");
    free(data);
}

/* ---- one field bent, and what is said of it ------------------------------------------------------ */

enum { PAGE = 512 };

static unsigned char *page_of_type(unsigned char *file, size_t size, int type)
{
    for (size_t at = PAGE; at + PAGE <= size; at += PAGE) {
        if (file[at + 25] == type)
            return file + at;
    }
    fail_msg("no page of type %d", type);
    return NULL;
}

/* A number as this machine writes it, which made the file. */
static uint16_t get16(const unsigned char *p)
{
    uint16_t v;

    memcpy(&v, p, sizeof v);
    return v;
}

static uint32_t get32(const unsigned char *p)
{
    uint32_t v;

    memcpy(&v, p, sizeof v);
    return v;
}

/* Item i of a page; a number in it. */
static unsigned char *item(unsigned char *page, int i)
{
    return page + get16(page + 26 + 2 * i);
}

static void put32(unsigned char *p, uint32_t v)
{
    memcpy(p, &v, sizeof v);
}

/* The first item of a kind that leads to another page: in hash pages the kind stands first. */
static unsigned char *item_of_kind(unsigned char *file, size_t size, int type, int kind_at, int kind)
{
    for (size_t at = PAGE; at + PAGE <= size; at += PAGE) {
        int entries = get16(file + at + 20);

        for (int i = 0; file[at + 25] == type && i < entries; i++) {
            if (item(file + at, i)[kind_at] == kind)
                return item(file + at, i);
        }
    }
    fail_msg("no item of kind %d", kind);
    return NULL;
}

static void key_duplicate(unsigned char *f, size_t n) { item(page_of_type(f, n, 5), 0)[2] = 2; }
static void two_lead(unsigned char *f, size_t n)
{
    unsigned char *p = page_of_type(f, n, 3);

    memcpy(item(p, 1) + 4, item(p, 0) + 4, 4);
}
static void long_value(unsigned char *f, size_t n)
{
    put32(item_of_kind(f, n, 13, 0, 3) + 8, 2001);
}
static void long_leaf(unsigned char *f, size_t n) { put32(item_of_kind(f, n, 5, 2, 3) + 8, 2001); }
static void huge_value(unsigned char *f, size_t n)
{
    put32(item_of_kind(f, n, 13, 0, 3) + 8, 0x7FFFFFFF);
}
static void child_count(unsigned char *f, size_t n) { item(page_of_type(f, n, 4), 0)[4]++; }
static void root_count(unsigned char *f, size_t n)
{
    uint32_t root;

    memcpy(&root, item_of_kind(f, n, 13, 0, 4) + 4, sizeof root);
    f[(size_t)root * PAGE + 12]++;
}
static void no_dup_flag(unsigned char *f, size_t n) { (void)n; put32(f + 48, 0); }
static void sorted_flag(unsigned char *f, size_t n) { (void)n; put32(f + 48, get32(f + 48) | 4); }
static void leaf_of_other_kind(unsigned char *f, size_t n)
{
    (void)n;
    for (size_t at = PAGE; at + PAGE <= n; at += PAGE) {
        if (f[at + 25] == 5)
            f[at + 25] = 12;
    }
}
static void in_parts(unsigned char *f, size_t n) { (void)n; f[26] = 2; }
static void compressed(unsigned char *f, size_t n) { (void)n; put32(f + 48, get32(f + 48) | 0x80); }
static void hash_subdb(unsigned char *f, size_t n) { (void)n; put32(f + 48, get32(f + 48) | 2); }
static void claims_much(unsigned char *f, size_t n) { (void)n; put32(f + 32, 0x40000000); }
static void low_mask(unsigned char *f, size_t n)
{
    (void)n;
    put32(f + 72, 0);
    put32(f + 76, 7);
    put32(f + 80, 7);
}
static void one_bucket_twice(unsigned char *f, size_t n) { (void)n; put32(f + 100, get32(f + 96) - 1); }

static void says_what_is_bent(void **state)
{
    static const struct shape hash = { DB_HASH, PAGE, 0, 200, 9, 2000, 0, 0 },
                              hash_dups = { DB_HASH, PAGE, DB_DUP, 200, 0, 0, 900, 0 },
                              btree = { DB_BTREE, PAGE, 0, 200, 9, 2000, 0, 0 },
                              btree_dups = { DB_BTREE, PAGE, DB_DUP, 60, 0, 0, 900, 0 };
    static const struct {
        const struct shape *of;
        void (*bend)(unsigned char *file, size_t size);
        const char *what;
    } cases[] = {
        { &btree, key_duplicate, "a key or a duplicate of the kind of duplicates" },
        { &btree, two_lead, "a page that two items lead to" },
        { &hash, long_value, "an item that is longer than its pages" },
        { &btree, long_leaf, "an item that is longer than its pages" },
        { &hash, huge_value, "an item that is longer than its file" },
        { &btree_dups, child_count, "a number of records that is not possible" },
        { &hash_dups, child_count, "a number of records that is not possible" },
        { &hash_dups, root_count, "a number of records that is not possible" },
        { &hash_dups, no_dup_flag, "duplicates in a database without" },
        { &hash_dups, sorted_flag, "duplicates of the wrong order" },
        { &btree, leaf_of_other_kind, "a root that is none" },
        { &btree, in_parts, "a table in several files" },
        { &btree, compressed, "a compressed table" },
        { &hash, hash_subdb, "a hash file with several databases" },
        { &hash, claims_much, "nearly all of it was cut off" },
        { &hash, low_mask, "a number of buckets that is not possible" },
        { &hash, one_bucket_twice, "a page that two items lead to" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct page_fault fault;
        size_t size;
        unsigned char *data = make(cases[i].of, &size);

        cases[i].bend(data, size);
        if (pages_sound(data, size, &fault))
            fail_msg("case %zu passes, and should be %s", i, cases[i].what);
        if (strcmp(fault.what, cases[i].what) != 0)
            fail_msg("case %zu: %s, and should be %s", i, fault.what, cases[i].what);
        free(data);
    }
}

/* Of a file with several databases libdb asks for a name when the root is not where it should be. */
static void needs_the_root_of_several(void **state)
{
    static const struct shape shape = { DB_BTREE, PAGE, 0, 1, 0, 0, 0, 0 };
    struct page_fault fault;
    size_t size;
    unsigned char *data = make(&shape, &size);

    (void)state;
    assert_int_equal(size, 2 * PAGE);
    assert_true(pages_sound(data, PAGE, &fault));
    put32(data + 48, get32(data + 48) | 0x20);
    assert_true(pages_sound(data, 2 * PAGE, &fault));
    assert_false(pages_sound(data, PAGE, &fault));
    assert_string_equal(fault.what, "a root that was cut off");
    free(data);
}

/* The bytes in a file without a name, and the hole of `hole` bytes behind them. */
static int in_file(const unsigned char *data, size_t size, off_t hole)
{
    int fd = mkstemp(path);

    assert_true(fd >= 0);
    unlink(path);
    strcpy(path + strlen(path) - 6, "XXXXXX");
    assert_int_equal(write(fd, data, size), size);
    assert_int_equal(ftruncate(fd, (off_t)size + hole), 0);
    return fd;
}

static void fails_closed(void **state)
{
    static const struct shape shape = { DB_HASH, PAGE, 0, 200, 0, 0, 0, 0 };
    const off_t hole = (off_t)15 << 40;
    struct page_fault fault;
    size_t size;
    unsigned char *data = make(&shape, &size);
    int fd = in_file(data, size, hole), ends[2];

    (void)state;
    assert_true(pages_sound_fd(fd, &fault)); /* the hole is behind all that libdb follows */
    close(fd);
    put32(data + 32, 0xFFFFFFF0);
    fd = in_file(data, size, hole);
    assert_false(pages_sound_fd(fd, &fault));
    assert_true(fault.unread);
    assert_string_equal(fault.what, "too large to be checked");
    close(fd);
    put32(data + 32, (uint32_t)(size / PAGE) - 1);
    data[3 * PAGE + 25] = 77;
    fd = in_file(data, size, hole);
    assert_false(pages_sound_fd(fd, &fault));
    assert_string_equal(fault.what, "a page of an unknown kind");
    close(fd);
    assert_int_equal(pipe(ends), 0);
    assert_false(pages_sound_fd(ends[0], &fault));
    assert_string_equal(fault.what, "no plain file");
    close(ends[0]);
    close(ends[1]);
    free(data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(accepts_what_libdb_writes),
        cmocka_unit_test(survives_damage),
        cmocka_unit_test(names_the_page),
        cmocka_unit_test(says_what_is_bent),
        cmocka_unit_test(needs_the_root_of_several),
        cmocka_unit_test(fails_closed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
