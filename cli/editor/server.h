/*
 * server.h - the language server: what its files share.
 */
#ifndef BTSH_EDITOR_SERVER_H
#define BTSH_EDITOR_SERVER_H

#include <stdbool.h>
#include <stddef.h>

#include "check/configuration.h"
#include "editor/documents.h"
#include "editor/framing.h"
#include "editor/wire.h"

struct session;
struct run;

/* The configuration that was loaded last, for whoever asks about one of its files. */
struct known {
    char *path;                 /* NULL: none yet */
    struct configuration conf;
    struct session *session;    /* NULL: it could not be loaded */
    unsigned long of;           /* the change of documents that it saw */
};

struct server {
    struct wire wire;
    struct run *run;
    struct framing in;
    struct documents docs;
    struct known known;
    unsigned long changes;      /* of documents, counted */
    enum { SERVER_NEW, SERVER_READY, SERVER_SHUT } state;
    bool ended;                 /* `exit' came */
};

/* A range of a line of a document, bytes [from, to); a place in any file, by its line. */
json_t *server_range(const struct server *s, const struct document *doc, int line, size_t from, size_t to);
json_t *server_lines(const struct server *s, int first, int last);
json_t *server_location(const struct server *s, const char *path, int line, size_t from, size_t to);
/* The document that the parameters name, and the place in it: its line (0: there is none) and byte. NULL: it is not
 * open. */
struct document *server_document(const struct server *s, json_t *params);
int server_place(const struct server *s, const struct document *doc, json_t *position, size_t *byte);

#endif
