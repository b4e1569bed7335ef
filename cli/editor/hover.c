/*
 * hover.c - what stands under the pointer, in words.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "describe.h"
#include "editor/entry_words.h"
#include "editor/hover.h"
#include "editor/known.h"
#include "editor/m4_tree.h"
#include "editor/mentions.h"
#include "editor/server.h"
#include "editor/suite_words.h"
#include "engine.h"
#include "explain/fact_text.h"
#include "explain/rule_words.h"
#include "reason/facts.h"
#include "show/base_name.h"
#include "show/rule_text.h"
#include "show/secrets.h"
#include "show/text.h"
#include "start/mc.h"
#include "start/run.h"

enum { WORDS_SHOWN = 40 };

/* ---- options -------------------------------------------------------------------------------------------- */

/* A part of one ("Timeout.ident") is told with what all of it is for. */
static void option_words(struct text *t, const char *name)
{
    size_t n = strcspn(name, ".");
    struct option_view o;

    for (int i = 0; engine_option(i, &o); i++) {
        if (strlen(o.name) != n || strncasecmp(o.name, name, n) != 0)
            continue;
        text_format(t, "O %s: %s", name[n] == '.' ? name : o.name, o.help);
        if (o.text != NULL && name[n] != '.')
            text_format(t, "\ndefault: %s", o.text);
        if (o.newer)
            text_add(t, "\nsince sendmail 8.18");
    }
}

struct asked_option {
    struct text *t;
    const char *name;
};

static void conf_words(void *ctx, const char *conf, const char *option, const char *value)
{
    const struct asked_option *a = ctx;

    if (strcmp(conf, a->name) != 0)
        return;
    option_words(a->t, option);
    if (*value != '\0')
        text_format(a->t, "\nin the tree: %s", value);
}

/* ---- names ---------------------------------------------------------------------------------------------- */

static void put_place(struct text *t, struct known *k, const struct fact *f)
{
    struct text place = { 0 };

    fact_place(&place, k->session, f, k->conf.mc ? k->conf.path : NULL);
    if (place.n > 0)
        text_format(t, "  (%s)", text_of(&place));
    text_free(&place);
}

static void macro_words(struct text *t, struct known *k, const char *name)
{
    int id = session_name_find(k->session, name);
    const char *value = id > 0 ? session_macro_at(k->session, id) : NULL;
    const struct fact f = { .kind = FACT_MACRO, .id = id, .value = (char *)value };

    text_format(t, strlen(name) > 1 ? "${%s}" : "$%s", name);
    if (value == NULL) {
        text_add(t, " has no value here; what is set while mail is handled is not known before");
        return;
    }
    text_add(t, " = ");
    if (secret_macro(name))
        text_add(t, "***");
    else
        text_display(t, k->session, value);
    put_place(t, k, &f);
}

struct member_list {
    struct text *t;
    struct known *k;
    int id, n;
};

static void member(void *ctx, const char *word)
{
    struct member_list *l = ctx;
    const struct fact f = { .kind = FACT_WORD, .id = l->id, .key = (char *)word };

    if (l->n++ >= WORDS_SHOWN)
        return;
    text_add(l->t, "\n    ");
    text_display(l->t, l->k->session, word);
    put_place(l->t, l->k, &f);
}

static void class_words(struct text *t, struct known *k, const char *name)
{
    int id = session_name_find(k->session, name);
    struct member_list l = { t, k, id, 0 };
    char text[128];

    snprintf(text, sizeof text, strlen(name) > 1 ? "{%.100s}" : "%.100s", name);
    text_format(t, "$=%s", text);
    if (id == 0 || session_class_size(k->session, id) == 0) {
        text_add(t, " is empty");
        return;
    }
    session_class_list(k->session, text, member, &l);
    if (l.n > WORDS_SHOWN)
        text_format(t, "\n    and %d more", l.n - WORDS_SHOWN);
}

static void map_words(struct text *t, struct known *k, const char *name)
{
    struct map_view m;

    for (int i = 0; session_map_at(k->session, i, &m); i++) {
        if (strcasecmp(m.name, name) != 0)
            continue;
        text_format(t, "map %s of class %s", m.name, m.cls);
        for (int c = 0; engine_map_class(c) != NULL; c++) {
            if (strcasecmp(engine_map_class(c), m.cls) == 0 && *engine_map_class_help(c) != '\0')
                text_format(t, " (%s)", engine_map_class_help(c));
        }
        if (m.file != NULL)
            text_format(t, "\nfile: %s%s", m.file, m.optional ? ", which may be missing" : "");
    }
}

static void mailer_words(struct text *t, struct known *k, const char *name)
{
    struct mailer_view m;

    for (int i = 0; session_mailer(k->session, i, &m); i++) {
        if (strcasecmp(m.name, name) != 0)
            continue;
        text_format(t, "mailer %s: %s", m.name, m.path != NULL ? m.path : "");
        for (int a = 0; m.argv != NULL && m.argv[a] != NULL; a++) {
            text_add(t, a == 0 ? "\nA=" : " ");
            text_display(t, k->session, m.argv[a]);
        }
    }
}

static void ruleset_words(struct text *t, struct known *k, const char *name)
{
    int number = session_ruleset_named(k->session, name);
    char buf[32];

    if (number < 0)
        return;
    text_format(t, "ruleset %s (%d): %d rules", session_ruleset_name(k->session, number, buf), number,
                session_ruleset_rules(k->session, number));
    if (session_first_rule(k->session, number) != NULL) {
        struct text at = { 0 };

        rule_place(&at, session_first_rule(k->session, number));
        text_format(t, ", from %s", text_of(&at));
        text_free(&at);
    }
}

/* ---- calls of an .mc ------------------------------------------------------------------------------------ */

static void call_words(struct text *t, const struct server *s, const struct document *doc, const struct spot *x)
{
    char *tree = mc_tree(doc->path, s->run->args.cf_dir);
    struct asked_option a = { t, x->argument };

    if (tree == NULL)
        return;
    if (strcmp(x->name, "define") == 0 || strcmp(x->name, "undefine") == 0)
        m4_options(tree, conf_words, &a);
    else if (m4_folder(x->name) != NULL)
        text_format(t, "%s(%s): %s/%s/%s.m4; README of the tree says what it is for", x->name, x->argument, tree,
                    m4_folder(x->name), x->argument);
    free(tree);
}

/* ---- rules ---------------------------------------------------------------------------------------------- */

/* The rule of that line: its name, its own words, and what it does. */
static void rule_hover(struct text *t, struct known *k, const struct document *doc, int line)
{
    struct text where = { 0 };
    const struct rule *r;
    int ruleset = -1;
    size_t before;

    text_format(&where, "%s:%d", base_name(doc->path), line);
    r = session_find_rule(k->session, text_of(&where), &ruleset);
    text_free(&where);
    if (r == NULL)
        return;
    rule_name(t, k->session, ruleset, r);
    text_add(t, ": ");
    before = t->n;
    rule_words(t, k->session, r);
    if (t->n == before)
        t->n -= 1, t->s[t->n] = '\0';
    text_add(t, "\nif it is  ");
    rule_left(t, k->session, r);
    text_add(t, "\nmake it   ");
    rule_right(t, k->session, r);
}

static void mention_words(struct text *t, struct server *s, const struct document *doc, const struct spot *x)
{
    static void (*const words[])(struct text *, struct known *, const char *) = {
        [OF_MACRO] = macro_words, [OF_CLASS] = class_words, [OF_RULESET] = ruleset_words, [OF_MAP] = map_words,
        [OF_MAILER] = mailer_words,
    };
    struct known *k;

    if (x->kind == OF_OPTION) {
        option_words(t, x->name);
        return;
    }
    if (x->kind == OF_CALL) {
        call_words(t, s, doc, x);
        return;
    }
    k = known_of(s, doc, true);
    if (k != NULL)
        words[x->kind](t, k, x->name);
}

/* ---- all of it ------------------------------------------------------------------------------------------ */

static void hover_words(struct text *t, struct server *s, const struct document *doc, int line, size_t byte,
                        size_t *from, size_t *to)
{
    struct mentions m;
    const struct spot *x;
    struct known *k;

    mentions_read(&doc->source, &m);
    x = mentions_at(&m, line, byte);
    if (x != NULL) {
        *from = x->from;
        *to = x->to;
        mention_words(t, s, doc, x);
    }
    mentions_free(&m);
    if (t->n == 0 && doc->suite)
        suite_line_words(t, document_line(doc, line));
    if (t->n > 0 || doc->suite || doc->path == NULL || (k = known_of(s, doc, true)) == NULL)
        return;
    if (doc->source.kind == SOURCE_MC || doc->source.kind == SOURCE_CF)
        rule_hover(t, k, doc, line);
    else
        entry_words(t, s, doc, line, k);
    known_rest(k);
}

json_t *hover(struct server *s, json_t *params)
{
    const struct document *doc = server_document(s, params);
    size_t byte = 0, from = 0, to;
    struct text t = { 0 };
    json_t *answer, *contents;
    int line = doc != NULL ? server_place(s, doc, wire_at(&s->wire, params, "position"), &byte) : 0;

    if (line == 0)
        return s->wire.l.json_null();
    to = strlen(document_line(doc, line));
    hover_words(&t, s, doc, line, byte, &from, &to);
    if (t.n == 0)
        return s->wire.l.json_null();
    answer = s->wire.l.json_object(), contents = s->wire.l.json_object();
    wire_put_text(&s->wire, contents, "kind", "plaintext");
    wire_put_text(&s->wire, contents, "value", text_of(&t));
    wire_put(&s->wire, answer, "contents", contents);
    wire_put(&s->wire, answer, "range", server_range(s, doc, line, from, to));
    text_free(&t);
    return answer;
}
