/*
 * recipient_alias.h - alias files: what an address stands for, and circles among them.
 */
#ifndef BTSH_MAIL_RECIPIENT_ALIAS_H
#define BTSH_MAIL_RECIPIENT_ALIAS_H

struct address;
struct recipients;

/* recipient_alias.c: the alias files. The address becomes what its alias says. */
void recipient_alias(struct recipients *r, struct address *a, int depth);
/* The first address above `a` that is meant where `a` closes a circle; NULL: there is none. */
struct address *recipient_circle(struct recipients *r, struct address *a);

#endif
