/*
 * memo.h - a layer that asks the name server each question once, and for the name of each address, for as many worlds and threads as share it.
 *
 * A comparison asks thousands of addresses of two configurations, and the names in them again and again.
 * A name server that does not answer is asked three questions; then it counts as dead, and every new
 * question fails for the time being at once.
 */
#ifndef BTSH_WORLD_MEMO_H
#define BTSH_WORLD_MEMO_H

#include <stdbool.h>

struct world;
struct world_layer;

struct dns_memo;

/* `dead` is called once, by the thread that waited in vain for the third time, with the name asked last. NULL:
 * no memory. */
struct dns_memo *dns_memo_new(void (*dead)(void *ctx, const char *name), void *ctx);
/* For as long as one likes: no more than `most` answers are kept, and none for longer than so many seconds, after which a
 * dead name server is tried anew too. */
void dns_memo_limit(struct dns_memo *m, int most, int seconds);
/* When no world asks it any more. */
void dns_memo_free(struct dns_memo *m);
/* Puts the layer on; the memo is not owned. False: no memory. */
bool world_memo(struct world *w, struct world_layer **layers, struct dns_memo *m);

#endif
