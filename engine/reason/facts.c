/*
 * facts.c - what of a site's own decided an answer, found by taking it away.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/marker.h"
#include "describe.h"
#include "engine.h"
#include "reason/facts.h"
#include "reason/run.h"
#include "reason/unasked.h"
#include "state/classes.h"
#include "state/macros.h"
#include "state/name_ids.h"
#include "state/origins.h"
#include "state/program.h"
#include "state/rule.h"
#include "state/session.h"

enum { MAX_FACTS = 400, MAX_RULES = 4000, NESTING = 128, MAX_WORDS = 8 };

/* The first run, as it is listened to. */
struct listening {
    struct findings *f;
    struct session *s;
    const struct rule *rule[NESTING]; /* at work, by nesting of rulesets */
    int ruleset[NESTING];
    bool made[NAME_IDS];      /* macros that the run itself set */
    bool class_seen[NAME_IDS];
    int asked;                /* the lookup at hand; -1: it is none of the site's */
};

static char *copy(const char *text)
{
    return text != NULL ? strdup(text) : NULL;
}

/* ---- what comes into question ---------------------------------------------------------------------- */

static bool same(const char *a, const char *b)
{
    return strcasecmp(a != NULL ? a : "", b != NULL ? b : "") == 0;
}

static int known(const struct findings *f, const struct fact *x)
{
    for (int i = 0; i < f->nfacts; i++) {
        const struct fact *y = &f->facts[i];

        if (y->kind == x->kind && y->id == x->id && same(y->map, x->map) && same(y->key, x->key))
            return i;
    }
    return -1;
}

/* Where it stands in the list, once; -1: there is no room. x's strings are copied. */
static int note(struct findings *f, const struct fact *x)
{
    int i = known(f, x);
    struct fact *more;

    if (i >= 0 || f->nfacts >= MAX_FACTS)
        return i;
    if ((f->nfacts & (f->nfacts - 1)) == 0) {
        more = realloc(f->facts, (f->nfacts == 0 ? 1 : 2 * (size_t)f->nfacts) * sizeof *more);
        if (more == NULL)
            return -1;
        f->facts = more;
    }
    f->facts[f->nfacts] = *x;
    more = &f->facts[f->nfacts];
    more->map = copy(x->map);
    more->cls = copy(x->cls);
    more->file = copy(x->file);
    more->key = copy(x->key);
    more->value = copy(x->value);
    return f->nfacts++;
}

static int note_here(struct listening *l, const struct event *e, struct fact x)
{
    x.rule = l->rule[e->depth % NESTING];
    x.ruleset = l->ruleset[e->depth % NESTING];
    return note(l->f, &x);
}

/* Maps that hold nothing of a site: they work on what they are given. */
static bool computes(const char *cls)
{
    static const char *const names[] = { "macro", "arith", "arpa", "regex", "dequote", "null", "stab", "syslog" };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(names[i], cls) == 0)
            return true;
    }
    return false;
}

static void lookup_begins(struct listening *l, const struct event *e)
{
    l->asked = -1;
    if (!computes(e->map_class))
        l->asked = note_here(l, e, (struct fact){ .kind = FACT_MISS, .map = (char *)e->map,
                                                  .cls = (char *)e->map_class, .file = (char *)e->file,
                                                  .key = (char *)e->key });
}

static void lookup_ends(struct listening *l, const struct event *e)
{
    struct fact *x = l->asked >= 0 ? &l->f->facts[l->asked] : NULL;

    if (x == NULL || x->kind != FACT_MISS)
        return;
    x->temporary = e->status == 75;
    if (e->value == NULL && !x->temporary)
        return;
    x->kind = FACT_RECORD;
    x->value = copy(e->value);
}

static void unusable(struct listening *l, const struct event *e)
{
    note_here(l, e, (struct fact){ .kind = FACT_MISS, .map = (char *)e->map, .key = (char *)e->key,
                                   .unusable = true });
}

/* Words that configurations of the m4 tree always have: the rules' own, not the site's. */
static const struct {
    const char *class;
    const char *word[6];
} commons[] = {
    { "P", { "." } }, { "[", { "[" } }, { "O", { "@", "%", "!" } }, { ".", { "." } }, { "..", { "." } },
    { "{Accept}", { "OK", "RELAY" } }, { "{Src}", { "E", "F", "H", "U", "D" } }, { "{ResOk}", { "OKR" } },
    { "{Tls}", { "VERIFY", "ENCR" } }, { "{tls}", { "VERIFY", "ENCR" } }, { "{TlsVerified}", { "OK", "TRUSTED" } }, { "{Tag}", { "OK", "REJECT" } },
    { "{SpamTag}", { "SPAMFRIEND", "SPAMHATER" } },
};

/* A word that is always there; word NULL: a class that has no others. */
static bool common_word(const struct session *s, int id, const char *word)
{
    char buf[32];
    const char *name = session_name(s, id, true, buf);

    for (size_t i = 0; i < sizeof commons / sizeof *commons; i++) {
        if (strcmp(commons[i].class, name) != 0)
            continue;
        for (int k = 0; word != NULL && k < 6 && commons[i].word[k] != NULL; k++) {
            if (strcasecmp(commons[i].word[k], word) == 0)
                return true;
        }
        return word == NULL;
    }
    return false;
}

static void class_used(struct listening *l, const struct event *e)
{
    l->class_seen[e->name & 0xFF] = true;
    if (e->found)
        note_here(l, e, (struct fact){ .kind = FACT_WORD, .id = e->name, .key = (char *)e->key,
                                       .common = common_word(l->s, e->name, e->key) });
}

/* Has somebody set it: the configuration, the command line, a command; and not the program itself? */
static bool sites_own(const struct session *s, int id)
{
    char buf[32];

    if (strcmp(session_name(s, id, false, buf), "addr_type") == 0 || (id < 0x80 && strchr("huzc", id) != NULL))
        return false;
    return s->prog->macro_place[id].line != MACRO_LINE_NONE || s->macros[id] != NULL;
}

static void macro_used(struct listening *l, const struct event *e)
{
    int id = e->name & 0xFF;

    if (l->made[id])
        return;
    if (e->value == NULL || *e->value == '\0')
        note_here(l, e, (struct fact){ .kind = FACT_UNSET, .id = id });
    else if (sites_own(l->s, id))
        note_here(l, e, (struct fact){ .kind = FACT_MACRO, .id = id, .value = (char *)e->value });
}

static void rule_tried(struct listening *l, const struct event *e)
{
    l->rule[e->depth % NESTING] = e->rule;
    l->ruleset[e->depth % NESTING] = e->ruleset;
    for (const char *p = e->rule->frozen; p != NULL && *p != '\0'; p++) {
        int id = (unsigned char)*p;
        const char *value = macro_value(l->s, id);

        if (value == NULL)
            value = l->s->prog->macros[id];
        if (value != NULL && *value != '\0')
            note_here(l, e, (struct fact){ .kind = FACT_FROZEN, .id = id, .value = (char *)value,
                                           .common = l->s->prog->macro_place[id].line == MACRO_LINE_NONE });
    }
}

static void rule_matched(struct listening *l, const struct event *e)
{
    struct findings *f = l->f;
    struct rule_used *more;

    for (int i = 0; i < f->nrules; i++) {
        if (f->rules[i].rule == e->rule)
            return;
    }
    if (f->nrules >= MAX_RULES)
        return;
    if ((f->nrules & (f->nrules - 1)) == 0) {
        more = realloc(f->rules, (f->nrules == 0 ? 1 : 2 * (size_t)f->nrules) * sizeof *more);
        if (more == NULL)
            return;
        f->rules = more;
    }
    f->rules[f->nrules++] = (struct rule_used){ .rule = e->rule, .ruleset = e->ruleset };
}

static void rule_rewrote(struct listening *l, const struct event *e)
{
    bool resolved = e->ws.n > 0 && (unsigned char)*token_text(l->s, e->ws.v[0], NULL) == MARK_MAILER;

    for (int i = 0; resolved && i < l->f->nrules; i++) {
        if (l->f->rules[i].rule == e->rule)
            l->f->rules[i].resolves = true;
    }
}

static void hears(void *ctx, struct session *s, const struct event *e)
{
    struct listening *l = ctx;

    l->s = s;
    switch (e->kind) {
    case EVENT_RULE_TRY:
        rule_tried(l, e);
        break;
    case EVENT_RULE_MATCH:
        rule_matched(l, e);
        break;
    case EVENT_REWRITTEN:
        rule_rewrote(l, e);
        break;
    case EVENT_LOOKUP_BEGIN:
        lookup_begins(l, e);
        break;
    case EVENT_LOOKUP_END:
        lookup_ends(l, e);
        break;
    case EVENT_LOOKUP_UNUSABLE:
        unusable(l, e);
        break;
    case EVENT_CLASS_USED:
        class_used(l, e);
        break;
    case EVENT_MACRO_USED:
        macro_used(l, e);
        break;
    case EVENT_MACRO_DEFINED:
        l->made[e->name & 0xFF] = true;
        break;
    default:
        break;
    }
}

/* ---- taken away ------------------------------------------------------------------------------------ */

static bool is_there(const struct fact *x)
{
    return x->kind == FACT_RECORD || x->kind == FACT_WORD || x->kind == FACT_MACRO || x->kind == FACT_FROZEN;
}

/* Is the answer another one under this premise? A run that was cut short says nothing. */
static bool changes(struct inquiry *q, struct findings *f, const struct premise *p, struct unasked_seen *seen)
{
    struct run_answer a = { 0 };
    bool other;

    inquiry_run(q, p, seen != NULL ? unasked_listen : NULL, seen, &a);
    f->unfinished |= a.stopped;
    other = !a.stopped && !inquiry_same(q, &f->again, &a);
    run_answer_clear(&a);
    return other;
}

/* One line gives a macro both its values, that of rules as they are read and that of rules as they run: the other
 * of the two; NULL: there is none. */
static const struct fact *twin(const struct session *s, const struct findings *f, const struct fact *x)
{
    bool macro = x->kind == FACT_MACRO || x->kind == FACT_FROZEN;

    if (!macro || s->macros[x->id & 0xFF] != NULL) /* typed, for rules as they run */
        return NULL;
    for (int i = 0; i < f->nfacts; i++) {
        const struct fact *y = &f->facts[i];

        if (y->id == x->id && y->kind == (x->kind == FACT_MACRO ? FACT_FROZEN : FACT_MACRO))
            return y;
    }
    return NULL;
}

static void take_each(struct inquiry *q, struct findings *f)
{
    for (int i = 0; i < f->nfacts && !f->unfinished; i++) {
        const struct fact *off[] = { &f->facts[i], twin(q->s, f, &f->facts[i]) };
        struct premise p = { .off = off, .noff = off[1] != NULL ? 2 : 1 };
        struct unasked_seen seen = { .f = f };

        if (!is_there(&f->facts[i]))
            continue;
        f->facts[i].decides = changes(q, f, &p, &seen);
        f->facts[i].twin = off[1] != NULL && off[1] < off[0];
        if (f->facts[i].decides && !f->facts[i].common)
            unasked_because(&seen, i, NULL);
        unasked_seen_clear(&seen);
    }
}

static void take_rules(struct inquiry *q, struct findings *f)
{
    for (int i = 0; i < f->nrules && !f->unfinished; i++) {
        struct premise p = { .without = f->rules[i].rule };
        struct unasked_seen seen = { .f = f };

        f->rules[i].decides = changes(q, f, &p, &seen);
        if (f->rules[i].decides && f->rules[i].resolves)
            unasked_because(&seen, -1, &f->rules[i]);
        unasked_seen_clear(&seen);
    }
}

/* A set of facts none of which decides alone, as small as it gets; false: all together do not. */
static bool shrink(struct inquiry *q, struct findings *f, const struct fact **set, int *n)
{
    struct premise p = { .off = set, .noff = *n };

    if (*n < 2 || !changes(q, f, &p, NULL))
        return false;
    for (int i = *n - 1; i >= 0 && !f->unfinished; i--) {
        const struct fact *out = set[i];

        memmove(set + i, set + i + 1, (size_t)(*n - i - 1) * sizeof *set);
        p.noff = *n - 1;
        if (changes(q, f, &p, NULL)) {
            --*n;
        } else {
            memmove(set + i + 1, set + i, (size_t)(*n - i - 1) * sizeof *set);
            set[i] = out;
        }
    }
    return true;
}

/* Where several would each do. Not more than a few such sets are looked for. */
static void take_together(struct inquiry *q, struct findings *f)
{
    enum { SETS = 3 };
    const struct fact **set = malloc((size_t)(f->nfacts + 1) * sizeof *set);

    for (int round = 0; set != NULL && round < SETS && !f->unfinished; round++) {
        int n = 0;

        for (int i = 0; i < f->nfacts; i++) {
            const struct fact *x = &f->facts[i];

            if (is_there(x) && !x->decides && !x->common && x->choice == 0)
                set[n++] = x;
        }
        if (!shrink(q, f, set, &n))
            break;
        f->choices++;
        for (int i = 0; i < n; i++)
            f->facts[set[i] - f->facts].choice = f->choices;
    }
    free(set);
}

/* ---- what is missing ------------------------------------------------------------------------------- */

struct sample {
    char value[2][128];
    int n;
};

static bool first_records(void *ctx, const char *key, size_t nkey, const char *value, size_t nvalue)
{
    struct sample *x = ctx;

    (void)key, (void)nkey;
    if (nvalue < sizeof x->value[0] && nvalue > 0)
        snprintf(x->value[x->n++], sizeof x->value[0], "%.*s", (int)nvalue, value);
    return x->n < 2;
}

/* Values as those of a table's neighbours, and then of the kinds that there are. */
static int values_like(struct session *s, const char *name, const char *values[8], struct sample *x)
{
    struct map *m = session_map(s, name);
    bool listed = false;
    int n = 0;

    if (m != NULL && session_map_open(s, m))
        session_map_walk(s, m, first_records, x, &listed);
    for (int i = 0; i < x->n; i++)
        values[n++] = x->value[i];
    values[n++] = "REJECT";
    values[n++] = "RELAY";
    values[n++] = "smtp:would.example";
    values[n++] = "would@would.example";
    return n;
}

static const char *constant_of(const char *value)
{
    static const char *const known_values[] = { "REJECT", "RELAY", "smtp:would.example", "would@would.example" };

    for (size_t i = 0; i < sizeof known_values / sizeof *known_values; i++) {
        if (strcmp(known_values[i], value) == 0)
            return known_values[i];
    }
    return "a value as its neighbours have";
}

static void suppose_values(struct inquiry *q, struct findings *f, struct fact *x, const char *const *values, int n)
{
    for (int i = 0; i < n && !x->matters && !f->unfinished; i++) {
        struct premise p = { .on = x, .value = values[i] };

        x->matters = changes(q, f, &p, NULL);
        if (x->matters)
            x->matters_as = constant_of(values[i]);
    }
}

/* Maps that are asked, in another run, for what they were not asked in the first. */
struct other_keys {
    const struct findings *f;
    const char **asked; /* three of them, as long as the program; NULL: none */
};

static void other_keys_listen(void *ctx, struct session *s, const struct event *e)
{
    struct other_keys *o = ctx;
    bool before = false;

    (void)s;
    if (e->kind != EVENT_LOOKUP_BEGIN || computes(e->map_class))
        return;
    for (int i = 0; i < o->f->nfacts && !before; i++)
        before = same(o->f->facts[i].map, e->map) && same(o->f->facts[i].key, e->key);
    for (int i = 0; i < 3 && !before; i++) {
        before = o->asked[i] != NULL && strcmp(o->asked[i], e->map) == 0;
        if (o->asked[i] == NULL) {
            o->asked[i] = e->map;
            break;
        }
    }
}

static void add_word(const char *word[MAX_WORDS], int *n, const char *w)
{
    for (int i = 0; i < *n; i++) {
        if (strcasecmp(word[i], w) == 0)
            return;
    }
    if (*w != '\0' && *n < MAX_WORDS)
        word[(*n)++] = w;
}

enum { WORD_SIZE = 128 };

/* Words and names that a rule has on its left: `blocked . example' is blocked.example. */
static void words_of_rule(const struct session *s, const struct rule *r, char text[MAX_WORDS][WORD_SIZE], int *count)
{
    char word[WORD_SIZE] = "";

    for (int i = 0; i <= r->nlhs && *count < MAX_WORDS; i++) {
        const char *token = i < r->nlhs ? session_listed_token(s, r, i, false) : "";
        size_t n = strlen(word);
        bool joins = isalnum((unsigned char)*token) || (n > 0 && (*token == '.' || *token == '-'));

        if (joins && n + strlen(token) < sizeof word) {
            strcpy(word + n, token);
        } else {
            if (n > 1)
                strcpy(text[(*count)++], word);
            *word = '\0';
        }
    }
}

/* What the rules behind the one that read a macro compare with, so that it might be its value. */
static int words_behind(const struct session *s, const struct rule *r, char text[MAX_WORDS][WORD_SIZE])
{
    int n = 0;

    for (; r != NULL && n < MAX_WORDS; r = r->next)
        words_of_rule(s, r, text, &n);
    return n;
}

/* The value changes the answer, or what tables and servers are asked, who may then change it. */
static void suppose_set(struct inquiry *q, struct findings *f, struct fact *x)
{
    static const char *const values[] = { "192.0.2.1", "would.example", "OK" };
    char text[MAX_WORDS][WORD_SIZE];
    int n = 3 + words_behind(q->s, x->rule, text);

    for (int i = 0; i < n && !x->matters && !f->unfinished; i++) {
        struct premise p = { .on = x, .value = i < 3 ? values[i] : text[i - 3] };
        struct other_keys o = { .f = f, .asked = x->asks };
        struct run_answer a = { 0 };

        inquiry_run(q, &p, other_keys_listen, &o, &a);
        f->unfinished |= a.stopped;
        x->matters = !a.stopped && (x->asks[0] != NULL || !inquiry_same(q, &f->again, &a));
        x->matters_as = i < 3 ? values[i] : "a word that rules compare it with";
        run_answer_clear(&a);
    }
}

static void suppose_word(struct inquiry *q, struct findings *f, struct fact *x)
{
    struct run_answer a = { 0 };

    inquiry_run_with_word(q, x->id, x->key, NULL, NULL, &a);
    f->unfinished |= a.stopped;
    x->matters = !a.stopped && !inquiry_same(q, &f->again, &a);
    run_answer_clear(&a);
}

static void suppose(struct inquiry *q, struct findings *f)
{
    for (int i = 0; i < f->nfacts && !f->unfinished; i++) {
        struct fact *x = &f->facts[i];
        struct sample sample = { .n = 0 };
        const char *values[8];
        int n;

        if (x->kind == FACT_MISS && !x->unusable && x->cls != NULL && strcmp(x->cls, "host") != 0) {
            n = values_like(q->s, x->map, values, &sample);
            suppose_values(q, f, x, values, n);
        } else if (x->kind == FACT_UNSET) {
            suppose_set(q, f, x);
        } else if (x->kind == FACT_LACK) {
            suppose_word(q, f, x);
        }
    }
}

/* ---- classes that lack a word ---------------------------------------------------------------------- */

struct lacking {
    struct findings *f;
    const struct session *s;
    bool class[NAME_IDS];
};

static void mentioned(void *ctx, enum mention what, const char *name)
{
    struct lacking *l = ctx;

    if (what == MENTIONS_CLASS)
        l->class[session_name_find(l->s, name) & 0xFF] = true;
}

/* The names that the question is about: user and host of the address, client and sender. text: 3 x 256. */
static int words_of(const struct inquiry *q, char text[3][256], const char *word[MAX_WORDS])
{
    const char *p = q->address, *at = strrchr(p, '@');
    size_t n = at != NULL ? strcspn(at + 1, ">, \t") : 0;
    int count = 0, client = session_name_find(q->s, "{client_name}"), addr = session_name_find(q->s, "{client_addr}");

    p += strspn(p, "< \t");
    if (at != NULL && n > 0 && n < sizeof text[0]) {
        snprintf(text[0], sizeof text[0], "%.*s", (int)n, at + 1);
        add_word(word, &count, text[0]);
    }
    n = at != NULL && at > p ? (size_t)(at - p) : strcspn(p, ">@, \t");
    if (n > 0 && n < sizeof text[1]) {
        snprintf(text[1], sizeof text[1], "%.*s", (int)n, p);
        add_word(word, &count, text[1]);
    }
    if (client != 0 && macro_value(q->s, client) != NULL)
        add_word(word, &count, macro_value(q->s, client));
    if (addr != 0 && macro_value(q->s, addr) != NULL)
        add_word(word, &count, macro_value(q->s, addr));
    return count;
}

static void note_lacks(struct inquiry *q, struct findings *f, const struct listening *heard)
{
    struct lacking l = { .f = f, .s = q->s };
    char text[3][256];
    const char *word[MAX_WORDS];
    int nwords = words_of(q, text, word);
    bool tried[MAX_RULESETS] = { false };

    for (int i = 0; i < f->nrules; i++)
        tried[f->rules[i].ruleset % MAX_RULESETS] = true;
    for (int i = 0; i < MAX_RULESETS; i++) {
        for (const struct rule *r = tried[i] ? q->s->prog->rulesets[i].first : NULL; r != NULL; r = r->next)
            session_rule_mentions(q->s, r, mentioned, &l);
    }
    for (int id = 1; id < NAME_IDS; id++) {
        for (int k = 0; (l.class[id] || heard->class_seen[id]) && !common_word(q->s, id, NULL) && k < nwords; k++) {
            if (!class_has(q->s, id, word[k], strlen(word[k])))
                note(f, &(struct fact){ .kind = FACT_LACK, .id = id, .key = (char *)word[k] });
        }
    }
}

/* ---- all of it ------------------------------------------------------------------------------------- */

/* The first run, as it is, and what it asked for. */
static bool run_first(struct inquiry *q, struct findings *f, bool lacks)
{
    struct listening *l = calloc(1, sizeof *l);

    if (l == NULL)
        return false;
    l->f = f;
    l->asked = -1;
    inquiry_run(q, NULL, hears, l, &f->answer);
    /* what is said once, of a table that cannot be opened, is not said again: runs are compared with the second */
    inquiry_run(q, NULL, NULL, NULL, &f->again);
    f->unfinished = f->answer.stopped || f->again.stopped;
    if (lacks)
        note_lacks(q, f, l);
    free(l);
    return true;
}

void facts_find(struct inquiry *q, struct findings *f)
{
    if (!run_first(q, f, !q->present))
        return;
    take_each(q, f);
    take_rules(q, f);
    take_together(q, f);
    if (q->present)
        return;
    suppose(q, f);
    unasked_find(q, f);
}

void facts_unset(struct inquiry *q, struct findings *f)
{
    if (!run_first(q, f, false))
        return;
    for (int i = 0; i < f->nfacts && !f->unfinished; i++) {
        if (f->facts[i].kind == FACT_UNSET)
            suppose_set(q, f, &f->facts[i]);
    }
}

int facts_rules(const struct findings *f)
{
    int n = 0;

    for (int i = 0; i < f->nrules; i++)
        n += f->rules[i].decides;
    return n;
}

void facts_clear(struct findings *f)
{
    for (int i = 0; i < f->nfacts; i++) {
        free(f->facts[i].map);
        free(f->facts[i].cls);
        free(f->facts[i].file);
        free(f->facts[i].key);
        free(f->facts[i].value);
    }
    unasked_clear(f);
    free(f->facts);
    free(f->rules);
    run_answer_clear(&f->answer);
    run_answer_clear(&f->again);
    *f = (struct findings){ 0 };
}
