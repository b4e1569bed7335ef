/*
 * lines.c - the lines of a text file, in pieces of at most size-1 bytes, as from fgets(3).
 */
#include <errno.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#include "base/chars.h"
#include "base/lines.h"

void lines_init(struct lines *l, int fd)
{
    l->fd = fd;
    l->at = l->end = 0;
    l->err = 0;
}

static bool fill(struct lines *l)
{
    ssize_t n;

    if (l->err != 0)
        return false;
    do
        n = read(l->fd, l->buf, sizeof l->buf);
    while (n < 0 && errno == EINTR);
    l->err = n < 0 ? errno : 0;
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

/* Columns between blanks; behind the last blank of a line stands an empty one. On an indented line,
 * column 1 is the first word as column 0 is. */
static const char *blank_column(const char *p, int column, size_t *n)
{
    if (column == 0) {
        p = skip_blanks(p);
        if (*p == '\0')
            return NULL;
    }
    for (; column > 0; column--) {
        p += strcspn(p, " \t\n");
        if (*p == '\0')
            return NULL;
        p = skip_blanks(p);
    }
    *n = strcspn(p, " \t\n");
    return p;
}

/* Columns between single delimiters: an empty one is an empty text, but column 0 must not be. */
static const char *delimited_column(const char *p, int column, char delimiter, size_t *n)
{
    const char *end;

    if (*p == '\0' || (column == 0 && *p == delimiter))
        return NULL;
    for (; column > 0; column--) {
        p = strchr(p, delimiter);
        if (p == NULL)
            return NULL;
        p++;
    }
    end = strchr(p, delimiter);
    *n = end != NULL ? (size_t)(end - p) : strlen(p);
    return p;
}

bool text_column(const char *line, int column, char delimiter, char *out, size_t size)
{
    size_t n = 0;
    const char *p = delimiter == '\0' ? blank_column(line, column, &n)
                                      : delimited_column(line, column, delimiter, &n);

    if (p == NULL)
        return false;
    if (n >= size)
        n = size - 1;
    memcpy(out, p, n);
    out[n] = '\0';
    return true;
}
