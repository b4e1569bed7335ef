/*
 * documents.c - the files that an editor has open, as it has them.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "editor/documents.h"
#include "show/memory.h"
#include "show/printable.h"
#include "show/text.h"
#include "start/edited.h"
#include "start/paths.h"

/* ---- addresses ------------------------------------------------------------------------------------------ */

static int hex(char c)
{
    return isdigit((unsigned char)c) ? c - '0' : isxdigit((unsigned char)c) ? tolower((unsigned char)c) - 'a' + 10 : -1;
}

/* The path of file://...; malloc'd. NULL: it is no file. */
static char *path_of_uri(const char *uri)
{
    struct text t = { 0 };
    char *path;

    if (strncmp(uri, "file://", 7) != 0 || (uri = strchr(uri + 7, '/')) == NULL)
        return NULL;
    for (; *uri != '\0'; uri++) {
        if (*uri == '%' && hex(uri[1]) >= 0 && hex(uri[2]) >= 0) {
            text_char(&t, (char)(hex(uri[1]) * 16 + hex(uri[2])));
            uri += 2;
        } else {
            text_char(&t, *uri);
        }
    }
    path = strlen(text_of(&t)) == t.n ? path_from("/", text_of(&t)) : NULL;
    text_free(&t);
    return path;
}

char *uri_of_path(const char *path)
{
    struct text t = { 0 };

    text_add(&t, "file://");
    for (; *path != '\0'; path++) {
        if (isalnum((unsigned char)*path) || strchr("/-._~", *path) != NULL)
            text_char(&t, *path);
        else
            text_format(&t, "%%%02X", (unsigned char)*path);
    }
    return text_take(&t);
}

/* ---- which are open ------------------------------------------------------------------------------------- */

struct document *document_find(const struct documents *d, const char *uri)
{
    for (int i = 0; i < d->n; i++) {
        if (strcmp(d->list[i]->uri, uri) == 0)
            return d->list[i];
    }
    return NULL;
}

struct document *document_open(struct documents *d, const char *uri, const char *text, size_t n)
{
    struct document *doc = document_find(d, uri);

    if (doc == NULL) {
        doc = zeroed_or_end(1, sizeof *doc);
        doc->uri = copy_or_end(uri);
        doc->path = path_of_uri(uri);
        doc->suite = doc->path != NULL && path_ends_in(doc->path, ".bt");
        d->list = grow_or_end(d->list, (size_t)(d->n + 1) * sizeof *d->list);
        d->list[d->n++] = doc;
    }
    document_set(doc, text, n);
    return doc;
}

static void release(struct document *doc)
{
    if (doc->path != NULL)
        edited_drop(doc->path);
    source_free(&doc->source);
    free(doc->uri);
    free(doc->path);
    free(doc->text);
    free(doc);
}

void document_close(struct documents *d, const char *uri)
{
    for (int i = 0; i < d->n; i++) {
        if (strcmp(d->list[i]->uri, uri) == 0) {
            release(d->list[i]);
            d->list[i] = d->list[--d->n];
            return;
        }
    }
}

void documents_free(struct documents *d)
{
    while (d->n > 0)
        release(d->list[--d->n]);
    free(d->list);
    d->list = NULL;
}

/* ---- places --------------------------------------------------------------------------------------------- */

/* Of a character of UTF-8 of that length, or of a byte that is none. */
static long units(const struct documents *d, size_t length)
{
    return d->utf8 ? (long)length : length == 4 ? 2 : 1;
}

static size_t byte_of(const struct documents *d, const char *line, size_t n, long character)
{
    size_t at = 0, length;

    for (long passed = 0; at < n && passed < character; at += length) {
        length = utf8_length(line + at, n - at);
        length = length > 0 ? length : 1;
        passed += units(d, length);
    }
    return at;
}

long document_character(const struct documents *d, const char *line, size_t byte)
{
    long character = 0;
    size_t n = strlen(line), length;

    for (size_t at = 0; at < n && at < byte; at += length) {
        length = utf8_length(line + at, n - at);
        length = length > 0 ? length : 1;
        character += units(d, length);
    }
    return character;
}

const char *document_line(const struct document *doc, int line)
{
    return line >= 1 && line <= doc->source.nlines ? doc->source.lines[line - 1] : "";
}

int document_place(const struct documents *d, const struct document *doc, struct wire_position at, size_t *byte)
{
    int line = at.line < 0 || at.line >= doc->source.nlines ? 0 : (int)at.line + 1;
    const char *text = document_line(doc, line);

    *byte = byte_of(d, text, strlen(text), at.character);
    return line;
}

/* ---- its text ------------------------------------------------------------------------------------------- */

static void take(struct document *doc, char *text, size_t n)
{
    free(doc->text);
    doc->text = text;
    doc->n = n;
    source_free(&doc->source);
    source_of_text(&doc->source, doc->path != NULL ? doc->path : doc->uri, text, n);
    if (doc->source.kind == SOURCE_UNKNOWN)
        doc->source.kind = doc->known_as;
    if (doc->path != NULL)
        edited_set(doc->path, text, n);
    doc->unread = doc->unchecked = true;
}

void document_set(struct document *doc, const char *text, size_t n)
{
    char *copy = grow_or_end(NULL, n + 1);

    memcpy(copy, text, n);
    copy[n] = '\0';
    take(doc, copy, n);
}

/* Where in the whole text a position is. */
static size_t offset(const struct documents *d, const struct document *doc, struct wire_position at)
{
    const char *p = doc->text, *end = doc->text + doc->n, *nl;
    size_t n;

    for (long i = 0; i < at.line; i++) {
        nl = memchr(p, '\n', (size_t)(end - p));
        if (nl == NULL)
            return doc->n;
        p = nl + 1;
    }
    nl = memchr(p, '\n', (size_t)(end - p));
    n = (size_t)((nl != NULL ? nl : end) - p);
    if (n > 0 && p[n - 1] == '\r')
        n--;
    return (size_t)(p - doc->text) + byte_of(d, p, n, at.character);
}

void document_edit(const struct documents *d, struct document *doc, struct wire_position from, struct wire_position to,
                   const char *text, size_t n)
{
    size_t a = offset(d, doc, from), b = offset(d, doc, to), left;
    char *made;

    b = b < a ? a : b;
    left = doc->n - b;
    made = grow_or_end(NULL, a + n + left + 1);
    memcpy(made, doc->text, a);
    memcpy(made + a, text, n);
    memcpy(made + a + n, doc->text + b, left);
    made[a + n + left] = '\0';
    take(doc, made, a + n + left);
}
