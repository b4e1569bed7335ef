/* gzip.h - a file that gzip(1) made, read as what it holds: through zlib, loaded when one is met. */
#ifndef BTSH_SHOW_GZIP_H
#define BTSH_SHOW_GZIP_H

#include <stddef.h>
#include <stdio.h>

/* The file itself, if it is none; else a stream of what it holds, which owns it. NULL, with *error: it is one
 * and cannot be read here; the file is closed. */
FILE *gzip_or_plain(FILE *f, const char *path, char *error, size_t size);

#endif
