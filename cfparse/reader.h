/*
 * reader.h - from bytes to logical lines, one at a time, on request.
 *
 *      bytes ──▶ physical lines ──▶ logical line = a line and its continuations
 *
 * A line that begins with a blank or TAB continues the one before; the newline and the blanks stay
 * in the text. CR LF counts as LF. A NUL byte ends a logical line's text. The reader opens nothing
 * and never reads further than the line asked for and one byte behind it.
 */
#ifndef BTSH_CFPARSE_READER_H
#define BTSH_CFPARSE_READER_H

#include <stdbool.h>
#include <stddef.h>

/* Gives up to `size` bytes; 0 at the end, -1 on a read error. */
typedef long reader_source(void *ctx, char *buf, size_t size);

struct reader {
    reader_source *source;
    void *ctx;
    char buf[4096];
    size_t at, filled;
    int line;            /* newlines read so far */
    bool ended, failed;
    char *text;          /* owned; the logical line, malloc'd and reused */
    size_t length, room;
};

struct logical_line {
    const char *text;    /* owned by the reader until the next call; up to the first NUL */
    int first, last;     /* physical lines, from 1; `last` is what messages name */
};

void reader_init(struct reader *r, reader_source *source, void *ctx);
/* False at the end, or when memory or the source failed (r->failed). */
bool reader_next(struct reader *r, struct logical_line *line);
void reader_free(struct reader *r);

#endif
