/*
 * test_paths.c - what is remembered of rules: a session in which they have run often has the results of one that tries each rule
 * anew, as someone listens to it. Rules and workspaces are random over a small alphabet, so that shapes come back.
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
#include "base/token.h"
#include "engine.h"
#include "rules/match.h"
#include "rules/rewrite.h"
#include "rules/tokenise.h"
#include "state/classes.h"
#include "state/macros.h"
#include "state/name_ids.h"
#include "state/program.h"
#include "state/session.h"

#include "fake.h"

enum { FIRST = MAX_RULESETS - 1, STEPS = 60 };

static unsigned seed = 1;

static unsigned draw(unsigned n)
{
    seed = seed * 1103515245u + 12345u;
    return (seed >> 16) % n;
}

/* Adds words of a list to a text, n of them; those with a digit only up to $most. */
static size_t some(char *to, size_t size, const char *const *list, unsigned words, int n, int most)
{
    size_t used = 0;

    while (n-- > 0) {
        const char *e = list[draw(words)];

        if (e[0] != '$' || e[1] < '1' || e[1] > '9' || e[1] - '0' <= most)
            used += (size_t)snprintf(to + used, size - used, "%s ", e);
    }
    return used;
}

/* Three rulesets of random rules. */
static void random_rules(char *cf, size_t size)
{
    static const char *const left[] = { "$*", "$+", "$-", "$=x", "$~x", "$={y}", "$*", "$+", "$&M", "a", "b", "B", ".", "<", ">" };
    static const char *const right[] = { "$1", "$2", "$3", "$1", "$2", "a", "B", ".", "<", ">", "$&M", "$(m $1 $: a $)", "$>three" };
    static const char *const flow[] = { "$: ", "$: ", "$@ ", "", "$# " };
    static const char *const names[] = { "one", "two", "three" };
    size_t used = (size_t)snprintf(cf, size, "O OperatorChars=.<>\nO BlankSub=.\nCxa b.a .\nC{y}a.b.a b.b c.c c.a dd.b\nDMb.a\nKm regex -aB.a ^[cC]$\n");

    for (int set = 0; set < 3; set++) {
        used += (size_t)snprintf(cf + used, size - used, "S%s\n", names[set]);
        for (int i = 0; i < 12; i++) {
            char lhs[200];
            int wild = 0;

            some(lhs, sizeof lhs, left, 15, 1 + (int)draw(5), 0);
            for (const char *p = lhs; *p != '\0'; p++)
                wild += *p == '$' && p[1] != '&';
            used += (size_t)snprintf(cf + used, size - used, "R%s\t%s", lhs, flow[draw(5)]);
            if (set < 2 && draw(2) == 0)
                used += (size_t)snprintf(cf + used, size - used, "$>%s ", names[set + 1 + (int)draw(2 - (unsigned)set)]);
            used += some(cf + used, size - used, right, set < 2 ? 13 : 12, 1 + (int)draw(5), wild);
            used += (size_t)snprintf(cf + used, size - used, "a\n");
        }
    }
}

static enum event_answer deaf(void *ctx, struct session *s, const struct event *e)
{
    (void)ctx;
    (void)s;
    (void)e;
    return EVENT_GO;
}

/* Words come into classes while rules are remembered. */
static void grow_classes(struct session *s)
{
    static const char *const names[] = { "x", "{y}" };

    for (int i = 0; i < 2; i++) {
        const char *name = names[i];

        class_add_words(s, name_id(s, &name), "c dd.a <.c dd.c");
    }
}

static void fill(struct session *s, struct workspace *w, const char *text)
{
    struct tokenise how = { .table = TOKENS_KEEP, .buffer = BUFFER_ADDRESS, .silent = true };

    w->n = tokenise(s, text, &how, w->v);
    assert_in_range(w->n, 1, MAX_ATOM);
}

/* The tokens that a ruleset leaves of a text. */
static void result(struct session *s, int set, const char *text, char *out, size_t size)
{
    static struct workspace w;
    size_t used = 0;
    int status;

    fill(s, &w, text);
    status = rewrite(s, &w, set, MAX_ATOM);
    for (int i = 0; i < w.n; i++)
        used += (size_t)snprintf(out + used, used < size ? size - used : 0, "%s ", token_of(s, w.v[i])->text);
    snprintf(out + used, used < size ? size - used : 0, "%d", status);
    session_end_command(s);
}

static void what_is_remembered_is_what_happens(void **state)
{
    static const char *const words[] = { "a", "b", "A", ".", "<", ">", "c", "Dd", ".", "c", "\x99 two" /* a call, typed */ };
    static const char *const values[] = { "b.a", "a", "c", "" };
    static char cf[65536], one[65536], two[65536];
    struct observer listener = { .hear = deaf, .want = WANT_RULES }, nobody = { .hear = deaf };
    int remembered = 0;

    (void)state;
    for (int round = 0; round < 40; round++) {
        struct program *p;
        struct session *often, *anew;

        random_rules(cf, sizeof cf);
        p = program_of(cf, NULL);
        assert_non_null(p);
        often = session_new(p, &nobody);
        anew = session_new(p, &listener);
        session_set_max_steps(often, STEPS);
        session_set_max_steps(anew, STEPS);
        for (int i = 0; i < 1500; i++) {
            char text[100];
            int set = FIRST - (int)draw(3);

            if (i == 900) {
                grow_classes(often);
                grow_classes(anew);
            }
            if (draw(8) == 0) {
                const char *value = values[draw(4)];

                macro_define(often, 'M', value, MACRO_ENVELOPE);
                macro_define(anew, 'M', value, MACRO_ENVELOPE);
            }
            some(text, sizeof text, words, 11, 1 + (int)draw(6), 0);
            result(often, set, text, one, sizeof one);
            result(anew, set, text, two, sizeof two);
            assert_string_equal(one, two);
        }
        remembered += often->worker->paths != NULL;
        assert_null(anew->worker->paths);
        session_free(often);
        session_free(anew);
        program_free(p);
    }
    assert_in_range(remembered, 30, 40);
}

/* Tokens that no rule has get the same numbers in one command after the other. */
static void words_are_those_of_this_command(void **state)
{
    static const char *const texts[] = { "c.a", "d.a", "c a", "d a" }, *const results[] = { "b 0", "d . a 0", "b 0", "d a 0" };
    struct program *p = program_of("O OperatorChars=.\nO BlankSub=.\nC{y}c.a\nSone\nR$={y}\t$@ b\n", NULL);
    struct session *s;

    (void)state;
    assert_non_null(p);
    s = session_new(p, NULL);
    for (int i = 0; i < 4000; i++) {
        char out[100];

        result(s, FIRST, texts[i % 4], out, sizeof out);
        assert_string_equal(out, results[i % 4]);
    }
    assert_non_null(s->worker->paths);
    session_free(s);
    program_free(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_remembered_is_what_happens),
        cmocka_unit_test(words_are_those_of_this_command),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
