/*
 * route_item.h - btsh route: a question, as a line of the stream puts it.
 *
 *      joe@example.com                                         a recipient
 *      bob@example.org <TAB> joe@example.com [<TAB> CLIENT]    a sender ("-": not known), a recipient, and who calls, as
 *                                                              btsh smtp takes --client
 *      {"recipient": "joe@example.com", "id": 7, ...}          the same as JSON: recipient, sender, client
 *      ... sm-mta[7]: QUEUEID: to=<joe@example.com>, ...       a log (mail_log.h): each recipient is a question
 *
 * Each line but those of a log is one question, and has one answer: one that is empty or a comment, too.
 */
#ifndef BTSH_SUBCOMMANDS_ROUTE_ITEM_H
#define BTSH_SUBCOMMANDS_ROUTE_ITEM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct caller;
struct explain_json;

struct route_item {
    const char *recipient;       /* as it was written; of a line that cannot be read, or asks nothing, the line */
    const char *sender;          /* NULL: not known; "": the empty one */
    const struct caller *caller; /* NULL: not known */
    const char *client;          /* as it was written; NULL: the log's, or none */
    const char *json;            /* the object that it came as; NULL: it did not */
    const char *fault;           /* why it cannot be asked; NULL: it can */
    bool skipped;                /* it asks nothing */
};

/* What tells two questions apart, as two numbers. */
struct route_key {
    uint64_t a, b;
};
struct route_key route_key_of(const struct route_item *i);

/* A line that is none of a log's; its texts are the arena's. line: n bytes and a NUL, which may be cut up. j NULL: there is
 * no JSON. */
void route_item_read(struct route_item *i, struct arena *a, const struct explain_json *j, char *line, size_t n);
/* What a log tells; copied. */
void route_item_of_log(struct route_item *i, struct arena *a, const char *sender, const char *recipient, const struct caller *c);
/* Is it an object, whatever stands in it? */
bool route_is_json(const char *line);

#endif
