/*
 * entry.c - is an entry of a table ever used, and if it is not, what stands before it?
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/limits.h"
#include "base/marker.h"
#include "describe.h"
#include "engine.h"
#include "explore/below.h"
#include "explore/entry.h"
#include "explore/entry_address.h"
#include "state/classes.h"
#include "state/program.h"
#include "state/rule.h"
#include "state/session.h"

enum { SITUATIONS = 24, FACTS = 96, RULES = 64, CLASSES = 64, WAYS = 4, KNOWN = 64, SURE = 100, LEADS = 8, FORMS = 7, BELOW = 8, DOMAINS = 48, OF_CLASS = 12 };

/* Nobody's address. */
#define FAR_AWAY "198.51.100.213"

/* What answered in a run. */
struct used_fact {
    int kind; /* of struct taken */
    int id;
    char map[64], file[SITUATION_TEXT], key[SITUATION_TEXT], value[SITUATION_TEXT];
};

struct entries {
    struct traveller *t;
    struct program *p;
    const char *file, *key;      /* that are asked about */
    bool begun, used;            /* its lookup has begun; and found it */

    bool collect;
    struct used_fact *facts;     /* FACTS of them */
    int nfacts;
    bool lookup_open;            /* the last fact waits for its value */
    const struct rule *rules[RULES]; /* that chose a mailer */
    int nrules;

    int classes[CLASSES];        /* that rules ask */
    int nclasses;
    struct made_situation list[SITUATIONS];
    int n;
    int first, first_way;        /* where the entry before was used */
    struct known {               /* what stood before entries, and where that showed */
        struct used_fact fact;   /* TAKEN_RECORD; GIVEN_WORD: its key is the domain */
        int situation, way, times;
        char shape;
    } known[KNOWN];
    int nknown;
    struct lead {                /* sorted by domain: a key of a table whose value is in that domain */
        char *domain, *key;      /* owned */
    } *leads;
    int nleads, room;
    struct names_below below;
    char domains[DOMAINS][256];  /* words of classes */
    int ndomains, of_class;
    char reachable[SITUATION_TEXT];  /* the file that `possible` is about */
    bool possible[WAYS];         /* a ruleset that is run that way asks its map */
};

/* ---- situations ------------------------------------------------------------------------------------------- */

static struct made_situation *add(struct entries *e)
{
    struct made_situation *x = &e->list[e->n < SITUATIONS ? e->n++ : SITUATIONS - 1];

    *x = (struct made_situation){ .client = FAR_AWAY, .name = "host." EXPLORE_OUTSIDE, .helo = "host." EXPLORE_OUTSIDE,
                                  .sender = EXPLORE_NOBODY "@" EXPLORE_OUTSIDE, .recipient = EXPLORE_NOBODY "@q7x-elsewhere.example" };
    return x;
}

static const char *own_domain(const struct entries *e)
{
    const char *j = e->p->macros['j'];

    return j != NULL ? j : "localhost";
}

static void as_recipient(struct entries *e, const char *address)
{
    snprintf(add(e)->recipient, SITUATION_TEXT, "%s", address);
}

static void as_sender(struct entries *e, const char *address)
{
    struct made_situation *x;

    snprintf(add(e)->sender, SITUATION_TEXT, "%s", address);
    x = add(e);
    snprintf(x->sender, SITUATION_TEXT, "%s", address);
    snprintf(x->recipient, SITUATION_TEXT, "postmaster@%s", own_domain(e));
    x = add(e);
    snprintf(x->sender, SITUATION_TEXT, "%s", address);
    snprintf(x->recipient, SITUATION_TEXT, "%s", EXPLORE_NOBODY "@[198.51.100.9]");
    x = add(e);
    snprintf(x->sender, SITUATION_TEXT, "%s", address);
    snprintf(x->recipient, SITUATION_TEXT, "postmaster");
}

static void as_client(struct entries *e, const char *key)
{
    char client[64] = "";
    struct made_situation *x;

    for (int i = 0; i < 3; i++) {
        x = add(e);
        if (client_of_key(key, client, sizeof client)) {
            snprintf(x->client, sizeof x->client, "%s", client);
            if (i == 1)
                *x->name = '\0';
        } else if (strchr(key, '@') != NULL || *key == '\0') {
            e->n--;
            return;
        } else {
            char host[SITUATION_TEXT];

            snprintf(host, sizeof host, "%s%.500s", *key == '.' ? EXPLORE_BELOW : "", key);
            memcpy(x->name, host, sizeof host);
            memcpy(x->helo, host, sizeof host);
        }
        if (i == 1)
            snprintf(x->recipient, sizeof x->recipient, "postmaster@%s", own_domain(e));
        else if (i == 2)
            snprintf(x->recipient, sizeof x->recipient, "postmaster");
    }
}

static void make_situations(struct entries *e)
{
    const char *rest = e->key + access_tag(e->key);
    char address[SITUATION_TEXT];

    e->n = 0;
    if (address_of_key(own_domain(e), rest, address, sizeof address)) {
        as_recipient(e, address);
        as_sender(e, address);
    }
    if (*rest != '@' && strchr(rest, '@') != NULL && strchr(rest, '@')[1] == '\0') {
        snprintf(address, sizeof address, "%.300s%.200s", rest, own_domain(e));
        as_recipient(e, address);
    }
    as_client(e, rest);
    if (strchr(rest, '.') == NULL && strchr(rest, '@') == NULL) {
        snprintf(address, sizeof address, "%.500s", rest);
        as_recipient(e, address);
        as_sender(e, address);
    }
}

/* ---- what happens ----------------------------------------------------------------------------------------- */

static bool is_asked(const struct entries *e, const struct event *x)
{
    return x->file != NULL && strcmp(x->file, e->file) == 0 && strcasecmp(x->key, e->key) == 0;
}

static struct used_fact *new_fact(struct entries *e, int kind)
{
    struct used_fact *f = &e->facts[e->nfacts < FACTS ? e->nfacts : FACTS - 1];

    *f = (struct used_fact){ .kind = kind };
    return f;
}

static bool known_fact(const struct entries *e, const struct used_fact *f)
{
    for (int i = 0; i < e->nfacts; i++) {
        const struct used_fact *k = &e->facts[i];

        if (k->kind == f->kind && k->id == f->id && strcmp(k->file, f->file) == 0 && strcasecmp(k->key, f->key) == 0)
            return true;
    }
    return false;
}

static void collect(struct entries *e, const struct event *x)
{
    struct used_fact *f;

    if (x->kind == EVENT_LOOKUP_BEGIN && x->file != NULL) {
        f = new_fact(e, TAKEN_RECORD);
        snprintf(f->map, sizeof f->map, "%s", x->map);
        snprintf(f->file, sizeof f->file, "%s", x->file);
        snprintf(f->key, sizeof f->key, "%s", x->key);
        e->lookup_open = true;
    } else if (x->kind == EVENT_LOOKUP_END && e->lookup_open) {
        f = &e->facts[e->nfacts < FACTS ? e->nfacts : FACTS - 1];
        e->lookup_open = false;
        if (x->value == NULL || known_fact(e, f) || e->nfacts >= FACTS)
            return;
        snprintf(f->value, sizeof f->value, "%s", x->value);
        e->nfacts++;
    } else if (x->kind == EVENT_CLASS_USED && x->found) {
        e->lookup_open = false;
        f = new_fact(e, TAKEN_WORD);
        f->id = x->name;
        snprintf(f->key, sizeof f->key, "%s", x->key);
        if (!known_fact(e, f) && e->nfacts < FACTS)
            e->nfacts++;
    } else if (x->kind == EVENT_RULE_MATCH && e->nrules < RULES && x->rule->nrhs > 0 && x->rule->rhs_mark != NULL
               && x->rule->rhs_mark[0] == MARK_MAILER) {
        for (int i = 0; i < e->nrules; i++) {
            if (e->rules[i] == x->rule)
                return;
        }
        e->rules[e->nrules++] = x->rule;
    }
}

static void hear(void *ctx, struct session *s, const struct event *x)
{
    struct entries *e = ctx;

    (void)s;
    if (x->kind == EVENT_LOOKUP_BEGIN) {
        e->begun = is_asked(e, x);
    } else if (x->kind == EVENT_LOOKUP_END && e->begun) {
        e->begun = false;
        e->used |= x->value != NULL;
        if (e->used)
            traveller_enough(e->t);
    }
    if (e->collect && !e->used)
        collect(e, x);
}

static const unsigned ways[WAYS] = { WAY_ROUTE, WAY_DIALOGUE, WAY_SENDERS, WAY_OTHERS };

/* way: its number. */
static bool uses(struct entries *e, int i, int way)
{
    struct situation x = situation_of(&e->list[i]);

    e->used = e->begun = e->lookup_open = false;
    if (e->possible[way])
        traveller_go(e->t, &x, ways[way], NULL);
    if (!e->used && e->possible[way] && ways[way] == WAY_OTHERS) { /* and with a certificate, logged in */
        x.verify = "OK";
        x.bits = "40";
        x.subject = "/CN=client.example";
        x.issuer = "/CN=ca.example";
        x.login = "ann";
        traveller_go(e->t, &x, ways[way], NULL);
    }
    return e->used;
}

/* ---- what stands before it -------------------------------------------------------------------------------- */

static void note_class(void *ctx, enum mention what, const char *name)
{
    struct entries *e = ctx;
    int id = what == MENTIONS_CLASS ? session_name_find(traveller_session(e->t), name) : 0;

    for (int i = 0; i < e->nclasses; i++) {
        if (e->classes[i] == id)
            return;
    }
    if (id > 0 && e->nclasses < CLASSES)
        e->classes[e->nclasses++] = id;
}

/* A class with a name of its own says more than $=w. */
static int later_first(const void *a, const void *b)
{
    return *(const int *)b - *(const int *)a;
}

static void find_classes(struct entries *e)
{
    struct session *s = traveller_session(e->t);

    for (int n = 0; n < MAX_RULESETS; n++) {
        for (const struct rule *r = session_first_rule(s, n); r != NULL; r = rule_after(r))
            session_rule_mentions(s, r, note_class, e);
    }
    if (e->nclasses > 0)
        qsort(e->classes, (size_t)e->nclasses, sizeof *e->classes, later_first);
}

/* Would it be used, were that otherwise? Then it is the answer. *way: where. */
static bool blocks(struct entries *e, int i, int way, const struct taken *what, const struct used_fact *f,
                   struct entry_answer *out)
{
    bool found;

    e->collect = false;
    traveller_take(e->t, what);
    found = uses(e, i, way);
    traveller_take(e->t, NULL);
    if (!found)
        return false;
    out->end = ENTRY_BLOCKED;
    out->blocker = *what;
    snprintf(out->map, sizeof out->map, "%s", f != NULL ? f->map : "");
    snprintf(out->file, sizeof out->file, "%s", f != NULL ? f->file : "");
    snprintf(out->key, sizeof out->key, "%s", f != NULL ? f->key : what->key != NULL ? what->key : "");
    snprintf(out->value, sizeof out->value, "%s", f != NULL ? f->value : "");
    out->blocker.file = out->file;
    out->blocker.key = out->key;
    out->witness = e->list[i];
    return true;
}

static struct taken taken_of(const struct used_fact *f)
{
    return (struct taken){ .kind = f->kind == TAKEN_RECORD ? TAKEN_RECORD : f->kind == GIVEN_WORD ? GIVEN_WORD : TAKEN_WORD,
                           .file = f->file, .key = f->key, .id = f->id };
}

static const char *domain_of(const struct entries *e)
{
    const char *rest = e->key + access_tag(e->key), *at = strchr(rest, '@'), *domain = at != NULL ? at + 1 : rest;

    return domain + (*domain == '.');
}

/* Keys of one shape are asked for in the same places. */
static char shape_of(const struct entries *e)
{
    const char *rest = e->key + access_tag(e->key), *at = strchr(rest, '@');

    return at == rest ? '@' : at != NULL ? 'u' : *rest == '.' ? '.' : strchr(rest, '.') != NULL ? 'd' : 'w';
}

/* What may stand before other entries too: an entry of another name, or that a domain is in no class. */
static void remember(struct entries *e, const struct used_fact *f, int i, int way)
{
    struct known *k = &e->known[e->nknown < KNOWN ? e->nknown : KNOWN - 1];

    e->nknown += e->nknown < KNOWN;
    *k = (struct known){ .fact = *f, .situation = i, .way = way, .times = 1, .shape = shape_of(e) };
}

static bool fits(const struct entries *e, const struct known *k)
{
    return k->shape == shape_of(e) && k->situation < e->n
           && (k->fact.kind != GIVEN_WORD || strcasecmp(k->fact.key, domain_of(e)) == 0);
}

/* The same as stood before others of that shape, in the same place. */
static bool known_blocks(struct entries *e, struct entry_answer *out, int least)
{
    for (int n = 0; n < e->nknown; n++) {
        struct known *k = &e->known[n];
        struct taken what = taken_of(&k->fact);

        if (k->times < least || !fits(e, k) || uses(e, k->situation, k->way)
            || !blocks(e, k->situation, k->way, &what, &k->fact, out))
            continue;
        k->times++;
        return true;
    }
    return false;
}

/* What answered in its place: the last one first. */
static bool fact_blocks(struct entries *e, int i, int way, struct entry_answer *out)
{
    for (int k = e->nfacts - 1; k >= 0; k--) {
        struct taken what = taken_of(&e->facts[k]);

        if (blocks(e, i, way, &what, &e->facts[k], out)) {
            if (e->facts[k].kind == TAKEN_RECORD)
                remember(e, &e->facts[k], i, way);
            return true;
        }
    }
    return false;
}

/* A class that does not have the domain. */
static bool class_lacks(struct entries *e, int i, int way, struct entry_answer *out)
{
    const char *domain = domain_of(e);

    if (*domain == '\0' || strchr(domain, '.') == NULL)
        return false;
    for (int k = 0; k < e->nclasses; k++) {
        struct used_fact f = { .kind = GIVEN_WORD, .id = e->classes[k] };
        struct taken what = { .kind = GIVEN_WORD, .id = e->classes[k], .key = domain };

        if (class_has(traveller_session(e->t), what.id, domain, strlen(domain)) || !blocks(e, i, way, &what, NULL, out))
            continue;
        snprintf(f.key, sizeof f.key, "%s", domain);
        remember(e, &f, i, way);
        return true;
    }
    return false;
}

/* A rule that routes the address elsewhere. One that refuses it in a check says little: another sender or client may pass. */
static bool rule_blocks(struct entries *e, int i, int way, struct entry_answer *out)
{
    for (int k = e->nrules - 1; way == 0 && k >= 0; k--) {
        struct taken what = { .kind = TAKEN_RULE, .rule = e->rules[k] };

        if (blocks(e, i, way, &what, NULL, out))
            return true;
    }
    return false;
}

static void find_blocker(struct entries *e, struct entry_answer *out)
{
    if (known_blocks(e, out, 1))
        return;
    for (int i = 0; i < e->n; i++) {
        for (int way = 0; way < WAYS; way++) {
            if (!e->possible[way])
                continue;
            e->nfacts = e->nrules = 0;
            e->collect = true;
            uses(e, i, way);
            e->collect = false;
            if (fact_blocks(e, i, way, out) || class_lacks(e, i, way, out) || rule_blocks(e, i, way, out))
                return;
        }
    }
}

/* ---- which ways can ask a table at all -------------------------------------------------------------------- */

struct reaching {
    struct entries *e;
    struct session *s;
    bool seen[MAX_RULESETS];
    bool asks;                   /* one of them names the map, or a map whose name is only known when it runs */
};

static void reach(struct reaching *r, int ruleset);

static void mentioned(void *ctx, enum mention what, const char *name)
{
    struct reaching *r = ctx;
    struct map_view v;

    if (what == MENTIONS_CALL) {
        reach(r, session_ruleset_named(r->s, name));
    } else if (what == MENTIONS_ANY || (what == MENTIONS_MAP && *name == '\0')) {
        r->asks = true;
    } else if (what == MENTIONS_MAP) {
        for (int i = 0; session_map_at(r->s, i, &v); i++)
            r->asks |= strcasecmp(v.name, name) == 0 && (v.file == NULL || strcmp(v.file, r->e->file) == 0);
    }
}

static void reach(struct reaching *r, int ruleset)
{
    if (ruleset < 0 || ruleset >= MAX_RULESETS || r->seen[ruleset])
        return;
    r->seen[ruleset] = true;
    for (const struct rule *x = session_first_rule(r->s, ruleset); x != NULL; x = rule_after(x))
        session_rule_mentions(r->s, x, mentioned, r);
}

static void reach_mailers(struct reaching *r)
{
    struct mailer_view m;

    for (int i = 0; session_mailer(r->s, i, &m); i++) {
        reach(r, m.se);
        reach(r, m.sh);
        reach(r, m.re);
        reach(r, m.rh);
    }
    for (int i = 0; i <= 4; i++)
        reach(r, i);
}

/* Routing and mailers are part of a dialogue; of the others only those that a name makes known. */
static void find_possible(struct entries *e)
{
    struct reaching r = { .e = e, .s = traveller_session(e->t) };

    if (strcmp(e->reachable, e->file) == 0)
        return;
    snprintf(e->reachable, sizeof e->reachable, "%s", e->file);
    reach_mailers(&r);
    reach(&r, session_ruleset_named(r.s, "localaddr"));
    e->possible[0] = e->possible[2] = r.asks;
    for (int i = 0; i < MAX_RULESETS; i++) {
        if (session_has_ruleset(r.s, i))
            reach(&r, i);
    }
    e->possible[1] = e->possible[3] = r.asks;
}

/* ---- entries that lead to others --------------------------------------------------------------------------- */

static bool is_domain(const char *text, size_t n)
{
    bool dot = false;

    for (size_t i = 0; i < n; i++) {
        if (!isalnum((unsigned char)text[i]) && text[i] != '-' && text[i] != '.')
            return false;
        dot |= text[i] == '.';
    }
    return dot && text[0] != '.';
}

/* The domain of an address, or the value itself where it is one. */
static bool take_lead(void *ctx, const char *key, size_t nkey, const char *value, size_t nvalue)
{
    struct entries *e = ctx;
    const char *at = memrchr(value, '@', nvalue), *domain = at != NULL ? at + 1 : value;
    size_t n = nvalue - (size_t)(domain - value);

    n -= n > 0 && domain[n - 1] == '\0';
    nkey -= nkey > 0 && key[nkey - 1] == '\0';
    names_below_add(&e->below, key, nkey);
    if (n == 0 || n >= SITUATION_TEXT / 2 || nkey == 0 || nkey >= SITUATION_TEXT / 2 || !is_domain(domain, n))
        return true;
    if (e->nleads == e->room) {
        struct lead *grown = realloc(e->leads, (size_t)(e->room = e->room * 2 + 64) * sizeof *grown);

        if (grown == NULL)
            return false;
        e->leads = grown;
    }
    e->leads[e->nleads++] = (struct lead){ strndup(domain, n), strndup(key, nkey) };
    return true;
}

static int by_domain(const void *a, const void *b)
{
    return strcasecmp(((const struct lead *)a)->domain, ((const struct lead *)b)->domain);
}

static void find_leads(struct entries *e)
{
    struct session *s = traveller_session(e->t);
    struct map_view v;
    bool listed;

    for (int i = 0; session_map_at(s, i, &v); i++) {
        struct map *m = v.file != NULL && !v.outside ? session_map(s, v.name) : NULL;

        if (m != NULL && session_map_open(s, m))
            session_map_walk(s, m, take_lead, e, &listed);
    }
    names_below_sort(&e->below);
    if (e->nleads > 0)
        qsort(e->leads, (size_t)e->nleads, sizeof *e->leads, by_domain);
}

static int first_lead(const struct entries *e, const char *domain)
{
    int lo = 0, hi = e->nleads;

    while (lo < hi) {
        int mid = (lo + hi) / 2;

        if (strcasecmp(e->leads[mid].domain, domain) < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

/* Those in e->list, in each way. */
static bool any_uses(struct entries *e, struct entry_answer *out)
{
    for (int k = 0; k < e->n; k++) {
        out->situations++;
        for (int w = 0; w < WAYS; w++) {
            if (!uses(e, k, w))
                continue;
            out->end = ENTRY_USED;
            out->witness = e->list[k];
            return true;
        }
    }
    return false;
}

/* An address in the forms in which rules take it another way. */
static bool shape_uses(struct entries *e, const char *user, const char *domain, struct entry_answer *out)
{
    char address[SITUATION_TEXT];

    for (int i = 0; i < FORMS; i++) {
        e->n = 0;
        switch (i) {
        case 0:
            snprintf(address, sizeof address, "%.250s@%.250s.", user, domain);
            break;
        case 1:
            snprintf(address, sizeof address, "%.200s%%%.200s@%.190s", user, domain, own_domain(e));
            break;
        case 2:
            snprintf(address, sizeof address, "@%.190s:%.200s@%.200s", own_domain(e), user, domain);
            break;
        case 3:
            snprintf(address, sizeof address, "%.250s!%.250s", domain, user);
            break;
        case 4:
            snprintf(address, sizeof address, "%.250s%%%.250s", user, domain);
            break;
        case 5:
            snprintf(address, sizeof address, "%.500s", user);
            break;
        default:
            snprintf(address, sizeof address, "%.200s!%.200s@%.190s", domain, user, own_domain(e));
            break;
        }
        as_recipient(e, address);
        as_sender(e, address);
        if (any_uses(e, out))
            return true;
    }
    return false;
}

/* A name below the domain, whatever it is called, and those that tables have: what stands before the domain may not stand before them. */
static bool below_uses(struct entries *e, struct entry_answer *out)
{
    char host[SITUATION_TEXT], address[SITUATION_TEXT + 16], buf[256];
    const char *name = host;

    if (shape_of(e) != 'd' || client_of_key(domain_of(e), host, sizeof host))
        return false;
    snprintf(host, sizeof host, "%s.%.500s", EXPLORE_BELOW, domain_of(e));
    for (int i = 0; i <= BELOW && name != NULL; name = name_below(&e->below, domain_of(e), i++, buf, sizeof buf)) {
        snprintf(address, sizeof address, "%s@%.500s", EXPLORE_NOBODY, name);
        e->n = 0;
        as_recipient(e, address);
        as_sender(e, address);
        as_client(e, name);
        if (any_uses(e, out))
            return true;
    }
    return false;
}

/* The user that the key names, or nobody. */
static void user_of(const struct entries *e, char *out, size_t size)
{
    const char *rest = e->key + access_tag(e->key), *at = strchr(rest, '@');
    int n = at != NULL ? (int)strcspn(rest, "+@") : strchr(rest, '.') == NULL ? (int)strlen(rest) : 0;

    snprintf(out, size, "%.*s%s", n > 0 ? n : (int)strlen(EXPLORE_NOBODY), n > 0 ? rest : EXPLORE_NOBODY,
             strstr(rest, "+*@") != NULL ? "+q7x" : "");
}

/* A word of a class that may be the domain of a user: some of each class. */
static void note_domain(void *ctx, const char *word)
{
    struct entries *e = ctx;

    if (strchr(word, '.') == NULL || *word == '[' || *word == '.' || e->of_class++ >= OF_CLASS || e->ndomains == DOMAINS
        || strlen(word) >= sizeof e->domains[0])
        return;
    for (int i = 0; i < e->ndomains; i++) {
        if (strcasecmp(e->domains[i], word) == 0)
            return;
    }
    strcpy(e->domains[e->ndomains++], word);
}

static void find_domains(struct entries *e)
{
    struct session *s = traveller_session(e->t);
    char buf[40], name[48];

    for (int i = 0; i < e->nclasses; i++) {
        e->of_class = 0;
        snprintf(name, sizeof name, "%s", session_name(s, e->classes[i], true, buf));
        session_class_list(s, name, note_domain, e);
    }
}

/* A user without a domain, in those that classes have. */
static bool domains_use(struct entries *e, const char *user, struct entry_answer *out)
{
    char address[SITUATION_TEXT];

    for (int i = 0; i < e->ndomains; i++) {
        e->n = 0;
        for (int dot = 0; dot < 2; dot++) {
            snprintf(address, sizeof address, "%.250s@%.250s%s", user, e->domains[i], dot > 0 ? "." : "");
            as_recipient(e, address);
            as_sender(e, address);
        }
        if (any_uses(e, out))
            return true;
    }
    return false;
}

/* Addresses of domains that other tables make of this one; what they make of those, too: what is rewritten is rewritten again. */
static bool leads_use(struct entries *e, const char *user, const char *domain, int deep, struct entry_answer *out)
{
    char address[SITUATION_TEXT];

    for (int i = first_lead(e, domain), n = 0; i < e->nleads && n < LEADS && strcasecmp(e->leads[i].domain, domain) == 0; i++, n++) {
        const char *key = e->leads[i].key;
        bool names = strchr(key, '@') == NULL && strchr(key, '.') != NULL;

        e->n = 0;
        if (address_of_key(own_domain(e), key, address, sizeof address)) {
            as_recipient(e, address);
            as_sender(e, address);
        }
        if (names) { /* a domain that becomes another: with the entry's user */
            snprintf(address, sizeof address, "%.250s@%.250s", user, key);
            as_recipient(e, address);
            as_sender(e, address);
        }
        if (any_uses(e, out) || (names && shape_uses(e, user, key, out)) || (names && deep > 1 && leads_use(e, user, key, deep - 1, out)))
            return true;
    }
    return false;
}

/* Addresses of the key in other forms; and those of domains that other tables make of them, by whatever name. */
static bool others_use(struct entries *e, struct entry_answer *out)
{
    char user[SITUATION_TEXT + 8], domain[SITUATION_TEXT], address[SITUATION_TEXT];
    bool found;

    user_of(e, user, SITUATION_TEXT);
    snprintf(domain, sizeof domain, "%s%s", shape_of(e) == '.' ? EXPLORE_BELOW "." : "", domain_of(e));
    if (*domain_of(e) == '\0' || shape_of(e) == 'w')
        snprintf(domain, sizeof domain, "%s", own_domain(e));
    found = shape_uses(e, user, domain, out);
    if (!found && strchr(user, '+') == NULL) { /* the same with a detail */
        snprintf(user + strlen(user), 8, "+q7x");
        e->n = 0;
        snprintf(address, sizeof address, "%.250s@%.250s", user, domain);
        as_recipient(e, address);
        as_sender(e, address);
        found = any_uses(e, out) || shape_uses(e, user, domain, out);
        *strchr(user, '+') = '\0';
    }
    found = found || below_uses(e, out);
    if (!found && (shape_of(e) == 'w' || *domain_of(e) == '\0'))
        found = domains_use(e, user, out);
    found = found || leads_use(e, user, domain_of(e), 2, out);
    make_situations(e);
    return found;
}

/* ---- the question ----------------------------------------------------------------------------------------- */

void entries_ask(struct entries *e, const char *file, const char *key, struct entry_answer *out)
{
    *out = (struct entry_answer){ .end = ENTRY_UNREACHED };
    e->file = file;
    e->key = key;
    e->collect = false;
    make_situations(e);
    find_possible(e);
    /* where the one before was used this one is likely to be, too */
    if (e->first < e->n && uses(e, e->first, e->first_way)) {
        out->end = ENTRY_USED;
        out->situations = 1;
        out->witness = e->list[e->first];
        return;
    }
    /* what stood before so many stands before this one */
    if (known_blocks(e, out, SURE))
        return;
    for (int w = 0; w < WAYS; w++) {
        for (int i = 0; i < e->n; i++) {
            out->situations++;
            if (!uses(e, i, w))
                continue;
            e->first = i;
            e->first_way = w;
            out->end = ENTRY_USED;
            out->witness = e->list[i];
            return;
        }
    }
    out->situations = e->n;
    if (!others_use(e, out))
        find_blocker(e, out);
}

struct entries *entries_new(struct program *p, const struct world *w)
{
    struct entries *e = calloc(1, sizeof *e);

    if (e == NULL)
        return NULL;
    e->p = p;
    e->t = traveller_new(p, w);
    e->facts = calloc(FACTS, sizeof *e->facts);
    if (e->t == NULL || e->facts == NULL) {
        entries_free(e);
        return NULL;
    }
    find_classes(e);
    find_leads(e);
    find_domains(e);
    traveller_listen(e->t, hear, e, WANT_LOOKUPS | WANT_NAMES | WANT_RULES);
    return e;
}

void entries_free(struct entries *e)
{
    if (e == NULL)
        return;
    traveller_free(e->t);
    for (int i = 0; i < e->nleads; i++) {
        free(e->leads[i].domain);
        free(e->leads[i].key);
    }
    free(e->leads);
    names_below_free(&e->below);
    free(e->facts);
    free(e);
}

struct session *entries_session(struct entries *e)
{
    return traveller_session(e->t);
}
