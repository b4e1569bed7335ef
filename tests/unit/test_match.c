/*
 * test_match.c - the two matchers: one result, and what is said of how far a match got holds. Rules and
 * workspaces are random over a small alphabet, so that literals, classes and wildcards meet often.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "base/limits.h"
#include "base/token.h"
#include "engine.h"
#include "rules/match.h"
#include "rules/match_classic.h"
#include "rules/reach.h"
#include "rules/tokenise.h"
#include "state/program.h"
#include "state/rule.h"

#include "fake.h"

static unsigned seed = 1;

static unsigned draw(unsigned n)
{
    seed = seed * 1103515245u + 12345u;
    return (seed >> 16) % n;
}

/* A configuration of `n` random rules in ruleset one. */
static void random_rules(char *cf, size_t size, int n)
{
    static const char *const elements[] = { "$*", "$+", "$-", "$=x", "$~x", "$@", "$&M", "a", "b",
                                            "B", ".", "." };
    size_t used = (size_t)snprintf(cf, size, "O OperatorChars=.@\nC{x}a b.a a.b.a .\n"
                                             "DMb.a\nSone\n");

    for (int i = 0; i < n; i++) {
        int k = 1 + (int)draw(7), wild = 0;

        used += (size_t)snprintf(cf + used, size - used, "R");
        while (k-- > 0) {
            const char *e = elements[draw(12)];

            wild += strchr("*+-=~", e[1]) != NULL && e[0] == '$' && e[1] != '\0';
            if (wild <= 9)
                used += (size_t)snprintf(cf + used, size - used, "%s ", e);
        }
        used += (size_t)snprintf(cf + used, size - used, "\tx\n");
    }
}

static void random_workspace(struct session *s, struct workspace *w)
{
    static const char *const tokens[] = { "a", "b", "A", ".", "c" };

    w->n = (int)draw(9);
    for (int i = 0; i < w->n; i++) {
        const char *t = tokens[draw(5)];

        w->v[i] = token_intern(tokens_of(s), t, strlen(t));
    }
    workspace_ready(s, w);
}

static void same_result(struct session *s, const struct rule *r, const struct workspace *w)
{
    struct match a = { .n = 0 }, b = { .n = 0 };
    bool one = match_rule(s, r, w, &a), two = match_classic(s, r, w, &b);

    assert_int_equal(one, two);
    if (!one)
        return;
    assert_int_equal(a.n, b.n);
    for (int i = 0; i < a.n; i++) {
        assert_int_equal(a.cap[i].from, b.cap[i].from);
        assert_int_equal(a.cap[i].to, b.cap[i].to);
    }
}

/* Do the first parts of a rule match just the first tokens of a workspace? */
static bool begins(struct session *s, const struct rule *r, int parts, const struct workspace *whole, int tokens)
{
    struct rule part = *r;
    struct workspace w = *whole;
    struct match m = { .n = 0 };

    part.nlhs = parts;
    w.n = tokens;
    workspace_ready(s, &w);
    return match_classic(s, &part, &w, &m);
}

/* What is reached is reached, and nothing behind it is. */
static void reach_holds(struct session *s, const struct rule *r, const struct workspace *w)
{
    struct vector v = { w->v, w->n };
    struct reach reach = session_reach(s, r, &v);
    struct match m = { .n = 0 };

    assert_int_equal(reach.matches, match_rule(s, r, w, &m));
    if (reach.matches)
        return;
    assert_true(begins(s, r, reach.op, w, reach.token));
    for (int k = 0; k <= w->n; k++)
        assert_false(reach.op < r->nlhs && begins(s, r, reach.op + 1, w, k));
    for (int k = reach.token + 1; k <= w->n; k++)
        assert_false(begins(s, r, reach.op, w, k));
}

static void both_matchers_agree(void **state)
{
    static char cf[65536];
    int matched = 0;

    (void)state;
    for (int round = 0; round < 40; round++) {
        struct program *p;
        struct session *s;

        random_rules(cf, sizeof cf, 30);
        p = program_of(cf, NULL);
        assert_non_null(p);
        s = session_of(p, NULL);
        for (const struct rule *r = p->rulesets[MAX_RULESETS - 1].first; r != NULL; r = r->next) {
            for (int i = 0; i < 60; i++) {
                struct workspace w;
                struct match m;

                random_workspace(s, &w);
                same_result(s, r, &w);
                reach_holds(s, r, &w);
                matched += match_rule(s, r, &w, &m);
            }
        }
        session_free(s);
        program_free(p);
    }
    assert_true(matched > 2000);
}

static struct workspace *dots(struct session *s, int n)
{
    static struct workspace w;

    w.n = n;
    for (int i = 0; i < n; i++)
        w.v[i] = token_intern(tokens_of(s), ".", 1);
    workspace_ready(s, &w);
    return &w;
}

static void captures_are_as_short_as_possible_from_the_left(void **state)
{
    struct program *p = program_of("C{x}b b.c b.c.d\nSone\nR$* . $* . $*\tx\nR$+ $={x}\tx\n", NULL);
    struct session *s = session_of(p, NULL);
    const struct rule *r = p->rulesets[MAX_RULESETS - 1].first;
    struct tokenise how = { .table = TOKENS_KEEP, .buffer = BUFFER_ADDRESS };
    struct workspace w;
    struct match m;

    (void)state;
    w.n = tokenise(s, "a.b.c.d", &how, w.v);
    workspace_ready(s, &w);
    assert_true(match_rule(s, r, &w, &m));
    assert_int_equal(m.cap[0].to, 1);
    assert_int_equal(m.cap[1].from, 2);
    assert_int_equal(m.cap[2].from, 4);
    assert_true(match_rule(s, r->next, &w, &m));
    assert_int_equal(m.cap[1].from, 2);
    session_free(s);
    program_free(p);
}

/* Nine wildcards and a literal that is not there cost the real program seconds. */
static void nine_wildcards_are_bounded(void **state)
{
    struct program *p = program_of("Sone\nR$* $* $* $* $* $* $* $* $* x\ty\n"
                                   "R$+ $+ $+ $+ $+ $+ $+ $+ $+ $&M\ty\nDMzz\n", NULL);
    struct session *s = session_of(p, NULL);
    const struct rule *r = p->rulesets[MAX_RULESETS - 1].first;
    struct match m;

    (void)state;
    assert_false(match_rule(s, r, dots(s, 35), &m));
    assert_false(match_rule(s, r->next, dots(s, 1000), &m));
    session_free(s);
    program_free(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_matchers_agree),
        cmocka_unit_test(captures_are_as_short_as_possible_from_the_left),
        cmocka_unit_test(nine_wildcards_are_bounded),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
