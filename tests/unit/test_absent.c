/*
 * test_absent.c - a key that a table has is never called absent, and most others are, however many keys there are.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/bytes.h"
#include "maps/absent.h"

static struct absent *filter_of(int keys)
{
    struct absent_keys k = { 0 };
    char key[40];

    for (int i = 0; i < keys; i++)
        assert_true(absent_add(&k, key, (size_t)sprintf(key, "user%d@domain%d.example", i, i % 97) + (i % 2)));
    return absent_new(&k);
}

static void is_true_to(int keys)
{
    struct absent *a = filter_of(keys);
    int wrong = 0;
    char key[40];

    assert_non_null(a);
    for (int i = 0; i < keys; i++) {
        size_t n = (size_t)sprintf(key, "user%d@domain%d.example", i, i % 97);

        assert_false(absent_is(a, bytes_hash(key, n + (i % 2))));
    }
    for (int i = 0; i < 100000; i++)
        wrong += !absent_is(a, bytes_hash(key, (size_t)sprintf(key, "other%d@domain%d.example", i, i % 97)));
    assert_in_range(wrong, 0, 600); /* 0.24 % are expected when it is as full as it gets */
    absent_free(a);
}

static void nothing_false_is_absent(void **state)
{
    (void)state;
    for (int keys = 1; keys < 100000; keys = keys * 3 + 1)
        is_true_to(keys);
    is_true_to(65536); /* a power of two fills it */
}

static void an_empty_table_has_nothing(void **state)
{
    struct absent *a = filter_of(0);

    (void)state;
    assert_true(absent_is(a, bytes_hash("", 0)));
    assert_true(absent_is(a, bytes_hash("a", 1)));
    absent_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_false_is_absent),
        cmocka_unit_test(an_empty_table_has_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
