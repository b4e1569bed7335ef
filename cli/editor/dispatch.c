/*
 * dispatch.c - a message of an editor, answered.
 *
 * Sources: JSON-RPC 2.0; Language Server Protocol 3.17.
 */
#include <stddef.h>
#include <string.h>

#include "editor/actions.h"
#include "editor/beside.h"
#include "editor/completion.h"
#include "editor/diagnostics.h"
#include "editor/dispatch.h"
#include "editor/hover.h"
#include "editor/known.h"
#include "editor/places.h"
#include "editor/server.h"
#include "editor/symbols.h"

enum { NO_JSON = -32700, NO_REQUEST = -32600, NO_METHOD = -32601, NO_PARAMETERS = -32602, NOT_BEGUN = -32002 };

/* ---- beginning and end ---------------------------------------------------------------------------------- */

static bool offers_utf8(const struct server *s, json_t *params)
{
    json_t *one;

    for (size_t i = 0; (one = wire_element(&s->wire, params, "capabilities.general.positionEncodings", i)) != NULL; i++) {
        const char *name = wire_text(&s->wire, one, "");

        if (name != NULL && strcmp(name, "utf-8") == 0)
            return true;
    }
    return false;
}

static json_t *texts(const struct server *s, const char *const *list)
{
    json_t *a = s->wire.l.json_array();

    for (; *list != NULL; list++)
        wire_add(&s->wire, a, s->wire.l.json_string(*list));
    return a;
}

static json_t *capabilities(const struct server *s)
{
    static const char *const triggers[] = { "$", "=", ">", "#", "(", "`", "&", "@", "/", ":", NULL };
    static const char *const fixes[] = { "quickfix", NULL };
    static const char *const plain[] = { "hoverProvider", "definitionProvider", "referencesProvider",
                                         "documentSymbolProvider", "foldingRangeProvider" };
    json_t *c = s->wire.l.json_object(), *sync = s->wire.l.json_object(), *complete = s->wire.l.json_object();
    json_t *actions = s->wire.l.json_object(), *commands = s->wire.l.json_object();

    wire_put_text(&s->wire, c, "positionEncoding", s->docs.utf8 ? "utf-8" : "utf-16");
    wire_put_true(&s->wire, sync, "openClose", true);
    wire_put_number(&s->wire, sync, "change", 2); /* parts */
    wire_put_true(&s->wire, sync, "save", true);
    wire_put(&s->wire, c, "textDocumentSync", sync);
    for (size_t i = 0; i < sizeof plain / sizeof plain[0]; i++)
        wire_put_true(&s->wire, c, plain[i], true);
    wire_put(&s->wire, complete, "triggerCharacters", texts(s, triggers));
    wire_put(&s->wire, c, "completionProvider", complete);
    wire_put(&s->wire, c, "codeLensProvider", s->wire.l.json_object());
    wire_put(&s->wire, actions, "codeActionKinds", texts(s, fixes));
    wire_put(&s->wire, c, "codeActionProvider", actions);
    wire_put(&s->wire, commands, "commands", texts(s, commands_known));
    wire_put(&s->wire, c, "executeCommandProvider", commands);
    return c;
}

static json_t *initialize(struct server *s, json_t *params)
{
    json_t *result = s->wire.l.json_object(), *info = s->wire.l.json_object();

    s->docs.utf8 = offers_utf8(s, params);
    s->state = SERVER_READY;
    wire_put(&s->wire, result, "capabilities", capabilities(s));
    wire_put_text(&s->wire, info, "name", "btsh");
    wire_put(&s->wire, result, "serverInfo", info);
    return result;
}

static json_t *shut_down(struct server *s, json_t *params)
{
    (void)params;
    s->state = SERVER_SHUT;
    return s->wire.l.json_null();
}

/* ---- documents ------------------------------------------------------------------------------------------ */

static const char *text_of_document(const struct server *s, json_t *o, const char *path, size_t *n)
{
    const char *text = wire_text(&s->wire, o, path);

    *n = text != NULL ? s->wire.l.json_string_length(wire_at(&s->wire, o, path)) : 0;
    return text;
}

/* Whatever is no configuration, table or suite may be what an .mc includes. */
static void others_changed(struct server *s, const struct document *doc)
{
    for (int i = 0; doc->source.kind == SOURCE_UNKNOWN && !doc->suite && i < s->docs.n; i++) {
        if (s->docs.list[i]->source.kind == SOURCE_MC)
            s->docs.list[i]->unread = s->docs.list[i]->unchecked = true;
    }
    s->changes++;
}

static void opened(struct server *s, json_t *params)
{
    size_t n;
    const char *uri = wire_text(&s->wire, params, "textDocument.uri");
    const char *text = text_of_document(s, params, "textDocument.text", &n);
    struct document *doc;

    if (uri == NULL || text == NULL)
        return;
    doc = document_open(&s->docs, uri, text, n);
    doc->version = wire_number(&s->wire, params, "textDocument.version", -1);
    others_changed(s, doc);
}

static struct wire_position position(const struct server *s, json_t *o, const char *line, const char *character)
{
    return (struct wire_position){ wire_number(&s->wire, o, line, 0), wire_number(&s->wire, o, character, 0) };
}

static void changed(struct server *s, json_t *params)
{
    struct document *doc = server_document(s, params);
    json_t *change;
    size_t n;

    if (doc == NULL)
        return;
    for (size_t i = 0; (change = wire_element(&s->wire, params, "contentChanges", i)) != NULL; i++) {
        const char *text = text_of_document(s, change, "text", &n);

        if (text == NULL)
            continue;
        if (wire_at(&s->wire, change, "range") == NULL)
            document_set(doc, text, n);
        else
            document_edit(&s->docs, doc, position(s, change, "range.start.line", "range.start.character"),
                          position(s, change, "range.end.line", "range.end.character"), text, n);
    }
    doc->version = wire_number(&s->wire, params, "textDocument.version", -1);
    others_changed(s, doc);
}

/* What was saved may be what others are read by. */
static void saved(struct server *s, json_t *params)
{
    (void)params;
    for (int i = 0; i < s->docs.n; i++)
        s->docs.list[i]->unread = s->docs.list[i]->unchecked = true;
    s->changes++;
}

static void closed(struct server *s, json_t *params)
{
    const struct document *doc = server_document(s, params);

    if (doc == NULL)
        return;
    diagnostics_none(s, doc->uri);
    others_changed(s, doc);
    document_close(&s->docs, doc->uri);
}

static void cancelled(struct server *s, json_t *params)
{
    beside_cancel(s, wire_at(&s->wire, params, "id"));
}

static void leaves(struct server *s, json_t *params)
{
    (void)params;
    s->ended = true;
}

/* ---- methods -------------------------------------------------------------------------------------------- */

static const struct {
    const char *name;
    json_t *(*answers)(struct server *s, json_t *params); /* NULL: it is told, and has no answer */
    void (*hears)(struct server *s, json_t *params);
} methods[] = {
    { "initialize", initialize, NULL },
    { "shutdown", shut_down, NULL },
    { "textDocument/hover", hover, NULL },
    { "textDocument/definition", definition, NULL },
    { "textDocument/references", references, NULL },
    { "textDocument/completion", completion, NULL },
    { "textDocument/documentSymbol", symbols, NULL },
    { "textDocument/foldingRange", folding, NULL },
    { "textDocument/codeLens", code_lenses, NULL },
    { "textDocument/codeAction", code_actions, NULL },
    { "workspace/executeCommand", command_run, NULL },
    { "textDocument/didOpen", NULL, opened },
    { "textDocument/didChange", NULL, changed },
    { "textDocument/didSave", NULL, saved },
    { "textDocument/didClose", NULL, closed },
    { "workspace/didChangeWatchedFiles", NULL, saved },
    { "$/cancelRequest", NULL, cancelled },
    { "exit", NULL, leaves },
};

enum { METHODS = sizeof methods / sizeof methods[0] };

static int method_of(const char *name)
{
    int i = 0;

    while (i < METHODS && strcmp(methods[i].name, name) != 0)
        i++;
    return i;
}

static void request(struct server *s, json_t *id, int m, json_t *params)
{
    bool begins = m < METHODS && methods[m].answers == initialize;
    json_t *result;

    if (s->state == SERVER_NEW && !begins) {
        server_refuse(s, id, NOT_BEGUN, "the first request is initialize");
    } else if (s->state == SERVER_SHUT || (begins && s->state != SERVER_NEW)) {
        server_refuse(s, id, NO_REQUEST, begins ? "initialize was there before" : "after shutdown there is exit");
    } else if (m == METHODS || methods[m].answers == NULL) {
        server_refuse(s, id, NO_METHOD, "there is no such method");
    } else {
        s->asked = id;
        s->later = false;
        result = methods[m].answers(s, params);
        if (s->later)
            s->later = false;
        else if (result != NULL)
            server_answer(s, id, result);
        else
            server_refuse(s, id, NO_PARAMETERS, "what it names is not there");
        if (s->known.session != NULL)
            known_rest(&s->known);
    }
}

void dispatch(struct server *s, const char *text, size_t n)
{
    json_t *message = wire_read(&s->wire, text, n), *id = wire_at(&s->wire, message, "id");
    const char *name = wire_text(&s->wire, message, "method");
    int m = name != NULL ? method_of(name) : METHODS;

    if (message == NULL) {
        server_refuse(s, NULL, NO_JSON, "this is no JSON");
    } else if (name == NULL) {
        if (wire_at(&s->wire, message, "result") == NULL && wire_at(&s->wire, message, "error") == NULL)
            server_refuse(s, id, NO_REQUEST, "a message has a method");
    } else if (id != NULL) {
        request(s, id, m, wire_at(&s->wire, message, "params"));
    } else if (m < METHODS && methods[m].hears != NULL && (s->state == SERVER_READY || methods[m].hears == leaves)) {
        methods[m].hears(s, wire_at(&s->wire, message, "params"));
    }
    wire_free(&s->wire, message);
}
