/*
 * test_mutants.c - what the page check lets pass, libdb reads: some thousands of good databases that
 * were bent by their structure, listed and asked for keys.
 *
 *	test_mutants [COUNT [FIRST]]: mutants FIRST to FIRST + COUNT - 1
 *
 * Most changes are refused by the check, so a million take minutes: docs/tables-checked.md.
 */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "mutant.h"

enum { SECONDS = 2, MOST_CHANGES = 4, COUNT = 4000 };

/* Found once: a bucket behind the file's end, which libdb makes up, and a value that begins there; a leaf that is its own next
 * and previous page; two that are each other's. */
static const unsigned long found[] = { 1411798, 27562950, 28792158 };

/* Of a build with the address sanitizer. What libdb forgets of a file that it gives up is its own affair. */
__attribute__((weak)) void __lsan_disable(void);
__attribute__((weak)) void __lsan_enable(void);

static unsigned long first, count = COUNT;
static char at_work[64];

/* A generator of its own: the same number is the same mutant everywhere. */
static uint64_t next(uint64_t *state)
{
    uint64_t z = *state += 0x9E3779B97F4A7C15;

    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
    return z ^ (z >> 31);
}

static size_t recipe(unsigned long number, uint8_t *to)
{
    uint64_t state = number;
    size_t n = 1 + MUTANT_CHANGE * (1 + next(&state) % MOST_CHANGES);

    for (size_t i = 0; i < n; i++)
        to[i] = (uint8_t)next(&state);
    return n;
}

static void overdue(int sig)
{
    (void)sig;
    if (write(STDERR_FILENO, at_work, strlen(at_work)) < 0)
        _exit(2);
    _exit(1);
}

/* Adds to what came of others. */
static void try(unsigned long number, unsigned long *sound, unsigned long *records)
{
    uint8_t data[1 + MUTANT_CHANGE * MOST_CHANGES];
    struct mutant_reading r;
    size_t n, size = recipe(number, data);
    unsigned char *file;
    bool btree;

    snprintf(at_work, sizeof at_work, "mutant %lu takes more than %d s\n", number, SECONDS);
    file = mutant_make(data, size, &n, &btree);
    if (__lsan_disable != NULL)
        __lsan_disable();
    alarm(SECONDS);
    mutant_read(file, n, btree, &r);
    alarm(0);
    if (__lsan_enable != NULL)
        __lsan_enable();
    free(file);
    if (r.bytes > 16 * n) /* a list of all, and a few keys twice each */
        fail_msg("mutant %lu: values of %lu bytes from a file of %zu", number, r.bytes, n);
    *sound += r.sound;
    *records += r.records;
}

static void bent_tables_are_read_without_a_fault(void **state)
{
    unsigned long sound = 0, records = 0;

    (void)state;
    signal(SIGALRM, overdue);
    for (unsigned long i = first; i < first + count; i++)
        try(i, &sound, &records);
    printf("%lu mutants, %lu passed the check, %lu records\n", count, sound, records);
    assert_true(sound > count / 20 && sound < count); /* else nothing is tried */
}

static void those_that_were_found_are_refused(void **state)
{
    unsigned long sound = 0, records = 0;

    (void)state;
    for (size_t i = 0; i < sizeof found / sizeof found[0]; i++)
        try(found[i], &sound, &records);
    assert_int_equal(sound, 0);
}

static void seeds_are_sound(void **state)
{
    unsigned alone = 0;

    (void)state;
    for (int i = 0; i < mutant_seed_count(); i++) {
        uint8_t which = (uint8_t)i;
        struct mutant_reading r;
        unsigned char *file;
        bool btree;
        size_t n;

        file = mutant_make(&which, 1, &n, &btree);
        mutant_read(file, n, btree, &r);
        free(file);
        if (!r.sound || r.records == 0)
            fail_msg("seed %d: %s, %lu records", i, r.sound ? "sound" : "refused", r.records);
        if (r.otherwise > 0)
            fail_msg("seed %d: %u keys are answered otherwise without libdb", i, r.otherwise);
        alone += r.alone;
    }
    assert_true(alone > 100); /* else nothing is read without it */
}

static int make_seeds(void **state)
{
    (void)state;
    return mutant_seeds() ? 0 : -1;
}

static int free_seeds(void **state)
{
    (void)state;
    mutant_free_seeds();
    return 0;
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(seeds_are_sound),
        cmocka_unit_test(bent_tables_are_read_without_a_fault),
        cmocka_unit_test(those_that_were_found_are_refused),
    };

    if (argc > 1)
        count = strtoul(argv[1], NULL, 10);
    if (argc > 2)
        first = strtoul(argv[2], NULL, 10);
    return cmocka_run_group_tests(tests, make_seeds, free_seeds);
}
