/*
 * actions.c - what an editor can do with a line.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check/check.h"
#include "editor/actions.h"
#include "editor/beside.h"
#include "editor/diagnostics.h"
#include "editor/entry_words.h"
#include "editor/known.h"
#include "editor/server.h"
#include "editor/tests.h"
#include "show/text.h"

enum { LENSES = 500 };

static const char RUN_TEST[] = "btsh.runTest", EXPLAIN[] = "btsh.explainEntry";

const char *const commands_known[] = { RUN_TEST, EXPLAIN, NULL };

/* ---- lenses --------------------------------------------------------------------------------------------- */

static void put_lens(const struct server *s, json_t *list, const struct document *doc, int line, const char *title,
                     const char *command)
{
    json_t *lens = s->wire.l.json_object(), *c = s->wire.l.json_object(), *args = s->wire.l.json_array();

    wire_add(&s->wire, args, s->wire.l.json_string(doc->uri));
    wire_add(&s->wire, args, s->wire.l.json_integer(line));
    wire_put_text(&s->wire, c, "title", title);
    wire_put_text(&s->wire, c, "command", command);
    wire_put(&s->wire, c, "arguments", args);
    wire_put(&s->wire, lens, "range", server_range(s, doc, line, 0, strlen(document_line(doc, line))));
    wire_put(&s->wire, lens, "command", c);
    wire_add(&s->wire, list, lens);
}

static bool has_entry(const struct document *doc, int line)
{
    const char *text = document_line(doc, line);
    struct entry_text e;

    if (doc->source.kind == SOURCE_ALIASES)
        return *text != '\0' && strchr("# \t", *text) == NULL && strchr(text, ':') != NULL;
    return source_is_table(doc->source.kind) && source_entry(&doc->source, line, &e);
}

json_t *code_lenses(struct server *s, json_t *params)
{
    const struct document *doc = server_document(s, params);
    json_t *list;

    if (doc == NULL || doc->path == NULL)
        return s->wire.l.json_null();
    list = s->wire.l.json_array();
    for (int i = 1, n = 0; i <= doc->source.nlines && n < LENSES; i++) {
        if (doc->suite ? test_title(document_line(doc, i)) != NULL : has_entry(doc, i)) {
            put_lens(s, list, doc, i, doc->suite ? "run this test" : "explain this entry", doc->suite ? RUN_TEST : EXPLAIN);
            n++;
        }
    }
    return list;
}

/* ---- commands ------------------------------------------------------------------------------------------- */

/* What uses an entry, in words. */
static void explain_entry(struct text *t, struct server *s, const struct document *doc, int line)
{
    struct known *k = known_of(s, doc, true);

    if (k == NULL)
        text_add(t, "there is no configuration beside it that can be loaded; btsh -C FILE lsp names one\n");
    else
        entry_words(t, s, doc, line, k);
    if (t->n == 0)
        text_add(t, "no map of the configuration reads this entry\n");
}

json_t *command_run(struct server *s, json_t *params)
{
    const char *command = wire_text(&s->wire, params, "command"), *why;
    json_t *uri = wire_element(&s->wire, params, "arguments", 0), *line = wire_element(&s->wire, params, "arguments", 1);
    const char *name = uri != NULL ? wire_text(&s->wire, uri, "") : NULL;
    const struct document *doc = name != NULL ? document_find(&s->docs, name) : NULL;
    long number = line != NULL ? wire_number(&s->wire, line, "", 0) : 0;
    struct text t = { 0 };
    json_t *answer;

    if (command == NULL || doc == NULL || doc->path == NULL || number < 1 || number > doc->source.nlines)
        return NULL;
    if (strcmp(command, RUN_TEST) == 0 && doc->suite) {
        why = beside_begin(s, doc, (int)number);
        if (why == NULL)
            return NULL;
        text_add(&t, why);
    } else if (strcmp(command, EXPLAIN) == 0) {
        explain_entry(&t, s, doc, (int)number);
    } else {
        return NULL;
    }
    answer = server_said(s, &t);
    text_free(&t);
    return answer;
}

/* ---- quick fixes ---------------------------------------------------------------------------------------- */

static void put_action(const struct server *s, json_t *list, const struct document *doc, const char *title, json_t *range,
                       const char *text, bool preferred)
{
    json_t *action = s->wire.l.json_object(), *edit = s->wire.l.json_object(), *changes = s->wire.l.json_object();
    json_t *edits = s->wire.l.json_array(), *one = s->wire.l.json_object();

    wire_put(&s->wire, one, "range", range);
    wire_put_text(&s->wire, one, "newText", text);
    wire_add(&s->wire, edits, one);
    wire_put(&s->wire, changes, doc->uri, edits);
    wire_put(&s->wire, edit, "changes", changes);
    wire_put_text(&s->wire, action, "title", title);
    wire_put_text(&s->wire, action, "kind", "quickfix");
    wire_put_true(&s->wire, action, "isPreferred", preferred);
    wire_put(&s->wire, action, "edit", edit);
    wire_add(&s->wire, list, action);
}

static void act_on(const struct server *s, json_t *list, const struct document *doc, const struct finding *x)
{
    const char *line = document_line(doc, x->line);
    char title[128], comment[64];

    if (x->mended != NULL) {
        snprintf(title, sizeof title, "mend BT%d: %.90s", checks[x->check].code, x->mended);
        put_action(s, list, doc, title, server_range(s, doc, x->line, 0, strlen(line)), x->mended, true);
    }
    snprintf(title, sizeof title, "keep BT%d quiet here", checks[x->check].code);
    snprintf(comment, sizeof comment, "%s btsh disable=BT%d\n", doc->source.kind == SOURCE_MC ? "dnl" : "#",
             checks[x->check].code);
    put_action(s, list, doc, title, server_range(s, doc, x->line, 0, 0), comment, false);
}

json_t *code_actions(struct server *s, json_t *params)
{
    const struct document *doc = server_document(s, params);
    long first = wire_number(&s->wire, params, "range.start.line", 0) + 1;
    long last = wire_number(&s->wire, params, "range.end.line", first - 1) + 1;
    struct check_wish w;
    struct check_run c;
    json_t *list;

    if (doc == NULL || doc->path == NULL)
        return s->wire.l.json_null();
    list = s->wire.l.json_array();
    if (doc->suite)
        return list;
    diagnostics_find(s, doc, true, &w, &c);
    for (int i = 0; i < c.found.n; i++) {
        const struct finding *x = &c.found.list[i];

        if (strcmp(x->file, doc->path) == 0 && x->line > 0 && x->line >= first && x->line <= last)
            act_on(s, list, doc, x);
    }
    check_run_free(&c);
    return list;
}
