/*
 * format.h - findings as people and programs read them.
 */
#ifndef BTSH_CHECK_FORMAT_H
#define BTSH_CHECK_FORMAT_H

#include <stdbool.h>

struct check_run;
struct output;

/* False: there is no such format, or what it needs is not on this machine: *why says so. */
bool check_format_known(const char *name, const char **why);
/* Is what it writes one document, in which no other line has a place? NULL: as people read it. */
bool check_format_is_whole(const char *name);
/* name NULL: as people read it. */
void check_write(const struct check_run *c, const char *name, struct output *out);

#endif
