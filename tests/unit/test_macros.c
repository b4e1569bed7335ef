/* test_macros.c - names, values at their levels, expansion, classes and their order. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/limits.h"
#include "base/symbols.h"
#include "engine.h"
#include "state/classes.h"
#include "state/dollars.h"
#include "state/macros.h"
#include "state/name_ids.h"
#include "state/session.h"

#include "fake.h"

static void expands_to(struct session *s, const char *name, const char *text)
{
    char in[8], out[MAX_LINE];

    snprintf(in, sizeof in, "\201%s", name);
    expand(s, in, out, sizeof out);
    assert_string_equal(out, text);
}

static void values_are_expanded_when_used(void **state)
{
    struct program *p = program_of("DAone\nDB$A-$A\nDC$?A yes$| no$.$?U u$| nou$.\nDAtwo\n", NULL);
    struct session *s = session_of(p, NULL);

    (void)state;
    expands_to(s, "B", "two-two");
    expands_to(s, "C", " yes nou");
    session_define(s, "A");
    expands_to(s, "C", " no nou");
    session_free(s);
    program_free(p);
}

static void recursion_stops_at_ten(void **state)
{
    struct heard h = { .n = 0 };
    struct program *p = program_of("DX$Y\nDY$X\n", &h);
    struct session *s = session_of(p, &h);
    char out[64];

    (void)state;
    expand(s, "\201X", out, sizeof out);
    assert_string_equal(h.text, "0: expand: recursion too deep (10 max)\n");
    assert_int_equal(session_status(s), 70);
    session_free(s);
    program_free(p);
}

static void a_session_does_not_touch_its_program(void **state)
{
    struct program *p = program_of("DAcf\nC{x}one\n", NULL);
    struct session *a = session_of(p, NULL), *b = session_of(p, NULL);
    int x = name_id_of(a, "{x}");

    (void)state;
    session_define(a, "Amine");
    session_add_to_class(a, "{x}two one");
    session_add_to_class(a, "{fresh}one");
    assert_string_equal(macro_value(a, 'A'), "mine");
    assert_string_equal(macro_value(b, 'A'), "cf");
    assert_true(class_has(a, x, "TWO", 3));
    assert_false(class_has(b, x, "two", 3));
    assert_true(class_has(b, x, "one", 3));
    assert_true(class_has(a, name_id_of(a, "{fresh}"), "one", 3));
    session_free(a);
    session_free(b);
    program_free(p);
}

static void note(void *ctx, const char *word)
{
    strcat(ctx, word);
    strcat(ctx, " ");
}

static void classes_are_listed_by_bucket_then_age(void **state)
{
    struct program *p = program_of("CXaaa ace abg\nCYABG zz\n", NULL);
    struct session *s = session_of(p, NULL);
    char list[256] = "";

    (void)state;
    session_class_list(s, "X", note, list);
    assert_string_equal(list, "aaa ace abg ");
    list[0] = '\0';
    session_class_list(s, "Y", note, list);
    assert_string_equal(list, "zz abg ");
    assert_int_equal(symbol_bucket("Example.ORG", SYM_CLASS), 416);
    session_free(s);
    program_free(p);
}

static void dollars_and_comments(void **state)
{
    struct program *p = program_of("", NULL);
    struct session *s = session_of(p, NULL);

    (void)state;
    assert_string_equal(translate_dollars(s, &s->command.work, "Da $x # c"), "Da \201x");
    assert_string_equal(translate_dollars(s, &s->command.work, "Da\\#b$$#c"), "Da#b$");
    assert_string_equal(translate_dollars(s, &s->command.work, "R$#x $"), "R\201#x $");
    assert_string_equal(translate_dollars(s, &s->command.work, "a\205b"), "a\377\205b");
    session_free(s);
    program_free(p);
}

/* Bytes that mean something to the expansion. */
static const char meaningful[] = "abABCX.\x81\x81\x81\x82\x90\x95\x9A\x9B\x9C\xFF\xE9?|";

static void the_short_way_gives_the_same(void **state)
{
    enum { EXPANSION = 35, EVERYTHING = 101 };
    struct program *p = program_of("", NULL);
    struct session *s = session_of(p, NULL);
    unsigned seed = 7;

    (void)state;
    for (int i = 0; i < 40000; i++) {
        char text[24], value[12], fast[64], slow[64];
        size_t size = i % 3 == 0 ? 9 : sizeof fast;

        random_text(&seed, meaningful, value, (int)sizeof value);
        macro_define(s, "ABCX"[i % 4], value, MACRO_ENVELOPE);
        random_text(&seed, meaningful, text, (int)sizeof text);
        s->levels.of[EXPANSION] = EVERYTHING;
        expand(s, text, slow, size);
        s->levels.of[EXPANSION] = 0;
        expand(s, text, fast, size);
        assert_string_equal(fast, slow);
    }
    session_free(s);
    program_free(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_are_expanded_when_used),
        cmocka_unit_test(recursion_stops_at_ten),
        cmocka_unit_test(a_session_does_not_touch_its_program),
        cmocka_unit_test(classes_are_listed_by_bucket_then_age),
        cmocka_unit_test(dollars_and_comments),
        cmocka_unit_test(the_short_way_gives_the_same),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
