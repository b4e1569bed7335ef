/* test_tokens.c - interning, tokenising, joining. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/limits.h"
#include "base/token.h"
#include "engine.h"
#include "rules/join.h"
#include "rules/tokenise.h"
#include "state/session.h"

#include "fake.h"

struct fixture {
    struct heard heard;
    struct program *p;
    struct session *s;
};

static int begin(void **state)
{
    static struct fixture f;

    memset(&f, 0, sizeof f);
    f.p = program_of("O OperatorChars=.:%@!^/[]+\nSone\nRa\tb\n", &f.heard);
    f.s = session_of(f.p, &f.heard);
    *state = &f;
    return f.p == NULL;
}

static int end(void **state)
{
    struct fixture *f = *state;

    session_free(f->s);
    program_free(f->p);
    return 0;
}

static void gives(struct fixture *f, enum token_rule table, const char *text, const char *tokens)
{
    struct tokenise how = { .table = table, .buffer = BUFFER_ADDRESS };
    tok v[MAX_ATOM + 1];
    int n = tokenise(f->s, text, &how, v);

    assert_string_equal(shown(f->s, v, n), tokens);
}

static void operators_blanks_and_quotes(void **state)
{
    struct fixture *f = *state;

    gives(f, TOKENS_KEEP, "a.b@c", "a . b @ c");
    gives(f, TOKENS_KEEP, "a\"b c\"d", "a \"b c\" d");
    gives(f, TOKENS_KEEP, "\"a\"\"b\"", "\"a\" \"b\"");
    gives(f, TOKENS_KEEP, "a\\@b @\\!c", "a\\@b @ ! c");
    gives(f, TOKENS_KEEP, "a\\", "a");
    gives(f, TOKENS_KEEP, "a(b)c", "a ( b ) c");
    assert_int_equal(f->heard.diagnostics, 0);
}

static void comments_vanish_where_they_are_comments(void **state)
{
    struct fixture *f = *state;

    gives(f, TOKENS_EXT, "a(b(c)d)e (f) \"(g)\"", "a e \"(g)\"");
    gives(f, TOKENS_EXT, "(only)", "");
    assert_int_equal(f->heard.diagnostics, 0);
}

static void what_is_missing_is_supplied_and_told(void **state)
{
    struct fixture *f = *state;

    f->heard.diagnostics = 0;
    gives(f, TOKENS_EXT, "a(b", "a");
    gives(f, TOKENS_EXT, "a<b", "a < b >");
    gives(f, TOKENS_EXT, "a>b", "ab");
    gives(f, TOKENS_EXT, "\"a\\", "\"a\\\"\"");
    assert_int_equal(f->heard.diagnostics, 5);
    f->heard.diagnostics = 0;
}

static void limits_hold(void **state)
{
    struct fixture *f = *state;
    struct tokenise how = { .table = TOKENS_EXT, .buffer = BUFFER_ADDRESS };
    tok v[MAX_ATOM + 1];
    char text[2000];

    memset(text, 'x', sizeof text);
    text[256] = '\0';
    assert_int_equal(tokenise(f->s, text, &how, v), 1);
    text[256] = 'x';
    text[257] = '\0';
    assert_int_equal(tokenise(f->s, text, &how, v), -1);
    memset(text, '@', sizeof text);
    text[625] = '\0';
    assert_int_equal(tokenise(f->s, text, &how, v), 625);
    text[625] = '@';
    text[626] = '\0';
    assert_int_equal(tokenise(f->s, text, &how, v), -1);
    assert_true(how.too_long);
}

static void joining_puts_blanks_between_atoms_only(void **state)
{
    struct fixture *f = *state;
    struct tokenise how = { .table = TOKENS_KEEP, .buffer = BUFFER_ADDRESS };
    tok v[MAX_ATOM + 1];
    char out[64];
    int n = tokenise(f->s, "a b.c \"q\" d <e>", &how, v);

    join(f->s, v, n, out, sizeof out, '_', true);
    assert_string_equal(out, "a_b.c\"q\"d<e>");
    join(f->s, v, n, out, 5, ' ', true);
    assert_string_equal(out, "a b.");
}

static void equal_but_for_case_is_one_identity(void **state)
{
    struct fixture *f = *state;
    struct token_table *t = tokens_of(f->s);
    tok a = token_intern(t, "FoO", 3), b = token_intern(t, "foo", 3), c = token_intern(t, "fob", 3);

    assert_int_equal(token_get(t, a)->fold, token_get(t, b)->fold);
    assert_int_not_equal(token_get(t, a)->fold, token_get(t, c)->fold);
    assert_int_equal(token_intern(t, "FoO", 3), a);
}

static void many_tokens_stay_distinct(void **state)
{
    struct fixture *f = *state;
    struct token_table *t = tokens_of(f->s);
    char text[16];
    tok first[5000];

    for (int i = 0; i < 5000; i++) {
        snprintf(text, sizeof text, "T%d", i);
        first[i] = token_intern(t, text, strlen(text));
    }
    for (int i = 0; i < 5000; i++) {
        snprintf(text, sizeof text, "T%d", i);
        assert_int_equal(token_intern(t, text, strlen(text)), first[i]);
        assert_string_equal(token_get(t, first[i])->text, text);
    }
    session_end_command(f->s);
}

/* Bytes that mean something to the tokeniser. */
static const char meaningful[] = "aB9.@:<>()\"\\,; \t\r!%\x81\x82\x90\x93\x95\x97\xFF\xE9";

/* What a tokenisation gives, with every byte told (and looked at one by one) or not. */
struct given {
    tok v[MAX_ATOM + 1];
    int n, diagnostics;
    const char *end;
};

static void tokenise_so(struct fixture *f, const char *text, struct tokenise how, bool told,
                        struct given *g)
{
    enum { PRESCAN = 22, EVERYTHING = 101 };

    f->heard.diagnostics = 0;
    f->s->levels.of[PRESCAN] = told ? EVERYTHING : 0;
    g->n = tokenise(f->s, text, &how, g->v);
    f->s->levels.of[PRESCAN] = 0;
    g->end = how.end;
    g->diagnostics = f->heard.diagnostics;
}

static void the_short_way_gives_the_same(void **state)
{
    static const char delims[] = { '\0', ',', 'B', '\t' }; /* the third is no operator */
    struct fixture *f = *state;
    unsigned seed = 1;

    for (int i = 0; i < 60000; i++) {
        struct tokenise how = { .table = (enum token_rule)(i % 3), .delim = delims[i / 3 % 4],
                                .silent = i / 12 % 2 == 0, .buffer = BUFFER_ADDRESS };
        struct given fast, slow;
        char text[260];

        random_text(&seed, meaningful, text, i % 50 == 0 ? 255 : 14);
        tokenise_so(f, text, how, true, &slow);
        tokenise_so(f, text, how, false, &fast);
        assert_int_equal(fast.n, slow.n);
        assert_ptr_equal(fast.end, slow.end);
        assert_int_equal(fast.diagnostics, slow.diagnostics);
        if (fast.n > 0)
            assert_memory_equal(fast.v, slow.v, (size_t)fast.n * sizeof *fast.v);
        if (i % 1000 == 0)
            session_end_command(f->s);
    }
    f->heard.diagnostics = 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(operators_blanks_and_quotes),
        cmocka_unit_test(comments_vanish_where_they_are_comments),
        cmocka_unit_test(what_is_missing_is_supplied_and_told),
        cmocka_unit_test(limits_hold),
        cmocka_unit_test(joining_puts_blanks_between_atoms_only),
        cmocka_unit_test(equal_but_for_case_is_one_identity),
        cmocka_unit_test(many_tokens_stay_distinct),
        cmocka_unit_test(the_short_way_gives_the_same),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
