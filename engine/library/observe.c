/*
 * observe.c - who listens to a session of the library: it itself, and whoever it was told of.
 */
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "library/inside.h"
#include "library/observe.h"
#include "library/plain.h"

enum { EVERYTHING = WANT_RULESETS | WANT_RULES | WANT_LOOKUPS | WANT_MAPS | WANT_NAMES | WANT_DNS };

static void note_failure(struct btsh_session *x, const struct session *s, const struct event *e)
{
    const char *why = e->err != 0 ? error_text(e->err) : "", *map, *key;
    char *text;
    size_t n;

    x->temporary = true;
    if (x->failed != NULL || messages_errors(&x->messages) > 0)
        return;
    map = plain_text(&x->answer, s, e->map);
    key = plain_text(&x->answer, s, e->key);
    n = strlen(map) + strlen(key) + strlen(why) + sizeof "map : : ";
    text = arena_alloc(&x->answer, n);
    snprintf(text, n, "map %s: %s%s%s", map, key, *why != '\0' ? ": " : "", why);
    x->failed = text;
}

/* What the call itself has to know. */
static void note(struct btsh_session *x, struct session *s, const struct event *e)
{
    switch (e->kind) {
    case EVENT_RULESET_ENTER:
        if (e->depth == 0)
            x->workspace = NULL;
        break;
    case EVENT_RULESET_LEAVE:
        if (e->depth == 0 && x->runs_rules)
            x->workspace = plain_vector(&x->answer, s, &e->ws);
        break;
    case EVENT_LOOKUP_END:
        if (e->status == EX_TEMPFAIL)
            note_failure(x, s, e);
        break;
    case EVENT_LOOKUP_TEMPFAIL:
        note_failure(x, s, e);
        break;
    case EVENT_RULESET_STATUS:
        x->status = e->status;
        x->temporary |= e->status == EX_TEMPFAIL;
        break;
    case EVENT_NO_RULESET:
        x->no_ruleset = true;
        break;
    default:
        break;
    }
}

/* The public shape of an event. */
static bool pass_on(struct btsh_session *x, struct session *s, const struct event *e, const struct btsh_message *m)
{
    struct arena *a = &x->heard;
    struct btsh_event out = { .kind = event_rows[e->kind].json, .depth = e->depth, .status = e->status, .found = e->found,
                              .message = m };
    char name[32];

    arena_reset(a);
    if (event_rows[e->kind].want & (WANT_RULESETS | WANT_RULES))
        out.ruleset = arena_strdup(a, session_ruleset_name(s, e->ruleset, name));
    if (e->rule != NULL) {
        const struct rule_view v = rule_describe(e->rule);

        out.rule = v.number;
        out.file = plain_text(a, s, v.file);
        out.line = v.first_line;
    } else {
        out.file = plain_text(a, s, e->file);
    }
    if (e->ws.v != NULL)
        out.workspace = plain_vector(a, s, &e->ws);
    out.map = plain_text(a, s, e->map);
    out.map_class = e->map_class;
    out.key = plain_text(a, s, e->key);
    out.value = plain_text(a, s, e->value);
    if (e->name != 0)
        out.name = plain_text(a, s, session_name(s, e->name, true, name));
    return x->hear(x->hear_ctx, &out);
}

static enum event_answer hear(void *ctx, struct session *s, const struct event *e)
{
    struct btsh_session *x = ctx;
    const struct btsh_message *m = NULL;
    bool go = true;

    if (e->kind == EVENT_DIAGNOSTIC)
        m = messages_add(&x->messages, s, e->diag);
    else
        note(x, s, e);
    if (x->hear != NULL && event_rows[e->kind].json != NULL)
        go = pass_on(x, s, e, m);
    return go && (x->stop == NULL || *x->stop == 0) ? EVENT_GO : EVENT_STOP;
}

struct observer library_observer(struct btsh_session *x, unsigned want)
{
    return (struct observer){ .hear = hear, .ctx = x, .want = WANT_LOOKUPS | want | (x->hear != NULL ? EVERYTHING : 0) };
}

void library_listen(struct btsh_session *x, unsigned want)
{
    x->observer = library_observer(x, want);
    session_observe(x->session, &x->observer);
    x->workspace = NULL;
    x->runs_rules = (want & WANT_RULESETS) != 0;
    x->no_ruleset = x->temporary = false;
    x->failed = NULL;
    x->status = EX_OK;
}
