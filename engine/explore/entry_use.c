/*
 * entry_use.c - the situations that ought to use an entry, and whether they do.
 */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/marker.h"
#include "engine.h"
#include "explore/entry_address.h"
#include "explore/entry_use.h"
#include "state/program.h"
#include "state/rule.h"
#include "state/session.h"

/* Nobody's address. */

const char *entry_domain(const struct entries *e)
{
    const char *rest = e->key + access_tag(e->key), *at = strchr(rest, '@'), *domain = at != NULL ? at + 1 : rest;

    return domain + (*domain == '.');
}

char entry_shape(const struct entries *e)
{
    const char *rest = e->key + access_tag(e->key), *at = strchr(rest, '@');

    return at == rest ? '@' : at != NULL ? 'u' : *rest == '.' ? '.' : strchr(rest, '.') != NULL ? 'd' : 'w';
}

/* ---- situations ------------------------------------------------------------------------------------------- */

static struct made_situation *add(struct entries *e)
{
    struct made_situation *x = &e->list[e->n < SITUATIONS ? e->n++ : SITUATIONS - 1];

    e->again[e->n - 1] = false;
    *x = (struct made_situation){ .client = EXPLORE_FAR, .name = "host." EXPLORE_OUTSIDE, .helo = "host." EXPLORE_OUTSIDE,
                                  .sender = EXPLORE_NOBODY "@" EXPLORE_OUTSIDE, .recipient = EXPLORE_NOBODY "@q7x-elsewhere.example" };
    return x;
}

const char *own_domain(const struct entries *e)
{
    const char *j = e->p->macros['j'];

    return j != NULL ? j : "localhost";
}

/* Where strangers may not write, a notice of delivery comes through. */
void as_recipient(struct entries *e, const char *address)
{
    struct made_situation *x;

    snprintf(add(e)->recipient, SITUATION_TEXT, "%s", address);
    x = add(e);
    snprintf(x->recipient, SITUATION_TEXT, "%s", address);
    *x->sender = '\0';
    e->again[e->n - 1] = true;
}

void as_sender(struct entries *e, const char *address)
{
    char postmaster[SITUATION_TEXT];
    const char *const to[] = { NULL, postmaster, EXPLORE_NOBODY "@[198.51.100.9]", "postmaster" };

    snprintf(postmaster, sizeof postmaster, "postmaster@%s", own_domain(e));
    for (size_t i = 0; i < sizeof to / sizeof to[0]; i++) {
        struct made_situation *x = add(e);

        snprintf(x->sender, sizeof x->sender, "%s", address);
        if (to[i] != NULL)
            snprintf(x->recipient, sizeof x->recipient, "%s", to[i]);
        e->again[e->n - 1] = i > 0;
    }
}

void as_client(struct entries *e, const char *key)
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

static void as_certificate(struct entries *e, const char *issuer, const char *subject)
{
    struct made_situation *x = add(e);

    strcpy(x->verify, "OK");
    strcpy(x->bits, "256");
    snprintf(x->issuer, sizeof x->issuer, "%s", issuer);
    snprintf(x->subject, sizeof x->subject, "%s", subject);
}

void note_issuer(struct entries *e, const char *key, size_t nkey, const char *value, size_t nvalue)
{
    static const char tag[] = "CERTISSUER:", word[] = "SUBJECT";
    size_t n = sizeof tag - 1;

    if (e->nissuers < ISSUERS && nvalue == sizeof word - 1 && strncasecmp(value, word, nvalue) == 0 && nkey > n && nkey - n < SITUATION_WORD
        && strncasecmp(key, tag, n) == 0)
        snprintf(e->issuers[e->nissuers++], SITUATION_WORD, "%.*s", (int)(nkey - n), key + n);
}

void make_situations(struct entries *e)
{
    const char *rest = e->key + access_tag(e->key);
    char address[SITUATION_TEXT];

    e->n = 0;
    if (*rest == '/') { /* CERTISSUER:/CN=..., CERTSUBJECT:/CN=... */
        as_certificate(e, rest, "/CN=client.example");
        for (int i = 0; i < e->nissuers; i++)
            as_certificate(e, e->issuers[i], rest);
    }
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
        if (*rest != '\0' && strpbrk(rest, "/:+*") == NULL) { /* a host without a domain */
            snprintf(address, sizeof address, "%s@%.400s", EXPLORE_NOBODY, rest);
            as_recipient(e, address);
            as_sender(e, address);
        }
    }
}

/* ---- what happens ----------------------------------------------------------------------------------------- */

static bool is_asked(const struct entries *e, const struct event *x)
{
    return x->file != NULL && strcmp(x->file, e->file) == 0 && strcasecmp(x->key, e->key) == 0;
}

static struct entry_blocker *new_fact(struct entries *e, int kind)
{
    struct entry_blocker *f = &e->facts[e->nfacts < FACTS ? e->nfacts : FACTS - 1];

    *f = (struct entry_blocker){ .kind = kind };
    return f;
}

static bool known_fact(const struct entries *e, const struct entry_blocker *f)
{
    for (int i = 0; i < e->nfacts; i++) {
        const struct entry_blocker *k = &e->facts[i];

        if (k->kind == f->kind && k->id == f->id && strcmp(k->file, f->file) == 0 && strcasecmp(k->key, f->key) == 0)
            return true;
    }
    return false;
}

bool rule_names_key(const struct entries *e, const struct session *s, const struct rule *r)
{
    const char *domain = entry_domain(e);
    size_t n = strcspn(domain, ".");

    for (int i = 0; i < r->nlhs && n > 1; i++) {
        const char *text = r->ops[i].kind == OP_LITERAL ? token_of(s, r->lhs[i])->text : "";

        if (strlen(text) == n && strncasecmp(text, domain, n) == 0)
            return true;
    }
    return false;
}

static void collect(struct entries *e, const struct session *s, const struct event *x)
{
    struct entry_blocker *f;

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
        e->nfacts++;
    } else if (x->kind == EVENT_CLASS_USED && x->found) {
        e->lookup_open = false;
        f = new_fact(e, TAKEN_WORD);
        f->id = x->name;
        snprintf(f->key, sizeof f->key, "%s", x->key);
        if (!known_fact(e, f) && e->nfacts < FACTS)
            e->nfacts++;
    } else if (x->kind == EVENT_RULE_MATCH && e->nrules < RULES
               && ((x->rule->nrhs > 0 && x->rule->rhs_mark != NULL && x->rule->rhs_mark[0] == MARK_MAILER) || rule_names_key(e, s, x->rule))) {
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

    if (x->kind == EVENT_LOOKUP_BEGIN) {
        e->begun = is_asked(e, x);
    } else if (x->kind == EVENT_LOOKUP_END && e->begun) {
        e->begun = false;
        e->used |= x->value != NULL;
        if (e->used)
            traveller_enough(e->t);
    }
    if (e->collect && !e->used)
        collect(e, s, x);
}

static const unsigned ways[WAYS] = { WAY_ROUTE, WAY_DIALOGUE, WAY_SENDERS, WAY_OTHERS };

bool entry_uses(struct entries *e, int i, int way)
{
    struct situation x = situation_of(&e->list[i]);

    e->used = e->begun = e->lookup_open = false;
    if (e->collect)
        e->nfacts = e->nrules = 0;
    if (ways[way] == WAY_SENDERS && e->again[i])
        return false;
    traveller_listen(e->t, hear, e, e->collect ? WANT_LOOKUPS | WANT_NAMES | WANT_RULES : WANT_LOOKUPS);
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

/* Those in e->list, in each way. */
bool any_uses(struct entries *e, struct entry_answer *out)
{
    for (int k = 0; k < e->n; k++) {
        out->situations++;
        for (int w = 0; w < WAYS; w++) {
            if (!entry_uses(e, k, w))
                continue;
            out->end = ENTRY_USED;
            out->witness = e->list[k];
            return true;
        }
    }
    return false;
}
