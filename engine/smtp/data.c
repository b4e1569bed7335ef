/*
 * data.c - DATA: a message is read, its headers are asked about, and it is dropped.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "load/header.h"
#include "mail/address.h"
#include "smtp/check.h"
#include "smtp/data.h"
#include "smtp/envelope.h"
#include "smtp/inside.h"
#include "smtp/macros.h"
#include "smtp/reply.h"
#include "state/macros.h"
#include "state/session.h"

struct message {
    bool in_body;
    char *field;      /* the header line being put together; malloc'd; NULL: none */
    size_t n, room;
    long size, headers, header_bytes;
};

void message_free(struct dialogue *d)
{
    if (d->message != NULL)
        free(d->message->field);
    free(d->message);
    d->message = NULL;
}

void data_begin(struct dialogue *d, char *args)
{
    (void)args;
    if (!d->has_sender) {
        reply(d, "503 5.0.0 Need MAIL command");
        return;
    }
    if (d->recipients == 0) {
        reply(d, "503 5.0.0 Need RCPT (recipient)");
        return;
    }
    {
        char number[16];

        snprintf(number, sizeof number, "%d", d->recipients);
        if (check(d, "check_data", number, NULL) == VERDICT_REFUSED)
            return;
    }
    d->message = calloc(1, sizeof *d->message);
    reply(d, "354 End data with <CR><LF>.<CR><LF>");
}

static void put(struct message *m, const char *line, size_t n)
{
    if (m->n + n + 2 > m->room) {
        char *more = realloc(m->field, (m->n + n + 2) * 2);

        if (more == NULL)
            return;
        m->field = more;
        m->room = (m->n + n + 2) * 2;
    }
    memcpy(m->field + m->n, line, n);
    m->n += n;
    m->field[m->n] = '\0';
}

static void end_field(struct dialogue *d)
{
    struct message *m = d->message;

    if (m->n == 0)
        return;
    m->headers++;
    header_from_user(d->s, m->field);
    m->n = 0;
}

static bool is_field(const char *line, size_t n)
{
    size_t i = 0;

    while (i < n && line[i] > ' ' && line[i] < 0x7F && line[i] != ':')
        i++;
    if (i == 0)
        return false;
    while (i < n && (line[i] == ' ' || line[i] == '\t'))
        i++;
    return i < n && line[i] == ':';
}

static void end_headers(struct dialogue *d)
{
    struct message *m = d->message;
    char count[24], size[24];

    end_field(d);
    m->in_body = true;
    snprintf(count, sizeof count, "%ld", m->headers);
    snprintf(size, sizeof size, "%ld", m->header_bytes);
    check(d, "check_eoh", count, size);
}

static void finish(struct dialogue *d)
{
    struct message *m = d->message;
    char size[24];

    if (!m->in_body)
        end_headers(d);
    snprintf(size, sizeof size, "%ld", m->size);
    define(d, "{msg_size}", size);
    define(d, "g", value_of(d, "f"));
    check(d, "check_eom", size, NULL);
    message_free(d);
    if (d->errors == 0)
        reply(d, "250 2.0.0 %s Message accepted for delivery", value_of(d, "i"));
    end_envelope(d);
}

void data_line(struct dialogue *d, const char *line, size_t n, bool crlf)
{
    struct message *m = d->message;

    (void)crlf;
    if (n == 1 && *line == '.') {
        finish(d);
        return;
    }
    if (n > 0 && *line == '.') {
        line++;
        n--;
    }
    m->size += (long)n + 1;
    if (m->in_body)
        return;
    if (n > 0 && (*line == ' ' || *line == '\t') && m->n > 0) {
        m->header_bytes += (long)n + 1;
        put(m, "\n", 1);
        put(m, line, n);
        return;
    }
    if (!is_field(line, n)) {
        end_headers(d);
        return;
    }
    end_field(d);
    m->header_bytes += (long)n + 1;
    put(m, line, n);
}
