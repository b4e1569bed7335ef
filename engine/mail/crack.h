/*
 * crack.h - finds the address proper in an address as people write it, and puts $g in its place:
 * "Joe Q. <a@b> (c)" becomes "\"Joe Q.\" <$g> (c)".
 *
 * While the level `keep` is above 0 text is copied (comments, phrases); at 0 it is the address
 * itself, for which $g is written once.
 */
#ifndef BTSH_MAIL_CRACK_H
#define BTSH_MAIL_CRACK_H

struct session;

/* Replaces the address proper by $g; the result lives in s->command.work. */
const char *address_crack(struct session *s, const char *text);

#endif
