/*
 * explain_json.c - an explanation as JSON, one object a line.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "engine.h"
#include "explain/explain.h"
#include "explain/explain_json.h"
#include "explain/fact_text.h"
#include "explain/json_members.h"
#include "reason/facts.h"
#include "reason/onward.h"
#include "reason/place.h"
#include "reason/trouble.h"
#include "show/json_text.h"
#include "show/memory.h"
#include "show/output.h"
#include "show/rule_text.h"
#include "show/secrets.h"
#include "show/text.h"
#include "world/json_library.h"

struct explain_json *explain_json_new(const char **why)
{
    struct explain_json *j = zeroed_or_end(1, sizeof *j);

    if (json_library_load(&j->lib, why))
        return j;
    free(j);
    return NULL;
}

void explain_json_free(struct explain_json *j)
{
    free(j);
}

/* ---- the parts -------------------------------------------------------------------------------------- */

static json_t *answer(const struct making *m)
{
    const struct run_answer *a = &m->f->answer;
    json_t *o = m->lib->json_object(), *said = m->lib->json_array();

    member_text(m, o, "mailer", a->mailer);
    member_internal(m, o, "host", a->host);
    member_internal(m, o, "user", a->user);
    member_internal(m, o, "workspace", a->workspace);
    member_boolean(m, o, "refused", run_refused(a));
    for (const char *p = a->said != NULL ? a->said : ""; *p != '\0'; p += strcspn(p, "\n"), p += *p == '\n') {
        struct text raw = { 0 }, t = { 0 };

        text_bytes(&raw, p, strcspn(p, "\n"));
        text_display(&t, m->x->session, text_of(&raw));
        if (!m->x->show_secrets)
            secrets_mask(&t, m->x->session);
        m->lib->json_array_append_new(said, json_text(m->lib, text_of(&t)));
        text_free(&raw);
        text_free(&t);
    }
    member_put(m, o, "said", said);
    member_integer(m, o, "status", a->status);
    return o;
}

static void name_of(const struct making *m, json_t *o, const struct fact *f)
{
    static const char *const signs[] = { [FACT_WORD] = "$=", [FACT_LACK] = "$=", [FACT_MACRO] = "$&",
                                         [FACT_UNSET] = "$&", [FACT_FROZEN] = "$" };
    struct text t = { 0 };
    char buf[32];

    if (f->kind == FACT_RECORD || f->kind == FACT_MISS) {
        member_text(m, o, "map", f->map);
        member_text(m, o, "class", f->cls);
        member_text(m, o, "file", f->file);
        return;
    }
    text_format(&t, "%s%s", signs[f->kind], session_name(m->x->session, f->id, true, buf));
    member_text(m, o, "name", text_of(&t));
    text_free(&t);
}

static json_t *fact(const struct making *m, const struct fact *f)
{
    static const char *const kinds[] = { [FACT_RECORD] = "record", [FACT_MISS] = "miss", [FACT_WORD] = "word",
                                         [FACT_LACK] = "lack", [FACT_MACRO] = "macro", [FACT_UNSET] = "unset",
                                         [FACT_FROZEN] = "frozen" };
    json_t *o = m->lib->json_object();
    bool secret = (f->kind == FACT_MACRO || f->kind == FACT_FROZEN) && !m->x->show_secrets;
    struct place p;
    char buf[32];

    member_text(m, o, "kind", kinds[f->kind]);
    name_of(m, o, f);
    member_internal(m, o, f->kind == FACT_WORD || f->kind == FACT_LACK ? "word" : "key", f->key);
    if (secret && secret_macro(session_name(m->x->session, f->id, false, buf)))
        member_text(m, o, "value", "***");
    else
        member_internal(m, o, "value", f->value);
    member_boolean(m, o, "decides", f->decides);
    member_boolean(m, o, "common", f->common);
    member_boolean(m, o, "matters", f->matters);
    member_boolean(m, o, "failed", f->temporary || f->unusable);
    if (f->choice > 0)
        member_integer(m, o, "choice", f->choice);
    place_of_fact(m->x->session, f, &p);
    member_place(m, o, &p, m->x->mc, fact_line_in(m->x->session, f, &p, m->x->mc));
    return o;
}

static json_t *facts(const struct making *m)
{
    json_t *list = m->lib->json_array();

    for (int i = 0; i < m->f->nfacts; i++)
        m->lib->json_array_append_new(list, fact(m, &m->f->facts[i]));
    return list;
}

static json_t *rules(const struct making *m)
{
    json_t *list = m->lib->json_array();

    for (int i = 0; i < m->f->nrules; i++) {
        json_t *o = m->lib->json_object();

        if (!m->f->rules[i].decides) {
            m->lib->json_delete(o);
            continue;
        }
        member_rule(m, o, m->f->rules[i].rule, m->f->rules[i].ruleset);
        member_boolean(m, o, "resolves", m->f->rules[i].resolves);
        m->lib->json_array_append_new(list, o);
    }
    return list;
}

json_t *explain_json_unasked(const struct making *m, const char *map)
{
    json_t *list = m->lib->json_array();

    for (int i = 0; i < m->f->nunasked; i++) {
        const struct unasked *u = &m->f->unasked[i];
        json_t *o, *classes;
        struct place p;
        char buf[32];

        if (map != NULL && strcasecmp(u->map, map) != 0)
            continue;
        o = m->lib->json_object();
        classes = m->lib->json_array();

        member_text(m, o, "map", u->map);
        member_text(m, o, "file", u->file);
        member_internal(m, o, "key", u->key);
        member_internal(m, o, "value", u->value);
        place_of_key(m->x->session, u->map, u->file, u->key, &p);
        member_place(m, o, &p, NULL, 0);
        if (u->because != NULL && map == NULL)
            member_put(m, o, "fact", m->lib->json_integer(u->because - m->f->facts));
        else if (u->because != NULL)
            member_put(m, o, "because", fact(m, u->because));
        if (u->rule != NULL)
            member_rule(m, o, u->rule->rule, u->rule->ruleset);
        member_internal(m, o, "word", u->word);
        for (int k = 0; k < u->nclasses; k++)
            m->lib->json_array_append_new(
                classes, m->lib->json_string(session_name(m->x->session, u->class_id[k], true, buf)));
        member_put(m, o, "classes", classes);
        m->lib->json_array_append_new(list, o);
    }
    return list;
}

/* ---- what comes next --------------------------------------------------------------------------------- */

static json_t *recipients(const struct making *m)
{
    static const char *const ends[] = { [END_ON] = "leads on", [END_MAILBOX] = "deliverable", [END_QUEUED] = "waits",
                                        [END_BAD] = "refused" };
    static const char *const leads[] = { [LED_ALIAS] = "alias", [LED_LIST] = "list", [LED_FORWARD] = "forward file",
                                         [LED_RULES] = "rules", [LED_USERDB] = "user database" };
    json_t *list = m->lib->json_array();
    struct onward o = { 0 };

    onward_find(m->x->session, m->x->address, &o);
    for (int i = 0; i < o.n; i++) {
        const struct recipient *r = &o.list[i];
        json_t *one = m->lib->json_object();
        struct place at;

        member_internal(m, one, "address", r->address);
        member_text(m, one, "mailer", r->mailer);
        member_internal(m, one, "host", r->host);
        member_internal(m, one, "user", r->user);
        member_text(m, one, "end", ends[r->end]);
        member_internal(m, one, "why", r->why);
        if (r->parent >= 0)
            member_integer(m, one, "parent", r->parent);
        member_text(m, one, "by", leads[r->led]);
        onward_place(m->x->session, r, &at);
        member_place(m, one, &at, NULL, 0);
        m->lib->json_array_append_new(list, one);
    }
    onward_clear(&o);
    return list;
}

static json_t *hop(const struct making *m)
{
    const struct run_answer *a = &m->f->answer;
    json_t *o = m->lib->json_object(), *hosts = m->lib->json_array();
    struct next_hop h;

    next_hop_find(m->x->session, a->mailer, a->host, &h);
    member_internal(m, o, "host", h.network ? a->host : NULL);
    for (int i = 0; i < h.n; i++)
        m->lib->json_array_append_new(hosts, json_text(m->lib, h.host[i]));
    member_put(m, o, "hosts", hosts);
    member_boolean(m, o, "asked", h.asked);
    member_text(m, o, "port", *h.port != '\0' ? h.port : NULL);
    member_boolean(m, o, "here", h.here >= 0);
    return o;
}

void explain_json_write(struct explain_json *j, const struct explain *x, const struct findings *f)
{
    struct making m = { &j->lib, x, f };
    json_t *line = j->lib.json_object();
    bool ends = f->answer.mailer != NULL && x->rules == NULL && x->mailer == NULL && !run_refused(&f->answer);

    member_integer(&m, line, "version", 1);
    member_internal(&m, line, "address", x->address);
    member_text(&m, line, "rulesets", x->rules);
    member_text(&m, line, "at", x->mailer);
    member_put(&m, line, "answer", answer(&m));
    member_put(&m, line, "facts", facts(&m));
    member_put(&m, line, "rules", rules(&m));
    member_put(&m, line, "unasked", explain_json_unasked(&m, NULL));
    if (ends && onward_goes_on(x->session, f->answer.mailer))
        member_put(&m, line, "recipients", recipients(&m));
    else if (ends)
        member_put(&m, line, "hop", hop(&m));
    member_boolean(&m, line, "finished", !f->unfinished);
    explain_json_line(j, x->out, line);
}

void explain_json_line(struct explain_json *j, struct output *out, struct json_t *line)
{
    char *made = j->lib.json_dumps(line, JSON_COMPACT | JSON_PRESERVE_ORDER | JSON_ENSURE_ASCII);

    if (made != NULL) {
        out_printable(out, made, strlen(made), SHOWN_JSON);
        out_char(out, '\n');
    }
    free(made);
    j->lib.json_delete(line);
}

const struct json_library *explain_json_library(const struct explain_json *j)
{
    return &j->lib;
}

struct json_t *explain_json_fact(struct explain_json *j, const struct explain *x, const struct fact *f)
{
    struct making m = { &j->lib, x, NULL };

    return fact(&m, f);
}
