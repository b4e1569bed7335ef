/*
 * entry_words.c - an entry of a table, an alias or a word of a class, explained in words.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check/check.h"
#include "check/liveness.h"
#include "editor/class_words.h"
#include "editor/entry_words.h"
#include "editor/server.h"
#include "engine.h"
#include "explain/explain.h"
#include "explain/fact_text.h"
#include "hold.h"
#include "listen/listeners.h"
#include "show/output.h"
#include "show/text.h"
#include "start/run.h"

static void explain(struct text *t, const struct server *s, struct known *k, const char *address)
{
    struct sink sink = { NULL, 0, 0 };
    struct output *out = calloc(1, sizeof *out);
    struct explain x = { .session = k->session, .out = out, .address = address, .mc = k->conf.mc ? k->conf.path : NULL,
                         .show_secrets = s->run->args.show_secrets, .brief = true, .sources = true };
    struct observer quiet = listeners_none();

    if (out == NULL)
        return;
    out->sink = &sink;
    out->shown = SHOWN_PRINTABLE;
    explain_address(&x);
    out_flush(out);
    session_observe(k->session, &quiet);
    session_end_command(k->session);
    if (sink.n > 0)
        text_bytes(t, sink.text, sink.n);
    free(sink.text);
    free(out);
}

/* "PATH:LINE: KEY<tab>client ... <tab>to <ADDRESS>": the recipient, in place; NULL: none. */
static char *recipient(char *use)
{
    char *to = strstr(use, "\tto <"), *end = to != NULL ? strrchr(to, '>') : NULL;

    if (end == NULL)
        return NULL;
    *end = '\0';
    return to + 5;
}

static void of_table(struct text *t, const struct server *s, const struct document *doc, int line, struct known *k)
{
    static const struct check_wish w = { .level = LEVEL_STYLE, .uses = true };
    struct check_run c = { .wish = &w, .run = s->run };
    char *to;

    liveness_of_entry(&k->conf, &doc->source, line, &c);
    for (int i = 0; i < c.found.n; i++)
        text_format(t, "%s\n", c.found.list[i].text);
    for (int i = 0; i < c.uses.n; i++) {
        const char *what = strchr(c.uses.list[i], '\t');

        for (const char *p = what; p != NULL && *p != '\0'; p++)
            text_format(t, *p != '\t' ? "%c" : p == what ? " " : ", ", *p);
        text_add(t, "\n");
        to = recipient(c.uses.list[i]);
        if (to != NULL && doc->source.kind != SOURCE_ACCESS)
            explain(t, s, k, to);
    }
    check_run_free(&c);
}

static void of_alias(struct text *t, const struct server *s, const struct document *doc, int line, struct known *k)
{
    const char *text = document_line(doc, line);
    size_t n = strcspn(text, ":");
    char name[256];

    if (n == 0 || text[n] != ':' || strchr(" \t#", *text) != NULL || n >= sizeof name)
        return;
    memcpy(name, text, n);
    name[n] = '\0';
    explain(t, s, k, name);
}

static void of_word(struct text *t, const struct document *doc, int line, struct known *k)
{
    bool more = false;

    for (int id = 0; (id = class_of_line(k, doc, line, id, &more)) != 0;) {
        text_add(t, "a word of ");
        class_named(t, k->session, id, true, k->conf.mc ? k->conf.path : NULL);
        text_format(t, "%s\n", more ? ", which several lines give it" : "");
    }
}

void entry_words(struct text *t, const struct server *s, const struct document *doc, int line, struct known *k)
{
    struct entry_text e;

    if (line < 1 || line > doc->source.nlines)
        return;
    if (doc->source.kind == SOURCE_ALIASES)
        of_alias(t, s, doc, line, k);
    else if (source_is_table(doc->source.kind) && source_entry(&doc->source, line, &e))
        of_table(t, s, doc, line, k);
    else
        of_word(t, doc, line, k);
    if (t->n > 0 && doc->source.kind != SOURCE_ALIASES && strncmp(text_of(t), " client", 7) == 0) {
        struct text all = { 0 };

        text_format(&all, "used by:%s", text_of(t));
        text_free(t);
        *t = all;
    }
}
