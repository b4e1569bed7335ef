/*
 * test_printable.c - no control character of others gets through, whatever its form and wherever the
 * buffer ends; colours and letters do.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "show/output.h"
#include "show/style.h"
#include "show/text.h"

static const char *shown(const char *s, size_t n, enum shown how)
{
    static char made[256];
    size_t used = 0;

    while (n > 0) {
        size_t more, taken = printable(s, n, how, made + used, &more);

        used += more;
        s += taken;
        n -= taken;
    }
    made[used] = '\0';
    return made;
}

static void control_characters_are_shown(void **state)
{
    (void)state;
    assert_string_equal(shown("a\033]0;x\007b", 8, SHOWN_PRINTABLE), "a\\x1b]0;x\\x07b");
    assert_string_equal(shown("\0\r\177\b", 4, SHOWN_PRINTABLE), "\\x00\\x0d\\x7f\\x08");
    assert_string_equal(shown("\033[31mred\033[0m", 12, SHOWN_PRINTABLE), "\\x1b[31mred\\x1b[0m");
    assert_string_equal(shown("\033[5m\033[31", 8, SHOWN_PRINTABLE), "\\x1b[5m\\x1b[31");
    assert_string_equal(shown("\2332J \302\2332J", 8, SHOWN_PRINTABLE), "\\x9b2J \\xc2\\x9b2J");
    assert_string_equal(shown("\303\251 \342\206\222 \351\t\n", 10, SHOWN_PRINTABLE),
                        "\303\251 \342\206\222 \351\t\n");
    assert_string_equal(shown("\177\302\233\342\206", 5, SHOWN_JSON), "\\u007f\\u009b\342\\u0086");
}

/* U+202E and its kin turn around what is read behind them. */
static void what_turns_text_is_shown(void **state)
{
    (void)state;
    assert_string_equal(shown("a\342\200\256b\341\200\256", 8, SHOWN_PRINTABLE), "a\\xe2\\x80\\xaeb\341\200\256");
    assert_string_equal(shown("\342\200\250\342\201\251\330\234\342\200\257", 11, SHOWN_JSON), "\\u2028\\u2069\\u061c\342\200\257");
    assert_string_equal(shown("\342\200\215\342\201\245\360\237\230\200", 10, SHOWN_PRINTABLE), "\342\200\215\342\201\245\360\237\230\200");
}

static const struct style coloured = { .colour = true };

/* A colour is known by its mark, which texts of others do not have. */
static void only_own_colours_are_colours(void **state)
{
    struct text t = { 0 };
    char guessed[STYLE_MARK + 1];

    (void)state;
    text_format(&t, "%sred%s", style_on(&coloured, TONE_BAD), style_off(&coloured, TONE_BAD));
    assert_string_equal(shown(text_of(&t), t.n, SHOWN_PRINTABLE), "\033[31mred\033[0m");
    snprintf(guessed, sizeof guessed, "%s", style_on(&coloured, TONE_BAD));
    guessed[3] ^= 1;
    assert_non_null(strstr(shown(guessed, STYLE_MARK, SHOWN_PRINTABLE), "\\x1b"));
    text_free(&t);
}

/* The arrow and the colour lie across the end of the buffer, at each of their bytes. */
static void nothing_is_cut_at_the_end_of_the_buffer(void **state)
{
    static const char wanted[] = "\342\206\222\033[1;34m|";
    struct output *o = calloc(1, sizeof *o);
    struct text text = { 0 };

    (void)state;
    assert_non_null(o);
    text_format(&text, "\342\206\222%s|", style_on(&coloured, TONE_NAME));
    for (size_t before = sizeof o->buf - text.n - 1; before <= sizeof o->buf; before++) {
        char got[2 * sizeof wanted];
        FILE *f = tmpfile();
        ssize_t n;

        assert_non_null(f);
        *o = (struct output){ .fd = fileno(f), .shown = SHOWN_PRINTABLE };
        for (size_t i = 0; i < before; i++)
            out_char(o, '.');
        out_text(o, text_of(&text));
        out_flush(o);
        n = pread(o->fd, got, sizeof got, (off_t)before);
        assert_int_equal(n, sizeof wanted - 1);
        assert_memory_equal(got, wanted, sizeof wanted - 1);
        fclose(f);
    }
    text_free(&text);
    free(o);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(control_characters_are_shown),
        cmocka_unit_test(what_turns_text_is_shown),
        cmocka_unit_test(only_own_colours_are_colours),
        cmocka_unit_test(nothing_is_cut_at_the_end_of_the_buffer),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
