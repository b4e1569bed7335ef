/*
 * data.c - DATA: a message is read, its headers are asked about, and it is dropped.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "load/header.h"
#include "mail/address.h"
#include "smtp/burden.h"
#include "smtp/check.h"
#include "smtp/data.h"
#include "smtp/deliver.h"
#include "smtp/envelope.h"
#include "smtp/inside.h"
#include "smtp/macros.h"
#include "smtp/milter.h"
#include "smtp/reply.h"
#include "state/macros.h"
#include "state/program.h"
#include "state/session.h"
#include "state/settings.h"

struct message {
    bool in_body, has_body;
    bool spoilt;      /* rules of check_data were wrong */
    bool after_bare;  /* the line before ended with a bare linefeed */
    char *field;      /* the header line being put together; malloc'd; NULL: none */
    size_t n, room;
    char *id;         /* of the message; malloc'd; NULL: none yet */
    long size, headers, header_bytes, precedence;
};

void message_free(struct dialogue *d)
{
    if (d->message != NULL) {
        free(d->message->field);
        free(d->message->id);
    }
    free(d->message);
    d->message = NULL;
}

void data_begin(struct dialogue *d, char *args)
{
    const char *why;
    char number[16];

    (void)args;
    if (!d->has_sender) {
        reply(d, "503 5.0.0 Need MAIL command");
        return;
    }
    if (d->recipients == 0) {
        reply(d, "503 5.0.0 Need RCPT (recipient)");
        return;
    }
    if (too_early(d)) {
        d->over = true;
        return;
    }
    snprintf(number, sizeof number, "%d", d->recipients);
    if (check(d, "check_data", number, NULL) == VERDICT_REFUSED)
        return;
    why = ask_milters(d, MILTER_DATA, "550 5.7.1 Command rejected");
    if (why != NULL) {
        d->over = strncmp(why, "421", 3) == 0;
        reply(d, "%s", why);
        return;
    }
    reply(d, "354 End data with <CR><LF>.<CR><LF>");
    d->message = calloc(1, sizeof *d->message);
    if (d->message != NULL)
        d->message->spoilt = d->errors > 0;
    hold_replies(d);
    d->s->standing.address = NULL;
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

/* What stands behind "name:" in the field at hand; NULL: that is another one. */
static const char *text_behind(const struct message *m, const char *name)
{
    const char *p = m->field + strlen(name);

    if (strncasecmp(m->field, name, strlen(name)) != 0)
        return NULL;
    p += strspn(p, " \t");
    return *p == ':' ? p + 1 + strspn(p + 1, " \t\n") : NULL;
}

/* "Message-Id: <x@y>" */
static void note_id(struct message *m)
{
    const char *text = text_behind(m, "message-id");

    if (text == NULL)
        return;
    free(m->id);
    m->id = strdup(text);
}

/* "Precedence: bulk" */
static void note_precedence(struct dialogue *d)
{
    const struct option_state *known = d->s->prog->set.options;
    const char *text = text_behind(d->message, "precedence");

    for (int i = 0; text != NULL && i < known->nprecedences; i++) {
        if (strcasecmp(known->precedences[i].name, text) == 0)
            d->message->precedence = known->precedences[i].value;
    }
}

/* The lower, the sooner it is sent. */
static long priority(const struct dialogue *d)
{
    const struct message *m = d->message;

    return m->size - m->precedence * d->rules.class_factor + d->recipients * d->rules.recipient_factor;
}

/* A header is whole. False: it is one that ends them all. */
static bool end_field(struct dialogue *d)
{
    struct message *m = d->message;
    bool discards = d->s->discards;
    bool strips = d->seven_bit_body || (d->rules.seven_bit && d->s->prog->target->strips_headers);
    const char *before = value_of(d, "{quarantine}"), *after;

    if (m->n == 0)
        return true;
    m->n = 0;
    for (char *p = m->field; strips && *p != '\0'; p++)
        *p = (char)(*p & 0x7F);
    if ((header_from_user(d->s, m->field) & HEADER_ENDS) != 0)
        return false;
    after = value_of(d, "{quarantine}");
    if (after != NULL && before == NULL)
        note(d, NOTE_QUARANTINE, "a header: this message would be quarantined: %s", after);
    if (d->s->discards && !discards)
        note(d, NOTE_DISCARD, "a header: this message would be taken and thrown away");
    m->headers++;
    note_id(m);
    note_precedence(d);
    return true;
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
    if (d->rules.max_header > 0 && m->header_bytes > d->rules.max_header)
        reply(d, "552 5.6.0 Headers too large (%ld max)", d->rules.max_header);
    check(d, "check_eoh", count, size);
    lacks_room(d, m->header_bytes);
}

/* As a Received line names it: when there is one. The same named twice is two, and whom VRFY names counts, too. */
static const char *only_recipient(const struct dialogue *d)
{
    const struct address *a = d->list->queue;

    return a != NULL && a->next == NULL && d->recipients == 1 && !d->has_looked ? a->paddr : NULL;
}

static void finish(struct dialogue *d)
{
    struct message *m = d->message;
    char size[24], *refused;
    bool waits, spoilt;

    if (!m->in_body)
        end_headers(d);
    snprintf(size, sizeof size, "%ld", m->size);
    define(d, "{msg_size}", size);
    if (d->rules.max_size > 0 && m->size > d->rules.max_size)
        reply(d, "552 5.2.3 Message exceeds maximum fixed size (%ld)", d->rules.max_size);
    define(d, "g", value_of(d, "f"));
    define(d, "u", only_recipient(d));
    if (m->id != NULL)
        define(d, "{msg_id}", m->id);
    else if (d->s->prog->message_id != NULL)
        define(d, "{msg_id}", expanded(d->s, d->s->prog->message_id));
    check(d, "check_eom", size, NULL);
    if (d->held == NULL && !d->discard && !d->s->discards) {
        const char *why = ask_milters_of_message(d, m->headers, m->has_body);

        if (why != NULL)
            reply(d, "%s", why);
    }
    waits = load_queues(d, priority(d));
    spoilt = m->spoilt;
    message_free(d);
    refused = held_reply(d);
    if (refused == NULL && spoilt) {
        note(d, NOTE_DELAY, "the rules of check_data were wrong: the server would throw the message away, and would not answer");
        end_envelope(d);
        return;
    }
    d->over |= refused != NULL && strncmp(refused, "421", 3) == 0;
    d->s->command.stopped = false;
    for (const struct address *a = d->list->queue; a != NULL && refused == NULL; a = a->next) {
        if (!recipient_dead(a) && a->state != ADDRESS_BAD)
            address_queue_group(d->s, a->user);
    }
    if (refused != NULL)
        reply(d, "%s", refused);
    else
        reply(d, "250 2.0.0 %s Message accepted for delivery", value_of(d, "i"));
    if (refused == NULL)
        note(d, NOTE_DROPPED, "the message was read, and is not kept: btsh carries no mail");
    for (const struct address *a = d->list->queue; a != NULL && refused == NULL && !d->discard; a = a->next) {
        if (!recipient_dead(a) && a->state != ADDRESS_BAD)
            note(d, NOTE_QUEUED, "%s", a->paddr);
    }
    if (refused == NULL && waits && d->setup.deliver)
        note(d, NOTE_DELIVERY, "QueueLA=%ld: at a load of %ld the message would wait in the queue", d->rules.queue_la, d->setup.load);
    else if (refused == NULL && d->setup.deliver && !d->discard && !d->s->discards)
        deliver(d);
    free(refused);
    end_envelope(d);
}

/* What could be a smuggled message ends the connection. */
static void refuse_bare(struct dialogue *d, bool has_return)
{
    message_free(d);
    free(held_reply(d));
    reply(d, "421 4.5.0 Bare %s not allowed", has_return ? "carriage return (CR)" : "linefeed (LF)");
    d->over = true;
}

void data_line(struct dialogue *d, const char *line, size_t n, bool crlf)
{
    struct message *m = d->message;
    bool ends;

    if ((!crlf && !d->offers.bare_lf) || (memchr(line, '\r', n) != NULL && !d->offers.bare_cr)) {
        refuse_bare(d, crlf);
        return;
    }
    ends = d->offers.any_end || (crlf && !m->after_bare);
    m->after_bare = !crlf;
    if (n == 1 && *line == '.' && ends) {
        finish(d);
        return;
    }
    if (n > 0 && *line == '.') {
        line++;
        n--;
    }
    m->size += (long)n + 1;
    if (m->in_body) {
        m->has_body = true;
        return;
    }
    if (n > 0 && (*line == ' ' || *line == '\t') && m->n > 0) {
        m->header_bytes += (long)n + 1;
        put(m, "\n", 1);
        put(m, line, n);
        return;
    }
    if (m->size == (long)n + 1 && n > 4 && memcmp(line, "From ", 5) == 0) {
        m->header_bytes += (long)n + 1; /* the line that mail folders begin with is left out */
        return;
    }
    if (!is_field(line, n)) {
        if (end_field(d))
            m->header_bytes += (long)n + 1; /* the line that ends them counts, but not behind a field that does */
        end_headers(d);
        return;
    }
    if (!end_field(d)) {
        end_headers(d);
        return;
    }
    m->header_bytes += (long)n + 1;
    put(m, line, n);
}
