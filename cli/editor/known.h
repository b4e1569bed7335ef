/*
 * known.h - the configuration behind a document, loaded.
 */
#ifndef BTSH_EDITOR_KNOWN_H
#define BTSH_EDITOR_KNOWN_H

#include <stdbool.h>

struct document;
struct known;
struct server;

/* The configuration that a document is, or is read by, loaded, with a session; NULL: there is none, or it cannot be loaded. fresh: texts that have changed since it was
 * loaded count; else what is known may be of before. */
struct known *known_of(struct server *s, const struct document *doc, bool fresh);
/* Work is over. */
void known_rest(struct known *k);
void known_forget(struct known *k);

#endif
