/* test_lines.c - expected lines beside those that came; edits as diffs, and done. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "show/output.h"
#include "suite/lines_match.h"
#include "suite/suite.h"
#include "suite/suite_run.h"
#include "suite/udiff.h"

static bool matches(const char *expected, const char *got)
{
    return line_matches(expected, &(struct line){ got, false }, false);
}

static void each_mark(void **state)
{
    (void)state;
    assert_true(matches("a b  ", "a b"));
    assert_false(matches(" a b", "a b"));
    assert_true(matches("a.c (re)", "abc"));
    assert_false(matches("b (re)", "abc"));
    assert_true(matches("a|abc (re)", "abc"));
    assert_false(matches("a( (re)", "a("));
    assert_true(matches("a*c? (glob)", "abbcd"));
    assert_true(matches("a\\x62\\tc\\\\ (esc)", "ab\tc\\"));
    assert_true(matches("\\> a", "> a"));
    assert_true(matches("a (re)", "a (re)"));
    assert_false(matches("a (no-eol)", "a"));
    assert_true(line_matches("a (no-eol)", &(struct line){ "a", true }, false));
    assert_true(line_matches("\\x61 (esc) (no-eol)", &(struct line){ "a", true }, false));
    assert_false(line_matches("a ", &(struct line){ "a", false }, true));
}

static void written_lines_match(void **state)
{
    static const char *const texts[] = { "a", "> a", "\\> a", "...", "#@ x", "a (re)", "a\001b",
                                         "\377",
                                         "a\\b", "", " a (esc)", ".", "a\tb" };

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        for (int no_eol = 0; no_eol < 2; no_eol++) {
            struct line line = { texts[i], no_eol };
            struct sink out = { NULL, 0, 0 };

            line_write(&out, &line);
            assert_int_equal(out.text[out.n - 1], '\n');
            out.text[out.n - 1] = '\0';
            assert_true(line_matches(out.text, &line, true));
            free(out.text);
        }
    }
}

static int steps_of(const char *const *expected, int n, const struct line *got, int m)
{
    struct step *steps;
    int count, changes = 0;
    bool same = lines_compare(expected, n, got, m, false, &steps, &count);

    for (int i = 0; i < count; i++)
        changes += steps[i].kind != STEP_SAME;
    assert_int_equal(same, changes == 0);
    free(steps);
    return changes;
}

static void dots_stand_for_any_lines(void **state)
{
    const struct line got[] = { { "a", false }, { "b", false }, { "c", false } };
    const char *const none[] = { "a", "...", "b", "c" }, *const all[] = { "..." };
    const char *const two[] = { "...", "c" }, *const wrong[] = { "...", "b" };

    (void)state;
    assert_int_equal(steps_of(none, 4, got, 3), 0);
    assert_int_equal(steps_of(all, 1, got, 3), 0);
    assert_int_equal(steps_of(all, 1, got, 0), 0);
    assert_int_equal(steps_of(two, 2, got, 3), 0);
    assert_int_equal(steps_of(wrong, 2, got, 3), 1);
}

static void the_fewest_changes(void **state)
{
    const struct line got[] = { { "a", false }, { "x", false }, { "c", false }, { "d", false } };
    const char *const expected[] = { "a", "b", "c" };

    (void)state;
    assert_int_equal(steps_of(expected, 3, got, 4), 3);
    assert_int_equal(steps_of(NULL, 0, got, 4), 4);
    assert_int_equal(steps_of(expected, 3, NULL, 0), 3);
}

static void diffs_and_files(void **state)
{
    char l[10][3] = { "1", "2", "3", "4", "5", "6", "7", "8", "9", "10" }, *lines[10];
    char one[] = "new\n", two[] = "last\n";
    struct edit edits[] = { { 9, 1, NULL, true, false }, { 1, 1, NULL, true, false },
                            { 1, 0, one, true, false }, { 9, 0, two, true, false },
                            { 4, 1, NULL, false, false } };
    bool cr[10] = { false };
    struct suite s = { .lines = lines, .cr = cr, .nlines = 10 };
    struct sink out = { NULL, 0, 0 };

    (void)state;
    for (int i = 0; i < 10; i++)
        lines[i] = l[i];
    edits_sort(edits, 5);
    udiff(&out, lines, 10, edits, 5);
    assert_string_equal(out.text,
                        "@@ -1,10 +1,9 @@\n 1\n-2\n+new\n 3\n 4\n-5\n 6\n 7\n 8\n 9\n-10\n+last\n");
    out.n = 0;
    edits_apply(&out, &s, edits, 5);
    assert_string_equal(out.text, "1\nnew\n3\n4\n5\n6\n7\n8\n9\nlast\n");
    out.n = 0;
    cr[0] = cr[6] = true; /* a file of two minds keeps them; new lines end as the first one does */
    edits_apply(&out, &s, edits, 5);
    assert_string_equal(out.text, "1\r\nnew\r\n3\n4\n5\n6\n7\r\n8\n9\nlast\r\n");
    free(out.text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_mark),
        cmocka_unit_test(written_lines_match),
        cmocka_unit_test(dots_stand_for_any_lines),
        cmocka_unit_test(the_fewest_changes),
        cmocka_unit_test(diffs_and_files),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
