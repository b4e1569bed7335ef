/*
 * tape_json.h - recordings as JSON, through Jansson, which is loaded when one is read or written.
 */
#ifndef BTSH_WORLD_TAPE_JSON_H
#define BTSH_WORLD_TAPE_JSON_H

#include <stdbool.h>
#include <stddef.h>

struct tape;

/* False, with *error. */
bool tape_read(struct tape *t, const char *path, char *error, size_t size);
/* What a file of it holds, malloc'd; the path is for *error. NULL, with *error. */
char *tape_text(const struct tape *t, const char *path, char *error, size_t size);

#endif
