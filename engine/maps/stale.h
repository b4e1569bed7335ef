/*
 * stale.h - databases that are older than the text they were made from.
 */
#ifndef BTSH_MAPS_STALE_H
#define BTSH_MAPS_STALE_H

struct program;

/* Tells of each map whose database is older than the text file beside it. */
void program_stale(const struct program *p,
                   void (*fn)(void *ctx, const char *map, const char *source), void *ctx);

#endif
