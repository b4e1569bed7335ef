/* test_reader.c - physical lines, logical lines, and the splitters. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "cfparse/reader.h"
#include "cfparse/split.h"

struct text {
    const char *at;
    size_t left, step;
};

static long give(void *ctx, char *buf, size_t size)
{
    struct text *t = ctx;
    size_t n = t->left < t->step ? t->left : t->step;

    if (n > size)
        n = size;
    memcpy(buf, t->at, n);
    t->at += n;
    t->left -= n;
    return (long)n;
}

static long fail_after(void *ctx, char *buf, size_t size)
{
    struct text *t = ctx;

    return t->left == 0 ? -1 : give(ctx, buf, size);
}

/* Checks the next line; text NULL: the end. */
static void next_is(struct reader *r, const char *text, int first, int last)
{
    struct logical_line line;
    bool got = reader_next(r, &line);

    if (text == NULL) {
        assert_false(got);
        return;
    }
    assert_true(got);
    assert_string_equal(line.text, text);
    assert_int_equal(line.first, first);
    assert_int_equal(line.last, last);
}

static void continuation_keeps_newline_and_blanks(void **state)
{
    (void)state;
    for (size_t step = 1; step < 9; step++) {
        const char *cf = "DAfoo\n bar\n# c\n d\nZx\n";
        struct text t = { cf, strlen(cf), step };
        struct reader r;

        reader_init(&r, give, &t);
        next_is(&r, "DAfoo\n bar", 1, 2);
        next_is(&r, "# c\n d", 3, 4);
        next_is(&r, "Zx", 5, 5);
        next_is(&r, NULL, 0, 0);
        reader_free(&r);
    }
}

static void crlf_is_a_newline_and_cr_alone_is_not(void **state)
{
    const char *cf = "a\r\nb\rc\r\n\r";
    struct text t = { cf, strlen(cf), 1 };
    struct reader r;

    (void)state;
    reader_init(&r, give, &t);
    next_is(&r, "a", 1, 1);
    next_is(&r, "b\rc", 2, 2);
    next_is(&r, "\r", 3, 2);
    next_is(&r, NULL, 0, 0);
    reader_free(&r);
}

static void a_last_line_without_newline_does_not_count(void **state)
{
    struct text t = { "Zfoo", 4, 4 };
    struct reader r;

    (void)state;
    reader_init(&r, give, &t);
    next_is(&r, "Zfoo", 1, 0);
    next_is(&r, NULL, 0, 0);
    reader_free(&r);
}

static void nul_ends_a_line_and_long_lines_grow(void **state)
{
    static char cf[100010];
    struct text t = { cf, sizeof cf, 4096 };
    struct reader r;
    struct logical_line line;

    (void)state;
    memset(cf, 'x', sizeof cf);
    memcpy(cf, "ab\0cd\n", 6);
    cf[sizeof cf - 1] = '\n';
    reader_init(&r, give, &t);
    next_is(&r, "ab", 1, 1);
    assert_true(reader_next(&r, &line));
    assert_int_equal(strlen(line.text), sizeof cf - 7);
    next_is(&r, NULL, 0, 0);
    reader_free(&r);
}

static void a_read_error_is_told(void **state)
{
    struct text t = { "a\nb", 3, 3 };
    struct reader r;
    struct logical_line line;

    (void)state;
    reader_init(&r, fail_after, &t);
    assert_true(reader_next(&r, &line));
    while (reader_next(&r, &line))
        continue;
    assert_true(r.failed);
    reader_free(&r);
}

static void rules_split_at_tabs(void **state)
{
    struct piece lhs, rhs;

    (void)state;
    assert_true(split_rule("$* a\t\t$@ x y \tcomment", &lhs, &rhs));
    assert_int_equal(lhs.n, 4);
    assert_memory_equal(rhs.at, "$@ x y ", rhs.n);
    assert_int_equal(rhs.n, 7);
    assert_false(split_rule("$*   $@ x", &lhs, &rhs));
}

static void values_lose_quotes_and_backslashes(void **state)
{
    char out[64];
    const char *rest;

    (void)state;
    rest = unquote("a\\b\\\\\"c, d\" e, F=x", ',', out, sizeof out);
    assert_string_equal(out, "a\b\\c, d e");
    assert_string_equal(rest, ", F=x");
    unquote("abcdef", 0, out, 4);
    assert_string_equal(out, "abc");
    unquote("x\\", 0, out, sizeof out);
    assert_string_equal(out, "x");
}

static void options_have_two_forms(void **state)
{
    struct piece name, sub;
    const char *value;
    int code;

    (void)state;
    split_option(" Timeout.queuereturn = 5d", &code, &name, &sub, &value);
    assert_memory_equal(name.at, "Timeout", name.n);
    assert_memory_equal(sub.at, "queuereturn", sub.n);
    assert_string_equal(value, "5d");
    split_option("L9", &code, &name, &sub, &value);
    assert_int_equal(code, 'L');
    assert_null(name.at);
    assert_string_equal(value, "9");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(continuation_keeps_newline_and_blanks),
        cmocka_unit_test(crlf_is_a_newline_and_cr_alone_is_not),
        cmocka_unit_test(a_last_line_without_newline_does_not_count),
        cmocka_unit_test(nul_ends_a_line_and_long_lines_grow),
        cmocka_unit_test(a_read_error_is_told),
        cmocka_unit_test(rules_split_at_tabs),
        cmocka_unit_test(values_lose_quotes_and_backslashes),
        cmocka_unit_test(options_have_two_forms),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
