/*
 * fuzz_reader.c - any bytes as a configuration: reader, splitters, loader. Nothing in it can reach
 * out of the process but the files that it reads: see fake.h.
 */
#include <stdint.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <unistd.h>

#include "engine.h"

#include "fake.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    int fd = memfd_create("cf", 0);
    struct observer o = { 0 };
    struct program *p;
    struct builder *b;
    char path[32];

    if (fd < 0)
        return 0;
    if (write(fd, data, size) == (ssize_t)size) {
        snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
        b = builder_begin(fake_world(), &o, NULL);
        if (!builder_read(b, path))
            builder_abandon(b);
        else if ((p = builder_finish(b)) != NULL)
            program_free(p);
    }
    close(fd);
    return 0;
}
