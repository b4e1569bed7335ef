/*
 * near.h - the names nearest to one that is unknown.
 *
 *      struct near n = { .word = "tset" };
 *      for each known name: near_offer(&n, name);
 *      near_tell(&n, out);                         "; near it: test"
 */
#ifndef BTSH_SHOW_NEAR_H
#define BTSH_SHOW_NEAR_H

struct text;

enum { NEAR_SHOWN = 3, NEAR_LONGEST = 64 };

struct near {
    const char *word;
    char name[NEAR_SHOWN][NEAR_LONGEST]; /* the nearest first */
    int cost[NEAR_SHOWN], n;
};

/* Letters to be changed, put in, left out or exchanged, whatever their case; of the first 64. */
int near_distance(const char *a, const char *b);
/* A name that there is; ctx is the struct near. */
void near_offer(void *ctx, const char *name);
/* Adds "; near it: a, b, c"; nothing where none is near. */
void near_tell(const struct near *n, struct text *out);

#endif
