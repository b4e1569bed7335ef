/*
 * test_pageread.c - a record read without libdb is the one that libdb reads: each key of large tables, and one beside it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <fcntl.h>
#include <unistd.h>

#include <db.h>

#include "maps/pageread.h"

enum { KEYS = 12000, LONG_EACH = 50, LONG = 6000 };

static char folder[] = "/tmp/pageread-XXXXXX";

/* The n-th key and value; a value in so many is long, and with `longer` a key in so many. */
static void make_pair(int n, bool longer, char *key, size_t *nkey, char *value, size_t *nvalue)
{
    *nkey = (size_t)sprintf(key, "to:user%d@domain%d.example", n, n % 700);
    *nvalue = (size_t)sprintf(value, "ERROR:5.1.1:550 no %d", n);
    if (longer && n % 1000 == 7) {
        memset(key + *nkey, 'k', LONG - *nkey);
        *nkey = LONG;
    }
    if (n % LONG_EACH == 3) {
        memset(value + *nvalue, 'a' + n % 20, LONG - *nvalue);
        *nvalue = LONG + (size_t)n % 100;
        memset(value + LONG, 'z', *nvalue - LONG);
    }
}

static DB *make_table(const char *path, bool btree, int order, int pagesize, bool longer)
{
    static char key[LONG + 100], value[LONG + 100];
    DB *db;

    assert_int_equal(db_create(&db, NULL, 0), 0);
    assert_int_equal(db->set_lorder(db, order), 0);
    assert_int_equal(db->set_pagesize(db, (u_int32_t)pagesize), 0);
    assert_int_equal(db->open(db, NULL, path, NULL, btree ? DB_BTREE : DB_HASH, DB_CREATE | DB_TRUNCATE, 0600), 0);
    for (int n = 0; n < KEYS; n++) {
        DBT k = { .data = key }, v = { .data = value };
        size_t nkey, nvalue;

        make_pair(n, longer, key, &nkey, value, &nvalue);
        k.size = (u_int32_t)nkey;
        v.size = (u_int32_t)nvalue;
        assert_int_equal(db->put(db, NULL, &k, &v, 0), 0);
    }
    for (int n = 0; n < KEYS; n += 3) { /* pages with holes */
        DBT k = { .data = key };
        size_t nkey, nvalue;

        make_pair(n, longer, key, &nkey, value, &nvalue);
        k.size = (u_int32_t)nkey;
        assert_int_equal(db->del(db, NULL, &k, 0), 0);
    }
    assert_int_equal(db->sync(db, 0), 0);
    return db;
}

/* False: it is left to libdb. */
static bool same(struct page_reader *r, DB *db, const char *key, size_t n)
{
    DBT k = { .data = (void *)(uintptr_t)key, .size = (u_int32_t)n }, v = { 0 };
    int err = db->get(db, NULL, &k, &v, 0);
    const void *value;
    size_t size;
    enum page_answer a = page_read(r, key, n, &value, &size);

    if (a == PAGE_UNSURE)
        return false;
    assert_int_equal(a, err == 0 ? PAGE_FOUND : PAGE_MISSING);
    if (err == 0) {
        assert_int_equal(size, v.size);
        assert_memory_equal(value, v.data, size);
    }
    return true;
}

static void compare(bool btree, int order, int pagesize, bool longer)
{
    static char key[LONG + 100], value[LONG + 100];
    char path[64];
    DB *db;
    int fd, left = 0;
    struct page_reader *r;

    snprintf(path, sizeof path, "%s/table", folder);
    db = make_table(path, btree, order, pagesize, longer);
    fd = open(path, O_RDONLY);
    assert_null(page_reader_new(fd, !btree));
    r = page_reader_new(fd, btree);
    assert_non_null(r);
    for (int n = 0; n < KEYS; n++) {
        size_t nkey, nvalue;

        make_pair(n, longer, key, &nkey, value, &nvalue);
        left += !same(r, db, key, nkey);
        key[nkey] = '\0';
        left += !same(r, db, key, nkey + 1);
    }
    assert_true(longer ? left < KEYS : left == 0); /* where long keys are near */
    page_reader_free(r);
    close(fd);
    db->close(db, 0);
    unlink(path);
}

static void as_libdb(void **state)
{
    (void)state;
    for (int btree = 0; btree < 2; btree++) {
        for (int order = 1234; order <= 4321; order += 3087) {
            compare(btree, order, 4096, false);
            compare(btree, order, 512, true);
        }
        compare(btree, 1234, 65536, true);
    }
}

static int make_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) != NULL ? 0 : -1;
}

static int remove_folder(void **state)
{
    (void)state;
    return rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(as_libdb) };

    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
