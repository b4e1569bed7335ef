/*
 * test_alike.c - domains have one name only if nothing that is known tells them apart.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "explore/alike.h"

static void put(struct names_below *b, const char *const *list)
{
    for (; *list != NULL; list++)
        names_below_put(b, *list, strlen(*list));
    names_below_sort(b);
}

static void is_called(const struct alike *a, const char *domain, const char *wanted)
{
    char name[256];

    alike_name(a, domain, name, sizeof name);
    assert_string_equal(name, wanted);
}

static void what_is_known_has_its_own_name(void **state)
{
    static const char *const names[] = { "example.com", "known.example.com", "www.leads.example.com", "org", NULL };
    static const char *const words[] = { "mail", "example", "UUCP", NULL };
    struct alike a = { 0 };

    (void)state;
    put(&a.names, names);
    put(&a.words, words);
    is_called(&a, "dead1.example.com", "*.example.com");
    is_called(&a, "DEAD2.Example.COM", "*.Example.COM");
    is_called(&a, "a.b.example.com", "*.*.example.com");
    is_called(&a, "dead.nowhere.org", "*.*.org");
    is_called(&a, "dead.nowhere.net", "*.*.*");
    is_called(&a, "dead.example.net", "*.example.*");     /* a rule knows the word */
    is_called(&a, "uucp.example.com", "uucp.example.com");
    is_called(&a, "mail.nowhere.net", "mail.*.*");
    is_called(&a, "known.example.com", "known.example.com"); /* a key, a word of a class, a value */
    is_called(&a, "leads.example.com", "leads.example.com"); /* something is known below it */
    is_called(&a, "example.com", "example.com");
    is_called(&a, "10.1.2.3", "10.1.2.3");
    is_called(&a, "[192.0.2.1]", "[192.0.2.1]");
    is_called(&a, "x_y.example.com", "x_y.example.com");
    is_called(&a, "dead..example.com", "*..example.com");
    is_called(&a, "", "");
    alike_free(&a);
    assert_int_equal(a.names.n, 0);
}

static void long_names_are_their_own(void **state)
{
    struct alike a = { 0 };
    char domain[400];

    (void)state;
    memset(domain, 'a', sizeof domain - 1);
    domain[70] = '\0';
    is_called(&a, domain, domain); /* no label is as long */
    domain[70] = 'a';
    domain[255] = '\0';
    is_called(&a, domain, domain);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_known_has_its_own_name),
        cmocka_unit_test(long_names_are_their_own),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
