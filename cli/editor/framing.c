/*
 * framing.c - messages as editors send them.
 */
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/types.h>
#include <unistd.h>

#include "editor/framing.h"
#include "show/memory.h"
#include "show/output.h"
#include "start/interrupt.h"

enum { PIECE = 65536 };

/* The head ends behind its blank line; 0: it has not come. */
static size_t head_length(const char *text, size_t n)
{
    const char *end = memmem(text, n, "\r\n\r\n", 4);

    return end != NULL ? (size_t)(end - text) + 4 : 0;
}

/* The number that the head names; -1: it names none, or one that is none. */
static long content_length(const char *head, size_t n)
{
    static const char name[] = "content-length:";
    const char *to = head + n;
    long value = -1;

    for (const char *line = head; line < to;) {
        const char *end = memchr(line, '\n', (size_t)(to - line)), *p = line + sizeof name - 1;

        if (end == NULL)
            break;
        if ((size_t)(end - line) > sizeof name && strncasecmp(line, name, sizeof name - 1) == 0) {
            for (value = 0, p += strspn(p, " \t"); *p >= '0' && *p <= '9' && value <= FRAMING_MOST; p++)
                value = 10 * value + *p - '0';
            if (p == line + sizeof name - 1 || (*p != '\r' && *p != ' ' && value <= FRAMING_MOST))
                return -1;
        }
        line = end + 1;
    }
    return value;
}

static enum framed lost(struct framing *f, const char *why)
{
    f->why = why;
    return FRAMED_LOST;
}

enum framed framing_take(struct framing *f, const char **text, size_t *n)
{
    size_t left = f->n - f->at, head = left > 0 ? head_length(f->buf + f->at, left < FRAMING_HEAD ? left : FRAMING_HEAD) : 0;
    long length;

    if (head == 0 && left >= FRAMING_HEAD)
        return lost(f, "a head has no end");
    if (head == 0)
        return FRAMED_WAITS;
    length = content_length(f->buf + f->at, head);
    if (length < 0)
        return lost(f, "a head does not say how long its message is (Content-Length)");
    if (length > FRAMING_MOST)
        return lost(f, "a message has more than 64 megabytes");
    if (left - head < (size_t)length)
        return FRAMED_WAITS;
    *text = f->buf + f->at + head;
    *n = (size_t)length;
    f->at += head + *n;
    return FRAMED;
}

/* Room for more; what was taken goes. */
static void make_room(struct framing *f)
{
    if (f->at > 0) {
        memmove(f->buf, f->buf + f->at, f->n - f->at);
        f->n -= f->at;
        f->at = 0;
    }
    if (f->room - f->n < PIECE)
        f->buf = grow_or_end(f->buf, f->room = f->room * 2 + PIECE);
}

bool framing_more(struct framing *f)
{
    ssize_t n;

    if (f->ended || interrupted)
        return false;
    make_room(f);
    do
        n = read(f->fd, f->buf + f->n, f->room - f->n);
    while (n < 0 && errno == EINTR && !interrupted);
    if (n > 0)
        f->n += (size_t)n;
    f->ended = n <= 0;
    return n > 0;
}

bool framing_comes(const struct framing *f, int milliseconds)
{
    struct pollfd p = { f->fd, POLLIN, 0 };

    return f->n > f->at || f->ended || interrupted || poll(&p, 1, milliseconds) != 0;
}

void framing_free(struct framing *f)
{
    free(f->buf);
    f->buf = NULL;
}

void framing_write(struct output *out, const char *text, size_t n)
{
    out_format(out, "Content-Length: %zu\r\n\r\n", n);
    out_bytes(out, text, n);
    out_flush(out);
}
