/*
 * reader.c - from bytes to logical lines, one at a time, on request.
 */
#include <stdlib.h>
#include <string.h>

#include "cfparse/reader.h"

void reader_init(struct reader *r, reader_source *source, void *ctx)
{
    r->source = source;
    r->ctx = ctx;
    r->at = r->filled = 0;
    r->line = 0;
    r->ended = r->failed = false;
    r->text = NULL;
    r->length = r->room = 0;
}

void reader_free(struct reader *r)
{
    free(r->text);
    r->text = NULL;
}

/* The next byte, which stays where it is; -1 at the end. */
static int peek(struct reader *r)
{
    if (r->at == r->filled) {
        long n = r->ended ? 0 : r->source(r->ctx, r->buf, sizeof r->buf);

        if (n <= 0) {
            r->ended = true;
            r->failed |= n < 0;
            return -1;
        }
        r->filled = (size_t)n;
        r->at = 0;
    }
    return (unsigned char)r->buf[r->at];
}

/* The next byte, CR LF as one LF; -1 at the end. */
static int get_folded(struct reader *r)
{
    int c = peek(r);

    if (c < 0)
        return -1;
    r->at++;
    if (c != '\r' || peek(r) != '\n')
        return c;
    r->at++;
    return '\n';
}

/* Makes room for n bytes and a NUL. */
static bool make_room(struct reader *r, size_t n)
{
    size_t room = r->room;
    char *text;

    if (r->length + n + 1 < room)
        return true;
    while (r->length + n + 1 >= room)
        room = room == 0 ? 256 : room * 2;
    text = realloc(r->text, room);
    if (text == NULL) {
        r->failed = true;
        return false;
    }
    r->text = text;
    r->room = room;
    return true;
}

static bool put(struct reader *r, int c)
{
    if (!make_room(r, 1))
        return false;
    r->text[r->length++] = (char)c;
    return true;
}

/* Copies what stands in the buffer up to a byte that ends or folds a line. */
static bool put_run(struct reader *r)
{
    const char *p = r->buf + r->at, *stop;
    size_t n = r->filled - r->at;

    if ((stop = memchr(p, '\n', n)) != NULL)
        n = (size_t)(stop - p);
    if ((stop = memchr(p, '\r', n)) != NULL)
        n = (size_t)(stop - p);
    if (!make_room(r, n))
        return false;
    memcpy(r->text + r->length, p, n);
    r->length += n;
    r->at += n;
    return true;
}

/*
 * A line that lies in the buffer as a whole, as nearly all do, is shown where it lies. False: it is folded, or goes
 * on behind the buffer.
 */
static bool next_in_place(struct reader *r, struct logical_line *line)
{
    char *p = r->buf + r->at, *end = memchr(p, '\n', r->filled - r->at);

    if (end == NULL || end + 1 == r->buf + r->filled || end[1] == ' ' || end[1] == '\t')
        return false;
    r->at += (size_t)(end + 1 - p);
    if (end > p && end[-1] == '\r')
        end--;
    *end = '\0';
    line->text = p;
    line->first = line->last = ++r->line;
    return true;
}

bool reader_next(struct reader *r, struct logical_line *line)
{
    int c = -1;

    if (next_in_place(r, line))
        return true;
    r->length = 0;
    line->first = r->line + 1;
    while (put_run(r) && (c = get_folded(r)) >= 0) {
        if (c == '\n') {
            int next = peek(r);

            r->line++;
            if (next != ' ' && next != '\t')
                break;
        }
        if (!put(r, c))
            return false;
    }
    if (c < 0 && r->length == 0)
        return false;
    if (!put(r, '\0'))
        return false;
    line->text = r->text;
    line->last = r->line;
    return !r->failed;
}
