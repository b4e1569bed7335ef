/*
 * coverage_rows.h - which entries of tables were used, by lookups of rules.
 */
#ifndef BTSH_SUITE_COVERAGE_ROWS_H
#define BTSH_SUITE_COVERAGE_ROWS_H

#include <stdbool.h>
#include <stddef.h>

struct output;
struct program;

/* "MAP\1KEY" of each that answered. Starts as zeros. */
struct row_set {
    char **list; /* owned, with their texts; `room` places, a power of two */
    size_t n, room;
};

void rows_note(struct row_set *r, const char *map, const char *key);
void rows_add(struct row_set *to, const struct row_set *from);
void rows_free(struct row_set *r);
/* By table, how many entries were used; full: each that was not, with its place. Tables that ask servers are not listed. */
bool rows_text(const struct row_set *r, struct program *p, struct output *o, const char *prefix, bool full);

#endif
