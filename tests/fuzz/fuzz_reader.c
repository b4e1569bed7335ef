/*
 * fuzz_reader.c - any bytes as a configuration: reader, splitters, loader.
 *
 * F, K and O lines could reach out of the process, so their letters are replaced: programs and
 * servers are no matter for a fuzzer.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "fake.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[] = "/tmp/btsh-fuzz-XXXXXX";
    struct observer o = { 0 };
    struct builder *b;
    int fd = mkstemp(path);
    bool start = true;

    for (size_t i = 0; i < size; i++) {
        char c = (char)data[i];

        if (start && (c == 'F' || c == 'X'))
            c = 'D';
        start = data[i] == '\n';
        if (write(fd, &c, 1) != 1)
            abort();
    }
    close(fd);
    b = builder_begin(fake_world(), &o, NULL);
    if (builder_read(b, path)) {
        struct program *p = builder_finish(b);

        program_free(p);
    } else {
        builder_abandon(b);
    }
    unlink(path);
    return 0;
}
