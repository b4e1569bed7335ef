/*
 * trial.c - runs of an address whose effects are taken back.
 */
#include <stdlib.h>
#include <string.h>

#include "engine.h"
#include "explain/trial.h"
#include "hold.h"
#include "show/memory.h"
#include "show/rule_text.h"
#include "show/text.h"
#include "start/interrupt.h"

enum { MAX_TRIED = 4000000, MAX_STEPS_KEPT = 20000, NESTING = 128 };

/* What a lookup has answered. */
struct remembered {
    struct remembered *next;
    char *map, *key, *value; /* key with its arguments; value NULL: nothing */
    int status;
};

enum { BUCKETS = 256 };

struct trial_memory {
    struct remembered *bucket[BUCKETS];
};

/* One run, as its observer sees it. */
struct hearing {
    struct trial_of *of;
    struct trial *out;
    const struct rule *without;
    const struct trial_lookup *missing;
    void (*tried)(void *ctx, struct session *s, const struct event *e);
    void *ctx;
    int step[NESTING];       /* the rule at work, by nesting of rulesets; -1: none */
    struct text key;         /* of the lookup at hand */
    bool answered;           /* by us */
    int ended;               /* status of the ruleset that ended last, 0: none was told */
};

/* ---- memory -------------------------------------------------------------------------------------- */

static struct remembered **slot(struct trial_memory *m, const char *map, const char *key)
{
    unsigned h = 5381;

    for (; *map != '\0'; map++)
        h = h * 33 + (unsigned char)*map;
    for (; *key != '\0'; key++)
        h = h * 33 + (unsigned char)*key;
    return &m->bucket[h % BUCKETS];
}

static struct remembered *recall(struct trial_memory *m, const char *map, const char *key)
{
    struct remembered *r = *slot(m, map, key);

    while (r != NULL && (strcmp(r->map, map) != 0 || strcmp(r->key, key) != 0))
        r = r->next;
    return r;
}

static char *copy(const char *text)
{
    return text != NULL ? copy_or_end(text) : NULL;
}

static void remember(struct trial_memory *m, const struct event *e, const char *key)
{
    struct remembered *r = zeroed_or_end(1, sizeof *r), **at = slot(m, e->map, key);

    r->map = copy(e->map);
    r->key = copy(key);
    r->value = copy(e->value);
    r->status = e->status;
    r->next = *at;
    *at = r;
}

static void forget(struct trial_memory *m)
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

/* ---- what is heard --------------------------------------------------------------------------------- */

/* Room for one more element of a list that doubles. */
static void grow(void **list, int n, size_t size)
{
    if (n == 0 || (n & (n - 1)) == 0)
        *list = grow_or_end(*list, (n == 0 ? 1 : 2 * (size_t)n) * size);
}

static void add_step(struct hearing *h, struct session *s, const struct event *e)
{
    struct trial *t = h->out;
    struct text captures = { 0 };

    h->step[e->depth % NESTING] = -1;
    t->matched++;
    if (t->nsteps >= MAX_STEPS_KEPT)
        return;
    grow((void **)&t->steps, t->nsteps, sizeof *t->steps);
    rule_captures(&captures, s, e);
    t->steps[t->nsteps] = (struct trial_step){ .rule = e->rule, .ruleset = e->ruleset,
                                               .depth = e->depth,
                                               .captures = copy(text_of(&captures)) };
    h->step[e->depth % NESTING] = t->nsteps++;
    text_free(&captures);
}

static void step_result(struct hearing *h, struct session *s, const struct event *e)
{
    int i = h->step[e->depth % NESTING];
    struct text result = { 0 };

    if (i < 0)
        return;
    text_vector(&result, s, &e->ws);
    free(h->out->steps[i].result);
    h->out->steps[i].result = copy(text_of(&result));
    h->out->steps[i].resolved = strncmp(text_of(&result), "$#", 2) == 0;
    text_free(&result);
}

static void add_lookup(struct hearing *h, struct session *s, const struct event *e)
{
    struct trial *t = h->out;
    struct text key = { 0 };

    grow((void **)&t->lookups, t->nlookups, sizeof *t->lookups);
    text_display(&key, s, e->key);
    t->lookups[t->nlookups++] = (struct trial_lookup){
        .step = h->step[e->depth % NESTING], .map = copy(e->map), .cls = copy(e->map_class),
        .file = copy(e->file), .key = copy(text_of(&key)), .unusable = e->kind == EVENT_LOOKUP_UNUSABLE
    };
    text_free(&key);
}

/* Key and arguments, as the memory has them. */
static void whole_key(struct hearing *h, const struct event *e)
{
    text_clear(&h->key);
    text_add(&h->key, e->key);
    for (int i = 1; i < e->nargs; i++) {
        text_char(&h->key, '\001');
        text_add(&h->key, e->args[i]);
    }
}

static enum event_answer lookup_begins(struct hearing *h, struct session *s, const struct event *e)
{
    const struct trial_lookup *m = h->missing;
    const struct remembered *known;
    struct text key = { 0 };
    bool same;

    add_lookup(h, s, e);
    text_display(&key, s, e->key);
    same = m != NULL && strcmp(m->map, e->map) == 0 && strcmp(m->key, text_of(&key)) == 0;
    text_free(&key);
    h->answered = true;
    if (same) {
        e->reply->value = NULL;
        e->reply->status = 0;
        return EVENT_SKIP;
    }
    whole_key(h, e);
    known = strcmp(e->map_class, "macro") != 0 ? recall(h->of->memory, e->map, text_of(&h->key)) : NULL;
    if (known == NULL) {
        h->answered = false;
        return EVENT_GO;
    }
    e->reply->value = known->value;
    e->reply->status = known->status;
    return EVENT_SKIP;
}

static void lookup_ends(struct hearing *h, struct session *s, const struct event *e)
{
    struct trial *t = h->out;
    struct text value = { 0 };

    whole_key(h, e);
    if (t->nlookups > 0 && h->answered) {
        /* said by us: nothing new */
    } else if (t->nlookups > 0 && strcmp(t->lookups[t->nlookups - 1].cls, "macro") != 0) {
        remember(h->of->memory, e, text_of(&h->key));
    }
    if (t->nlookups == 0)
        return;
    text_display(&value, s, e->value);
    free(t->lookups[t->nlookups - 1].value);
    t->lookups[t->nlookups - 1].value = e->value != NULL ? copy(text_of(&value)) : NULL;
    t->lookups[t->nlookups - 1].status = e->status;
    text_free(&value);
}

static void ruleset_ends(struct hearing *h, struct session *s, const struct event *e)
{
    if (h->of->rules == NULL || e->depth > 0)
        return;
    h->ended = 0;
    text_clear(&h->out->answer);
    text_vector(&h->out->answer, s, &e->ws);
}

static void diagnostic(struct hearing *h, const struct diagnostic *d)
{
    text_format(&h->out->errors, "%03d %s\n", d->code, d->text);
}

static enum event_answer rule_tried(struct hearing *h, struct session *s, const struct event *e)
{
    h->out->tried++;
    h->of->tried++;
    h->step[e->depth % NESTING] = -1;
    if (e->rule == h->without)
        return EVENT_SKIP;
    if (h->tried != NULL)
        h->tried(h->ctx, s, e);
    if (!interrupted && h->of->tried <= MAX_TRIED)
        return EVENT_GO;
    h->out->stopped = true;
    return EVENT_STOP;
}

static enum event_answer hear(void *ctx, struct session *s, const struct event *e)
{
    struct hearing *h = ctx;

    switch (e->kind) {
    case EVENT_RULE_TRY:
        return rule_tried(h, s, e);
    case EVENT_RULE_MATCH:
        add_step(h, s, e);
        break;
    case EVENT_REWRITTEN:
        step_result(h, s, e);
        break;
    case EVENT_LOOKUP_BEGIN:
        return lookup_begins(h, s, e);
    case EVENT_LOOKUP_END:
        lookup_ends(h, s, e);
        break;
    case EVENT_LOOKUP_UNUSABLE:
        add_lookup(h, s, e);
        break;
    case EVENT_RULESET_LEAVE:
        ruleset_ends(h, s, e);
        break;
    case EVENT_RULESET_STATUS:
        h->ended = e->status;
        break;
    case EVENT_DIAGNOSTIC:
        diagnostic(h, e->diag);
        break;
    default:
        break;
    }
    return EVENT_GO;
}

/* ---- runs ---------------------------------------------------------------------------------------- */

void trial_begin(struct trial_of *t, struct session *s, const char *rules, const char *address)
{
    *t = (struct trial_of){ .s = s, .rules = rules, .address = address, .held = session_hold(s),
                            .memory = zeroed_or_end(1, sizeof *t->memory) };
    if (t->held == NULL)
        out_of_memory();
}

void trial_end(struct trial_of *t)
{
    session_restore(t->s, t->held);
    session_release(t->held);
    forget(t->memory);
    *t = (struct trial_of){ 0 };
}

static void parse(struct trial_of *t, struct trial *out)
{
    struct triple triple;

    if (!session_parse(t->s, t->address, &triple)) {
        text_add(&out->answer, "it cannot be parsed");
        return;
    }
    text_format(&out->answer, "mailer %s", triple.mailer);
    if (triple.host != NULL && *triple.host != '\0') {
        text_add(&out->answer, ", host ");
        text_display(&out->answer, t->s, triple.host);
    }
    if (*triple.user != '\0') {
        text_add(&out->answer, ", user ");
        text_display(&out->answer, t->s, triple.user);
    }
}

/* As it looks at the mailer's other end. */
static void rewritten(struct trial_of *t, struct trial *out)
{
    int status = 0;
    const char *made = session_try(t->s, t->mailer, t->address, &status);

    if (made != NULL)
        text_display(&out->answer, t->s, made);
    else
        text_add(&out->answer, "it cannot be rewritten");
}

void trial_clear(struct trial *t)
{
    for (int i = 0; i < t->nsteps; i++) {
        free(t->steps[i].captures);
        free(t->steps[i].result);
    }
    for (int i = 0; i < t->nlookups; i++) {
        struct trial_lookup *l = &t->lookups[i];

        free(l->map);
        free(l->cls);
        free(l->file);
        free(l->key);
        free(l->value);
    }
    free(t->steps);
    free(t->lookups);
    text_free(&t->answer);
    text_free(&t->errors);
    *t = (struct trial){ 0 };
}

static void run(struct hearing *h)
{
    struct observer o = { .hear = hear, .ctx = h, .want = WANT_RULESETS | WANT_RULES | WANT_LOOKUPS };
    struct trial_of *t = h->of;

    trial_clear(h->out);
    for (int i = 0; i < NESTING; i++)
        h->step[i] = -1;
    session_restore(t->s, t->held);
    session_observe(t->s, &o);
    if (t->rules != NULL && strstr(t->address, "$|") != NULL)
        session_test_joined(t->s, t->rules, t->address);
    else if (t->rules != NULL)
        session_test(t->s, t->rules, t->address);
    else if (t->mailer != NULL)
        rewritten(t, h->out);
    else
        parse(t, h->out);
    h->out->status = session_status(t->s);
    if (h->ended != 0)
        text_format(&h->out->answer, "%s[status %d]", h->out->answer.n > 0 ? " " : "", h->ended);
    text_free(&h->key);
}

void trial_run(struct trial_of *t, const struct rule *rule, const struct trial_lookup *lookup,
               struct trial *out)
{
    struct hearing h = { .of = t, .out = out, .without = rule, .missing = lookup };

    run(&h);
}

void trial_run_watched(struct trial_of *t, void (*tried)(void *ctx, struct session *s,
                                                         const struct event *e),
                       void *ctx, struct trial *out)
{
    struct hearing h = { .of = t, .out = out, .tried = tried, .ctx = ctx };

    run(&h);
}
