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

/* The file's bytes; the caller frees them. */
static unsigned char *make(const struct shape *sh, size_t *size)
{
    unsigned char *data;
    int fd = mkstemp(path);
    DB *db;

    close(fd);
    unlink(path);
    assert_int_equal(db_create(&db, NULL, 0), 0);
    db->set_pagesize(db, sh->pagesize);
    if (sh->flags != 0)
        db->set_flags(db, sh->flags);
    if (sh->order != 0)
        db->set_lorder(db, sh->order);
    assert_int_equal(db->open(db, NULL, path, NULL, sh->type, DB_CREATE, 0600), 0);
    fill(db, sh);
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
        { DB_BTREE, 4096, 0, 3, 0, 0, 0, 0 },
        { DB_BTREE, 512, 0, 20000, 0, 0, 0, 0 },
        { DB_BTREE, 4096, 0, 5000, 7, 9000, 0, 0 },
        { DB_BTREE, 1024, DB_DUP, 1000, 9, 3000, 200, 0 },
        { DB_BTREE, 512, DB_DUPSORT, 1000, 0, 0, 300, 0 },
        { DB_BTREE, 4096, 0, 2000, 5, 9000, 0, 4321 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++) {
        struct page_fault fault;
        size_t size;
        unsigned char *data = make(&shapes[i], &size);

        if (!pages_sound(data, size, &fault))
            fail_msg("shape %zu: page %lu: %s", i, fault.page, fault.what);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(accepts_what_libdb_writes),
        cmocka_unit_test(survives_damage),
        cmocka_unit_test(names_the_page),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
