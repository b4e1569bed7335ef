/*
 * gzip.c - a file that gzip(1) made, read as what it holds.
 */
#include <dlfcn.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/types.h>
#include <unistd.h>
#include <zlib.h>

#include "show/gzip.h"

/* What is called of zlib. */
struct zlib {
    __typeof__(gzdopen) *open;
    __typeof__(gzread) *read;
    __typeof__(gzclose) *close;
    __typeof__(gzerror) *error;
    gzFile file;
};

static bool load(struct zlib *z)
{
    void *handle = dlopen("libz.so.1", RTLD_NOW | RTLD_LOCAL);

    if (handle == NULL)
        return false;
    /* a pointer to a function cannot be cast from one to data: its bytes are filled */
    *(void **)(void *)&z->open = dlsym(handle, "gzdopen");
    *(void **)(void *)&z->read = dlsym(handle, "gzread");
    *(void **)(void *)&z->close = dlsym(handle, "gzclose");
    *(void **)(void *)&z->error = dlsym(handle, "gzerror");
    return z->error != NULL && z->open != NULL && z->read != NULL && z->close != NULL;
}

static ssize_t read_some(void *cookie, char *buf, size_t size)
{
    struct zlib *z = cookie;

    int n = z->read(z->file, buf, (unsigned)(size < 1 << 20 ? size : 1 << 20)), why = Z_OK;

    if (n == 0)
        z->error(z->file, &why); /* it may be cut */
    return n < 0 || why != Z_OK ? -1 : n;
}

static int end(void *cookie)
{
    struct zlib *z = cookie;

    z->close(z->file);
    free(z);
    return 0;
}

/* The stream over the descriptor, which is its own from now on; NULL: there is no zlib, or no memory. */
static FILE *stream(int fd)
{
    struct zlib *z = calloc(1, sizeof *z);
    FILE *f = NULL;

    if (z != NULL && load(z) && (z->file = z->open(fd, "rb")) != NULL) {
        f = fopencookie(z, "r", (cookie_io_functions_t){ .read = read_some, .close = end });
        if (f == NULL)
            z->close(z->file);
    } else {
        close(fd);
    }
    if (f == NULL)
        free(z);
    return f;
}

FILE *gzip_or_plain(FILE *f, const char *path, char *error, size_t size)
{
    int first = getc(f), second = first == 0x1F ? getc(f) : EOF, fd;

    if (first != 0x1F || second != 0x8B) {
        if (second != EOF)
            rewind(f);
        else
            ungetc(first, f);
        return f;
    }
    rewind(f);
    fd = dup(fileno(f));
    lseek(fd, 0, SEEK_SET);
    fclose(f);
    f = fd >= 0 ? stream(fd) : NULL;
    if (f == NULL)
        snprintf(error, size, "%s: it is read with zlib, which is not here; install zlib1g, or unpack it", path);
    return f;
}
