/*
 * trouble.h - why a table could not be opened, and the folder that is to blame.
 */
#ifndef BTSH_REASON_TROUBLE_H
#define BTSH_REASON_TROUBLE_H

#include <stdbool.h>

struct fact;
struct findings;
struct program;
struct session;

struct trouble {
    char reason[256]; /* "Group writable directory", "No such file or directory" */
    char file[4096];  /* or folder that it is said of */
};

/* Opens the map in a session of its own. False: it can be opened. */
bool map_trouble(struct session *s, const char *map, struct trouble *out);

/* The same of the alias files: the first that cannot be opened. */
bool alias_trouble(struct session *s, struct trouble *out);

/* Of a map in which a lookup failed: it is a table of a file that can be opened now, so that the failure rests on a moment. */
bool map_trouble_passed(struct program *p, const char *map);
/* The first lookup that failed in a table of a file that can be opened now: what was found rests on a moment. NULL: there
 * is none. */
const struct fact *passing_trouble(struct session *s, const struct findings *f);

#endif
