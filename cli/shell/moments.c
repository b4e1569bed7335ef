/*
 * moments.c - the moments of a command, as text.
 */
#include <stdlib.h>
#include <string.h>

#include "engine.h"
#include "shell/moments.h"
#include "show/memory.h"
#include "show/rule_text.h"
#include "show/secrets.h"
#include "show/text.h"

enum { MAX_MOMENTS = 100000 };

static void drop(struct moment *m)
{
    free(m->what);
    free(m->where);
    free(m->workspace);
    for (int i = 0; i < CAPTURES; i++)
        free(m->captures[i]);
}

void moments_forget(struct moments *m)
{
    for (int i = 0; i < m->n; i++)
        drop(&m->list[i]);
    for (int i = 0; i < m->nsets; i++)
        free(m->sets[i].value);
    free(m->list);
    free(m->sets);
    *m = (struct moments){ 0 };
}

/* ---- macros ---------------------------------------------------------------------------------------- */

static void set(struct moments *m, int id, const char *value)
{
    if ((m->nsets & (m->nsets - 1)) == 0)
        m->sets = grow_or_end(m->sets, (m->nsets == 0 ? 1 : 2 * (size_t)m->nsets) * sizeof *m->sets);
    m->sets[m->nsets] = (struct moment_set){ m->n - 1, id, value != NULL ? copy_or_end(value) : NULL };
    m->macros[id] = m->sets[m->nsets++].value;
}

void moments_changed(struct moments *m, const struct session *s)
{
    for (int id = 1; id < NAMES; id++) {
        const char *value = session_macro_at(s, id), *was = m->macros[id];

        if ((value == NULL) != (was == NULL) || (value != NULL && strcmp(value, was) != 0))
            set(m, id, value);
    }
}

const char *moments_macro(const struct moments *m, int id)
{
    for (int i = m->nsets - 1; i >= 0; i--) {
        if (m->sets[i].id == id && m->sets[i].at <= m->at)
            return m->sets[i].value;
    }
    return NULL;
}

void capture_text(struct text *t, const struct session *s, const struct event *e, int number)
{
    if (number >= 1 && number <= e->ncaptures)
        text_part(t, s, &e->ws, e->captures[number - 1].from, e->captures[number - 1].to);
}

/* ---- what happened, in words ----------------------------------------------------------------------- */

static void tell_rule(const struct session *s, const struct event *e, struct text *what, struct text *where)
{
    rule_name(where, s, e->ruleset, e->rule);
    text_format(what, "%s ", text_of(where));
    rule_place(what, e->rule);
    text_add(what, e->kind == EVENT_RULE_TRY ? " is tried: "
                   : e->kind == EVENT_RULE_MATCH ? " matches: " : " made this");
    if (e->kind != EVENT_REWRITTEN)
        rule_sides(what, s, e->rule);
    if (e->ncaptures > 0) {
        text_add(what, "  ");
        rule_captures(what, s, e);
    }
}

static void tell_lookup(const struct session *s, const struct event *e, struct text *what, struct text *where)
{
    text_format(where, "map %s", e->map);
    text_format(what, "map %s is %s \"", e->map, e->kind == EVENT_LOOKUP_BEGIN ? "asked for" : "done with");
    text_display(what, s, e->key);
    text_char(what, '"');
    if (e->kind == EVENT_LOOKUP_TEMPFAIL) {
        text_add(what, ": it failed for now");
    } else if (e->kind == EVENT_LOOKUP_END && e->value == NULL) {
        text_add(what, ": not found");
    } else if (e->kind == EVENT_LOOKUP_END) {
        text_add(what, ": \"");
        text_display(what, s, e->value);
        text_char(what, '"');
    }
}

/* False: nothing that is worth a stop. */
static bool tell(const struct session *s, const struct event *e, struct text *what, struct text *where)
{
    char buf[32];

    switch (e->kind) {
    case EVENT_RULESET_ENTER:
    case EVENT_RULESET_LEAVE:
        text_add(where, session_ruleset_name(s, e->ruleset, buf));
        text_format(what, "%s %s", text_of(where), e->kind == EVENT_RULESET_ENTER ? "begins" : "returns");
        return true;
    case EVENT_RULE_TRY:
    case EVENT_RULE_MATCH:
    case EVENT_REWRITTEN:
        tell_rule(s, e, what, where);
        return true;
    case EVENT_LOOKUP_BEGIN:
    case EVENT_LOOKUP_END:
    case EVENT_LOOKUP_TEMPFAIL:
        tell_lookup(s, e, what, where);
        return true;
    case EVENT_DIAGNOSTIC:
        text_add(where, "an error");
        text_add(what, "an error is raised: ");
        text_display(what, s, e->diag->text);
        return true;
    default:
        return false;
    }
}

/* A copy, with what is secret masked. */
static char *kept(struct text *t, const struct session *s, bool show_secrets)
{
    char *copy;

    if (!show_secrets)
        secrets_mask(t, s);
    copy = copy_or_end(text_of(t));
    text_free(t);
    return copy;
}

/* Room for one more; where there are too many, in the place of the last one. */
static struct moment *room(struct moments *m)
{
    if (m->n == MAX_MOMENTS)
        drop(&m->list[--m->n]);
    else if ((m->n & (m->n - 1)) == 0)
        m->list = grow_or_end(m->list, (m->n == 0 ? 1 : 2 * (size_t)m->n) * sizeof *m->list);
    return &m->list[m->n];
}

bool moments_add(struct moments *m, struct session *s, const struct event *e, bool show_secrets)
{
    struct text what = { 0 }, where = { 0 }, part = { 0 };
    bool rules = e->kind == EVENT_RULE_TRY || e->kind == EVENT_RULE_MATCH || e->kind == EVENT_REWRITTEN;
    bool ruleset = e->kind == EVENT_RULESET_ENTER || e->kind == EVENT_RULESET_LEAVE;
    struct moment *now;

    if (!tell(s, e, &what, &where)) {
        text_free(&what);
        text_free(&where);
        return false;
    }
    now = room(m);
    *now = (struct moment){ .rule = rules ? e->rule : NULL, .ruleset = e->ruleset, .depth = e->depth,
                            .enters = e->kind == EVENT_RULESET_ENTER };
    now->what = kept(&what, s, show_secrets);
    now->where = kept(&where, s, true);
    if (rules || ruleset) {
        text_vector(&part, s, &e->ws);
        now->workspace = kept(&part, s, show_secrets);
    }
    for (int i = 0; i < CAPTURES && i < e->ncaptures; i++) {
        capture_text(&part, s, e, i + 1);
        now->captures[i] = kept(&part, s, show_secrets);
    }
    m->at = m->n++;
    moments_changed(m, s);
    return true;
}

int moments_stack(const struct moments *m, int *list, int size)
{
    int depth = m->list[m->at].depth, n = 0;

    /* backwards: of each depth what was seen last; a lookup is the rule's that asks */
    for (int i = m->at; i >= 0 && depth >= 0 && n < size; i--) {
        if (m->list[i].depth == depth && (m->list[i].workspace != NULL || m->list[i].enters)) {
            list[n++] = i;
            depth--;
        }
    }
    for (int i = 0; i < n / 2; i++) {
        int other = list[n - 1 - i];

        list[n - 1 - i] = list[i];
        list[i] = other;
    }
    return n;
}
