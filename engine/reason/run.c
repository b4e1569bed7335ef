/*
 * run.c - one address, run as often as it takes, each time with something taken away or supposed.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sysexits.h>

#include "base/arena.h"
#include "base/marker.h"
#include "engine.h"
#include "hold.h"
#include "maps/lookup.h"
#include "maps/map.h"
#include "reason/facts.h"
#include "reason/place.h"
#include "reason/run.h"
#include "rules/rules.h"
#include "state/classes.h"
#include "state/macros.h"
#include "state/name_ids.h"
#include "state/program.h"
#include "state/rule.h"
#include "state/session.h"
#include "world/world.h"

/* A second of work or so; a stock configuration needs a hundredth of it. A rule costs the more, the longer the
 * workspace is that it is tried on. */
enum { MAX_WORK = 2000000, WORK_TOKENS = 64, BUCKETS = 256, MAX_REREAD = 64 };

/* What a lookup has answered. */
struct remembered {
    struct remembered *next;
    char *map, *key, *value; /* key with its arguments; value NULL: nothing */
    int status;
};

struct run_memory {
    struct remembered *bucket[BUCKETS];
};

/* A rule that reads another way where a macro is not set. */
struct reread {
    const struct rule *was, *is;
};

/* Bytes that grow; at NULL there are none. */
struct bytes {
    char *s;
    size_t n, room;
};

/* One run, as its observer sees it. */
struct running {
    struct inquiry *q;
    const struct premise *p;
    struct run_answer *out;
    run_listener *listen;
    void *ctx;
    struct reread reread[MAX_REREAD];
    int nreread;
    struct bytes key, workspace, said;
    bool answered; /* the lookup at hand, by us */
    bool failed;   /* a lookup, for the time being, though nobody shut its door */
};

static void put(struct bytes *b, const char *s, size_t n)
{
    if (b->n + n + 1 > b->room) {
        size_t room = (b->n + n + 1) * 2;
        char *more = realloc(b->s, room);

        if (more == NULL)
            return;
        b->s = more;
        b->room = room;
    }
    memcpy(b->s + b->n, s, n);
    b->n += n;
    b->s[b->n] = '\0';
}

static void put_text(struct bytes *b, const char *s)
{
    put(b, s, strlen(s));
}

static char *copy(const char *text)
{
    return text != NULL ? strdup(text) : NULL;
}

/* ---- memory -------------------------------------------------------------------------------------- */

static struct remembered **slot(struct run_memory *m, const char *map, const char *key)
{
    unsigned h = 5381;

    for (; *map != '\0'; map++)
        h = h * 33 + (unsigned char)*map;
    for (; *key != '\0'; key++)
        h = h * 33 + (unsigned char)*key;
    return &m->bucket[h % BUCKETS];
}

static const struct remembered *recall(struct run_memory *m, const char *map, const char *key)
{
    const struct remembered *r = *slot(m, map, key);

    while (r != NULL && (strcmp(r->map, map) != 0 || strcmp(r->key, key) != 0))
        r = r->next;
    return r;
}

static void remember(struct run_memory *m, const struct event *e, const char *key)
{
    struct remembered *r = calloc(1, sizeof *r), **at = slot(m, e->map, key);

    if (r == NULL)
        return;
    r->map = copy(e->map);
    r->key = copy(key);
    r->value = copy(e->value);
    r->status = e->status;
    r->next = *at;
    *at = r;
}

/* Nothing that it was asked has been answered. */
static bool always_fails(const struct run_memory *m, const char *map)
{
    for (int i = 0; i < BUCKETS; i++) {
        for (const struct remembered *r = m->bucket[i]; r != NULL; r = r->next) {
            if (r->status != EX_TEMPFAIL && strcmp(r->map, map) == 0)
                return false;
        }
    }
    return true;
}

void run_memory_free(struct run_memory *m)
{
    for (int i = 0; m != NULL && i < BUCKETS; i++) {
        for (struct remembered *r = m->bucket[i], *next; r != NULL; r = next) {
            next = r->next;
            free(r->map);
            free(r->key);
            free(r->value);
            free(r);
        }
    }
    free(m);
}

/* ---- what is answered ---------------------------------------------------------------------------- */

/* Is one of the facts that are not so of this kind and name? */
static const struct fact *taken(const struct running *x, enum fact_kind kind, int id, const char *key)
{
    for (int i = 0; i < x->p->noff; i++) {
        const struct fact *f = x->p->off[i];

        if (f->kind == kind && f->id == id && (key == NULL || strcasecmp(f->key, key) == 0))
            return f;
    }
    return NULL;
}

/* A word is gone from its class, and from those that have it from there. */
static bool word_taken(const struct running *x, struct session *s, const struct event *e)
{
    for (int i = 0; i < x->p->noff; i++) {
        const struct fact *f = x->p->off[i];

        if (f->kind == FACT_WORD && strcasecmp(f->key, e->key) == 0
            && (f->id == e->name || word_comes_from(s, e->name, e->key, f->id)))
            return true;
    }
    return false;
}

/* Key and arguments, as the memory has them. */
static const char *whole_key(struct bytes *key, const struct event *e)
{
    key->n = 0;
    put_text(key, e->key);
    for (int i = 1; i < e->nargs; i++) {
        put(key, "\001", 1);
        put_text(key, e->args[i]);
    }
    return key->s != NULL ? key->s : "";
}

/* The map is there again that failed for the time being, whatever it was asked, and this lookup finds nothing. */
static bool failure_taken(struct running *x, const struct fact *f, const struct event *e)
{
    const struct remembered *known;

    if (f->kind != FACT_RECORD || f->value != NULL || strcmp(f->map, e->map) != 0 || !always_fails(x->q->memory, f->map))
        return false;
    known = recall(x->q->memory, e->map, whole_key(&x->key, e));
    return known == NULL || known->status == EX_TEMPFAIL;
}

/* A record is gone from its table, by whatever name the table is asked. */
static bool record_taken(struct running *x, const struct event *e)
{
    for (int i = 0; i < x->p->noff; i++) {
        const struct fact *f = x->p->off[i];

        if (failure_taken(x, f, e))
            return true;
        if (f->kind == FACT_RECORD && strcasecmp(f->key, e->key) == 0 && strcmp(f->cls, e->map_class) == 0
            && (strcmp(f->map, e->map) == 0
                || (f->file != NULL && e->file != NULL && strcmp(f->file, e->file) == 0)))
            return true;
    }
    return false;
}

static bool supposed(const struct running *x, const struct event *e)
{
    const struct fact *f = x->p->on;

    return f != NULL && f->kind == FACT_MISS && strcmp(f->map, e->map) == 0 && strcasecmp(f->key, e->key) == 0;
}

static bool computes(const struct event *e)
{
    return strcmp(e->map_class, "macro") == 0;
}

static enum event_answer lookup_begins(struct running *x, const struct event *e)
{
    const struct remembered *known;

    x->answered = true;
    if (record_taken(x, e))
        return EVENT_SKIP; /* nothing, which the reply says already */
    if (supposed(x, e)) {
        e->reply->value = x->p->value;
        return EVENT_SKIP;
    }
    known = computes(e) ? NULL : recall(x->q->memory, e->map, whole_key(&x->key, e));
    x->answered = known != NULL || computes(e);
    if (known == NULL)
        return EVENT_GO;
    e->reply->value = known->value;
    e->reply->status = known->status;
    return EVENT_SKIP;
}

static enum event_answer macro_used(struct running *x, const struct event *e)
{
    const struct fact *on = x->p->on;

    if (taken(x, FACT_MACRO, e->name, NULL) != NULL)
        return EVENT_SKIP;
    if (on == NULL || on->kind != FACT_UNSET || on->id != e->name)
        return EVENT_GO;
    e->reply->value = x->p->value;
    return EVENT_SKIP;
}

static enum event_answer rule_tried(struct running *x, struct session *s, const struct event *e)
{
    x->q->work += 1 + (long)e->ws.n * e->ws.n / WORK_TOKENS;
    if (e->rule == x->p->without)
        return EVENT_SKIP;
    for (int i = 0; i < x->nreread; i++) {
        if (x->reread[i].was == e->rule) {
            *e->instead = x->reread[i].is;
            return EVENT_SKIP;
        }
    }
    if (x->q->work <= MAX_WORK && !interrupted_by_user(s))
        return EVENT_GO;
    x->out->stopped = true;
    return EVENT_STOP;
}

static void diagnostic(struct running *x, const struct diagnostic *d)
{
    char code[32];

    snprintf(code, sizeof code, "%03d %s%s", d->code, d->dsn != NULL ? d->dsn : "", d->dsn != NULL ? " " : "");
    put_text(&x->said, code);
    put_text(&x->said, d->text);
    put(&x->said, "\n", 1);
}

static void keep_workspace(struct running *x, struct session *s, const struct vector *v)
{
    x->workspace.n = 0;
    put(&x->workspace, "", 0);
    for (int i = 0; i < v->n; i++) {
        if (i > 0)
            put(&x->workspace, " ", 1);
        put_text(&x->workspace, token_text(s, v->v[i], NULL));
    }
}

static void lookup_fails(struct running *x, struct session *s, const struct event *e)
{
    const struct map *m = session_map(s, e->map);
    bool names = m != NULL && strcmp(m->cls->name, "host") == 0;

    x->failed |= m != NULL && !map_is_shut(s, m) && !(names && (s->world->shut & WORLD_NO_NETWORK) != 0);
}

static enum event_answer answer(struct running *x, struct session *s, const struct event *e)
{
    switch (e->kind) {
    case EVENT_RULE_TRY:
        return rule_tried(x, s, e);
    case EVENT_LOOKUP_BEGIN:
        return lookup_begins(x, e);
    case EVENT_LOOKUP_END:
        if (!x->answered)
            remember(x->q->memory, e, whole_key(&x->key, e));
        if (e->status == EX_TEMPFAIL)
            lookup_fails(x, s, e);
        break;
    case EVENT_LOOKUP_UNUSABLE:
        lookup_fails(x, s, e);
        break;
    case EVENT_CLASS_USED:
        return e->found && word_taken(x, s, e) ? EVENT_SKIP : EVENT_GO;
    case EVENT_MACRO_USED:
        return macro_used(x, e);
    case EVENT_RULESET_LEAVE:
        if (x->q->rules != NULL && e->depth == 0)
            keep_workspace(x, s, &e->ws);
        break;
    case EVENT_DIAGNOSTIC:
        diagnostic(x, e->diag);
        break;
    default:
        break;
    }
    return EVENT_GO;
}

static enum event_answer hear(void *ctx, struct session *s, const struct event *e)
{
    struct running *x = ctx;

    if (x->listen != NULL)
        x->listen(x->ctx, s, e);
    return answer(x, s, e);
}

static enum event_answer deaf(void *ctx, struct session *s, const struct event *e)
{
    (void)ctx, (void)s, (void)e;
    return EVENT_GO;
}

struct run_memory *run_memory_new(void)
{
    return calloc(1, sizeof(struct run_memory));
}

void run_memory_hear(struct run_memory *m, const struct event *e)
{
    struct bytes key = { NULL, 0, 0 };

    if (m != NULL && e->kind == EVENT_LOOKUP_END)
        remember(m, e, whole_key(&key, e));
    free(key.s);
}

void inquiry_knows(struct inquiry *q, struct run_memory *m)
{
    run_memory_free(q->memory);
    q->memory = m;
}

/* ---- runs ---------------------------------------------------------------------------------------- */

bool inquiry_begin(struct inquiry *q, struct session *s, const char *rules, const char *mailer,
                   const char *address)
{
    *q = (struct inquiry){ .s = s, .rules = copy(rules), .mailer = copy(mailer), .address = copy(address),
                           .held = session_hold(s), .memory = calloc(1, sizeof *q->memory) };
    if (q->held == NULL || q->memory == NULL || q->address == NULL
        || (rules != NULL && q->rules == NULL) || (mailer != NULL && q->mailer == NULL)) {
        inquiry_end(q);
        return false;
    }
    return true;
}

void inquiry_end(struct inquiry *q)
{
    if (q->held != NULL)
        session_restore(q->s, q->held);
    session_release(q->held);
    run_memory_free(q->memory);
    free(q->rules);
    free(q->mailer);
    free(q->address);
    *q = (struct inquiry){ 0 };
}

/* The rules that were read with a macro that is now taken away, read again. */
static void read_again(struct running *x, struct session *s)
{
    const struct observer quiet = { .hear = deaf };
    bool any = false;

    for (int i = 0; i < x->p->noff; i++) {
        if (x->p->off[i]->kind == FACT_FROZEN) {
            macro_define(s, x->p->off[i]->id, "", MACRO_ENVELOPE);
            any = true;
        }
    }
    if (!any)
        return;
    session_observe(s, &quiet);
    for (int i = 0; i < MAX_RULESETS; i++) {
        for (const struct rule *r = s->prog->rulesets[i].first; r != NULL && x->nreread < MAX_REREAD; r = r->next) {
            bool reads = false;

            for (int k = 0; r->frozen != NULL && k < x->p->noff; k++)
                reads |= x->p->off[k]->kind == FACT_FROZEN
                         && strchr(r->frozen, (char)x->p->off[k]->id) != NULL;
            if (reads)
                x->reread[x->nreread++] = (struct reread){ r, rule_again(s, r) };
        }
    }
    /* what is not frozen has its value still */
    session_restore(s, x->q->held);
}

static void resolve(struct running *x, struct session *s)
{
    struct triple triple;

    if (!session_parse(s, x->q->address, &triple))
        return;
    x->out->mailer = copy(triple.mailer);
    x->out->host = copy(triple.host != NULL ? triple.host : "");
    x->out->user = copy(triple.user);
}

static void rewritten(struct running *x, struct session *s)
{
    int status = 0;
    const char *made = session_try(s, x->q->mailer, x->q->address, &status);

    x->workspace.n = 0;
    put_text(&x->workspace, made != NULL ? made : "");
}

static void run_in(struct running *x, struct session *s)
{
    struct observer o = { .hear = hear, .ctx = x,
                          .want = WANT_RULESETS | WANT_RULES | WANT_LOOKUPS | WANT_NAMES };
    struct inquiry *q = x->q;
    /* those that make the matcher go step by step, where it tells no one of classes */
    struct levels before = levels_hush(s, 21);

    levels_hush(s, 36);
    levels_hush(s, 59);
    run_answer_clear(x->out);
    session_end_command(s); /* what the run before left behind */
    session_restore(s, q->held);
    read_again(x, s);
    session_observe(s, &o);
    if (q->rules != NULL && strstr(q->address, "$|") != NULL)
        session_test_joined(s, q->rules, q->address);
    else if (q->rules != NULL)
        session_test(s, q->rules, q->address);
    else if (q->mailer != NULL)
        rewritten(x, s);
    else
        resolve(x, s);
    x->out->status = session_status(s);
    x->out->workspace = x->workspace.s;
    x->out->said = x->said.s;
    x->out->waits = x->failed && x->said.s != NULL && strstr(x->said.s, "Transient parse error") != NULL;
    free(x->key.s);
    session_restore(s, q->held);
    levels_restore(s, &before);
}

void inquiry_run(struct inquiry *q, const struct premise *p, run_listener *listen, void *ctx,
                 struct run_answer *out)
{
    static const struct premise nothing;
    struct running x = { .q = q, .p = p != NULL ? p : &nothing, .out = out, .listen = listen, .ctx = ctx };

    run_in(&x, q->s);
}

void inquiry_run_with_word(struct inquiry *q, int class_id, const char *word, run_listener *listen, void *ctx,
                           struct run_answer *out)
{
    static const struct premise nothing;
    const struct observer quiet = { .hear = deaf };
    struct running x = { .q = q, .p = &nothing, .out = out, .listen = listen, .ctx = ctx };
    struct session *other = session_new(q->s->prog, &quiet);

    session_carry_over(other, q->s);
    other->try_header = q->s->try_header;
    other->try_sender = q->s->try_sender;
    class_add(other, class_id, word);
    run_in(&x, other);
    session_free(other);
}

static bool same_text(const char *a, const char *b)
{
    return strcmp(a != NULL ? a : "", b != NULL ? b : "") == 0;
}

bool run_is_check(const char *rules)
{
    static const char *const begins[] = { "check", "Local_check_", "Basic_check_" };
    const char *last = rules != NULL ? strrchr(rules, ',') : NULL;

    last = last != NULL ? last + 1 : rules;
    for (size_t i = 0; last != NULL && i < sizeof begins / sizeof *begins; i++) {
        if (strncasecmp(last, begins[i], strlen(begins[i])) == 0)
            return true;
    }
    return false;
}

bool run_refused(const struct run_answer *a)
{
    const char *w = a->workspace != NULL ? a->workspace : "";

    if (a->mailer != NULL)
        return strcmp(a->mailer, "error") == 0 || strcmp(a->mailer, "*error*") == 0;
    return (unsigned char)w[0] == MARK_MAILER && (strncasecmp(w + 1, " error", 6) == 0
                                                  || strncasecmp(w + 1, " discard", 8) == 0);
}

bool inquiry_same(const struct inquiry *q, const struct run_answer *a, const struct run_answer *b)
{
    if (q->verdict && !run_refused(a) && !run_refused(b))
        return true;
    if (a->waits || b->waits)
        return a->waits && b->waits;
    return same_text(a->mailer, b->mailer) && same_text(a->host, b->host) && same_text(a->user, b->user)
           && same_text(a->workspace, b->workspace) && (!run_refused(a) || same_text(a->said, b->said));
}

void run_answer_clear(struct run_answer *a)
{
    free(a->mailer);
    free(a->host);
    free(a->user);
    free(a->workspace);
    free(a->said);
    *a = (struct run_answer){ 0 };
}
