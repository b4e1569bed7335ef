/*
 * places.h - where a name is defined, and where it stands: in the file, in configurations beside it, in the tree.
 */
#ifndef BTSH_EDITOR_PLACES_H
#define BTSH_EDITOR_PLACES_H

#include <jansson.h>

struct server;

/* textDocument/definition, textDocument/references */
json_t *definition(struct server *s, json_t *params);
json_t *references(struct server *s, json_t *params);

#endif
