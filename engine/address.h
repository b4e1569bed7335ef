/* address.h - from an address to a delivery triple. */
#ifndef BTSH_ADDRESS_H
#define BTSH_ADDRESS_H

#include "internal.h"

/* Bits of what kind of address is parsed. */
enum { ADDRESS_SENDER = 1, ADDRESS_HEADER = 2 };

/* As address_parse() on the first address of a comma-separated list; *end behind it. */
bool address_parse_list(struct session *s, const char *text, int flags, const char **end,
                        struct triple *out);

/* 3, 0, the triple, 2, R=, 4, queuegroup. False: it cannot be parsed. */
bool address_parse(struct session *s, const char *text, int flags, struct triple *out);

/*
 * Refuses what no address may be: too long, or bytes of the markers (they become '?' in `text`).
 * True: a diagnostic was raised.
 */
bool address_refused(struct session *s, char *text);

/* The error that a "$#error $@ code $: text" names: raises it and records the exit status. */
void address_error(struct session *s, const char *code, const char *text);

/* Replaces the address proper by $g; the result lives in s->work. */
const char *address_crack(struct session *s, const char *text);

#endif
