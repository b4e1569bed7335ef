/*
 * observed.c - the observer of a test.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/arena.h"
#include "base/marker.h"
#include "engine.h"
#include "listen/transcript.h"
#include "show/display.h"
#include "show/memory.h"
#include "show/output.h"
#include "suite/coverage.h"
#include "suite/observed.h"

/* A vector as a transcript shows it, without the blank in front. */
static const char *shown(struct observed *w, struct session *s, const struct vector *v)
{
    struct output *o = w->scratch;
    const char *text;
    size_t n;

    o->n = 0;
    display_vector(o, s, v);
    n = o->n > 0 ? o->n - 1 : 0; /* the newline */
    text = n > 0 ? arena_strndup(&w->arena, o->buf + 1, n - 1) : "";
    o->n = 0;
    return text;
}

static bool is_atom(const char *text)
{
    return isalnum((unsigned char)*text) || *text == '"';
}

/* Tokens [from, to) as one text: a blank only between two words. */
static const char *joined(struct observed *w, struct session *s, const struct vector *v, int from,
                          int to)
{
    size_t size = 1, n = 0;
    const char *before = "";
    char *out;

    for (int i = from; i < to; i++)
        size += strlen(token_text(s, v->v[i], NULL)) + 1;
    out = arena_alloc(&w->arena, size);
    for (int i = from; i < to; i++) {
        const char *text = token_text(s, v->v[i], NULL);

        if (i > from && is_atom(text) && is_atom(before))
            out[n++] = ' ';
        strcpy(out + n, text);
        n += strlen(text);
        before = text;
    }
    return out;
}

/* Where a marker stands, or `to`. */
static int find_mark(struct session *s, const struct vector *v, int from, int to, int mark)
{
    while (from < to && (unsigned char)*token_text(s, v->v[from], NULL) != mark)
        from++;
    return from;
}

/* $#mailer $@ host $: user */
static void take_triple(struct observed *w, struct session *s, const struct vector *v)
{
    int host, user;

    w->mailer = w->host = w->user = NULL;
    if (v->n == 0 || (unsigned char)*token_text(s, v->v[0], NULL) != MARK_MAILER)
        return;
    user = find_mark(s, v, 1, v->n, MARK_USER);
    host = find_mark(s, v, 1, user, MARK_HOST);
    w->mailer = joined(w, s, v, 1, host);
    w->host = joined(w, s, v, host < user ? host + 1 : user, user);
    w->user = joined(w, s, v, user < v->n ? user + 1 : v->n, v->n);
}

/* Where /parse says that it goes; NULL: it could not be parsed. */
static void note_resolved(struct observed *w, const struct triple *t)
{
    w->mailer = w->host = w->user = NULL;
    if (t == NULL)
        return;
    w->mailer = arena_strdup(&w->arena, strcmp(t->mailer, "*error*") == 0 ? "error" : t->mailer);
    w->host = arena_strdup(&w->arena, t->host != NULL ? t->host : "");
    w->user = arena_strdup(&w->arena, t->user);
}

static void note_diagnostic(struct observed *w, const struct diagnostic *d)
{
    if (d->cls == DIAG_INFO || d->cls == DIAG_WARN || w->diag != NULL)
        return;
    if (d->code / 100 == 4)
        w->temporary = true;
    w->diag_code = d->code;
    w->diag_dsn = d->dsn != NULL ? arena_strdup(&w->arena, d->dsn) : "";
    w->diag = arena_strdup(&w->arena, d->text);
}

static void note_lookup(struct observed *w, struct session *s, const struct event *e)
{
    struct observed_lookup *l;

    if (w->nlookups == w->room_lookups) {
        w->room_lookups = w->room_lookups * 2 + 32;
        w->lookups = grow_or_end(w->lookups, (size_t)w->room_lookups * sizeof *w->lookups);
    }
    l = &w->lookups[w->nlookups++];
    l->map = arena_strdup(&w->arena, e->map);
    l->key = arena_strdup(&w->arena, session_map_key(s, e->map, e->key));
    l->value = e->value != NULL ? arena_strdup(&w->arena, e->value) : NULL;
    l->failed = e->status == EX_TEMPFAIL;
}

static void note_failure(struct observed *w, struct session *s, const struct event *e)
{
    w->temporary = true;
    if (w->failed_map == NULL) {
        w->failed_map = arena_strdup(&w->arena, e->map);
        w->failed_key = arena_strdup(&w->arena, session_map_key(s, e->map, e->key));
    }
    if (w->failed_err == 0)
        w->failed_err = e->err;
}

static void note_call(struct observed *w, struct session *s, int ruleset)
{
    char buf[32];

    if (w->ncalls == w->room_calls) {
        w->room_calls = w->room_calls * 2 + 64;
        w->calls = grow_or_end(w->calls, (size_t)w->room_calls * sizeof *w->calls);
    }
    w->calls[w->ncalls++] = arena_strdup(&w->arena, session_ruleset_name(s, ruleset, buf));
}

static void note_rule(struct observed *w, const struct rule *r)
{
    struct rule_view v = rule_describe(r);

    if (w->nrules == w->room_rules) {
        w->room_rules = w->room_rules * 2 + 64;
        w->rules = grow_or_end(w->rules, (size_t)w->room_rules * sizeof *w->rules);
    }
    w->rules[w->nrules++] = (struct observed_rule){ v.file, v.first_line, v.line, r };
}

static void note_asked(struct observed *w, struct session *s, const struct event *e)
{
    const char *key = session_map_key(s, e->map, e->key), *value = e->value;
    size_t n;
    char *out;

    if (value == NULL)
        value = e->status == EX_TEMPFAIL ? "no answer for the moment" : "not found";
    n = strlen(e->map) + strlen(key) + strlen(value) + 8;
    out = arena_alloc(&w->arena, n);
    snprintf(out, n, "%s(%s) => %s", e->map, key, value);
    w->asked = out;
}

static void note_step(struct observed *w, struct session *s, const struct event *e)
{
    struct rule_view v = rule_describe(e->rule);
    char name[32];

    if (w->nsteps == w->room_steps) {
        w->room_steps = w->room_steps * 2 + 64;
        w->steps = grow_or_end(w->steps, (size_t)w->room_steps * sizeof *w->steps);
    }
    w->steps[w->nsteps++] = (struct observed_step){
        .ruleset = arena_strdup(&w->arena, session_ruleset_name(s, e->ruleset, name)),
        .text = shown(w, s, &e->ws), .asked = w->asked, .file = v.file, .line = v.line };
    w->asked = NULL;
}

static enum event_answer hear(void *ctx, struct session *s, const struct event *e)
{
    struct observed *w = ctx;
    bool pass = true;

    switch (e->kind) {
    case EVENT_RULESET_ENTER:
        pass = !w->quiet;
        if (w->lists)
            note_call(w, s, e->ruleset);
        if (e->depth == 0)
            w->last = w->nsteps;
        if (e->depth == 0 && w->input == NULL)
            w->input = shown(w, s, &e->ws);
        break;
    case EVENT_RULESET_LEAVE:
        pass = !w->quiet;
        if (e->depth == 0) {
            w->result = shown(w, s, &e->ws);
            take_triple(w, s, &e->ws);
        }
        break;
    case EVENT_RULE_MATCH:
        if (w->lists)
            note_rule(w, e->rule);
        break;
    case EVENT_REWRITTEN:
        if (w->trace)
            note_step(w, s, e);
        break;
    case EVENT_LOOKUP_END:
        if (w->trace)
            note_asked(w, s, e);
        if (w->lists)
            note_lookup(w, s, e);
        if (e->status == EX_TEMPFAIL)
            note_failure(w, s, e);
        break;
    case EVENT_LOOKUP_TEMPFAIL:
        note_failure(w, s, e);
        break;
    case EVENT_RESOLVED:
        note_resolved(w, e->triple);
        break;
    case EVENT_RULESET_STATUS:
        w->temporary |= e->status == EX_TEMPFAIL;
        break;
    case EVENT_DIAGNOSTIC:
        note_diagnostic(w, e->diag);
        break;
    default:
        break;
    }
    if (w->coverage != NULL)
        coverage_hear(w->coverage, e);
    if (pass && !w->beside)
        return w->below.hear(w->below.ctx, s, e);
    return w->transcript->interrupted != NULL && *w->transcript->interrupted ? EVENT_STOP : EVENT_GO;
}

struct observer observed_observer(struct observed *w)
{
    unsigned want = WANT_RULESETS | WANT_LOOKUPS;

    if (w->lists || w->trace || w->coverage != NULL)
        want |= WANT_RULES;
    w->below = transcript_observer(w->transcript);
    return (struct observer){ .hear = hear, .ctx = w, .want = want };
}

void observed_begin(struct observed *w)
{
    arena_reset(&w->arena);
    w->input = w->result = w->mailer = w->host = w->user = w->diag = w->diag_dsn = NULL;
    w->temporary = false;
    w->failed_map = w->failed_key = NULL;
    w->failed_err = 0;
    w->diag_code = 0;
    w->nlookups = w->nrules = w->nsteps = w->last = w->ncalls = 0;
    w->asked = NULL;
}

void observed_keep_last(struct observed *w)
{
    if (w->last > 0)
        memmove(w->steps, w->steps + w->last, (size_t)(w->nsteps - w->last) * sizeof *w->steps);
    w->nsteps -= w->last;
    w->last = 0;
    w->trace = false;
}

void observed_free(struct observed *w)
{
    arena_free(&w->arena);
    free(w->lookups);
    free(w->rules);
    free(w->calls);
    free(w->steps);
}
