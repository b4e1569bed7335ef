#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/lines.h"

void lines_init(struct lines *l, int fd)
{
    l->fd = fd;
    l->at = l->end = 0;
}

static bool fill(struct lines *l)
{
    ssize_t n;

    do
        n = read(l->fd, l->buf, sizeof l->buf);
    while (n < 0 && errno == EINTR);
    l->at = 0;
    l->end = n > 0 ? (size_t)n : 0;
    return n > 0;
}

bool lines_next(struct lines *l, char *out, size_t size)
{
    size_t n = 0;

    while (n + 1 < size) {
        const char *from, *newline;
        size_t take;

        if (l->at == l->end && !fill(l))
            break;
        from = l->buf + l->at;
        take = l->end - l->at;
        if (take > size - 1 - n)
            take = size - 1 - n;
        newline = memchr(from, '\n', take);
        if (newline != NULL)
            take = (size_t)(newline - from) + 1;
        memcpy(out + n, from, take);
        n += take;
        l->at += take;
        if (newline != NULL)
            break;
    }
    out[n] = '\0';
    return n > 0;
}

int lines_peek(struct lines *l)
{
    if (l->at == l->end && !fill(l))
        return -1;
    return (unsigned char)l->buf[l->at];
}

int lines_byte(struct lines *l)
{
    int c = lines_peek(l);

    if (c >= 0)
        l->at++;
    return c;
}
