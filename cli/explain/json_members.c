/*
 * json_members.c - members of a JSON object: texts, places, rules.
 */
#include <string.h>

#include "engine.h"
#include "explain/explain.h"
#include "explain/json_members.h"
#include "reason/place.h"
#include "show/json_text.h"
#include "show/rule_text.h"
#include "show/secrets.h"
#include "show/text.h"

void member_put(const struct making *m, json_t *o, const char *name, json_t *value)
{
    m->lib->json_object_set_new(o, name, value);
}

void member_text(const struct making *m, json_t *o, const char *name, const char *value)
{
    struct text t = { 0 };

    if (value == NULL)
        return;
    text_add(&t, value);
    if (!m->x->show_secrets)
        secrets_mask(&t, m->x->session);
    member_put(m, o, name, json_text(m->lib, text_of(&t)));
    text_free(&t);
}

void member_internal(const struct making *m, json_t *o, const char *name, const char *value)
{
    struct text t = { 0 };

    if (value == NULL)
        return;
    text_display(&t, m->x->session, value);
    member_text(m, o, name, text_of(&t));
    text_free(&t);
}

void member_integer(const struct making *m, json_t *o, const char *name, long value)
{
    member_put(m, o, name, m->lib->json_integer(value));
}

void member_boolean(const struct making *m, json_t *o, const char *name, bool value)
{
    member_put(m, o, name, value ? m->lib->json_true() : m->lib->json_false());
}

static void member_line(const struct making *m, json_t *o, const char *file, int line)
{
    if (file != NULL && *file != '\0')
        member_text(m, o, "file", file);
    if (line > 0)
        member_integer(m, o, "line", line);
}

void member_place(const struct making *m, json_t *o, const struct place *p, const char *mc, int line)
{
    static const char *const kinds[] = { NULL, "line", "database", "host name", "interface", "typed", "command line",
                                         "program", "lookup", "dialogue" };
    json_t *at, *edit;

    if (p->kind == PLACE_NONE)
        return;
    at = m->lib->json_object();
    member_text(m, at, "kind", kinds[p->kind]);
    member_line(m, at, p->file, p->line);
    if (p->more > 0)
        member_integer(m, at, "more", p->more);
    if (line > 0) {
        edit = m->lib->json_object();
        member_line(m, edit, mc, line);
        member_put(m, at, "edit", edit);
    }
    member_put(m, o, "place", at);
}

void member_rule(const struct making *m, json_t *o, const struct rule *r, int ruleset)
{
    struct text t = { 0 };
    struct rule_view v = rule_describe(r);

    rule_name(&t, m->x->session, ruleset, r);
    member_text(m, o, "rule", text_of(&t));
    member_text(m, o, "file", v.file);
    member_integer(m, o, "line", v.first_line);
    text_free(&t);
}
