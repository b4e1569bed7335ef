/*
 * tape_json.h - recordings as JSON, through Jansson, which is loaded when one is read or written.
 */
#ifndef BTSH_WORLD_TAPE_JSON_H
#define BTSH_WORLD_TAPE_JSON_H

#include <stdbool.h>
#include <stddef.h>

struct tape;

/* tape_json.c. False, with *error. */
bool tape_read(struct tape *t, const char *path, char *error, size_t size);
bool tape_write(const struct tape *t, const char *path, char *error, size_t size);

#endif
