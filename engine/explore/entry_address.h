/*
 * entry_address.h - whom the key of an entry stands for: an address, a client, a certificate.
 */
#ifndef BTSH_EXPLORE_ENTRY_ADDRESS_H
#define BTSH_EXPLORE_ENTRY_ADDRESS_H

#include <stdbool.h>
#include <stddef.h>

#include "explore/traveller.h"

/* Names that stand in nobody's tables. */
#define EXPLORE_NOBODY "q7x-nobody"
#define EXPLORE_BELOW "q7x-below"
#define EXPLORE_OUTSIDE "q7x-outside.example"
#define EXPLORE_FAR "198.51.100.213" /* the address of a client there, which the rules know no more */

/* The length of the tag that a key of an access table begins with ("To:"); 0: none. */
int access_tag(const char *key);
/* The address that a key without its tag stands for; own: this host's name. False: none. */
bool address_of_key(const char *own, const char *key, char *out, size_t size);
/* A client in the net that the key is; false: it is none. */
bool client_of_key(const char *key, char *out, size_t size);
/* `from` with the key, tag and all, as its recipient, as its sender, as its client, as its certificate: each is given to fn. */
void entry_situations(const char *own, const char *key, const struct made_situation *from,
                      void (*fn)(void *ctx, const struct made_situation *m), void *ctx);

#endif
