/*
 * diagnostics.c - what is wrong with documents, told as it is found.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check/check.h"
#include "check/settings.h"
#include "editor/diagnostics.h"
#include "editor/server.h"
#include "show/json_text.h"
#include "show/secrets.h"
#include "show/text.h"
#include "start/paths.h"
#include "start/run.h"
#include "suite/suite.h"
#include "suite/suite_read.h"

enum { LARGE = 2000 }; /* lines of a table */
enum { ERROR = 1, WARNING, INFORMATION, HINT };

/* ---- telling -------------------------------------------------------------------------------------------- */

/* From that column to the end of its word; all of the line where it is the first, or there is none. */
static json_t *range_of(const struct server *s, const struct document *doc, int line, int column)
{
    const char *text = document_line(doc, line);
    size_t from = column > 1 && (size_t)column - 1 < strlen(text) ? (size_t)column - 1 : strspn(text, " \t"), to;

    to = column > 1 ? from + strcspn(text + from, " \t") : strlen(text);
    while (to > from && strchr(" \t", text[to - 1]) != NULL)
        to--;
    return server_range(s, doc, line > 0 ? line : 1, from, to);
}

/* `text' without what is secret. */
static void tell(const struct server *s, json_t *list, json_t *range, int severity, int code, const char *text)
{
    json_t *d = s->wire.l.json_object();
    struct text shown = { 0 };
    char name[16];

    text_add(&shown, text);
    if (!s->run->args.show_secrets)
        secrets_mask(&shown, NULL);
    snprintf(name, sizeof name, "BT%d", code);
    wire_put(&s->wire, d, "range", range);
    wire_put_number(&s->wire, d, "severity", severity);
    if (code > 0)
        wire_put_text(&s->wire, d, "code", name);
    wire_put_text(&s->wire, d, "source", "btsh");
    wire_put_text(&s->wire, d, "message", text_of(&shown));
    wire_add(&s->wire, list, d);
    text_free(&shown);
}

static void publish(const struct server *s, const char *uri, json_t *list, const struct document *doc)
{
    json_t *message = s->wire.l.json_object(), *params = s->wire.l.json_object();

    wire_put_text(&s->wire, message, "jsonrpc", "2.0");
    wire_put_text(&s->wire, message, "method", "textDocument/publishDiagnostics");
    wire_put_text(&s->wire, params, "uri", uri);
    if (doc != NULL && doc->version >= 0)
        wire_put_number(&s->wire, params, "version", doc->version);
    wire_put(&s->wire, params, "diagnostics", list);
    wire_put(&s->wire, message, "params", params);
    wire_send(&s->wire, message);
}

void diagnostics_none(const struct server *s, const char *uri)
{
    publish(s, uri, s->wire.l.json_array(), NULL);
}

/* What could not be looked at is no fault of the file. */
static void tell_note(const struct server *s, const char *text)
{
    json_t *message = s->wire.l.json_object(), *params = s->wire.l.json_object();

    wire_put_text(&s->wire, message, "jsonrpc", "2.0");
    wire_put_text(&s->wire, message, "method", "window/logMessage");
    wire_put_number(&s->wire, params, "type", INFORMATION);
    wire_put_text(&s->wire, params, "message", text);
    wire_put(&s->wire, message, "params", params);
    wire_send(&s->wire, message);
}

/* ---- finding -------------------------------------------------------------------------------------------- */

static bool enough(void *ctx)
{
    const struct server *s = ctx;

    return framing_comes(&s->in, 0);
}

void diagnostics_find(const struct server *s, const struct document *doc, bool quick, struct check_wish *w,
                      struct check_run *c)
{
    char *folder = folder_of_file(doc->path), *paths[] = { doc->path };

    *w = (struct check_wish){ .level = LEVEL_INFO, .quick = quick };
    check_settings_read(w, folder);
    free(folder);
    *c = (struct check_run){ .wish = w, .run = s->run, .enough = enough, .enough_ctx = (void *)s };
    check_files(c, paths, 1);
}

static int severity(enum check_level level)
{
    return level == LEVEL_ERROR ? ERROR : level == LEVEL_WARNING ? WARNING : level == LEVEL_INFO ? INFORMATION : HINT;
}

/* Of a configuration or a table. False: it was left. */
static bool look_at(const struct server *s, struct document *doc, bool quick)
{
    struct check_wish w;
    struct check_run c;
    json_t *list;
    bool left;

    diagnostics_find(s, doc, quick, &w, &c);
    left = c.left;
    if (doc->source.kind == SOURCE_UNKNOWN && c.nsources > 0)
        doc->source.kind = doc->known_as = c.sources[0].kind;
    if (!left) {
        list = s->wire.l.json_array();
        for (int i = 0; i < c.found.n; i++) {
            const struct finding *x = &c.found.list[i];

            if (strcmp(x->file, doc->path) == 0)
                tell(s, list, range_of(s, doc, x->line, x->column), severity(x->level), checks[x->check].code, x->text);
        }
        publish(s, doc->uri, list, doc);
        for (int i = 0; !quick && i < c.notes.n; i++)
            tell_note(s, c.notes.list[i]);
    }
    check_run_free(&c);
    return !left;
}

/* "FILE:LINE: what" */
static void tell_fault(const struct server *s, const struct document *doc, json_t *list, const char *fault)
{
    size_t n = strlen(doc->path);
    int line = 0, read = 0;

    if (strncmp(fault, doc->path, n) == 0 && sscanf(fault + n, ":%d: %n", &line, &read) == 1 && read > 0)
        fault += n + (size_t)read;
    tell(s, list, range_of(s, doc, line, 1), ERROR, 0, fault);
}

static void look_at_suite(const struct server *s, const struct document *doc)
{
    struct suite *suite = suite_read(doc->path, &s->run->setup);
    json_t *list = s->wire.l.json_array();

    for (int i = 0; i < suite->faults.n; i++)
        tell_fault(s, doc, list, suite->faults.list[i]);
    publish(s, doc->uri, list, doc);
    suite_free(suite);
}

/* More than can be run each time somebody stops typing. */
static bool is_large(const struct server *s, const struct document *doc)
{
    struct text t = { 0 };

    if (!source_is_table(doc->source.kind) || doc->source.nlines <= LARGE)
        return false;
    text_format(&t, "%s: whether its entries are used is not looked at, as there are more than %d; btsh check does", doc->path, LARGE);
    tell_note(s, text_of(&t));
    text_free(&t);
    return true;
}

bool diagnostics_next(struct server *s, bool all)
{
    for (int i = 0; i < s->docs.n; i++) {
        struct document *doc = s->docs.list[i];

        if (!(all ? doc->unchecked : doc->unread))
            continue;
        if (doc->path == NULL || doc->suite) {
            if (doc->suite)
                look_at_suite(s, doc);
            doc->unread = doc->unchecked = false;
        } else if (!all) {
            look_at(s, doc, true);
            doc->unread = false;
        } else if (is_large(s, doc) || look_at(s, doc, false)) {
            doc->unchecked = false;
        }
        return true;
    }
    return false;
}
