/*
 * base64.h - bytes as letters: RFC 4648.
 */
#ifndef BTSH_SMTP_BASE64_H
#define BTSH_SMTP_BASE64_H

#include <stdbool.h>
#include <stddef.h>

/* A text in place; *n: how many bytes it is. False: it is none. */
bool base64_decode(char *text, size_t *n);
/* room for 4 * (n + 2) / 3 + 1 letters. */
void base64_encode(const char *data, size_t n, char *text);

#endif
