/*
 * passwords.h - where a password stands in a text, in the forms that sendmail's tables know.
 *
 * P: or P= in a word of an AuthInfo answer, bindpw= and bindpw: of directories, user:password@ of an
 * address with a scheme, and a definition of a macro whose name begins with auth_.
 */
#ifndef BTSH_WORLD_PASSWORDS_H
#define BTSH_WORLD_PASSWORDS_H

#include <stddef.h>

/* The bytes of the password that begins *skip bytes behind p, a place in the text; 0: none does. */
size_t password_at(const char *text, const char *p, size_t *skip);
/* Overwrites all of them, in place and with stars. */
void mask_passwords(char *text);

#endif
