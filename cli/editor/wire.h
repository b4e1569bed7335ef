/*
 * wire.h - messages as JSON: what is asked of them, and what is put into them. Whatever another program sends may lack
 * anything, and be of any type.
 */
#ifndef BTSH_EDITOR_WIRE_H
#define BTSH_EDITOR_WIRE_H

#include <stdbool.h>
#include <stddef.h>

#include "world/json_library.h"

struct output;

struct wire {
    struct json_library l;
    struct output *out;
};

/* Both ends of one, over Jansson. False, with *why: it is not there. */
bool wire_open(struct wire *w, struct output *out, const char **why);

/* A message; NULL: it is none. The caller's, for wire_free(). */
json_t *wire_read(const struct wire *w, const char *text, size_t n);
void wire_free(const struct wire *w, json_t *message);
/* Sends it, and frees it. */
void wire_send(const struct wire *w, json_t *message);

/* What stands at "a.b.c"; NULL: nothing does. */
json_t *wire_at(const struct wire *w, json_t *o, const char *path);
/* NULL, or `otherwise', where it is none. */
const char *wire_text(const struct wire *w, json_t *o, const char *path);
long wire_number(const struct wire *w, json_t *o, const char *path, long otherwise);
bool wire_true(const struct wire *w, json_t *o, const char *path);
/* Element i of the list at the path; NULL behind the last. */
json_t *wire_element(const struct wire *w, json_t *o, const char *path, size_t i);

/* A copy of a text, or of a number; else null. */
json_t *wire_same(const struct wire *w, json_t *value);
void wire_put(const struct wire *w, json_t *o, const char *name, json_t *value);
void wire_put_text(const struct wire *w, json_t *o, const char *name, const char *value);
void wire_put_number(const struct wire *w, json_t *o, const char *name, long value);
void wire_put_true(const struct wire *w, json_t *o, const char *name, bool value);
void wire_add(const struct wire *w, json_t *list, json_t *value);

#endif
