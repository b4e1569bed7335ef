/*
 * source_form.h - a byte of an internal text, as a configuration writes what it stands for.
 */
#ifndef BTSH_LIBRARY_SOURCE_FORM_H
#define BTSH_LIBRARY_SOURCE_FORM_H

#include <stddef.h>

struct session;

enum { SOURCE_FORM = 64 };

/* What the byte or the construct at *p reads as; *p is behind it afterwards. Control characters but newline, return and tab,
 * which have their names, are not shown. Returns the bytes written. */
size_t source_form(const struct session *s, const unsigned char **p, char out[SOURCE_FORM]);

#endif
