/*
 * address_tell.h - an address as debug lines show it.
 */
#ifndef BTSH_MAIL_ADDRESS_TELL_H
#define BTSH_MAIL_ADDRESS_TELL_H

struct address;
struct mailer;
struct session;

/* The block of lines that shows an address, for a line that has begun. */
void address_tell(struct session *s, const struct address *a);

/* The mailer of addresses that lead nowhere. */
const struct mailer *error_mailer(void);

#endif
