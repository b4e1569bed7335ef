/*
 * documents.h - the files that an editor has open, as it has them.
 *
 * Lines are counted from 1 and bytes of a line from 0, as everywhere in btsh; the wire counts lines from 0, and
 * characters in UTF-16 code units, or in bytes where the editor offers that ("utf-8").
 */
#ifndef BTSH_EDITOR_DOCUMENTS_H
#define BTSH_EDITOR_DOCUMENTS_H

#include <stdbool.h>
#include <stddef.h>

#include "check/source_text.h"

struct document {
    char *uri, *path;          /* path: absolute; NULL: it is no file. Owned */
    char *text;                /* n bytes and a NUL; owned */
    size_t n;
    struct source_text source; /* the same, as lines */
    enum source_kind known_as; /* what a configuration takes it for, where its name does not tell */
    bool suite;
    bool unread, unchecked;    /* its quick checks, all its checks, are still to be made */
    long version;
};

struct documents {
    struct document **list; /* owned, each too */
    int n;
    bool utf8;              /* characters are bytes */
};

/* NULL: it is not open. */
struct document *document_find(const struct documents *d, const char *uri);
struct document *document_open(struct documents *d, const char *uri, const char *text, size_t n);
void document_close(struct documents *d, const char *uri);
void documents_free(struct documents *d);

/* Another text in the place of all of it. */
void document_set(struct document *doc, const char *text, size_t n);
struct wire_position {
    long line, character; /* as the wire has them; whatever lies outside means the nearest place inside */
};
/* Another text in the place of that part. */
void document_edit(const struct documents *d, struct document *doc, struct wire_position from, struct wire_position to,
                   const char *text, size_t n);

/* The line (1 ... ; 0: there is none) and byte of a position. */
int document_place(const struct documents *d, const struct document *doc, struct wire_position at, size_t *byte);
/* The character of a byte of a line, as the wire has it. */
long document_character(const struct documents *d, const char *line, size_t byte);
/* A line without its end; "" where there is none of that number. */
const char *document_line(const struct document *doc, int line);

/* file://..., malloc'd. */
char *uri_of_path(const char *path);

#endif
