/* test_why.c - runs taken back, rules and lookups that an observer skips, how far a match gets. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/limits.h"
#include "describe.h"
#include "engine.h"
#include "hold.h"
#include "rules/match.h"
#include "rules/tokenise.h"
#include "fake.h"

static const char CF[] = "O OperatorChars=.:@\n"
                         "DXfrozen\n"
                         "Cwexample.com example.org\n"
                         "Kset macro\n"
                         "Kcalc arith\n"
                         "S3\n"
                         "R$+ @ $=w\t$: $>inner $1\n"
                         "Rann\t$@ $(calc + $@ 1 $@ 2 $: none $) $X\n"
                         "R$*\t$: $1 $(set {seen} $@ yes $)\n"
                         "Sinner\n"
                         "Rjoe\t\tann\n"
                         "R$*\t\t$@ $1 $&{seen}\n";

struct hearing {
    struct heard heard;
    const struct rule *skip;
    bool miss;
    char answer[256];
    int tried, maps, records, names;
};

static enum event_answer hear(void *ctx, struct session *s, const struct event *e)
{
    struct hearing *h = ctx;

    switch (e->kind) {
    case EVENT_RULE_TRY:
        h->tried++;
        return e->rule == h->skip ? EVENT_SKIP : EVENT_GO;
    case EVENT_LOOKUP_BEGIN:
        if (!h->miss || strcmp(e->map, "calc") != 0)
            return EVENT_GO;
        e->reply->value = NULL;
        return EVENT_SKIP;
    case EVENT_MAP_END:
        h->maps++;
        return EVENT_GO;
    case EVENT_MACRO_DEFINED:
    case EVENT_CLASS_USED:
        h->names++;
        return EVENT_GO;
    case EVENT_RULESET_LEAVE:
        if (e->depth == 0)
            snprintf(h->answer, sizeof h->answer, "%s", shown(s, e->ws.v, e->ws.n));
        return EVENT_GO;
    default:
        return EVENT_GO;
    }
}

static const char *answer(struct session *s, struct hearing *h, const char *address)
{
    struct observer o = { hear, h, WANT_RULESETS | WANT_RULES | WANT_LOOKUPS | WANT_MAPS | WANT_NAMES };

    session_observe(s, &o);
    h->answer[0] = '\0';
    session_test(s, "3", address);
    return h->answer;
}

static void an_observer_skips_rules_and_lookups(void **state)
{
    struct program *p = program_of(CF, NULL);
    struct session *s = session_of(p, NULL);
    struct hearing h = { .miss = false };

    (void)state;
    assert_string_equal(answer(s, &h, "joe@example.com"), "3 frozen");
    assert_int_equal(h.maps, 1);
    assert_true(h.names > 0);
    h.miss = true;
    assert_string_equal(answer(s, &h, "joe@example.com"), "none frozen");
    h.skip = session_find_rule(s, "inner/1", NULL);
    assert_non_null(h.skip);
    assert_string_equal(answer(s, &h, "joe@example.com"), "joe");
    session_free(s);
    program_free(p);
}

static void what_no_one_wants_is_not_told(void **state)
{
    struct program *p = program_of(CF, NULL);
    struct hearing h = { .miss = false };
    struct observer o = { hear, &h, WANT_RULESETS };
    struct session *s = session_new(p, &o);

    (void)state;
    session_test(s, "3", "joe@example.com");
    assert_string_equal(h.answer, "3 frozen");
    assert_int_equal(h.tried + h.maps + h.names, 0);
    session_free(s);
    program_free(p);
}

static void a_run_is_taken_back(void **state)
{
    struct program *p = program_of(CF, NULL);
    struct session *s = session_of(p, NULL);
    struct hearing h = { .miss = false };
    struct held *held = session_hold(s);
    int id = session_name_find(s, "{seen}");

    (void)state;
    assert_true(id > 0);
    answer(s, &h, "x@nowhere");
    assert_string_equal(session_macro_at(s, id), "yes");
    session_set_status_always(s, 70);
    session_restore(s, held);
    assert_null(session_macro_at(s, id));
    assert_int_equal(session_status(s), 0);
    session_release(held);
    session_free(s);
    program_free(p);
}

static struct reach reach_of(struct session *s, const char *rule, const char *text)
{
    struct tokenise how = { .table = TOKENS_EXT, .buffer = BUFFER_ADDRESS };
    tok v[MAX_ATOM + 1];
    int n = tokenise(s, text, &how, v);
    struct vector ws = { v, n };

    return session_reach(s, session_find_rule(s, rule, NULL), &ws);
}

static void how_far_a_match_gets(void **state)
{
    struct program *p = program_of(CF, NULL);
    struct session *s = session_of(p, NULL);
    struct reach r = reach_of(s, "3/1", "joe@example.net");

    (void)state;
    assert_false(r.matches);
    assert_int_equal(r.op, 2);    /* $=w */
    assert_int_equal(r.token, 2); /* example */
    r = reach_of(s, "3/1", "joe@example.com");
    assert_true(r.matches);
    r = reach_of(s, "3/1", "joe");
    assert_int_equal(r.op, 1); /* @ */
    r = reach_of(s, "inner/1", "joe.x");
    assert_int_equal(r.op, 1); /* the end */
    assert_int_equal(r.token, 1);
    session_free(s);
    program_free(p);
}

/* Every rule's matcher and its explanation agree. */
static void reach_agrees_with_the_matcher(void **state)
{
    static const char *const texts[] = { "joe", "ann", "a@example.com", "a@b@example.org", "@", "a@b" };
    static const char *const rules[] = { "3/1", "3/2", "3/3", "inner/1", "inner/2" };
    struct program *p = program_of(CF, NULL);
    struct session *s = session_of(p, NULL);

    (void)state;
    for (int t = 0; t < 6; t++) {
        for (int i = 0; i < 5; i++) {
            struct tokenise how = { .table = TOKENS_EXT, .buffer = BUFFER_ADDRESS };
            struct workspace w;
            struct match m;

            w.n = tokenise(s, texts[t], &how, w.v);
            workspace_ready(s, &w);
            assert_int_equal(match_rule(s, session_find_rule(s, rules[i], NULL), &w, &m),
                             reach_of(s, rules[i], texts[t]).matches);
        }
    }
    session_free(s);
    program_free(p);
}

struct found {
    int frozen, calls, maps, classes;
};

static void mentioned(void *ctx, enum mention what, const char *name)
{
    struct found *f = ctx;

    f->frozen += what == MENTIONS_FROZEN && strcmp(name, "X") == 0;
    f->calls += what == MENTIONS_CALL && strcmp(name, "inner") == 0;
    f->maps += what == MENTIONS_MAP && strcmp(name, "calc") == 0;
    f->classes += what == MENTIONS_CLASS && strcmp(name, "w") == 0;
}

static void what_rules_mention(void **state)
{
    struct program *p = program_of(CF, NULL);
    struct session *s = session_of(p, NULL);
    struct found f = { 0 };

    (void)state;
    for (const struct rule *r = session_first_rule(s, 3); r != NULL; r = rule_after(r))
        session_rule_mentions(s, r, mentioned, &f);
    assert_int_equal(f.frozen, 1);
    assert_int_equal(f.calls, 1);
    assert_int_equal(f.maps, 1);
    assert_int_equal(f.classes, 1);
    session_free(s);
    program_free(p);
}

static void rules_are_found_by_their_names(void **state)
{
    static const char *const none[] = { "", "/", "3", "3/", "3/0", "3/9", "nosuch/1", "inner/1x",
                                        "x:1", ":", "3/99999999999999999999", ":99999999999999" };
    struct program *p = program_of(CF, NULL);
    struct session *s = session_of(p, NULL);
    int ruleset = -1;
    const struct rule *r = session_find_rule(s, "inner/2", &ruleset);
    char place[64];

    (void)state;
    assert_non_null(r);
    assert_int_equal(session_ruleset_named(s, "inner"), ruleset);
    snprintf(place, sizeof place, "%s:%d", rule_describe(r).file, rule_describe(r).line);
    assert_ptr_equal(session_find_rule(s, place, NULL), r);
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++)
        assert_null(session_find_rule(s, none[i], NULL));
    session_free(s);
    program_free(p);
}

static void words_of_classes(void *ctx, const char *word)
{
    strcat(ctx, word);
    strcat(ctx, " ");
}

static void bindings_go_over_to_another_program(void **state)
{
    struct program *p = program_of(CF, NULL), *q = program_of("D{other}x\nDXnew\nCwnew.example\n", NULL);
    struct session *s = session_of(p, NULL), *t = session_of(q, NULL);
    char words[256] = "";
    const char *value;

    (void)state;
    session_define(s, "Xmine");
    session_define(s, "{long}own");
    session_add_to_class(s, "wadded.example");
    session_carry_over(t, s);
    assert_true(session_macro(t, "X", &value));
    assert_string_equal(value, "mine");
    assert_true(session_macro(t, "{long}", &value));
    assert_string_equal(value, "own");
    assert_true(session_macro(t, "{other}", &value));
    assert_string_equal(value, "x");
    session_class_list(t, "w", words_of_classes, words);
    assert_non_null(strstr(words, "added.example"));
    assert_non_null(strstr(words, "new.example"));
    assert_null(strstr(words, "example.org"));
    session_free(s);
    session_free(t);
    program_free(p);
    program_free(q);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_observer_skips_rules_and_lookups),
        cmocka_unit_test(what_no_one_wants_is_not_told),
        cmocka_unit_test(a_run_is_taken_back),
        cmocka_unit_test(how_far_a_match_gets),
        cmocka_unit_test(reach_agrees_with_the_matcher),
        cmocka_unit_test(what_rules_mention),
        cmocka_unit_test(rules_are_found_by_their_names),
        cmocka_unit_test(bindings_go_over_to_another_program),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
