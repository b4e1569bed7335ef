/*
 * diff_json.c - btsh diff: what changed as JSON, an object a line.
 */
#include <string.h>

#include "explain/explain_json.h"
#include "show/json_text.h"
#include "subcommands/diff_json.h"
#include "subcommands/diff_work.h"
#include "world/json_library.h"

static const char *const sides[SIDES] = { "old", "new" };

static void member(const struct json_library *j, json_t *o, const char *name, const char *value)
{
    if (value != NULL)
        j->json_object_set_new(o, name, json_text(j, value));
}

/* The lines of an answer: one, but for ends. */
static json_t *lines(const struct json_library *j, const char *answer)
{
    json_t *list = j->json_array();

    for (const char *p = answer; p != NULL; p = strchr(p, '\n'), p = p != NULL ? p + 1 : NULL) {
        char line[ANSWER_TEXT];
        size_t n = strcspn(p, "\n");

        n = n < sizeof line ? n : sizeof line - 1;
        memcpy(line, p, n);
        line[n] = '\0';
        j->json_array_append_new(list, json_text(j, line));
    }
    return list;
}

static json_t *step(const struct json_library *j, const struct parting_step *s)
{
    json_t *o = j->json_object();

    member(j, o, "ruleset", s->ruleset);
    member(j, o, "file", s->file);
    if (s->ruleset != NULL)
        j->json_object_set_new(o, "line", j->json_integer(s->line));
    member(j, o, "gives", s->text);
    member(j, o, "asked", s->asked);
    return o;
}

/* What a side answers, where it leaves the other, and what decides that on it alone. */
static json_t *side(const struct json_library *j, struct difference *x, int i)
{
    json_t *o = j->json_object(), *facts = j->json_array();

    j->json_object_set_new(o, "answer", lines(j, x->answer[i]));
    member(j, o, "at", x->question == ASK_END ? x->user[i] : NULL);
    member(j, o, "by", x->by[i]);
    if (!x->same_steps && x->by[i] == NULL)
        j->json_object_set_new(o, "step", step(j, &x->step[i]));
    for (int k = 0; k < x->nfacts[i]; k++) {
        if (x->fact[i][k].json != NULL)
            j->json_array_append_new(facts, x->fact[i][k].json);
        x->fact[i][k].json = NULL;
    }
    j->json_object_set_new(o, "facts", facts);
    return o;
}

/* Who has named them to the server, and what is known of that. */
static void describe_caller(const struct json_library *j, json_t *line, const struct caller *c)
{
    static const char *const resolved[] = { "OK", "FAIL", "FORGED", "TEMP" };

    member(j, line, "client", c->setup.address);
    member(j, line, "name", c->setup.name);
    member(j, line, "resolve", resolved[c->setup.resolve]);
    member(j, line, "hello", c->hello);
    member(j, line, "tls", c->setup.tls != NULL ? c->setup.tls->verify != NULL ? c->setup.tls->verify : "NO" : NULL);
    member(j, line, "auth", c->setup.auth_user);
}

void diff_json_pair(const struct diff *d, struct output *out, const struct pair *p, struct difference *x, int n)
{
    const struct json_library *j = explain_json_library(d->json);
    json_t *line = j->json_object(), *list = j->json_array();

    j->json_object_set_new(line, "version", j->json_integer(1));
    member(j, line, "recipient", p->recipient);
    member(j, line, "sender", p->sender);
    if (p->caller != NULL)
        describe_caller(j, line, p->caller);
    for (int i = 0; i < n; i++) {
        json_t *o = j->json_object();

        member(j, o, "question", question_names[x[i].question]);
        member(j, o, "cause", x[i].cause);
        for (int k = 0; k < SIDES; k++)
            j->json_object_set_new(o, sides[k], side(j, &x[i], k));
        j->json_array_append_new(list, o);
    }
    j->json_object_set_new(line, "changes", list);
    explain_json_line(d->json, out, line);
}

void diff_json_end(const struct diff *d, struct output *out, const struct diff_result *r)
{
    const struct json_library *j = explain_json_library(d->json);
    json_t *line = j->json_object();

    j->json_object_set_new(line, "version", j->json_integer(1));
    j->json_object_set_new(line, "compared", j->json_integer((json_int_t)r->compared));
    j->json_object_set_new(line, "changed", j->json_integer((json_int_t)r->changed));
    j->json_object_set_new(line, "causes", j->json_integer((json_int_t)r->causes));
    j->json_object_set_new(line, "uncertain", j->json_integer((json_int_t)r->failed));
    explain_json_line(d->json, out, line);
}
