/*
 * source_form.h - a byte above 0x7F of an internal text, as a configuration writes what it stands for.
 */
#ifndef BTSH_LIBRARY_SOURCE_FORM_H
#define BTSH_LIBRARY_SOURCE_FORM_H

#include <stddef.h>

struct session;

enum { SOURCE_FORM = 64 };

/* What the construct at *p, whose first byte is above 0x7F, reads as; *p is behind it afterwards. Returns the bytes written. */
size_t source_form(const struct session *s, const unsigned char **p, char out[SOURCE_FORM]);

#endif
