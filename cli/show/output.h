/*
 * output.h - bytes on their way out: one buffer a stream, written when it is full or flushed.
 */
#ifndef BTSH_SHOW_OUTPUT_H
#define BTSH_SHOW_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "show/printable.h"

/* Text that grows; owned. */
struct sink {
    char *text; /* NULL: nothing yet */
    size_t n, room;
};

struct output {
    int fd;
    struct sink *sink; /* in place of fd; NULL: none */
    void (*take)(void *ctx, const char *s, size_t n); /* the same; NULL: none */
    void *take_ctx;
    size_t n;
    bool failed; /* bytes were lost: the other end is gone, or full */
    int err;     /* then why */
    enum shown shown; /* what is written, where it is more than a transcript */
    unsigned long flushes;
    char buf[65536];
};

void sink_add(struct sink *k, const char *s, size_t n);
/* Writes n bytes that may not fit into what is left of the buffer. */
void out_slow(struct output *o, const char *s, size_t n);
void out_text(struct output *o, const char *s);
void out_format(struct output *o, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void out_flush(struct output *o);
/* Makes room where the buffer is full. */
void out_spill(struct output *o);
/* In the middle of a transcript: what is not the real program's; the second one as out_format() does. */
void out_printable(struct output *o, const char *s, size_t n, enum shown how);
void out_shown(struct output *o, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

static inline void out_bytes(struct output *o, const char *s, size_t n)
{
    if (n > sizeof o->buf - o->n) {
        out_slow(o, s, n);
        return;
    }
    memcpy(o->buf + o->n, s, n);
    o->n += n;
}

static inline void out_char(struct output *o, char c)
{
    if (o->n == sizeof o->buf)
        out_spill(o);
    o->buf[o->n++] = c;
}

#endif
