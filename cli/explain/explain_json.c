/*
 * explain_json.c - an explanation as JSON, one object a line.
 */
#include <stdlib.h>
#include <string.h>

#include "engine.h"
#include "explain/explain.h"
#include "explain/explain_json.h"
#include "explain/fact_text.h"
#include "reason/facts.h"
#include "reason/onward.h"
#include "reason/place.h"
#include "reason/trouble.h"
#include "show/memory.h"
#include "show/output.h"
#include "show/rule_text.h"
#include "show/secrets.h"
#include "show/text.h"
#include "world/json_library.h"

struct explain_json {
    struct json_library lib;
};

/* What is at hand while a line is made. */
struct making {
    struct explain_json *j;
    const struct explain *x;
    const struct findings *f;
};

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

/* ---- members ---------------------------------------------------------------------------------------- */

static void put(const struct making *m, json_t *o, const char *name, json_t *value)
{
    m->j->lib.json_object_set_new(o, name, value);
}

/* Texts of ours, masked; NULL: no member. */
static void string(const struct making *m, json_t *o, const char *name, const char *value)
{
    struct text t = { 0 };

    if (value == NULL)
        return;
    text_add(&t, value);
    if (!m->x->show_secrets)
        secrets_mask(&t, m->x->session);
    put(m, o, name, m->j->lib.json_string(text_of(&t)));
    text_free(&t);
}

/* Those of the engine, in their source form. */
static void internal(const struct making *m, json_t *o, const char *name, const char *value)
{
    struct text t = { 0 };

    if (value == NULL)
        return;
    text_display(&t, m->x->session, value);
    string(m, o, name, text_of(&t));
    text_free(&t);
}

static void integer(const struct making *m, json_t *o, const char *name, long value)
{
    put(m, o, name, m->j->lib.json_integer(value));
}

static void boolean(const struct making *m, json_t *o, const char *name, bool value)
{
    put(m, o, name, value ? m->j->lib.json_true() : m->j->lib.json_false());
}

static void place(const struct making *m, json_t *o, const struct place *p)
{
    static const char *const kinds[] = { NULL, "line", "database", "host name", "interface", "typed", "command line",
                                         "program", "lookup" };
    json_t *at;

    if (p->kind == PLACE_NONE)
        return;
    at = m->j->lib.json_object();
    string(m, at, "kind", kinds[p->kind]);
    if (*p->file != '\0')
        string(m, at, "file", p->file);
    if (p->line > 0)
        integer(m, at, "line", p->line);
    put(m, o, "place", at);
}

/* ---- the parts -------------------------------------------------------------------------------------- */

static json_t *answer(const struct making *m)
{
    const struct run_answer *a = &m->f->answer;
    json_t *o = m->j->lib.json_object(), *said = m->j->lib.json_array();

    string(m, o, "mailer", a->mailer);
    internal(m, o, "host", a->host);
    internal(m, o, "user", a->user);
    internal(m, o, "workspace", a->workspace);
    boolean(m, o, "refused", run_refused(a));
    for (const char *p = a->said != NULL ? a->said : ""; *p != '\0'; p += strcspn(p, "\n"), p += *p == '\n') {
        struct text raw = { 0 }, t = { 0 };

        text_bytes(&raw, p, strcspn(p, "\n"));
        text_display(&t, m->x->session, text_of(&raw));
        if (!m->x->show_secrets)
            secrets_mask(&t, m->x->session);
        m->j->lib.json_array_append_new(said, m->j->lib.json_string(text_of(&t)));
        text_free(&raw);
        text_free(&t);
    }
    put(m, o, "said", said);
    integer(m, o, "status", a->status);
    return o;
}

static void name_of(const struct making *m, json_t *o, const struct fact *f)
{
    static const char *const signs[] = { [FACT_WORD] = "$=", [FACT_LACK] = "$=", [FACT_MACRO] = "$&",
                                         [FACT_UNSET] = "$&", [FACT_FROZEN] = "$" };
    struct text t = { 0 };
    char buf[32];

    if (f->kind == FACT_RECORD || f->kind == FACT_MISS) {
        string(m, o, "map", f->map);
        string(m, o, "class", f->cls);
        string(m, o, "file", f->file);
        return;
    }
    text_format(&t, "%s%s", signs[f->kind], session_name(m->x->session, f->id, true, buf));
    string(m, o, "name", text_of(&t));
    text_free(&t);
}

static json_t *fact(const struct making *m, const struct fact *f)
{
    static const char *const kinds[] = { [FACT_RECORD] = "record", [FACT_MISS] = "miss", [FACT_WORD] = "word",
                                         [FACT_LACK] = "lack", [FACT_MACRO] = "macro", [FACT_UNSET] = "unset",
                                         [FACT_FROZEN] = "frozen" };
    json_t *o = m->j->lib.json_object();
    bool secret = (f->kind == FACT_MACRO || f->kind == FACT_FROZEN) && !m->x->show_secrets;
    struct place p;
    char buf[32];

    string(m, o, "kind", kinds[f->kind]);
    name_of(m, o, f);
    internal(m, o, f->kind == FACT_WORD || f->kind == FACT_LACK ? "word" : "key", f->key);
    if (secret && secret_macro(session_name(m->x->session, f->id, false, buf)))
        string(m, o, "value", "***");
    else
        internal(m, o, "value", f->value);
    boolean(m, o, "decides", f->decides);
    boolean(m, o, "common", f->common);
    boolean(m, o, "matters", f->matters);
    boolean(m, o, "failed", f->temporary || f->unusable);
    if (f->choice > 0)
        integer(m, o, "choice", f->choice);
    place_of_fact(m->x->session, f, &p);
    place(m, o, &p);
    return o;
}

static json_t *facts(const struct making *m)
{
    json_t *list = m->j->lib.json_array();

    for (int i = 0; i < m->f->nfacts; i++)
        m->j->lib.json_array_append_new(list, fact(m, &m->f->facts[i]));
    return list;
}

static void rule(const struct making *m, json_t *o, const struct rule *r, int ruleset)
{
    struct text t = { 0 };
    struct rule_view v = rule_describe(r);

    rule_name(&t, m->x->session, ruleset, r);
    string(m, o, "rule", text_of(&t));
    string(m, o, "file", v.file);
    integer(m, o, "line", v.first_line);
    text_free(&t);
}

static json_t *rules(const struct making *m)
{
    json_t *list = m->j->lib.json_array();

    for (int i = 0; i < m->f->nrules; i++) {
        json_t *o = m->j->lib.json_object();

        if (!m->f->rules[i].decides) {
            m->j->lib.json_delete(o);
            continue;
        }
        rule(m, o, m->f->rules[i].rule, m->f->rules[i].ruleset);
        boolean(m, o, "resolves", m->f->rules[i].resolves);
        m->j->lib.json_array_append_new(list, o);
    }
    return list;
}

static json_t *unasked(const struct making *m)
{
    json_t *list = m->j->lib.json_array();

    for (int i = 0; i < m->f->nunasked; i++) {
        const struct unasked *u = &m->f->unasked[i];
        json_t *o = m->j->lib.json_object(), *classes = m->j->lib.json_array();
        char buf[32];

        string(m, o, "map", u->map);
        string(m, o, "file", u->file);
        internal(m, o, "key", u->key);
        internal(m, o, "value", u->value);
        if (u->because != NULL)
            put(m, o, "fact", m->j->lib.json_integer(u->because - m->f->facts));
        if (u->rule != NULL)
            rule(m, o, u->rule->rule, u->rule->ruleset);
        internal(m, o, "word", u->word);
        for (int k = 0; k < u->nclasses; k++)
            m->j->lib.json_array_append_new(
                classes, m->j->lib.json_string(session_name(m->x->session, u->class_id[k], true, buf)));
        put(m, o, "classes", classes);
        m->j->lib.json_array_append_new(list, o);
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
    json_t *list = m->j->lib.json_array();
    struct onward o = { 0 };

    onward_find(m->x->session, m->x->address, &o);
    for (int i = 0; i < o.n; i++) {
        const struct recipient *r = &o.list[i];
        json_t *one = m->j->lib.json_object();
        struct place at;

        internal(m, one, "address", r->address);
        string(m, one, "mailer", r->mailer);
        internal(m, one, "host", r->host);
        internal(m, one, "user", r->user);
        string(m, one, "end", ends[r->end]);
        internal(m, one, "why", r->why);
        if (r->parent >= 0)
            integer(m, one, "parent", r->parent);
        string(m, one, "by", leads[r->led]);
        onward_place(m->x->session, r, &at);
        place(m, one, &at);
        m->j->lib.json_array_append_new(list, one);
    }
    onward_clear(&o);
    return list;
}

static json_t *hop(const struct making *m)
{
    const struct run_answer *a = &m->f->answer;
    json_t *o = m->j->lib.json_object(), *hosts = m->j->lib.json_array();
    struct next_hop h;

    next_hop_find(m->x->session, a->mailer, a->host, &h);
    internal(m, o, "host", h.network ? a->host : NULL);
    for (int i = 0; i < h.n; i++)
        m->j->lib.json_array_append_new(hosts, m->j->lib.json_string(h.host[i]));
    put(m, o, "hosts", hosts);
    boolean(m, o, "asked", h.asked);
    string(m, o, "port", *h.port != '\0' ? h.port : NULL);
    boolean(m, o, "here", h.here >= 0);
    return o;
}

void explain_json_write(struct explain_json *j, const struct explain *x, const struct findings *f)
{
    struct making m = { j, x, f };
    json_t *line = j->lib.json_object();
    bool ends = f->answer.mailer != NULL && x->rules == NULL && x->mailer == NULL && !run_refused(&f->answer);
    char *made;

    integer(&m, line, "version", 1);
    internal(&m, line, "address", x->address);
    string(&m, line, "rulesets", x->rules);
    string(&m, line, "at", x->mailer);
    put(&m, line, "answer", answer(&m));
    put(&m, line, "facts", facts(&m));
    put(&m, line, "rules", rules(&m));
    put(&m, line, "unasked", unasked(&m));
    if (ends && onward_goes_on(x->session, f->answer.mailer))
        put(&m, line, "recipients", recipients(&m));
    else if (ends)
        put(&m, line, "hop", hop(&m));
    boolean(&m, line, "finished", !f->unfinished);
    made = j->lib.json_dumps(line, JSON_COMPACT | JSON_PRESERVE_ORDER | JSON_ENSURE_ASCII);
    if (made != NULL) {
        out_printable(x->out, made, strlen(made), SHOWN_JSON);
        out_char(x->out, '\n');
    }
    free(made);
    j->lib.json_delete(line);
}
