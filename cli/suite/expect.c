/*
 * expect.c - does an expectation hold of what a command did?
 */
#include <ctype.h>
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "describe.h"
#include "engine.h"
#include "show/base_name.h"
#include "show/display.h"
#include "show/memory.h"
#include "show/output.h"
#include "show/rule_text.h"
#include "show/text.h"
#include "suite/because.h"
#include "suite/observed.h"
#include "suite/expect.h"
#include "suite/same_words.h"
#include "suite/suite.h"

/* ---- comparing ------------------------------------------------------------------------------- */

/* A field of a triple; NULL: not checked. */
static bool field_holds(const char *want, const char *got, bool no_case)
{
    if (want == NULL)
        return true;
    if (got == NULL)
        return *want == '\0';
    return same_but_blanks(want, got) || (no_case && strcasecmp(want, got) == 0);
}

/* ---- what was printed ------------------------------------------------------------------------ */

/* The answer in a command's last line: a text between two others. */
static const char *answer(const struct deed *d)
{
    static const struct {
        const char *command, *before, *after;
    } forms[] = {
        { "/map", " returns ", " (" },
        { "/canon", " returns ", NULL },
        { "/try", "addr = ", NULL },
        { "/sender", "addr=", NULL },
        { "", "", NULL },
    };
    const char *line = d->printed, *from, *to;
    size_t n;

    for (const char *p = d->printed; *p != '\0'; p += *p == '\n') {
        line = p;
        p += strcspn(p, "\n");
    }
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        n = strlen(forms[i].command);
        if (strncasecmp(d->command, forms[i].command, n) != 0)
            continue;
        from = strstr(line, forms[i].before);
        if (from == NULL)
            continue;
        from += strlen(forms[i].before);
        to = from + strcspn(from, "\n");
        for (const char *p = to; forms[i].after != NULL && p > from; p--) {
            if (strncmp(p, forms[i].after, strlen(forms[i].after)) == 0) {
                to = p;
                break;
            }
        }
        return arena_strndup(&d->observed->arena, from, (size_t)(to - from));
    }
    return "";
}

/* What a rules command returns, or a slash command says. */
static const char *returned(const struct deed *d)
{
    return d->observed->result != NULL && *d->command != '/' ? d->observed->result : answer(d);
}

static bool complained(const struct deed *d)
{
    static const char *const complaints[] = { "Cannot parse", "Undefined ruleset ", "Unknown ",
                                              "Usage: ", "No address!", "Map named ", "No ruleset ",
                                              "No rule ", "No map ", "No macro ", "No trace ",
                                              "No part ", "\tunknown type" };

    for (size_t i = 0; i < sizeof complaints / sizeof complaints[0]; i++) {
        const char *at = strstr(d->printed, complaints[i]);

        if (at != NULL && (at == d->printed || at[-1] == '\n'))
            return true;
    }
    return false;
}

static bool to_error(const struct observed *w)
{
    return w->mailer != NULL && strcmp(w->mailer, "error") == 0;
}

bool deed_says_temporary(const struct deed *d)
{
    const struct observed *w = d->observed;

    return (to_error(w) && w->host != NULL && w->host[0] == '4' && w->host[1] == '.')
           || (w->diag != NULL && w->diag_code / 100 == 4);
}

bool deed_temporary(const struct deed *d)
{
    return d->observed->temporary || strstr(d->printed, "no match (75)") != NULL
           || strstr(d->printed, "returns -1 value(s)") != NULL
           || (d->observed->mailer != NULL && strcmp(d->observed->mailer, "error") == 0
               && d->observed->host != NULL && d->observed->host[0] == '4' && d->observed->host[1] == '.');
}

static bool is_error(const struct deed *d)
{
    return to_error(d->observed) || d->observed->diag != NULL || complained(d);
}

/* ---- what would have held -------------------------------------------------------------------- */

static void put(struct sink *out, const char *text)
{
    sink_add(out, text, strlen(text));
}

static void put_quoted(struct sink *out, const char *text)
{
    put(out, "\"");
    for (; *text != '\0'; text++) {
        if (*text != '"')
            sink_add(out, text, 1);
    }
    put(out, "\"");
}

/* Its codes, and the rest in quotes. */
static void put_reply(struct sink *out, const char *reply)
{
    size_t n = strspn(reply, "0123456789. ");

    sink_add(out, reply, n);
    put_quoted(out, reply + n);
}

static void put_error(struct sink *out, const struct deed *d)
{
    const struct observed *w = d->observed;
    const char *dsn = to_error(w) ? w->host : w->diag_dsn;
    const char *text = to_error(w) ? w->user : w->diag;
    char code[16];

    put(out, "error");
    if (dsn != NULL && *dsn != '\0') {
        put(out, " ");
        put(out, dsn);
    }
    if (text == NULL || *text == '\0')
        return;
    put(out, " ");
    if (to_error(w)) {
        put_quoted(out, text);
        return;
    }
    snprintf(code, sizeof code, "\"%03d ", w->diag_code);
    put(out, code);
    for (; *text != '\0'; text++) {
        if (*text != '"')
            sink_add(out, text, 1);
    }
    put(out, "\"");
}

static void put_triple(struct sink *out, const struct observed *w)
{
    put(out, "mailer=");
    put(out, w->mailer);
    if (w->host != NULL && *w->host != '\0') {
        put(out, " host=");
        put(out, w->host);
    }
    put(out, " user=");
    put(out, w->user != NULL ? w->user : "");
}

static void put_returns(struct sink *out, const struct deed *d)
{
    put(out, "returns ");
    put(out, returned(d));
}

/* What a bare expectation becomes. */
static void put_natural(struct sink *out, const struct deed *d)
{
    if (d->unknown) {
        put(out, "undefined");
        return;
    }
    if (deed_temporary(d) && !to_error(d->observed))
        put(out, "temporary");
    else if (is_error(d))
        put_error(out, d);
    else if (d->observed->mailer != NULL)
        put_triple(out, d->observed);
    else if (*returned(d) != '\0')
        put_returns(out, d);
    else
        put(out, "ok");
}

/* ---- each kind ------------------------------------------------------------------------------- */

static bool triple_holds(const struct expectation *x, const struct deed *d)
{
    const struct observed *w = d->observed;

    return w->mailer != NULL && field_holds(x->mailer, w->mailer, true)
           && field_holds(x->host, w->host, true)
           && (x->user == NULL || field_holds(x->user, w->user, false)
               || (to_error(w) && same_words(x->user, w->user)));
}

bool message_holds(const char *want, const char *got)
{
    size_t n = strlen(got);
    char *plain;
    bool ok;

    if (same_words(want, got))
        return true;
    if (strchr(want, '*') == NULL)
        return false;
    plain = grow_or_end(NULL, n + 1);
    n = 0;
    for (; *got != '\0'; got++) {
        if (*got != '"')
            plain[n++] = *got;
    }
    plain[n] = '\0';
    ok = fnmatch(want, plain, 0) == 0;
    free(plain);
    return ok;
}

/* A message with its codes in front, or without. */
static bool diag_holds(const char *want, const struct observed *w)
{
    char coded[4096];

    snprintf(coded, sizeof coded, "%03d %s %.3500s", w->diag_code, w->diag_dsn, w->diag);
    if (message_holds(want, coded) || message_holds(want, w->diag))
        return true;
    snprintf(coded, sizeof coded, "%03d %.3500s", w->diag_code, w->diag);
    return message_holds(want, coded);
}

static bool error_holds(const struct expectation *x, const struct deed *d)
{
    const struct observed *w = d->observed;
    const char *dsn = to_error(w) ? w->host : w->diag_dsn;

    if (!is_error(d))
        return false;
    if (x->dsn != NULL && (dsn == NULL || !same_but_blanks(x->dsn, dsn)))
        return false;
    if (x->message == NULL)
        return true;
    return (to_error(w) && message_holds(x->message, w->user))
           || (w->diag != NULL && diag_holds(x->message, w));
}

static bool lookup_holds(const struct expectation *x, const struct deed *d, struct sink *got)
{
    const char *key = session_map_key(d->session, x->map, x->key);
    const struct observed_lookup *nearest = NULL;

    for (int i = 0; i < d->observed->nlookups; i++) {
        const struct observed_lookup *l = &d->observed->lookups[i];

        if (strcasecmp(l->map, x->map) != 0)
            continue;
        if (strcmp(l->key, key) == 0
            && (x->value == NULL || (l->value != NULL && message_holds(x->value, l->value))))
            return true;
        if (nearest == NULL || strcmp(l->key, key) == 0)
            nearest = l;
    }
    put(got, nearest != NULL ? "lookup " : "no lookup ");
    put(got, x->map);
    if (nearest == NULL)
        return false;
    put(got, " ");
    if (strpbrk(nearest->key, " \t") != NULL || *nearest->key == '\0')
        put_quoted(got, nearest->key);
    else
        put(got, nearest->key);
    if (nearest->value != NULL) {
        put(got, " => ");
        put(got, nearest->value);
    }
    return false;
}

static bool no_lookup_holds(const struct expectation *x, const struct deed *d, struct sink *got)
{
    for (int i = 0; i < d->observed->nlookups; i++) {
        if (strcasecmp(d->observed->lookups[i].map, x->map) == 0) {
            put(got, "lookup ");
            put(got, x->map);
            put(got, " ");
            put(got, d->observed->lookups[i].key);
            return false;
        }
    }
    return true;
}

/* The whole path, or its last parts. */
static bool same_file_name(const char *path, const char *want)
{
    size_t n = strlen(path), m = strlen(want);

    return n >= m && strcmp(path + n - m, want) == 0 && (n == m || path[n - m - 1] == '/');
}

/* "parse/4"; false: it is in no ruleset of this session. */
static bool put_rule_name(struct sink *got, const struct session *s, const struct rule *rule)
{
    struct text name = { 0 };
    bool found = false;

    for (int i = 0; i < RULESET_NUMBERS && !found; i++) {
        for (const struct rule *r = session_first_rule(s, i); r != NULL && !found; r = rule_after(r)) {
            found = r == rule;
            if (found)
                rule_name(&name, s, i, r);
        }
    }
    put(got, text_of(&name));
    text_free(&name);
    return found;
}

static bool rule_holds(const struct expectation *x, const struct deed *d, struct sink *got)
{
    const struct observed *w = d->observed;
    const struct observed_rule *last = NULL;
    char line[16];

    for (int i = 0; i < w->nrules; i++) {
        last = &w->rules[i];
        if (x->rule != NULL) {
            if (last->rule == session_find_rule(d->session, x->rule, NULL))
                return true;
        } else if (x->number >= last->first && x->number <= last->last
            && same_file_name(last->file, x->file))
            return true;
    }
    if (last == NULL) {
        put(got, "ok");
        return false;
    }
    put(got, "rule ");
    if (x->rule != NULL && put_rule_name(got, d->session, last->rule))
        return false;
    put(got, base_name(last->file));
    snprintf(line, sizeof line, ":%d", last->last);
    put(got, line);
    return false;
}

static bool macro_holds(const struct expectation *x, const struct deed *d, struct sink *got)
{
    const char *value = NULL, *text = "(undefined)";
    struct output *o = d->observed->scratch;

    if (session_macro(d->session, x->macro, &value) && value != NULL) {
        o->n = 0;
        display_text(o, d->session, value);
        text = arena_strndup(&d->observed->arena, o->buf, o->n);
        o->n = 0;
    }
    if (same_but_blanks(x->value, text))
        return true;
    put(got, "macro ");
    put(got, x->macro);
    put(got, " = ");
    put(got, text);
    return false;
}

/* The last line of a server's reply, as it was printed. */
static char *reply_of(const struct deed *d)
{
    const char *line = d->printed, *last = "";
    char *reply;

    for (; line != NULL && *line != '\0'; line = strchr(line, '\n')) {
        line += *line == '\n';
        if (strspn(line, "0123456789") == 3)
            last = line;
    }
    reply = copy_or_end(last);
    reply[strcspn(reply, "\n")] = '\0';
    return reply;
}

/* What came instead is told. Frees the reply. */
static bool reply_judged(char *reply, bool ok, struct sink *got)
{
    if (!ok && *reply == '\0')
        put(got, "(no reply)");
    else if (!ok)
        put_reply(got, reply);
    free(reply);
    return ok;
}

static bool reply_holds(const struct expectation *x, const struct deed *d, struct sink *got)
{
    char *reply = reply_of(d);
    size_t n = strlen(x->dsn);
    bool ok = strncmp(reply, x->dsn, n) == 0 && (reply[n] == ' ' || reply[n] == '\0');

    if (ok && x->message != NULL)
        ok = message_holds(x->message, reply + n + (reply[n] != '\0'));
    return reply_judged(reply, ok, got);
}

/* A server goes on: what it says begins with 2 or 3. */
static bool accepted_holds(const struct deed *d, struct sink *got)
{
    char *reply = reply_of(d);

    return reply_judged(reply, *reply == '2' || *reply == '3', got);
}

static bool call_holds(const struct expectation *x, const struct deed *d, struct sink *got)
{
    const struct observed *w = d->observed;

    for (int i = 0; i < w->ncalls; i++) {
        if (strcasecmp(w->calls[i], x->tokens) == 0)
            return true;
    }
    if (w->ncalls > 0) {
        put(got, "call ");
        put(got, w->calls[0]);
    } else {
        put(got, "(no call)");
    }
    return false;
}

/* An address, with its angle brackets or without, among those of a text. */
static bool queued_holds(const struct expectation *x, const struct deed *d, struct sink *got)
{
    const char *line = d->queued != NULL ? d->queued : "";
    size_t n = strlen(x->tokens);

    for (const char *p = line; *p != '\0'; p += strcspn(p, "\n"), p += *p == '\n') {
        const char *text = p + (*p == '<' && *x->tokens != '<');

        if (strncasecmp(text, x->tokens, n) == 0 && (text[n] == '\n' || (text > p && text[n] == '>')))
            return true;
    }
    put(got, *line != '\0' ? "queued for " : "(queued for nobody)");
    sink_add(got, line, strcspn(line, "\n"));
    return false;
}

static bool quarantine_holds(const struct expectation *x, const struct deed *d, struct sink *got)
{
    static const char words[] = "would be quarantined: ";
    const char *at = strstr(d->printed, words);
    char *reason = copy_or_end(at != NULL ? at + strlen(words) : "");
    bool ok;

    reason[strcspn(reason, "\n")] = '\0';
    ok = at != NULL && (x->message == NULL || message_holds(x->message, reason));
    if (!ok && at != NULL) {
        put(got, "quarantine ");
        put_quoted(got, reason);
    } else if (!ok) {
        put(got, "(no quarantine)");
    }
    free(reason);
    return ok;
}

bool expectation_holds(const struct expectation *x, const struct deed *d, struct sink *got)
{
    bool ok = false;

    switch (x->kind) {
    case EXPECT_BARE:
        break;
    case EXPECT_TRIPLE:
        ok = triple_holds(x, d);
        break;
    case EXPECT_ERROR:
        ok = error_holds(x, d);
        break;
    case EXPECT_OK:
        ok = !is_error(d) && !deed_temporary(d);
        break;
    case EXPECT_TEMPORARY:
        ok = deed_temporary(d);
        break;
    case EXPECT_RETURNS:
        ok = same_but_blanks(x->tokens, returned(d));
        if (!ok)
            put_returns(got, d);
        return ok;
    case EXPECT_UNCHANGED:
        ok = d->observed->result != NULL && strcmp(d->observed->input, d->observed->result) == 0;
        if (!ok)
            put_returns(got, d);
        return ok;
    case EXPECT_LOOKUP:
        return lookup_holds(x, d, got);
    case EXPECT_NO_LOOKUP:
        return no_lookup_holds(x, d, got);
    case EXPECT_RULE:
        return rule_holds(x, d, got);
    case EXPECT_MACRO:
        return macro_holds(x, d, got);
    case EXPECT_BECAUSE:
        return because_holds(x, d, got);
    case EXPECT_CALL:
        return call_holds(x, d, got);
    case EXPECT_QUEUED:
        return queued_holds(x, d, got);
    case EXPECT_QUARANTINE:
        return quarantine_holds(x, d, got);
    case EXPECT_ACCEPTED:
        return accepted_holds(d, got);
    case EXPECT_REPLY:
        return reply_holds(x, d, got);
    case EXPECT_UNDEFINED:
        ok = d->unknown;
        break;
    case EXPECT_LOAD: /* the runner's */
        break;
    }
    if (!ok)
        put_natural(got, d);
    return ok;
}
