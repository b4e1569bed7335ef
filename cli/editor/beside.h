/*
 * beside.h - tests that are run beside the server, each in a process of its own: what the editor asks meanwhile is answered.
 */
#ifndef BTSH_EDITOR_BESIDE_H
#define BTSH_EDITOR_BESIDE_H

#include <stdbool.h>

#include "editor/wire.h"

struct document;
struct server;

/* Runs the test that begins in that line as it stands now. The request at hand is answered when it has ended. NULL, or why not. */
const char *beside_begin(struct server *s, const struct document *doc, int line);
/* The request of that number needs no answer any more. */
void beside_cancel(struct server *s, json_t *id);
/* Answers those that end until a message comes, or for so many milliseconds (-1: as long as it takes). Has one come? */
bool beside_comes(struct server *s, int milliseconds);
/* None is left. */
void beside_end(struct server *s);

#endif
