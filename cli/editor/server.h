/*
 * server.h - the language server: what its files share.
 */
#ifndef BTSH_EDITOR_SERVER_H
#define BTSH_EDITOR_SERVER_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "check/configuration.h"
#include "editor/documents.h"
#include "editor/framing.h"
#include "editor/wire.h"
#include "show/text.h"

struct session;
struct run;

/* The configuration that was loaded last, for whoever asks about one of its files. */
struct known {
    char *path;                 /* NULL: none yet */
    struct configuration conf;
    struct session *session;    /* NULL: it could not be loaded */
    unsigned long of;           /* the change of documents that it saw */
};

/* A test that is run. */
struct beside {
    pid_t pid;
    int fd, life;               /* what it says; it ends when this is closed. -1: it is */
    json_t *id;                 /* of the request; owned */
    struct text said;           /* so far */
    bool cancelled;             /* and answered */
};
enum { BESIDE = 8 };

struct server {
    struct wire wire;
    struct run *run;
    struct framing in;
    struct documents docs;
    struct known known;
    unsigned long changes;      /* of documents, counted */
    enum { SERVER_NEW, SERVER_READY, SERVER_SHUT } state;
    bool ended;                 /* `exit' came */
    json_t *asked;              /* the number of the request at hand */
    bool later;                 /* it is answered by what runs beside */
    struct beside beside[BESIDE];
    int nbeside;
};

/* What a request of that number is told; result: given away. */
void server_answer(const struct server *s, json_t *id, json_t *result);
void server_refuse(const struct server *s, json_t *id, int code, const char *why);
/* What a command says, as its answer: without what is secret. It is shown as well, for the reader who has no place for an answer. */
json_t *server_said(const struct server *s, struct text *t);

/* A range of a line of a document, bytes [from, to); a place in any file, by its line. */
json_t *server_range(const struct server *s, const struct document *doc, int line, size_t from, size_t to);
json_t *server_lines(const struct server *s, int first, int last);
json_t *server_location(const struct server *s, const char *path, int line, size_t from, size_t to);
/* The document that the parameters name, and the place in it: its line (0: there is none) and byte. NULL: it is not
 * open. */
struct document *server_document(const struct server *s, json_t *params);
int server_place(const struct server *s, const struct document *doc, json_t *position, size_t *byte);

#endif
