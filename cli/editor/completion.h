/*
 * completion.h - what can go on at a place, from the table that there is for it.
 */
#ifndef BTSH_EDITOR_COMPLETION_H
#define BTSH_EDITOR_COMPLETION_H

#include <jansson.h>

struct server;

/* textDocument/completion */
json_t *completion(struct server *s, json_t *params);

#endif
