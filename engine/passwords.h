/*
 * passwords.h - what must not stand in a file that others will read.
 */
#ifndef BTSH_PASSWORDS_H
#define BTSH_PASSWORDS_H

/*
 * Overwrites, in place and with stars, passwords in the forms that sendmail's tables know: "P:..."
 * and "P=..." of authinfo, and user:password@ of an address with a scheme.
 */
void mask_secrets(char *text);

#endif
