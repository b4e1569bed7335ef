/*
 * sender.h - the sender of an envelope, found from an address: what /sender shows.
 */
#ifndef BTSH_MAIL_SENDER_H
#define BTSH_MAIL_SENDER_H

#include <stdbool.h>

struct address;
struct session;

/* The sender of the envelope; from NULL: whoever runs the program. Sets $f, $x, $z ... owner: of a
 * list, for an envelope of its own. */
struct address *address_sender(struct session *s, const char *from, bool owner);
/* The same of the text before a delimiter; *end is at it, or at the end. */
struct address *address_sender_until(struct session *s, const char *from, char delim, const char **end);

/* Asks class t for who runs the program, unless that is `but`: nothing but -d36 shows it. */
void sender_trusted(struct session *s, const char *but);

#endif
