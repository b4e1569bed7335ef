/*
 * unasked.c - tables that have something for an address and were not asked, and what kept rules from it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "describe.h"
#include "engine.h"
#include "reason/facts.h"
#include "reason/run.h"
#include "reason/unasked.h"
#include "state/classes.h"
#include "state/name_ids.h"
#include "state/program.h"
#include "state/session.h"

enum { MAX_UNASKED = 6, MAX_KEYS = 12, KEY_SIZE = 256 };

static char *copy(const char *text)
{
    return text != NULL ? strdup(text) : NULL;
}

/* ---- what other runs ask --------------------------------------------------------------------------- */

static bool was_asked(const struct findings *f, const char *map)
{
    for (int i = 0; i < f->nfacts; i++) {
        if (f->facts[i].map != NULL && strcmp(f->facts[i].map, map) == 0)
            return true;
    }
    return false;
}

static bool is_named(const struct findings *f, const char *map)
{
    for (int i = 0; i < f->nunasked; i++) {
        if (strcmp(f->unasked[i].map, map) == 0)
            return true;
    }
    return false;
}

static void clear_answer(struct unasked_answer *a)
{
    free(a->map);
    free(a->file);
    free(a->key);
    free(a->value);
    *a = (struct unasked_answer){ 0 };
}

void unasked_listen(void *ctx, struct session *s, const struct event *e)
{
    struct unasked_seen *seen = ctx;
    struct unasked_answer *a = &seen->list[seen->n < 8 ? seen->n : 7];

    (void)s;
    if (seen->n >= 8)
        return;
    if (e->kind == EVENT_LOOKUP_BEGIN && e->file != NULL && !was_asked(seen->f, e->map)) {
        clear_answer(a);
        *a = (struct unasked_answer){ copy(e->map), copy(e->file), copy(e->key), NULL };
        seen->begun = a->map != NULL && a->key != NULL;
    } else if (e->kind == EVENT_LOOKUP_END && seen->begun) {
        seen->begun = false;
        if (e->value != NULL) {
            a->value = copy(e->value);
            seen->n++;
        }
    }
}

void unasked_seen_clear(struct unasked_seen *seen)
{
    for (int i = 0; i < 8; i++)
        clear_answer(&seen->list[i]);
    seen->n = 0;
    seen->begun = false;
}

static struct unasked *add(struct findings *f, const char *map, const char *file, const char *key,
                           const char *value)
{
    struct unasked *u;

    if (f->unasked == NULL)
        f->unasked = calloc(MAX_UNASKED, sizeof *f->unasked);
    if (f->unasked == NULL || f->nunasked >= MAX_UNASKED || is_named(f, map))
        return NULL;
    u = &f->unasked[f->nunasked];
    *u = (struct unasked){ .map = copy(map), .file = copy(file), .key = copy(key), .value = copy(value) };
    if (u->map == NULL || u->key == NULL)
        return NULL;
    f->nunasked++;
    return u;
}

void unasked_because(struct unasked_seen *seen, int fact, const struct rule_used *rule)
{
    for (int i = 0; i < seen->n; i++) {
        const struct unasked_answer *a = &seen->list[i];
        struct unasked *u = add(seen->f, a->map, a->file, a->key, a->value);

        if (u != NULL) {
            u->because = fact >= 0 ? &seen->f->facts[fact] : NULL;
            u->rule = rule;
        }
    }
}

/* ---- what rules could ask -------------------------------------------------------------------------- */

struct reachable {
    const struct session *s;
    bool ruleset[MAX_RULESETS], class[NAME_IDS];
    bool *map;               /* by number; nmaps of them */
    int todo[MAX_RULESETS], ntodo;
};

static void reach(struct reachable *r, int ruleset)
{
    if (ruleset < 0 || ruleset >= MAX_RULESETS || r->ruleset[ruleset])
        return;
    r->ruleset[ruleset] = true;
    r->todo[r->ntodo++] = ruleset;
}

static void mentioned(void *ctx, enum mention what, const char *name)
{
    struct reachable *r = ctx;

    if (what == MENTIONS_CALL)
        reach(r, session_ruleset_named(r->s, name));
    else if (what == MENTIONS_CLASS)
        r->class[session_name_find(r->s, name) & 0xFF] = true;
    for (int i = 0; what == MENTIONS_MAP && i < r->s->prog->nmaps; i++) {
        struct map_view v;

        if (session_map_at((struct session *)r->s, i, &v) && strcasecmp(v.name, name) == 0)
            r->map[i] = true;
    }
}

/* What the rulesets that ran mention, and those that they call. */
static void reach_all(struct reachable *r, const struct findings *f)
{
    for (int i = 0; i < f->nrules; i++)
        reach(r, f->rules[i].ruleset);
    for (int i = 0; i < r->ntodo; i++) {
        for (const struct rule *x = session_first_rule(r->s, r->todo[i]); x != NULL; x = rule_after(x))
            session_rule_mentions(r->s, x, mentioned, r);
    }
}

/* ---- what tables hold of an address ---------------------------------------------------------------- */

struct keys {
    char text[MAX_KEYS][KEY_SIZE];
    int n;
    char domain[KEY_SIZE];
};

static void add_key(struct keys *k, const char *before, const char *text, size_t n)
{
    if (k->n < MAX_KEYS && n > 0 && n + 2 < KEY_SIZE)
        snprintf(k->text[k->n++], KEY_SIZE, "%s%.*s", before, (int)n, text);
}

/* user@domain, @domain, domain, .parent ... */
static void keys_of(const char *address, struct keys *k)
{
    const char *p = address + strspn(address, "< \t"), *at = strrchr(p, '@');
    size_t whole = strcspn(p, ">, \t"), n = at != NULL ? strcspn(at + 1, ">, \t") : 0;

    k->n = 0;
    *k->domain = '\0';
    add_key(k, "", p, whole);
    if (n == 0 || n >= KEY_SIZE)
        return;
    snprintf(k->domain, sizeof k->domain, "%.*s", (int)n, at + 1);
    if (k->domain[n - 1] == '.')
        k->domain[--n] = '\0';
    add_key(k, "@", k->domain, n);
    add_key(k, "", k->domain, n);
    for (const char *dot = strchr(k->domain, '.'); dot != NULL; dot = strchr(dot + 1, '.'))
        add_key(k, "", dot, strlen(dot));
}

static bool is_table(const struct map_view *v)
{
    return v->file != NULL && engine_map_class_suffix(v->cls, strlen(v->cls)) != NULL;
}

/* The first key that the table has, asked in a session of its own: what ours has open stays as it is. */
static const char *held(struct session *apart, const char *name, const struct keys *k, const char **value)
{
    struct map *m = session_map(apart, name);
    int status = 0;

    if (m == NULL || !session_map_open(apart, m))
        return NULL;
    for (int i = 0; i < k->n; i++) {
        *value = session_map_lookup(apart, m, k->text[i], &status);
        if (*value != NULL)
            return k->text[i];
    }
    return NULL;
}

/* ---- which class would let it be asked ------------------------------------------------------------- */

static bool answers(const struct unasked_seen *seen, const char *map)
{
    for (int i = 0; i < seen->n; i++) {
        if (strcmp(seen->list[i].map, map) == 0)
            return true;
    }
    return false;
}

static void find_class(struct inquiry *q, struct findings *f, const struct reachable *r, struct unasked *u,
                       const char *domain)
{
    for (int id = 1; id < NAME_IDS && u->nclasses < 4 && *domain != '\0'; id++) {
        struct unasked_seen seen = { .f = f };
        struct run_answer a = { 0 };

        if (!r->class[id] || class_has(q->s, id, domain, strlen(domain)))
            continue;
        inquiry_run_with_word(q, id, domain, unasked_listen, &seen, &a);
        if (answers(&seen, u->map))
            u->class_id[u->nclasses++] = id;
        unasked_seen_clear(&seen);
        run_answer_clear(&a);
    }
    u->word = u->nclasses > 0 ? copy(domain) : NULL;
}

static enum event_answer deaf(void *ctx, struct session *s, const struct event *e)
{
    (void)ctx, (void)s, (void)e;
    return EVENT_GO;
}

void unasked_find(struct inquiry *q, struct findings *f)
{
    const struct observer quiet = { .hear = deaf };
    struct reachable *r = calloc(1, sizeof *r);
    struct keys *k = calloc(1, sizeof *k);
    struct session *apart = session_new(q->s->prog, &quiet);
    struct map_view v;

    if (r != NULL)
        r->map = calloc((size_t)q->s->prog->nmaps + 1, sizeof *r->map);
    if (r == NULL || k == NULL || r->map == NULL)
        goto out;
    r->s = q->s;
    reach_all(r, f);
    keys_of(q->address, k);
    for (int i = 0; session_map_at(q->s, i, &v) && !f->unfinished; i++) {
        const char *value = NULL, *key;
        struct unasked *u;

        if (!r->map[i] || !is_table(&v) || was_asked(f, v.name) || is_named(f, v.name)
            || (key = held(apart, v.name, k, &value)) == NULL)
            continue;
        u = add(f, v.name, v.file, key, value);
        if (u != NULL)
            find_class(q, f, r, u, k->domain);
    }
out:
    session_free(apart);
    free(r != NULL ? r->map : NULL);
    free(r);
    free(k);
}

void unasked_clear(struct findings *f)
{
    for (int i = 0; i < f->nunasked; i++) {
        free(f->unasked[i].map);
        free(f->unasked[i].file);
        free(f->unasked[i].key);
        free(f->unasked[i].value);
        free(f->unasked[i].word);
    }
    free(f->unasked);
    f->unasked = NULL;
    f->nunasked = 0;
}
