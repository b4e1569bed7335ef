/*
 * address_list.h - addresses to try, from a list, a table or a mail log.
 *
 *      joe@example.com                             a list: recipients
 *      bob@example.org <TAB> joe@example.com       a table: sender, recipient, what follows is ignored
 *      ... sendmail[7]: QUEUEID: from=<...>, ...   the log of sendmail or postfix (mail_log.h): the sender of
 *      ... postfix/smtp[9]: QUEUEID: to=<...>      a queue id with each of its recipients, and who has sent it
 *
 * A client or a sender whom the log says to have been refused is a pair without a recipient.
 * What a line is, is told by its form; kinds may be mixed. Each pair is taken once.
 */
#ifndef BTSH_SUBCOMMANDS_ADDRESS_LIST_H
#define BTSH_SUBCOMMANDS_ADDRESS_LIST_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

struct caller;
struct pair_slot;

struct pair {
    const char *sender;    /* NULL: not known; "": the empty one */
    const char *recipient; /* NULL: none was named, since the client or the sender was refused */
    const struct caller *caller; /* who has named them to the server; NULL: not known */
};

struct address_list {
    struct pair *list;     /* owned; texts live in the arena */
    size_t n, room;
    struct arena arena;
    struct pair_slot *seen; /* a table of what there is */
    size_t slots;
    const char *kind;      /* "sendmail", "postfix": what the log is of; NULL: it is none */
    size_t other;          /* lines of the log that are about something else */
};

/* Path "-": the standard input. A file that gzip(1) made is read through zlib. False, with *error: it cannot
 * be read, or is no text. */
bool addresses_read(struct address_list *l, const char *path, char *error, size_t size);
/* One more; its sender and its caller have to live as long as the arena. */
void addresses_add(struct address_list *l, const struct pair *p);
/* What it is called: its recipient, or else its sender, or else its client. */
const char *pair_name(const struct pair *p);
void addresses_free(struct address_list *l);

#endif
