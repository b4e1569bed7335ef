/*
 * test_dns_message.c - DNS replies: well-formed, and cut or bent at every byte.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "world/dns_message.h"

/* Question "a.b. MX"; answers: a CNAME to "c.b.", an MX 10 "c.b." that points back, a root MX. */
static const unsigned char reply[] = {
    0x12, 0x34, 0x81, 0xA3, 0, 1, 0, 3, 0, 0, 0, 0,
    1, 'a', 1, 'b', 0, 0, 15, 0, 1,
    0xC0, 12, 0, 5, 0, 1, 0, 0, 1, 44, 0, 4, 1, 'c', 0xC0, 14,
    0xC0, 12, 0, 15, 0, 1, 0, 1, 0, 0, 0, 4, 0, 10, 0xC0, 33,
    0xC0, 12, 0, 15, 0, 1, 0, 0, 0, 0, 0, 3, 0, 0, 0,
};

static void reads_records(void **state)
{
    struct dns_message m;
    struct dns_record r;
    char name[64];

    (void)state;
    assert_true(dns_message_open(&m, reply, sizeof reply));
    assert_int_equal(m.answers, 3);
    assert_int_equal(m.code, 3);
    assert_true(m.authentic);
    assert_true(dns_message_next(&m, &r));
    assert_string_equal(r.name, "a.b");
    assert_int_equal(r.type, 5);
    assert_int_equal(r.class, 1);
    assert_int_equal(r.ttl, 300);
    assert_true(dns_record_name(&m, &r, 0, name, sizeof name));
    assert_string_equal(name, "c.b");
    assert_true(dns_message_next(&m, &r));
    assert_int_equal(r.ttl, 65536);
    assert_int_equal(dns_number(r.data), 10);
    assert_true(dns_record_name(&m, &r, 2, name, sizeof name));
    assert_string_equal(name, "c.b");
    assert_true(dns_message_next(&m, &r));
    assert_true(dns_record_name(&m, &r, 2, name, sizeof name));
    assert_string_equal(name, "");
    assert_false(dns_record_name(&m, &r, 3, name, sizeof name));
    assert_false(dns_message_next(&m, &r));
}

/* Reads all there is; the sanitizers see what goes too far. */
static int walk(const unsigned char *data, size_t size)
{
    struct dns_message m;
    struct dns_record r;
    char name[16];
    int n = 0;

    if (!dns_message_open(&m, data, size))
        return -1;
    for (; dns_message_next(&m, &r); n++) {
        for (size_t skip = 0; skip < 8; skip++)
            dns_record_name(&m, &r, skip, name, sizeof name);
    }
    return n;
}

static void survives_cuts(void **state)
{
    (void)state;
    for (size_t n = 0; n < sizeof reply; n++) {
        unsigned char *copy = malloc(n + 1); /* exactly as long as it says */

        memcpy(copy, reply, n);
        assert_true(walk(copy, n) < 3);
        free(copy);
    }
}

static void survives_any_byte(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof reply; i++) {
        for (int c = 0; c < 256; c++) {
            unsigned char *copy = malloc(sizeof reply);

            memcpy(copy, reply, sizeof reply);
            copy[i] = (unsigned char)c;
            walk(copy, sizeof reply);
            free(copy);
        }
    }
}

/* A name that points at itself has no end. */
static void refuses_loops(void **state)
{
    unsigned char loop[sizeof reply];
    struct dns_message m;
    struct dns_record r;

    (void)state;
    memcpy(loop, reply, sizeof loop);
    loop[22] = 21;
    assert_true(dns_message_open(&m, loop, sizeof loop));
    assert_false(dns_message_next(&m, &r));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_records),
        cmocka_unit_test(survives_cuts),
        cmocka_unit_test(survives_any_byte),
        cmocka_unit_test(refuses_loops),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
