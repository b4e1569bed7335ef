/*
 * address_list.h - addresses to try, from a list, a table or a mail log.
 *
 *      joe@example.com                             a list: recipients
 *      bob@example.org <TAB> joe@example.com       a table: sender, recipient, what follows is ignored
 *      ... sendmail[7]: QUEUEID: from=<...>, ...   the log of sendmail or postfix: the sender of
 *      ... postfix/smtp[9]: QUEUEID: to=<...>      a queue id with each of its recipients
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
};

struct address_list {
    struct pair *list;     /* owned; texts live in the arena */
    size_t n, room;
    struct arena arena;
    struct pair_slot *seen; /* a table of what there is */
    size_t slots;
    struct queue_slot *queue; /* senders by queue id */
    size_t queued, queue_slots;
};

/* Path "-": the standard input. False, with *error: it cannot be read. */
bool addresses_read(struct address_list *l, const char *path, char *error, size_t size);
void addresses_free(struct address_list *l);

#endif
