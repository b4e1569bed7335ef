/*
 * liveness.c - entries of tables that no address reaches, and what stands before them.
 */
#include <search.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "check/capitals.h"
#include "check/check.h"
#include "check/configuration.h"
#include "check/cycles.h"
#include "check/entry_crew.h"
#include "check/liveness.h"
#include "check/relay_entries.h"
#include "describe.h"
#include "engine.h"
#include "explain/fact_text.h"
#include "explain/words.h"
#include "explore/entry.h"
#include "explore/entry_address.h"
#include "explore/made_world.h"
#include "reason/place.h"
#include "show/base_name.h"
#include "show/error_output.h"
#include "show/memory.h"
#include "show/rule_text.h"
#include "show/text.h"
#include "start/interrupt.h"
#include "start/paths.h"

enum { TOLD = 20, SLOW = 2000 };

/* One table being looked at. */
struct looking {
    struct check_run *c;
    const struct configuration *conf;
    struct entry_crew *crew;
    struct entries *entries; /* of the crew's first */
    const struct source_text *source;
    const char *file;        /* as the configuration names it */
    int total, used, unreached, blocked;
    int situations;
    void *whys;              /* a tree of struct why: what stood before */
    bool *told;              /* by line, counted from 1: its text tells already that nobody asks for the key; NULL: of no line */
};

struct why {
    char *text;              /* owned */
    int times;               /* that it was told */
};

/* "mailertable:6" */
static void put_place(struct text *t, const struct configuration *conf, const struct place *p)
{
    struct place named = *p;

    snprintf(named.file, sizeof named.file, "%s", configuration_place(conf, p->file));
    if (p->kind == PLACE_DATABASE || p->kind == PLACE_PROGRAM)
        text_add(t, base_name(named.file));
    else
        place_text(t, &named);
}

/* Does it stand in a file of the tree, which nobody edits? */
static bool is_of_tree(const struct configuration *conf, const struct place *p)
{
    return conf->mc && p->kind == PLACE_LINE && path_ends_in(p->file, ".m4");
}

static void put_class(struct text *t, struct session *s, int id)
{
    char buf[32];

    text_format(t, "$=%s", session_name(s, id, true, buf));
}

static void say_record(struct text *t, struct looking *l, struct session *s, const struct entry_blocker *a)
{
    struct place place;

    place_of_key(s, a->map, a->file, a->key, &place);
    text_format(t, "the entry \"%s\" of ", a->key);
    put_place(t, l->conf, &place);
    if (place.kind == PLACE_NONE)
        text_add(t, a->map);
    text_add(t, " answers first");
}

static void say_word(struct text *t, struct looking *l, struct session *s, const struct entry_blocker *a)
{
    struct text where = { 0 };
    struct place place;

    place_of_word(s, a->id, a->key, &place);
    put_place(&where, l->conf, &place);
    text_format(t, "%s is in ", a->key);
    put_class(t, s, a->id);
    if (where.n > 0)
        text_format(t, " (%s)", text_of(&where));
    text_add(t, ", which is asked first");
    text_free(&where);
}

static void say_lack(struct text *t, struct looking *l, struct session *s, const struct entry_blocker *a)
{
    struct text where = { 0 };
    struct place place;
    char buf[32];
    const char *define = define_of_class(session_name(s, a->id, true, buf));

    place_of_class(s, a->id, &place);
    if (define == NULL || !is_of_tree(l->conf, &place))
        put_place(&where, l->conf, &place);
    text_format(t, "%s is not in ", a->key);
    put_class(t, s, a->id);
    if (where.n > 0)
        text_format(t, " (%s)", text_of(&where));
    else if (define != NULL)
        text_format(t, " (%s)", define);
    text_free(&where);
}

static void say_rule(struct text *t, const struct looking *l, struct session *s, const struct entry_blocker *a)
{
    struct rule_view r = rule_describe(a->rule);
    struct text sides = { 0 };

    rule_sides(&sides, s, a->rule);
    text_format(t, "the rule of %s:%d %s before", base_name(configuration_place(l->conf, r.file)), r.line,
                strstr(text_of(&sides), "$#") != NULL ? "decides" : "makes another address of it");
    text_free(&sides);
}

static int by_text(const void *a, const void *b)
{
    return strcmp(((const struct why *)a)->text, ((const struct why *)b)->text);
}

static void why_free(void *why)
{
    free(((struct why *)why)->text);
    free(why);
}

static struct why *why_of(struct looking *l, const char *text)
{
    struct why *new = zeroed_or_end(1, sizeof *new), **at;

    new->text = copy_or_end(text);
    at = tsearch(new, &l->whys, by_text);
    if (at == NULL)
        out_of_memory();
    if (*at != new)
        why_free(new);
    return *at;
}

static void say_blocker(struct text *t, struct looking *l, struct session *s, const struct entry_blocker *a)
{
    switch (a->kind) {
    case TAKEN_RECORD:
        say_record(t, l, s, a);
        break;
    case TAKEN_WORD:
        say_word(t, l, s, a);
        break;
    case GIVEN_WORD:
        say_lack(t, l, s, a);
        break;
    default:
        say_rule(t, l, s, a);
        break;
    }
}

static void tell_blocked(struct looking *l, int line, const struct entry_answer *a)
{
    struct text why = { 0 };
    int times;

    for (int i = 0; i < a->nblockers; i++) {
        text_add(&why, i > 0 ? "; and " : "");
        say_blocker(&why, l, entries_session(l->entries), &a->blocker[i]);
    }
    times = ++why_of(l, text_of(&why))->times;
    if (times <= TOLD || l->c->wish->uses)
        finding_add(&l->c->found, BT305, l->source->path, line, 1, "no address reaches this entry: %s%s", text_of(&why),
                    times == TOLD && !l->c->wish->uses ? "; so it is with others, which are not told" : "");
    text_free(&why);
}

/* ---- tags of the access table ---------------------------------------------------------------------------- */

static const struct {
    const char *tag, *feature;
} features[] = {
    { "Spam:", "FEATURE(delay_checks, friend) does" },
    { "To:", "FEATURE(blocklist_recipients) does" },
    { "Connect:", "senders have From:, recipients To:" },
    { "GreetPause:", "FEATURE(greet_pause) does" },
    { "ClientRate:", "FEATURE(ratecontrol) does" },
    { "ClientConn:", "FEATURE(conncontrol) does" },
    { "AuthInfo:", "FEATURE(authinfo) without a table of its own does" },
    { "qgrp:", "FEATURE(queuegroup) does" },
    { "bcc:", "FEATURE(bcc) does" },
};

static const char *feature_of_tag(const char *key)
{
    size_t n = (size_t)access_tag(key);

    for (size_t i = 0; i < sizeof features / sizeof features[0]; i++) {
        if (strlen(features[i].tag) == n && strncasecmp(features[i].tag, key, n) == 0)
            return features[i].feature;
    }
    return "see cf/README for what does";
}

/* Does the word stand on the right side of a rule? */
static bool has_word(struct session *s, const struct rule *r, const char *word, size_t n)
{
    struct rule_view v = rule_describe(r);

    for (int i = 0; i < v.rhs.n; i++) {
        size_t length = 0;
        const char *text = token_text(s, v.rhs.v[i], &length);

        if (length == n && strncasecmp(text, word, n) == 0)
            return true;
    }
    return false;
}

/* What the rules that know a tag call, for lookups of it. */
struct tag_calls {
    const char *map;         /* of the table */
    int rules, calls;
    int here, elsewhere;     /* lookups in that map, and in others */
    bool others;             /* than the tree's for hosts and domains, which are never asked with a user */
};

static void note_call(void *ctx, enum mention what, const char *name)
{
    struct tag_calls *t = ctx;
    bool elsewhere = what == MENTIONS_MAP && *name != '\0' && strcasecmp(name, t->map) != 0;

    t->calls += what == MENTIONS_CALL;
    t->elsewhere += elsewhere;
    t->here += what == MENTIONS_ANY || (what == MENTIONS_MAP && !elsewhere);
    t->others |= what == MENTIONS_ANY || (what == MENTIONS_CALL && strcmp(name, "D") != 0 && strcmp(name, "A") != 0);
}

static struct tag_calls calls_of_tag(struct session *s, const char *map, const char *word, size_t n)
{
    struct tag_calls t = { .map = map };

    for (int i = 0; i < RULESET_NUMBERS; i++) {
        for (const struct rule *r = session_first_rule(s, i); r != NULL; r = rule_after(r)) {
            int before = t.calls;

            if (!has_word(s, r, word, n))
                continue;
            t.here = t.elsewhere = 0;
            session_rule_mentions(s, r, note_call, &t);
            t.rules += t.calls > before || t.here > 0 || t.elsewhere == 0; /* one that asks another map alone is none */
            t.others |= t.calls == before;
        }
    }
    return t;
}

static const char *map_of_file(const struct looking *l)
{
    struct session *s = entries_session(l->entries);
    struct map_view v;

    for (int i = 0; session_map_at(s, i, &v); i++) {
        if (v.file != NULL && strcmp(v.file, l->file) == 0)
            return v.name;
    }
    return "";
}

/* What no rule asks for with this key: its tag at all, or with a user; NULL: rules may ask for it. */
static const char *never_asked(struct looking *l, const char *key)
{
    int n = l->source->kind == SOURCE_ACCESS ? access_tag(key) : 0;
    struct tag_calls t;

    if (n <= 1)
        return NULL;
    t = calls_of_tag(entries_session(l->entries), map_of_file(l), key, (size_t)n - 1);
    if (t.rules == 0)
        return "";
    return !t.others && strchr(key, '@') != NULL ? " with a user" : NULL;
}

/* Who uses it, as other programs can read it: tabs stand between. */
static void note_use(struct looking *l, int line, const char *key, const struct entry_answer *a)
{
    struct text t = { 0 };

    text_format(&t, "%s:%d: %s\tclient %s %s\thelo %s\tfrom <%s>\tto <%s>", l->source->path, line, key, a->witness.client,
                *a->witness.name != '\0' ? a->witness.name : "-", a->witness.helo, a->witness.sender, a->witness.recipient);
    if (*a->witness.verify != '\0')
        text_format(&t, "\tcertificate of %s by %s", a->witness.subject, a->witness.issuer);
    texts_add(&l->c->uses, text_of(&t));
    text_free(&t);
}

static void tell_entry(struct looking *l, int line, const char *key, const struct entry_answer *a)
{
    l->total++;
    l->situations += a->situations;
    l->used += a->end == ENTRY_USED;
    l->blocked += a->end == ENTRY_BLOCKED;
    if (a->end == ENTRY_USED && l->c->wish->uses)
        note_use(l, line, key, a);
    if (a->end == ENTRY_BLOCKED && (l->told == NULL || !l->told[line])) /* what nobody asks for needs no other reason */
        tell_blocked(l, line, a);
    if (a->end == ENTRY_UNREACHED) {
        const char *never = never_asked(l, key);

        l->unreached++;
        if (never != NULL)
            finding_add(&l->c->found, BT315, l->source->path, line, 1, "nothing asks for %.*s%s in %s; %s", access_tag(key), key,
                        never, base_name(l->conf->path), feature_of_tag(key));
        else if (l->source->kind == SOURCE_ACCESS && key[access_tag(key)] == '.')
            finding_add(&l->c->found, BT302, l->source->path, line, access_tag(key) + 1, "nobody asks for \"%s\": without its dot a domain stands for all that "
                        "is below it, too (FEATURE(`lookupdotdomain') asks with the dot)", key + access_tag(key));
        else if ((l->told == NULL || !l->told[line]) && (l->unreached <= TOLD || l->c->wish->uses))
            finding_add(&l->c->found, BT325, l->source->path, line, 1, "not reached in %d situations that ought to use it",
                        a->situations);
    }
}

static void progress(const struct looking *l, int line)
{
    if (line % SLOW == 0 && isatty(STDERR_FILENO))
        err_format("\r%s: %d of %d lines ", l->source->path, line, l->source->nlines);
}

/* Nothing in it is used, and nothing says why: one word for all of it. */
static bool is_unreached(void *ctx, const struct finding *x)
{
    const struct looking *l = ctx;

    return x->check != BT325 || strcmp(x->file, l->source->path) != 0;
}

static bool enough(struct check_run *c)
{
    c->left = c->left || (c->enough != NULL && c->enough(c->enough_ctx));
    return c->left;
}

/* The entries of these lines: they are asked together, and told in their order. */
static void look_at_lines(struct looking *l, int first, int n)
{
    struct entry_answer *a = zeroed_or_end((size_t)n, sizeof *a);
    char **keys = zeroed_or_end((size_t)n, sizeof *keys);
    struct entry_text e;

    for (int i = 0; i < n; i++) {
        if (source_entry(l->source, first + i, &e) && l->source->lines[first + i - 1][0] != ' ')
            keys[i] = copy_or_end(e.key);
    }
    entry_crew_ask(l->crew, l->file, keys, n, a);
    for (int i = 0; i < n; i++) {
        progress(l, first + i);
        if (keys[i] != NULL && !interrupted)
            tell_entry(l, first + i, keys[i], &a[i]);
        free(keys[i]);
    }
    free(keys);
    free(a);
}

static void note_told(struct looking *l)
{
    l->told = zeroed_or_end((size_t)l->source->nlines + 1, sizeof *l->told);
    for (int i = 0; i < l->c->found.n; i++) {
        const struct finding *x = &l->c->found.list[i];

        if ((x->check == BT301 || x->check == BT302 || x->check == BT321) && strcmp(x->file, l->source->path) == 0 && x->line <= l->source->nlines)
            l->told[x->line] = true;
    }
}

static void look_at(struct looking *l)
{
    int most = l->c->enough != NULL ? 1 : entry_crew_most(l->crew); /* whoever may have enough is asked between two */

    note_told(l);
    for (int line = 1; line <= l->source->nlines && !interrupted && !enough(l->c); line += most)
        look_at_lines(l, line, most < l->source->nlines - line + 1 ? most : l->source->nlines - line + 1);
    if (l->source->nlines >= SLOW && isatty(STDERR_FILENO))
        fprintf(stderr, "\r\033[K");
    if (l->total > 1 && l->unreached == l->total) {
        findings_keep(&l->c->found, is_unreached, l);
        finding_add(&l->c->found, BT325, l->source->path, 0, 0, "none of its %d entries was reached in %d situations", l->total,
                    l->situations);
    }
    tdestroy(l->whys, why_free);
    free(l->told);
}

const char *table_read_as(const struct configuration *conf, struct session *s, const char *path)
{
    char *absolute = path_from(".", path);
    const char *found = NULL;
    struct map_view v;

    for (int i = 0; found == NULL && session_map_at(s, i, &v); i++) {
        char *named = v.file != NULL ? path_from(".", configuration_place(conf, v.file)) : NULL;

        if (named != NULL && strncasecmp(v.name, "Alias", 5) != 0 && strcmp(named, absolute) == 0)
            found = v.file;
        free(named);
    }
    free(absolute);
    return found;
}

void liveness_of_entry(const struct configuration *conf, const struct source_text *s, int line, struct check_run *out)
{
    struct made_world *w = made_world_new(conf->program);
    struct entry_crew *crew = w != NULL ? entry_crew_new(conf->program, made_world(w), 1) : NULL;
    struct looking l = { .c = out, .conf = conf, .crew = crew, .source = s };

    if (crew == NULL)
        out_of_memory();
    l.entries = entry_crew_entries(crew);
    l.file = table_read_as(conf, entries_session(l.entries), s->path);
    if (l.file != NULL)
        look_at_lines(&l, line, 1);
    tdestroy(l.whys, why_free);
    entry_crew_free(crew);
    made_world_free(w);
}

void check_liveness(struct check_run *c, const struct configuration *conf)
{
    struct made_world *w = made_world_new(conf->program);
    struct entry_crew *crew = w != NULL ? entry_crew_new(conf->program, made_world(w), (int)c->wish->workers) : NULL;
    struct entries *entries = crew != NULL ? entry_crew_entries(crew) : NULL;
    struct traveller *t;

    if (crew == NULL)
        out_of_memory();
    for (int i = 0; i < c->nsources && !interrupted; i++) {
        const struct source_text *s = &c->sources[i];
        struct looking l = { .c = c, .conf = conf, .crew = crew, .entries = entries, .source = s };

        l.file = s->mine && source_is_table(s->kind) ? table_read_as(conf, entries_session(entries), s->path) : NULL;
        if (l.file != NULL)
            look_at(&l);
    }
    entry_crew_free(crew);
    if (!c->left) {
        t = traveller_new(conf->program, made_world(w));
        check_cycles(c, conf, t);
        check_capitals(c, conf, t);
        check_relay_entries(c, t);
        traveller_free(t);
    }
    made_world_free(w);
}
