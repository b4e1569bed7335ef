/*
 * burden.h - a machine under load, a daemon with many clients, and a queue without room: what the server does then.
 */
#ifndef BTSH_SMTP_BURDEN_H
#define BTSH_SMTP_BURDEN_H

#include <stdbool.h>

struct dialogue;

/* Has the daemon too many children for one more? Then it is told, and the connection is closed. */
bool children_refuse(struct dialogue *d);
/* So many connections in one second make the daemon wait: that is told. */
void burst_delays(struct dialogue *d);
/* Does the load keep clients out? Then it is told, and the connection is closed. */
bool load_refuses(struct dialogue *d);
/* The server waits under load, before what it does next: that is told. */
void load_delays(struct dialogue *d, const char *before_what);
/* Does a message of this priority (the lower, the sooner) wait in the queue until the load is less? */
bool load_queues(const struct dialogue *d, long priority);
/* Has the queue no room for so many bytes more? Then the reply says so. */
bool lacks_room(struct dialogue *d, long bytes);
/* The same before anything was said, and no reply. */
bool is_full(const struct dialogue *d);

/* What a client hears for whom there is no room. */
#define NO_ROOM "452 4.4.5 Insufficient disk space; try again later"

#endif
