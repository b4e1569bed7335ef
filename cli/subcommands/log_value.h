/* log_value.h - values of a line of a mail log: "from=<a@b>, size=100, relay=x [192.0.2.1]" */
#ifndef BTSH_SUBCOMMANDS_LOG_VALUE_H
#define BTSH_SUBCOMMANDS_LOG_VALUE_H

#include <stddef.h>

/* The length of a value: up to the end character outside of quotes and angles, or to the end. */
size_t log_value_length(const char *p, char end);
/* The value behind "NAME=": *n its length. Where several addresses stand without a blank, commas are part of it.
 * NULL: none. */
const char *log_value(const char *text, const char *name, size_t *n);
/* A copy of an address, without its angle brackets. */
char *log_address(const char *from, size_t n, char *out, size_t size);

#endif
