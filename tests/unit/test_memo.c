/*
 * test_memo.c - the name server is asked each question once, and given up when it does not answer.
 */
#include <netdb.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "world/layer.h"
#include "world/live.h"
#include "world/memo.h"
#include "world/world.h"

static int asked, told;
static time_t clock_now;
static int patience; /* seconds that the server below takes */
static bool alive;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static time_t now(void *ctx)
{
    (void)ctx;
    return clock_now;
}

static int server(void *ctx, const char *name, int type, const struct dns_settings *how, unsigned char *answer,
                  size_t size, int *herr, int *err)
{
    (void)ctx;
    (void)how;
    pthread_mutex_lock(&lock);
    asked++;
    clock_now += patience;
    pthread_mutex_unlock(&lock);
    *err = 0;
    *herr = alive ? 0 : TRY_AGAIN;
    if (!alive)
        return -1;
    return snprintf((char *)answer, size, "%s %d", name, type) + 1; /* with its NUL */
}

static void dead(void *ctx, const char *name)
{
    (void)name;
    ++*(int *)ctx;
}

static struct world below(void)
{
    struct world w = *world_live();

    w.dns = server;
    w.now = now;
    asked = told = 0;
    return w;
}

static int ask(const struct world *w, const char *name, int type, char *text)
{
    int herr, err, n = w->dns(w->ctx, name, type, NULL, (unsigned char *)text, 100, &herr, &err);

    assert_true(n >= 0 || herr == TRY_AGAIN);
    return n;
}

static void once_for_all_worlds(void **state)
{
    struct dns_memo *m = dns_memo_new(dead, &told);
    struct world one = below(), two = one;
    struct world_layer *layers = NULL;
    char text[100];

    (void)state;
    alive = true;
    patience = 0;
    assert_true(world_memo(&one, &layers, m) && world_memo(&two, &layers, m));
    for (int i = 0; i < 5; i++) {
        assert_int_equal(ask(i % 2 ? &one : &two, "a.example", 1, text), 12);
        assert_string_equal(text, "a.example 1");
        assert_int_equal(ask(&one, "a.example", 15, text), 13);
        assert_string_equal(text, "a.example 15");
    }
    assert_int_equal(asked, 2);
    assert_int_equal(told, 0);
    world_layers_free(layers);
    dns_memo_free(m);
}

static void given_up(void **state)
{
    struct dns_memo *m = dns_memo_new(dead, &told);
    struct world w = below();
    struct world_layer *layers = NULL;
    char name[32], text[100];

    (void)state;
    alive = false;
    patience = 10;
    assert_true(world_memo(&w, &layers, m));
    for (int i = 0; i < 50; i++) {
        snprintf(name, sizeof name, "n%d.example", i);
        assert_int_equal(ask(&w, name, 1, text), -1);
        assert_int_equal(told, i >= 2);
    }
    assert_int_equal(asked, 3);
    world_layers_free(layers);
    dns_memo_free(m);
}

/* A server that refuses at once is none that is dead. */
static void refused(void **state)
{
    struct dns_memo *m = dns_memo_new(dead, &told);
    struct world w = below();
    struct world_layer *layers = NULL;
    char name[32], text[100];

    (void)state;
    alive = false;
    patience = 0;
    assert_true(world_memo(&w, &layers, m));
    for (int i = 0; i < 50; i++) {
        snprintf(name, sizeof name, "n%d.example", i);
        assert_int_equal(ask(&w, name, 1, text), -1);
    }
    assert_int_equal(asked, 50);
    assert_int_equal(told, 0);
    world_layers_free(layers);
    dns_memo_free(m);
}

static void *many(void *ctx)
{
    char name[32], text[100];

    for (int i = 0; i < 2000; i++) {
        snprintf(name, sizeof name, "n%d.example", i % 100);
        ask(ctx, name, 1, text);
        assert_int_equal(strncmp(text, name, strlen(name)), 0);
    }
    return NULL;
}

static void threads(void **state)
{
    struct dns_memo *m = dns_memo_new(dead, &told);
    struct world w = below();
    struct world_layer *layers = NULL;
    pthread_t t[4];

    (void)state;
    alive = true;
    patience = 0;
    assert_true(world_memo(&w, &layers, m));
    for (int i = 0; i < 4; i++)
        assert_int_equal(pthread_create(&t[i], NULL, many, &w), 0);
    for (int i = 0; i < 4; i++)
        pthread_join(t[i], NULL);
    assert_int_equal(asked, 100);
    world_layers_free(layers);
    dns_memo_free(m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(once_for_all_worlds),
        cmocka_unit_test(given_up),
        cmocka_unit_test(refused),
        cmocka_unit_test(threads),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
