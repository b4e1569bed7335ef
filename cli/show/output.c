/*
 * output.c - bytes on their way out.
 */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#include "show/memory.h"
#include "show/output.h"

void sink_add(struct sink *k, const char *s, size_t n)
{
    if (k->n + n + 1 > k->room) {
        size_t room = (k->n + n + 1) * 2;

        k->text = grow_or_end(k->text, room);
        k->room = room;
    }
    memcpy(k->text + k->n, s, n);
    k->n += n;
    k->text[k->n] = '\0';
}

static void write_bytes(struct output *o, const char *s, size_t n)
{
    while (n > 0 && !o->failed) {
        ssize_t k = write(o->fd, s, n);

        if (k < 0) {
            if (errno != EINTR) {
                o->failed = true;
                o->err = errno;
            }
            continue;
        }
        s += k;
        n -= (size_t)k;
    }
}

/* A piece of it after the other, so that no memory is wanted. */
static void write_shown(struct output *o, const char *s, size_t n)
{
    char piece[4096];
    size_t used = 0;

    while (n > 0) {
        size_t made, taken = printable(s, n, o->shown, piece + used, &made);

        used += made;
        s += taken;
        n -= taken;
        if (used + PRINTABLE_MOST > sizeof piece || n == 0) {
            write_bytes(o, piece, used);
            used = 0;
        }
    }
}

static void write_all(struct output *o, const char *s, size_t n)
{
    if (o->sink != NULL)
        sink_add(o->sink, s, n);
    else if (o->take != NULL)
        o->take(o->take_ctx, s, n);
    else if (o->shown != SHOWN_RAW)
        write_shown(o, s, n);
    else
        write_bytes(o, s, n);
}

/* How many bytes from s on are printable as they stand, as most are. */
static size_t printable_ascii(const char *s, size_t n)
{
    size_t k = 0;

    while (k < n && s[k] >= ' ' && s[k] < 0x7F)
        k++;
    return k;
}

void out_printable(struct output *o, const char *s, size_t n, enum shown how)
{
    if (o->shown == how && o->sink == NULL && o->take == NULL) { /* it will be, and marks are gone once they were shown */
        out_bytes(o, s, n);
        return;
    }
    while (n > 0) {
        char made[PRINTABLE_MOST];
        size_t nmade, taken = printable_ascii(s, n);

        if (taken > 0) {
            out_bytes(o, s, taken);
        } else {
            taken = printable(s, n, how, made, &nmade);
            out_bytes(o, made, nmade);
        }
        s += taken;
        n -= taken;
    }
}

void out_flush(struct output *o)
{
    write_all(o, o->buf, o->n);
    o->n = 0;
    o->flushes++;
}

void out_spill(struct output *o)
{
    size_t kept = o->shown != SHOWN_RAW && o->sink == NULL ? printable_unfinished(o->buf, o->n) : 0;
    char tail[PRINTABLE_MOST];

    memcpy(tail, o->buf + o->n - kept, kept);
    o->n -= kept;
    out_flush(o);
    memcpy(o->buf, tail, kept);
    o->n = kept;
}

void out_slow(struct output *o, const char *s, size_t n)
{
    if (o->shown != SHOWN_RAW) { /* piece by piece, as none may be cut where it is not finished */
        for (; n > 0; s++, n--)
            out_char(o, *s);
        return;
    }
    out_flush(o);
    if (n > sizeof o->buf)
        write_all(o, s, n);
    else
        out_bytes(o, s, n);
}

void out_text(struct output *o, const char *s)
{
    out_bytes(o, s, strlen(s));
}

/* As fmt says; the text lies in `small' where it fits, else it is the caller's to free. */
static char *formatted(char *small, size_t size, size_t *length, const char *fmt, va_list ap)
{
    char *text = small;
    va_list again;
    int n;

    va_copy(again, ap);
    n = vsnprintf(small, size, fmt, ap);
    if (n >= (int)size) {
        text = grow_or_end(NULL, (size_t)n + 1);
        vsnprintf(text, (size_t)n + 1, fmt, again);
    }
    va_end(again);
    *length = n < 0 ? 0 : (size_t)n;
    return text;
}

enum { SMALL = 512 };

static void put_formatted(struct output *o, bool printable, const char *fmt, va_list ap)
{
    char small[SMALL], *text;
    size_t n;

    text = formatted(small, sizeof small, &n, fmt, ap);
    if (printable)
        out_printable(o, text, n, SHOWN_PRINTABLE);
    else
        out_bytes(o, text, n);
    if (text != small)
        free(text);
}

/* Is %s all that stands in it? As in most. */
static bool has_texts_alone(const char *fmt)
{
    while ((fmt = strchr(fmt, '%')) != NULL) {
        if (*++fmt != 's')
            return false;
    }
    return true;
}

static void put_texts(struct output *o, const char *fmt, va_list ap)
{
    for (const char *next; (next = strchr(fmt, '%')) != NULL; fmt = next + 2) {
        const char *text = va_arg(ap, const char *);

        out_bytes(o, fmt, (size_t)(next - fmt));
        out_text(o, text != NULL ? text : "(null)");
    }
    out_text(o, fmt);
}

void out_format(struct output *o, const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    if (has_texts_alone(fmt))
        put_texts(o, fmt, ap);
    else
        put_formatted(o, false, fmt, ap);
    va_end(ap);
}

void out_shown(struct output *o, const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    put_formatted(o, true, fmt, ap);
    va_end(ap);
}
