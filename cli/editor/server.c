/*
 * server.c - answers, and places of documents as the wire has them.
 */
#include <stdlib.h>
#include <string.h>

#include "editor/server.h"
#include "show/secrets.h"
#include "start/run.h"

/* ---- answers -------------------------------------------------------------------------------------------- */

void server_answer(const struct server *s, json_t *id, json_t *result)
{
    json_t *message = s->wire.l.json_object();

    wire_put_text(&s->wire, message, "jsonrpc", "2.0");
    wire_put(&s->wire, message, "id", wire_same(&s->wire, id));
    wire_put(&s->wire, message, "result", result);
    wire_send(&s->wire, message);
}

void server_refuse(const struct server *s, json_t *id, int code, const char *why)
{
    json_t *message = s->wire.l.json_object(), *error = s->wire.l.json_object();

    wire_put_text(&s->wire, message, "jsonrpc", "2.0");
    wire_put(&s->wire, message, "id", wire_same(&s->wire, id));
    wire_put_number(&s->wire, error, "code", code);
    wire_put_text(&s->wire, error, "message", why);
    wire_put(&s->wire, message, "error", error);
    wire_send(&s->wire, message);
}

static void show(const struct server *s, const char *text)
{
    json_t *message = s->wire.l.json_object(), *params = s->wire.l.json_object();

    wire_put_text(&s->wire, message, "jsonrpc", "2.0");
    wire_put_text(&s->wire, message, "method", "window/showMessage");
    wire_put_number(&s->wire, params, "type", 3);
    wire_put_text(&s->wire, params, "message", text);
    wire_put(&s->wire, message, "params", params);
    wire_send(&s->wire, message);
}

json_t *server_said(const struct server *s, struct text *t)
{
    json_t *answer = s->wire.l.json_object();

    if (!s->run->args.show_secrets)
        secrets_mask(t, NULL);
    show(s, text_of(t));
    wire_put_text(&s->wire, answer, "text", text_of(t));
    return answer;
}

/* ---- places --------------------------------------------------------------------------------------------- */

static json_t *position(const struct server *s, long line, long character)
{
    json_t *p = s->wire.l.json_object();

    wire_put_number(&s->wire, p, "line", line);
    wire_put_number(&s->wire, p, "character", character);
    return p;
}

static json_t *range(const struct server *s, json_t *start, json_t *end)
{
    json_t *r = s->wire.l.json_object();

    wire_put(&s->wire, r, "start", start);
    wire_put(&s->wire, r, "end", end);
    return r;
}

json_t *server_range(const struct server *s, const struct document *doc, int line, size_t from, size_t to)
{
    const char *text = document_line(doc, line);
    long at = line > 0 ? line - 1 : 0;

    return range(s, position(s, at, document_character(&s->docs, text, from)),
                 position(s, at, document_character(&s->docs, text, to)));
}

json_t *server_lines(const struct server *s, int first, int last)
{
    return range(s, position(s, first > 0 ? first - 1 : 0, 0), position(s, last > 0 ? last - 1 : 0, 0));
}

json_t *server_location(const struct server *s, const char *path, int line, size_t from, size_t to)
{
    json_t *l = s->wire.l.json_object();
    char *uri = uri_of_path(path);
    const struct document *doc = document_find(&s->docs, uri);

    wire_put_text(&s->wire, l, "uri", uri);
    wire_put(&s->wire, l, "range", doc != NULL ? server_range(s, doc, line, from, to) : server_lines(s, line, line));
    free(uri);
    return l;
}

struct document *server_document(const struct server *s, json_t *params)
{
    const char *uri = wire_text(&s->wire, params, "textDocument.uri");

    return uri != NULL ? document_find(&s->docs, uri) : NULL;
}

int server_place(const struct server *s, const struct document *doc, json_t *position, size_t *byte)
{
    struct wire_position at = { wire_number(&s->wire, position, "line", -1), wire_number(&s->wire, position, "character", 0) };

    return document_place(&s->docs, doc, at, byte);
}
