/*
 * hover.h - what stands under the pointer, in words.
 */
#ifndef BTSH_EDITOR_HOVER_H
#define BTSH_EDITOR_HOVER_H

#include <jansson.h>

struct server;

/* textDocument/hover */
json_t *hover(struct server *s, json_t *params);

#endif
