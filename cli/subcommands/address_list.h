/*
 * address_list.h - addresses to try, from a list, a table or a mail log.
 *
 *      joe@example.com                             a list: recipients
 *      bob@example.org <TAB> joe@example.com       a table: sender, recipient, what follows is ignored
 *      ... sendmail[7]: QUEUEID: from=<...>, ...   the log of sendmail or postfix: the sender of
 *      ... postfix/smtp[9]: QUEUEID: to=<...>      a queue id with each of its recipients, and the client
 *                                                  (relay=, client=)
 *
 * What a line is, is told by its form; kinds may be mixed. Each pair is taken once.
 */
#ifndef BTSH_SUBCOMMANDS_ADDRESS_LIST_H
#define BTSH_SUBCOMMANDS_ADDRESS_LIST_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

struct pair_slot;
struct queue_slot;

struct pair {
    const char *sender;    /* NULL: not known; "": the empty one */
    const char *recipient;
    const char *client_address; /* as ${client_addr} has it; NULL: not known */
    const char *client_name;    /* NULL: it has none */
    bool client_forged;         /* the name does not lead back to the address */
};

struct address_list {
    struct pair *list;     /* owned; texts live in the arena */
    size_t n, room;
    struct arena arena;
    struct pair_slot *seen; /* a table of what there is */
    size_t slots;
    struct queue_slot *queue; /* senders by queue id */
    size_t queued, queue_slots;
    const char *kind;      /* "sendmail", "postfix": what the log is of; NULL: it is none */
    size_t other;          /* lines of the log that are about something else */
};

/* Path "-": the standard input. A file that gzip(1) made is read through zlib. False, with *error: it cannot
 * be read, or is no text. */
bool addresses_read(struct address_list *l, const char *path, char *error, size_t size);
void addresses_free(struct address_list *l);

#endif
