/*
 * gzip_none.c - a build without the headers of zlib reads nothing that gzip(1) made.
 */
#include "show/gzip.h"

FILE *gzip_or_plain(FILE *f, const char *path, char *error, size_t size)
{
    int first = getc(f);

    ungetc(first, f);
    if (first != 0x1F)
        return f;
    fclose(f);
    snprintf(error, size, "%s: this btsh was built without zlib; unpack it", path);
    return NULL;
}
