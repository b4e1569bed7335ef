/*
 * recipient_maildrop.h - what the user database says to be the mail drop of a user.
 */
#ifndef BTSH_MAIL_RECIPIENT_MAILDROP_H
#define BTSH_MAIL_RECIPIENT_MAILDROP_H

#include <stdbool.h>

struct address;
struct recipients;

/* maps/userdb.c: what the user database says to be the user's mail drop; false: it failed. */
bool recipient_maildrop(struct recipients *r, struct address *a, int depth);

#endif
