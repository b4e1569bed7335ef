/*
 * symbols.h - the parts of a document: what an outline shows, and what can be folded.
 */
#ifndef BTSH_EDITOR_SYMBOLS_H
#define BTSH_EDITOR_SYMBOLS_H

#include <jansson.h>
#include <stddef.h>

struct document;
struct server;
struct text;

/* textDocument/documentSymbol, textDocument/foldingRange */
json_t *symbols(struct server *s, json_t *params);
json_t *folding(struct server *s, json_t *params);

#endif
