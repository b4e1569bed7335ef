/*
 * fuzz_check.c - any bytes as a file that `btsh check` judges by its text: each kind of table, an alias
 * file, an .mc, a .cf; what is found, in every format.
 *
 * The first byte says which kind, and what a configuration would have said.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "check/check.h"
#include "check/finding.h"
#include "check/format.h"
#include "check/source_text.h"
#include "check/text_checks.h"
#include "show/output.h"
#include "start/run.h"

static void write_all(const struct check_run *c)
{
    static const char *const formats[] = { NULL, "gcc", "json", "sarif", "github", "checkstyle", "junit" };
    struct output *out = calloc(1, sizeof *out);
    struct sink told = { NULL, 0, 0 };
    const char *why;

    if (out == NULL)
        abort();
    out->sink = &told;
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        told.n = 0;
        if (formats[i] == NULL || check_format_known(formats[i], &why))
            check_write(c, formats[i], out);
    }
    free(told.text);
    free(out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct check_wish wish;
    static struct run run;
    struct check_run c = { .wish = &wish, .run = &run };
    struct text_context context;
    struct source_text s;
    char path[64];
    int fd = memfd_create("fuzz", MFD_CLOEXEC);

    if (size < 1 || fd < 0 || write(fd, data + 1, size - 1) != (ssize_t)(size - 1)) {
        close(fd);
        return 0;
    }
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    if (!source_read(&s, path))
        abort();
    close(fd);
    s.kind = (enum source_kind)(data[0] % (SOURCE_CF + 1));
    context = (struct text_context){ .compressed = (data[0] & 0x40) != 0, .several = (data[0] & 0x80) != 0 };
    check_text(&s, &context, &c.found);
    for (int i = 0; i < c.found.n; i++)
        source_silences(&s, &c.found.list[i]);
    findings_sort(&c.found);
    write_all(&c);
    findings_free(&c.found);
    source_free(&s);
    return 0;
}
