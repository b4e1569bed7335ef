/*
 * completion.c - what can go on at a place.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "check/access_text.h"
#include "check/mc_calls.h"
#include "describe.h"
#include "editor/completion.h"
#include "editor/known.h"
#include "editor/m4_tree.h"
#include "editor/mentions.h"
#include "editor/server.h"
#include "editor/suite_words.h"
#include "engine.h"
#include "shell/command_list.h"
#include "shell/names.h"
#include "shell/shell.h"
#include "start/mc.h"
#include "start/run.h"
#include "suite/expect_read.h"

/* Kinds of the protocol. */
enum { KIND_FUNCTION = 3, KIND_VARIABLE = 6, KIND_MODULE = 9, KIND_PROPERTY = 10, KIND_VALUE = 12, KIND_ENUM = 13,
       KIND_KEYWORD = 14 };

enum { OFFERED = 500 };

struct offering {
    struct server *s;
    const struct document *doc;
    int line;
    const char *text;       /* of the line */
    size_t byte, from;      /* the cursor, and where the word begins that is being typed */
    json_t *list;
    int n;
    int kind;               /* of what is offered next */
    const char *before, *behind; /* put around a name; "" */
};

static void offer_as(struct offering *o, const char *name, const char *detail, const char *documentation)
{
    size_t typed = o->byte - o->from;
    char label[256];
    json_t *item, *edit;

    snprintf(label, sizeof label, "%s%.200s%s", o->before, name, o->behind);
    if (strncasecmp(label, o->text + o->from, typed) != 0 || o->n >= OFFERED)
        return;
    item = o->s->wire.l.json_object(), edit = o->s->wire.l.json_object();
    wire_put_text(&o->s->wire, item, "label", label);
    wire_put_number(&o->s->wire, item, "kind", o->kind);
    if (detail != NULL && *detail != '\0')
        wire_put_text(&o->s->wire, item, "detail", detail);
    if (documentation != NULL && *documentation != '\0')
        wire_put_text(&o->s->wire, item, "documentation", documentation);
    wire_put(&o->s->wire, edit, "range", server_range(o->s, o->doc, o->line, o->from, o->byte));
    wire_put_text(&o->s->wire, edit, "newText", label);
    wire_put(&o->s->wire, item, "textEdit", edit);
    wire_add(&o->s->wire, o->list, item);
    o->n++;
}

static void offer(void *ctx, const char *name)
{
    offer_as(ctx, name, NULL, NULL);
}

/* The word being typed begins behind the last of these characters. */
static void word_behind(struct offering *o, const char *stops)
{
    o->from = o->byte;
    while (o->from > 0 && strchr(stops, o->text[o->from - 1]) == NULL)
        o->from--;
}

/* ---- names of the program ------------------------------------------------------------------------------- */

static void offer_names(struct offering *o, enum name_kind kind, int shown)
{
    struct known *k = known_of(o->s, o->doc, false);
    struct shell sh = { .commands = &command_list };

    if (k == NULL)
        return;
    sh.session = k->session;
    o->kind = shown;
    names_each(&sh, kind, offer, o);
}

/* Behind a $ of a rule. False: there is none. */
static bool offer_dollar(struct offering *o)
{
    static const struct {
        const char *lead;
        enum name_kind kind;
        int shown;
    } leads[] = {
        { "$=", NAME_CLASS, KIND_ENUM },       { "$~", NAME_CLASS, KIND_ENUM },   { "$>", NAME_RULESET, KIND_FUNCTION },
        { "$#", NAME_MAILER, KIND_MODULE },    { "$(", NAME_MAP, KIND_MODULE },   { "$&", NAME_MACRO, KIND_VARIABLE },
        { "$?", NAME_MACRO, KIND_VARIABLE },   { "$", NAME_MACRO, KIND_VARIABLE },
    };
    size_t at = o->byte;

    while (at > 0 && (isalnum((unsigned char)o->text[at - 1]) || strchr("_-{", o->text[at - 1]) != NULL))
        at--;
    for (size_t i = 0; i < sizeof leads / sizeof leads[0]; i++) {
        size_t n = strlen(leads[i].lead);

        if (at < n || strncmp(o->text + at - n, leads[i].lead, n) != 0)
            continue;
        o->from = at;
        offer_names(o, leads[i].kind, leads[i].shown);
        return true;
    }
    return false;
}

/* ---- an .mc --------------------------------------------------------------------------------------------- */

static void offer_conf(void *ctx, const char *conf, const char *option, const char *value)
{
    struct offering *o = ctx;
    struct option_view v;
    char detail[256];

    snprintf(detail, sizeof detail, "%s, %s", option, *value != '\0' ? value : "no default");
    for (int i = 0; engine_option(i, &v); i++) {
        if (strcasecmp(v.name, option) == 0) {
            offer_as(o, conf, detail, v.help);
            return;
        }
    }
    offer_as(o, conf, detail, NULL);
}

static void offer_calls(struct offering *o)
{
    word_behind(o, " \t");
    o->kind = KIND_FUNCTION;
    for (int i = 0; mc_call_known(i) != NULL; i++)
        offer_as(o, mc_call_known(i), NULL, NULL);
}

/* The call whose argument is being typed: its name, which argument it is, and its first. False: there is none. */
static bool open_call(const struct offering *o, char name[64], int *number, char first[64])
{
    size_t at = o->byte, begin, n = 0;

    while (at > 0 && o->text[at - 1] != '(')
        at--;
    if (at == 0 || memchr(o->text + at, ')', o->byte - at) != NULL)
        return false;
    begin = at - 1;
    while (begin > 0 && (isalnum((unsigned char)o->text[begin - 1]) || o->text[begin - 1] == '_'))
        begin--;
    snprintf(name, 64, "%.*s", (int)(at - 1 - begin), o->text + begin);
    *number = 1;
    for (size_t i = at; i < o->byte; i++)
        *number += o->text[i] == ',';
    while (at < o->byte && strchr("` ", o->text[at]) != NULL)
        at++;
    while (at + n < o->byte && strchr("',) ", o->text[at + n]) == NULL)
        n++;
    snprintf(first, 64, "%.*s", (int)n, o->text + at);
    return true;
}

static void offer_argument(struct offering *o, const char *call, int number, const char *first)
{
    char *tree = mc_tree(o->doc->path, o->s->run->args.cf_dir);

    word_behind(o, "`(, ");
    if (tree == NULL)
        return;
    o->kind = KIND_MODULE;
    if (number == 1 && m4_folder(call) != NULL) {
        m4_files(tree, m4_folder(call), offer, o);
    } else if (number == 1 && (strcmp(call, "define") == 0 || strcmp(call, "undefine") == 0)) {
        o->kind = KIND_PROPERTY;
        m4_options(tree, offer_conf, o);
    } else if (number > 1 && strcmp(call, "FEATURE") == 0) {
        o->kind = KIND_VALUE;
        m4_arguments(tree, first, number, offer, o);
    }
    free(tree);
}

static void offer_mc(struct offering *o)
{
    char call[64], first[64];
    int number, raw = mentions_raw(&o->doc->source);

    if (raw > 0 && o->line >= raw && offer_dollar(o))
        return;
    if (open_call(o, call, &number, first))
        offer_argument(o, call, number, first);
    else
        offer_calls(o);
}

/* ---- a .cf ---------------------------------------------------------------------------------------------- */

static void offer_cf(struct offering *o)
{
    struct option_view v;

    if (offer_dollar(o) || strncmp(o->text, "O ", 2) != 0 || o->byte < 2 || memchr(o->text, '=', o->byte) != NULL)
        return;
    o->from = 2;
    o->kind = KIND_PROPERTY;
    for (int i = 0; engine_option(i, &v); i++) {
        if (*v.name != '\0')
            offer_as(o, v.name, v.text, v.help);
    }
}

/* ---- tables --------------------------------------------------------------------------------------------- */

static void offer_access(struct offering *o, bool value)
{
    word_behind(o, " \t");
    o->kind = value ? KIND_KEYWORD : KIND_PROPERTY;
    for (int i = 0; (value ? access_action_known(i) : access_tag_known(i)) != NULL; i++)
        offer_as(o, value ? access_action_known(i) : access_tag_known(i), NULL, NULL);
}

static void offer_table(struct offering *o)
{
    size_t key = strcspn(o->text, " \t");
    bool value = key < o->byte;

    if (o->doc->source.kind == SOURCE_ACCESS) {
        offer_access(o, value);
    } else if (value && (o->doc->source.kind == SOURCE_MAILERTABLE || o->doc->source.kind == SOURCE_VIRTUSERTABLE)) {
        word_behind(o, " \t");
        o->behind = ":";
        if (o->doc->source.kind == SOURCE_MAILERTABLE)
            offer_names(o, NAME_MAILER, KIND_MODULE);
        o->kind = KIND_KEYWORD;
        offer_as(o, "error", "an answer to whoever sends: error:D.S.N:CODE TEXT", NULL);
    }
}

/* ---- a suite -------------------------------------------------------------------------------------------- */

static void offer_directive(void *ctx, const char *word, const char *args, const char *help)
{
    offer_as(ctx, word, args, help);
}

static void offer_suite(struct offering *o)
{
    size_t lead = strncmp(o->text, "> ", 2) == 0 ? 2 : 0;
    const char *text = o->text + lead;

    if (strncmp(text, "#@ expect ", 10) == 0 && o->byte >= 10) {
        o->from = 10;
        o->kind = KIND_KEYWORD;
        for (int i = 0; expectation_known(i) != NULL; i++)
            offer_as(o, expectation_known(i), NULL, NULL);
    } else if (strncmp(text, "#@", 2) == 0) {
        word_behind(o, " \t");
        o->kind = KIND_KEYWORD;
        if (o->from == 3)
            suite_directives(offer_directive, o);
    } else if (*text == '/' && memchr(o->text, ' ', o->byte) == NULL) {
        o->from = lead;
        o->kind = KIND_FUNCTION;
        o->before = "/";
        for (const struct command *c = command_list.slash; c->name != NULL; c++)
            offer_as(o, c->name, c->args, c->help);
    } else if (*text != '#' && *text != '/') {
        word_behind(o, " \t,");
        if (o->from == lead || memchr(text, ' ', o->byte - lead) == NULL)
            offer_names(o, NAME_RULESET, KIND_FUNCTION);
    }
}

json_t *completion(struct server *s, json_t *params)
{
    const struct document *doc = server_document(s, params);
    struct offering o = { .s = s, .doc = doc, .before = "", .behind = "" };

    if (doc == NULL || doc->path == NULL)
        return s->wire.l.json_null();
    o.line = server_place(s, doc, wire_at(&s->wire, params, "position"), &o.byte);
    o.text = document_line(doc, o.line);
    o.list = s->wire.l.json_array();
    if (o.line == 0)
        o.line = doc->source.nlines + 1; /* behind the last line's end */
    if (doc->suite)
        offer_suite(&o);
    else if (doc->source.kind == SOURCE_MC)
        offer_mc(&o);
    else if (doc->source.kind == SOURCE_CF)
        offer_cf(&o);
    else
        offer_table(&o);
    return o.list;
}
