/*
 * fuzz_suite.c - what tests are made of: suites, zones, recordings, lists of addresses, expected lines.
 *
 * The first byte says which of them the rest is. Suites are read and not run; what they name is not
 * opened but for the paths that the fuzzer finds, which is none.
 */
#include <netdb.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <unistd.h>

#include "show/output.h"
#include "start/setup.h"
#include "subcommands/address_list.h"
#include "suite/lines_match.h"
#include "suite/suite_read.h"
#include "world/tape.h"
#include "world/tape_answer.h"
#include "world/tape_json.h"
#include "world/world.h"
#include "world/zone.h"
#include "world/zone_read.h"

static void try_suite(const char *path)
{
    static const struct setup nothing;

    suite_free(suite_read(path, &nothing));
}

static void try_zone(const char *path)
{
    static unsigned char reply[65536];
    char error[4096];
    struct zone *z = zone_read(path, "a.b.", error, sizeof error);
    static const char *const names[] = { "a.b", "x.a.b", "y.x.a.b", "*.a.b", "c" };
    int rcode, count;

    if (z == NULL)
        return;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        zone_answer((const struct zone *const *)&z, 1, names[i], 255, reply, sizeof reply, &rcode,
                    &count);
    zone_answer((const struct zone *const *)&z, 1, "w.a.b", 1, reply, 40, &rcode, &count);
    zone_free(z);
}

static void try_tape(const char *path)
{
    static unsigned char reply[512];
    char error[4096], buf[256];
    struct tape t = { NULL, 0, 0 };
    struct host_entry h;
    struct user_entry u;
    int herr, err;

    if (tape_read(&t, path, error, sizeof error)) {
        for (size_t i = 0; i < t.n; i++) {
            tape_get_dns(t.list[i].answer, reply, sizeof reply, &herr, &err);
            tape_get_host(t.list[i].answer, &h, buf, sizeof buf, &err);
            tape_get_user(t.list[i].answer, &u, buf, sizeof buf);
        }
    }
    tape_free(&t);
}

static void try_addresses(const char *path)
{
    struct address_list l;
    char error[4096];

    memset(&l, 0, sizeof l);
    addresses_read(&l, path, error, sizeof error);
    addresses_free(&l);
}

/* The first half is expected, the second came. */
static void try_lines(char *text)
{
    const char *expected[32];
    struct line got[32];
    struct step *steps;
    char *rest = NULL, *line = strtok_r(text, "\n", &rest), why[256];
    struct sink out = { NULL, 0, 0 };
    int n = 0, m = 0, nsteps;

    for (; line != NULL && m < 32; line = strtok_r(NULL, "\n", &rest)) {
        if (n < 32 && (n <= m || strchr(line, '(') != NULL)) {
            expected[n++] = line;
        } else {
            got[m] = (struct line){ line, m % 5 == 4 };
            m++;
        }
    }
    for (int i = 0; i < n; i++)
        line_faulty(expected[i], why, sizeof why);
    lines_compare(expected, n, got, m, false, &steps, &nsteps);
    for (int i = 0; i < m; i++) { /* what is written is what matches */
        out.n = 0;
        line_write(&out, &got[i]);
        out.text[out.n - 1] = '\0';
        if (!line_matches(out.text, &got[i], true))
            abort();
    }
    free(out.text);
    free(steps);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static void (*const kinds[])(const char *path) = { try_suite, try_zone, try_tape,
                                                       try_addresses };
    char path[64], *text;
    int fd;

    if (size < 2 || size > 65536)
        return 0;
    if (data[0] % 5 == 4) {
        text = malloc(size);
        memcpy(text, data + 1, size - 1);
        text[size - 1] = '\0';
        try_lines(text);
        free(text);
        return 0;
    }
    fd = memfd_create("fuzz", MFD_CLOEXEC);
    if (fd < 0 || write(fd, data + 1, size - 1) != (ssize_t)(size - 1))
        abort();
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    kinds[data[0] % 5](path);
    close(fd);
    return 0;
}
