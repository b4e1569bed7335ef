/*
 * symbols.c - the parts of a document.
 */
#include <stdio.h>
#include <string.h>

#include "editor/mentions.h"
#include "editor/server.h"
#include "editor/symbols.h"
#include "editor/tests.h"

/* Kinds of the protocol. */
enum { SYMBOL_MODULE = 2, SYMBOL_CLASS = 5, SYMBOL_METHOD = 6, SYMBOL_PROPERTY = 7, SYMBOL_FUNCTION = 12,
       SYMBOL_VARIABLE = 13, SYMBOL_KEY = 20, SYMBOL_EVENT = 24 };

enum { MOST = 5000 };

static void put(const struct server *s, json_t *list, const struct document *doc, const char *name, int kind, int line,
                int last)
{
    json_t *o = s->wire.l.json_object(), *all;
    size_t n = strlen(document_line(doc, line));

    if (last > line)
        all = server_lines(s, line, last + 1);
    else
        all = server_range(s, doc, line, 0, n);
    wire_put_text(&s->wire, o, "name", *name != '\0' ? name : "?");
    wire_put_number(&s->wire, o, "kind", kind);
    wire_put(&s->wire, o, "range", all);
    wire_put(&s->wire, o, "selectionRange", server_range(s, doc, line, 0, n));
    wire_add(&s->wire, list, o);
}

/* The last line of what begins at this one with such a line: up to the next one, without empty lines. */
static int last_of(const struct document *doc, int line, bool (*begins)(const char *line))
{
    int last = line;

    for (int i = line + 1; i <= doc->source.nlines && !begins(document_line(doc, i)); i++) {
        const char *text = document_line(doc, i);

        if (*text != '\0' && (*text != '#' || text[1] == '@'))
            last = i;
    }
    return last;
}

static bool begins_ruleset(const char *line)
{
    return *line == 'S' || strncmp(line, "LOCAL_", 6) == 0 || (*line != '\0' && strchr("MOKDCFHV", *line) != NULL);
}

static bool begins_test(const char *line)
{
    return strncmp(line, "#@ test", 7) == 0;
}

static void put_mention(const struct server *s, json_t *list, const struct document *doc, const struct spot *x)
{
    static const int kinds[] = {
        [OF_MACRO] = SYMBOL_VARIABLE, [OF_CLASS] = SYMBOL_CLASS, [OF_RULESET] = SYMBOL_FUNCTION, [OF_MAP] = SYMBOL_MODULE,
        [OF_MAILER] = SYMBOL_EVENT, [OF_OPTION] = SYMBOL_PROPERTY, [OF_CALL] = SYMBOL_METHOD,
    };
    char name[256];

    if (x->kind == OF_CALL)
        snprintf(name, sizeof name, "%s(%s)", x->name, x->argument);
    else
        snprintf(name, sizeof name, "%s%s", x->kind == OF_MACRO ? "$" : x->kind == OF_CLASS ? "$=" : "", x->name);
    put(s, list, doc, name, kinds[x->kind], x->line,
        x->kind == OF_RULESET ? last_of(doc, x->line, begins_ruleset) : x->line);
}

static void configuration_symbols(const struct server *s, json_t *list, const struct document *doc)
{
    struct mentions m;

    mentions_read(&doc->source, &m);
    for (int i = 0; i < m.n && i < MOST; i++) {
        if (m.list[i].defines || m.list[i].kind == OF_OPTION)
            put_mention(s, list, doc, &m.list[i]);
    }
    mentions_free(&m);
}

static void table_symbols(const struct server *s, json_t *list, const struct document *doc)
{
    struct entry_text e;

    for (int i = 1, n = 0; i <= doc->source.nlines && n < MOST; i++) {
        char name[1024];
        const char *text = document_line(doc, i);

        if (doc->source.kind == SOURCE_ALIASES) {
            if (*text == '\0' || strchr("# \t", *text) != NULL)
                continue;
            snprintf(name, sizeof name, "%.*s", (int)strcspn(text, ":"), text);
        } else if (source_entry(&doc->source, i, &e)) {
            snprintf(name, sizeof name, "%s", e.key);
        } else {
            continue;
        }
        put(s, list, doc, name, SYMBOL_KEY, i, i);
        n++;
    }
}

json_t *symbols(struct server *s, json_t *params)
{
    const struct document *doc = server_document(s, params);
    json_t *list;
    const char *title;

    if (doc == NULL)
        return s->wire.l.json_null();
    list = s->wire.l.json_array();
    if (doc->suite) {
        for (int i = 1; i <= doc->source.nlines; i++) {
            if ((title = test_title(document_line(doc, i))) != NULL)
                put(s, list, doc, title, SYMBOL_METHOD, i, last_of(doc, i, begins_test));
        }
    } else if (doc->source.kind == SOURCE_MC || doc->source.kind == SOURCE_CF) {
        configuration_symbols(s, list, doc);
    } else {
        table_symbols(s, list, doc);
    }
    return list;
}

/* ---- folding -------------------------------------------------------------------------------------------- */

static void fold(const struct server *s, json_t *list, int first, int last, const char *kind)
{
    json_t *o;

    if (last <= first)
        return;
    o = s->wire.l.json_object();
    wire_put_number(&s->wire, o, "startLine", first - 1);
    wire_put_number(&s->wire, o, "endLine", last - 1);
    if (kind != NULL)
        wire_put_text(&s->wire, o, "kind", kind);
    wire_add(&s->wire, list, o);
}

static bool is_comment(const char *line)
{
    return (*line == '#' && line[1] != '@') || strncmp(line, "dnl", 3) == 0;
}

json_t *folding(struct server *s, json_t *params)
{
    const struct document *doc = server_document(s, params);
    int raw = doc != NULL ? mentions_raw(&doc->source) : 0;
    json_t *list;

    if (doc == NULL)
        return s->wire.l.json_null();
    list = s->wire.l.json_array();
    for (int i = 1; i <= doc->source.nlines; i++) {
        const char *text = document_line(doc, i);
        int last = i;

        if (doc->suite ? begins_test(text) : raw > 0 && i >= raw && *text == 'S')
            fold(s, list, i, last_of(doc, i, doc->suite ? begins_test : begins_ruleset), NULL);
        if (!is_comment(text) || (i > 1 && is_comment(document_line(doc, i - 1))))
            continue;
        while (last < doc->source.nlines && is_comment(document_line(doc, last + 1)))
            last++;
        fold(s, list, i, last, "comment");
    }
    return list;
}
