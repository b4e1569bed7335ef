/*
 * fuzz_expect.c - suites that are run: commands, expectations and the lines that are compared.
 *
 * What a suite says of its set-up is read, and not done: all run on one program of this file, in a world
 * of memory. Behind a line "=FILES=" stands the text of the files that the program names.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <unistd.h>

#include "engine.h"
#include "start/run.h"
#include "start/setup.h"
#include "state/program.h"
#include "suite/stage.h"
#include "suite/suite.h"
#include "suite/suite_read.h"
#include "suite/suite_run.h"
#include "world/world.h"

#include "fake.h"
#include "memory_world.h"

enum { STEPS = 1000, TESTS = 8 };

static const char rules[] =
    "O OperatorChars=.:%@!^/[]+\nO HelpFile=/f/none\nC{x}a b.c a.b\nDMa.b\nKa arith\nKt text -k0 -v1 /f/t\n"
    "Mesmtp, P=[IPC], F=mDFMuXaC, S=3, R=3, A=TCP $h\n"
    "S3\nR$* < $* > $*\t$@ $2\nR$=x $*\t$: $2 $1\n"
    "S0\nRerr $*\t$#error $@ 5.1.1 $: \"550 \" $1\nR$* @ $+\t$#esmtp $@ $(t $2 $: $2 $) $: $1 @ $2\nR$*\t$#local $: $1\n"
    "Scheck_rcpt\nRno $*\t$#error $@ 5.7.1 $: \"550 \" $1\nR$*\t$: $(a + $@ $1 $@ 1 $: bad $)\n"
    "HSubject: $>check_rcpt\n";

static struct program *program(void)
{
    struct program *p = program_of(rules, NULL);

    memory_world(&p->world);
    return p;
}

static void run(struct tester *b, const struct suite *s, struct stage *st)
{
    int n = 0;

    for (const struct test *t = s->tests; t != NULL && n < TESTS; t = t->next, n++) {
        struct outcome o = { .edits = NULL };

        if (t->is_table || t->broken || s->broken)
            continue;
        tester_run(b, s, t, st, &o);
        outcome_free(&o);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct setup nothing;
    static struct stage *st;
    static struct run r;
    struct tester *b = calloc(1, sizeof *b);
    char path[64], *text = malloc(size + 1), *files;
    struct suite *s;
    int fd = memfd_create("suite", MFD_CLOEXEC);

    memcpy(text, data, size);
    text[size] = '\0';
    if (st == NULL) {
        st = stage_new(&nothing);
        st->made = true;
        st->program = program();
        r.args.max_steps = STEPS;
    }
    files = strstr(text, "\n=FILES=\n");
    memory_content(files != NULL ? files + strlen("\n=FILES=\n") : "", NULL, NULL);
    if (files != NULL)
        files[1] = '\0';
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    if (write(fd, text, strlen(text)) == (ssize_t)strlen(text)) {
        s = suite_read(path, &nothing);
        tester_begin(b, &r);
        run(b, s, st);
        tester_end(b);
        suite_free(s);
    }
    close(fd);
    free(b);
    free(text);
    return 0;
}
