/*
 * summary_json.c - a summary as JSON: one object.
 */
#include <stdlib.h>

#include "show/json_text.h"
#include "show/output.h"
#include "show/text.h"
#include "subcommands/situation_text.h"
#include "subcommands/summary_find.h"
#include "subcommands/summary_json.h"
#include "world/json_library.h"

/* What is empty is left out. */
static void put(const struct json_library *l, json_t *o, const char *name, const char *value)
{
    if (*value != '\0')
        l->json_object_set_new(o, name, json_text(l, value));
}

static json_t *witness(const struct json_library *l, const struct made_situation *m)
{
    json_t *o = l->json_object();

    put(l, o, "client", m->client);
    put(l, o, "name", m->name);
    put(l, o, "resolve", m->resolve);
    put(l, o, "helo", m->helo);
    put(l, o, "login", m->login);
    put(l, o, "verify", m->verify);
    put(l, o, "cert_subject", m->subject);
    put(l, o, "cert_issuer", m->issuer);
    l->json_object_set_new(o, "from", json_text(l, m->sender));
    l->json_object_set_new(o, "to", json_text(l, m->recipient));
    if (m->rate > 0)
        l->json_object_set_new(o, "rate", l->json_integer(m->rate));
    return o;
}

static json_t *line(const struct json_library *l, const struct summary_line *x, const char *command)
{
    json_t *o = l->json_object();
    struct text again = { 0 };

    situation_again(&again, command, &x->witness);
    put(l, o, "section", summary_words[x->section]);
    put(l, o, "what", x->what);
    put(l, o, "outcome", x->outcome);
    put(l, o, "reason", x->reason);
    l->json_object_set_new(o, "witness", witness(l, &x->witness));
    put(l, o, "again", text_of(&again));
    text_free(&again);
    return o;
}

bool summary_json(const struct summary *s, const char *file, struct output *out, const char **why)
{
    struct json_library l;
    json_t *o, *lines;
    char *made;

    if (!json_library_load(&l, why))
        return false;
    o = l.json_object();
    lines = l.json_array();
    l.json_object_set_new(o, "version", l.json_integer(1));
    put(&l, o, "file", file);
    l.json_object_set_new(o, "situations", l.json_integer(s->strangers));
    l.json_object_set_new(o, "left_off", l.json_integer(s->left_off));
    for (int i = 0; i < s->n; i++)
        l.json_array_append_new(lines, line(&l, &s->list[i], s->command));
    l.json_object_set_new(o, "lines", lines);
    made = l.json_dumps(o, JSON_COMPACT | JSON_PRESERVE_ORDER);
    if (made != NULL) {
        out_printable(out, made, strlen(made), SHOWN_JSON);
        out_char(out, '\n');
    }
    free(made);
    l.json_delete(o);
    return true;
}
