/*
 * trace_json.c - what happens, as JSON: one event a line.
 */
#include <netdb.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "engine.h"
#include "listen/trace_json.h"
#include "listen/tree.h"
#include "show/json_text.h"
#include "show/memory.h"
#include "show/output.h"
#include "show/rule_text.h"
#include "show/secrets.h"
#include "show/text.h"
#include "world/json_library.h"

struct trace_json {
    struct json_library lib;
    struct output *out;     /* what events are written to */
    struct output *shell;   /* what others write to */
    struct output *lines;   /* events, where there is nothing else; owned; NULL: not yet */
    struct text partial;    /* of a line that others have begun */
    const struct session *session; /* of the event at hand; NULL: none */
    unsigned parts;
    bool show_secrets;
    long number;                       /* events of this command */
    int nested;                        /* maps that have begun and not ended */
    struct timespec began[TREE_DEPTH];
    int tried[TREE_DEPTH];             /* rules, by nesting of rulesets */
    struct text text;
    json_t *event;                     /* being made */
};

/* Why there is none, when the library is missing. */
struct trace_json *trace_json_new(struct output *out, const char **why)
{
    struct trace_json *t = zeroed_or_end(1, sizeof *t);

    if (json_library_load(&t->lib, why)) {
        t->out = t->shell = out;
        return t;
    }
    free(t);
    return NULL;
}

void trace_json_free(struct trace_json *t)
{
    if (t == NULL)
        return;
    trace_json_only(t, false);
    text_free(&t->text);
    text_free(&t->partial);
    free(t->lines);
    free(t);
}

/* ---- members ------------------------------------------------------------------------------------- */

static void put(struct trace_json *t, const char *name, json_t *value)
{
    t->lib.json_object_set_new(t->event, name, value);
}

static void integer(struct trace_json *t, const char *name, long value)
{
    put(t, name, t->lib.json_integer(value));
}

static json_t *masked(struct trace_json *t)
{
    if (!t->show_secrets)
        secrets_mask(&t->text, t->session);
    return json_text(&t->lib, text_of(&t->text));
}

/* Internal text in its source form, which is ASCII; null where there is none. */
static void string(struct trace_json *t, struct session *s, const char *name, const char *value)
{
    text_clear(&t->text);
    text_display(&t->text, s, value);
    put(t, name, value != NULL ? masked(t) : t->lib.json_null());
}

static json_t *tokens(struct trace_json *t, struct session *s, const struct vector *v, int from,
                      int to)
{
    json_t *list = t->lib.json_array();

    for (int i = from; i < to; i++) {
        text_clear(&t->text);
        text_display(&t->text, s, token_text(s, v->v[i], NULL));
        t->lib.json_array_append_new(list, masked(t));
    }
    return list;
}

static void start_named(struct trace_json *t, const char *kind)
{
    if (t->out != t->shell && t->shell->n > 0)
        out_flush(t->shell); /* what was written before */
    t->event = t->lib.json_object();
    put(t, "event", t->lib.json_string(kind));
    integer(t, "n", ++t->number);
}

static void start(struct trace_json *t, const struct event *e)
{
    start_named(t, event_rows[e->kind].json);
}

/* A line of its own, whatever stands before it. */
static void finish(struct trace_json *t)
{
    char *line = t->lib.json_dumps(t->event, JSON_COMPACT | JSON_PRESERVE_ORDER);

    if (line != NULL) {
        if (t->out->n > 0 && t->out->buf[t->out->n - 1] != '\n')
            out_char(t->out, '\n');
        out_printable(t->out, line, strlen(line), SHOWN_JSON);
        out_char(t->out, '\n');
        free(line);
    }
    if (t->event != NULL && --t->event->refcount == 0)
        t->lib.json_delete(t->event);
    t->event = NULL;
}

/* ---- events -------------------------------------------------------------------------------------- */

static void ruleset(struct trace_json *t, struct session *s, const struct event *e)
{
    bool enter = e->kind == EVENT_RULESET_ENTER;
    int *tried = &t->tried[e->depth % TREE_DEPTH];
    char buf[32];

    start(t, e);
    string(t, s, "ruleset", session_ruleset_name(s, e->ruleset, buf));
    integer(t, "number", e->ruleset);
    integer(t, "depth", e->depth);
    put(t, "workspace", tokens(t, s, &e->ws, 0, e->ws.n));
    if (enter) {
        *tried = 0;
        t->nested = e->depth == 0 ? 0 : t->nested;
    } else {
        integer(t, "status", e->status);
        integer(t, "tried", *tried);
    }
    finish(t);
}

static void rule(struct trace_json *t, struct session *s, const struct event *e)
{
    struct rule_view v = rule_describe(e->rule);

    start(t, e);
    text_clear(&t->text);
    rule_name(&t->text, s, e->ruleset, e->rule);
    put(t, "rule", json_text(&t->lib, text_of(&t->text)));
    integer(t, "depth", e->depth);
    if (e->kind == EVENT_RULE_MATCH) {
        json_t *captures = t->lib.json_array();

        string(t, s, "file", v.file);
        integer(t, "line", v.first_line);
        text_clear(&t->text);
        rule_left(&t->text, s, e->rule);
        put(t, "left", masked(t));
        text_clear(&t->text);
        rule_right(&t->text, s, e->rule);
        put(t, "right", masked(t));
        for (int i = 0; i < e->ncaptures; i++)
            t->lib.json_array_append_new(captures, tokens(t, s, &e->ws, e->captures[i].from,
                                                          e->captures[i].to));
        put(t, "captures", captures);
    } else {
        put(t, "workspace", tokens(t, s, &e->ws, 0, e->ws.n));
    }
    finish(t);
}

static void lookup(struct trace_json *t, struct session *s, const struct event *e)
{
    start(t, e);
    string(t, s, "map", e->map);
    string(t, s, "key", e->key);
    if (e->kind == EVENT_LOOKUP_BEGIN) {
        json_t *args = t->lib.json_array();

        for (int i = 1; i < e->nargs; i++) {
            text_clear(&t->text);
            text_display(&t->text, s, e->args[i]);
            t->lib.json_array_append_new(args, masked(t));
        }
        put(t, "args", args);
    } else if (e->kind == EVENT_LOOKUP_END) {
        string(t, s, "value", e->value);
        integer(t, "status", e->status);
    } else if (e->kind == EVENT_LOOKUP_FALLBACK) {
        string(t, s, "value", e->value);
    }
    finish(t);
}

static void map(struct trace_json *t, struct session *s, const struct event *e)
{
    if (e->kind == EVENT_MAP_END && t->nested > 0)
        t->nested--;
    start(t, e);
    string(t, s, "map", e->map);
    string(t, s, "key", e->key);
    if (e->kind == EVENT_MAP_BEGIN) {
        string(t, s, "class", e->map_class);
        string(t, s, "file", e->file);
        integer(t, "nested", t->nested);
        clock_gettime(CLOCK_MONOTONIC, &t->began[t->nested]);
        t->nested += t->nested < TREE_DEPTH - 1;
    } else {
        string(t, s, "value", e->value);
    }
    if (e->kind == EVENT_MAP_END) {
        string(t, s, "normalised", e->folded);
        integer(t, "status", e->status);
        put(t, "seconds", t->lib.json_real(seconds_since(&t->began[t->nested])));
    }
    finish(t);
}

static void name(struct trace_json *t, struct session *s, const struct event *e)
{
    char buf[32];
    const char *text = session_name(s, e->name, true, buf);

    start(t, e);
    string(t, s, "name", text);
    if (e->kind == EVENT_CLASS_USED) {
        string(t, s, "words", e->key);
        put(t, "member", e->found ? t->lib.json_true() : t->lib.json_false());
    } else {
        bool hide = e->value != NULL && !t->show_secrets && secret_macro(text);

        string(t, s, "value", hide ? "***" : e->value);
    }
    finish(t);
}

static void dns(struct trace_json *t, struct session *s, const struct event *e)
{
    char buf[16];

    start(t, e);
    string(t, s, "name", e->key);
    put(t, "type", t->lib.json_string(dns_type_name(e->type, buf)));
    if (e->kind == EVENT_DNS_ANSWER && e->reply_size < 0)
        string(t, s, "error", hstrerror(e->err));
    else if (e->kind == EVENT_DNS_ANSWER)
        integer(t, "bytes", e->reply_size);
    finish(t);
}

static void diagnostic(struct trace_json *t, struct session *s, const struct event *e)
{
    static const char *const classes[] = { "system", "user", "information", "warning", "fatal" };
    const struct diagnostic *d = e->diag;

    start(t, e);
    put(t, "class", t->lib.json_string(classes[d->cls]));
    integer(t, "code", d->code);
    string(t, s, "dsn", d->dsn);
    string(t, s, "text", d->text);
    finish(t);
}

static void event(struct trace_json *t, struct session *s, const struct event *e)
{
    switch (event_rows[e->kind].want) {
    case WANT_RULESETS:
        ruleset(t, s, e);
        break;
    case WANT_RULES:
        rule(t, s, e);
        break;
    case WANT_LOOKUPS:
        lookup(t, s, e);
        break;
    case WANT_MAPS:
        map(t, s, e);
        break;
    case WANT_NAMES:
        name(t, s, e);
        break;
    case WANT_DNS:
        dns(t, s, e);
        break;
    default:
        diagnostic(t, s, e);
        break;
    }
}

static enum event_answer hear(void *ctx, struct session *s, const struct event *e)
{
    struct trace_json *t = ctx;
    const struct event_row *row = &event_rows[e->kind];

    t->session = s;
    if (e->kind == EVENT_RULE_TRY)
        t->tried[e->depth % TREE_DEPTH]++;
    if (row->json != NULL && (row->want == 0 || (row->want & parts_wanted(t->parts)) != 0))
        event(t, s, e);
    return EVENT_GO;
}

/* ---- what others write ----------------------------------------------------------------------------- */

static void tell_line(struct trace_json *t)
{
    t->event = t->lib.json_object();
    put(t, "event", t->lib.json_string("output"));
    integer(t, "n", ++t->number);
    text_clear(&t->text);
    text_add(&t->text, text_of(&t->partial));
    put(t, "text", masked(t));
    finish(t);
    text_clear(&t->partial);
}

/* Lines become events; what events there are is written. */
static void take(void *ctx, const char *s, size_t n)
{
    struct trace_json *t = ctx;

    for (; n > 0; s++, n--) {
        if (*s == '\n')
            tell_line(t);
        else if (*s != '\0')
            text_char(&t->partial, *s);
    }
    out_flush(t->lines);
    t->shell->failed |= t->lines->failed;
    t->shell->err = t->lines->failed ? t->lines->err : t->shell->err;
}

void trace_json_only(struct trace_json *t, bool so)
{
    if (so == (t->out != t->shell))
        return;
    out_flush(t->shell);
    if (!so && t->partial.n > 0)
        take(t, "\n", 1);
    if (so && t->lines == NULL) {
        t->lines = zeroed_or_end(1, sizeof *t->lines);
        t->lines->fd = t->shell->fd;
    }
    t->out = so ? t->lines : t->shell;
    t->shell->take = so ? take : NULL;
    t->shell->take_ctx = t;
}

void trace_json_begin(struct trace_json *t, const char *command)
{
    if (t->out != t->shell)
        out_flush(t->shell); /* of the command before */
    if (t->partial.n > 0)
        take(t, "\n", 1);
    t->session = NULL;
    t->number = -1;
    t->nested = 0;
    start_named(t, "command");
    integer(t, "version", TRACE_JSON_VERSION);
    text_clear(&t->text);
    for (const char *p = command; *p != '\0'; p++)
        text_char(&t->text, *p >= ' ' && *p < 0x7F ? *p : '?');
    put(t, "text", masked(t));
    finish(t);
}

struct observer trace_json_observer(struct trace_json *t, unsigned parts, bool show_secrets)
{
    t->parts = parts;
    t->show_secrets = show_secrets;
    return (struct observer){ .hear = hear, .ctx = t, .want = parts_wanted(parts) };
}
