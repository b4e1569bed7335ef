/*
 * row_read.h - a row of a table of a suite: what stands between its tabs.
 */
#ifndef BTSH_SUITE_ROW_READ_H
#define BTSH_SUITE_ROW_READ_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct row;

/* Reads one, whose text is cut up; "-" is no value. False, with what is wrong in *error. */
typedef bool row_reader(struct arena *a, struct row *row, char *text, char *error, size_t size);

/* sender, recipient, mailer, host, user */
row_reader row_read_route;
/* client, helo, from, to, reply */
row_reader row_read_dialogue;

#endif
