/*
 * test_shapes.c - a rule of which it is said that it never matches: it never does, in random rulesets on random workspaces.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/limits.h"
#include "describe.h"
#include "engine.h"
#include "explore/shapes.h"
#include "state/program.h"
#include "state/rule.h"
#include "state/session.h"

#include "fake.h"

enum { RULES = 5, ROUNDS = 2000, TESTS = 40 };

static unsigned seed = 1;

static unsigned draw(unsigned n)
{
    seed = seed * 1103515245u + 12345u;
    return (seed >> 16) % n;
}

/* One ruleset, whose right sides are made of what the left ones caught, of calls and of lookups. */
static void random_ruleset(char *cf, size_t size)
{
    static const char *const left[] = { "$*", "$*", "$*", "$+", "$+", "$-", "$-", "$=x", "$~x", "$@", "$&M", "a", ".", "<" };
    static const char *const right[] = { "$1", "$2", "$1", "a", "$1", ".", "<", "<", "$&M", "$(m $1 $: a $)", "$>two $1" };
    static const char *const flows[] = { "$: ", "$: ", "$: ", "$@ ", "" };
    size_t used = (size_t)snprintf(cf, size, "O OperatorChars=.@\nC{x}a b.a\nDMb.a\nKm null\nStwo\nRa\tb .\nSone\n");

    for (int i = 0; i < RULES; i++) {
        int n = 1 + (int)draw(4), wild = 0;
        const char *flow = flows[draw(5)];

        used += (size_t)snprintf(cf + used, size - used, "R");
        for (; n > 0; n--) {
            const char *e = left[draw(14)];

            wild += *e == '$' && strchr("*+-=~", e[1]) != NULL;
            used += (size_t)snprintf(cf + used, size - used, "%s ", e);
        }
        used += (size_t)snprintf(cf + used, size - used, "\t%s", flow);
        for (n = 1 + (int)draw(4); n > 0; n--) {
            const char *e = right[draw(11)];
            bool needs = strstr(e, "$2") != NULL ? wild >= 2 : strstr(e, "$1") == NULL || wild >= 1;

            used += (size_t)snprintf(cf + used, size - used, "%s ", needs ? e : "a");
        }
        used += (size_t)snprintf(cf + used, size - used, "\n");
    }
}

static enum event_answer hear(void *ctx, struct session *s, const struct event *e)
{
    bool *matched = ctx;

    if (e->kind == EVENT_RULE_MATCH && e->ruleset == session_ruleset_named(s, "one"))
        matched[e->rule->number - 1] = true;
    return EVENT_GO;
}

static void ask(struct program *p, bool *matched)
{
    static const char *const tokens[] = { "a", "b", ".", "<", "<", "c", "a" };
    struct observer o = { .hear = hear, .ctx = matched, .want = WANT_RULES };
    struct session *s = session_new(p, &o);
    char text[200];

    for (int i = 0; i < TESTS; i++) {
        size_t used = 0;

        *text = '\0';
        for (int n = (int)draw(5); n > 0; n--)
            used += (size_t)snprintf(text + used, sizeof text - used, "%s ", tokens[draw(7)]);
        session_test(s, "one", text);
    }
    session_free(s);
}

static void what_is_dead_never_matches(void **state)
{
    static char cf[65536];
    int dead = 0, live = 0;

    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        bool matched[RULES + 1] = { false };
        struct program *p;
        struct session *s;
        struct comes *comes;

        random_ruleset(cf, sizeof cf);
        p = program_of(cf, NULL);
        assert_non_null(p);
        s = session_of(p, NULL);
        comes = shapes_of_ruleset(s, session_ruleset_named(s, "one"));
        assert_non_null(comes);
        session_free(s);
        ask(p, matched);
        for (int i = 0; i < RULES; i++) {
            if (comes[i].taker != NULL && matched[i])
                fail_msg("round %d: rule %d is dead, and matches:\n%s", round, i + 1, cf);
            dead += comes[i].taker != NULL;
            live += matched[i];
        }
        free(comes);
        program_free(p);
    }
    assert_true(dead > ROUNDS / 4 && live > ROUNDS);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(what_is_dead_never_matches) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
