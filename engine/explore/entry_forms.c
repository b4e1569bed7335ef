/*
 * entry_forms.c - other addresses that may use an entry: other forms, names below its domain, what tables make of it.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "describe.h"
#include "engine.h"
#include "explore/entry_address.h"
#include "explore/entry_forms.h"
#include "explore/pseudo_domains.h"
#include "maps/source.h"
#include "state/session.h"

enum { LEADS = 8, FORMS = 7, BELOW = 8, OF_CLASS = 12 };

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
    note_issuer(e, key, nkey, value, nvalue - (nvalue > 0 && value[nvalue - 1] == '\0'));
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

/* A name below the domain, which may be one word (`tk'), whatever it is called, and those that tables have: what stands before the domain may not stand before them. */
static bool below_uses(struct entries *e, struct entry_answer *out)
{
    char host[SITUATION_TEXT], address[SITUATION_TEXT + 16], buf[256];
    const char *name = host;

    if ((entry_shape(e) != 'd' && (entry_shape(e) != 'w' || strpbrk(entry_domain(e), "/:") != NULL)) || client_of_key(entry_domain(e), host, sizeof host))
        return false;
    snprintf(host, sizeof host, "%s.%.500s", EXPLORE_BELOW, entry_domain(e));
    for (int i = 0; i <= BELOW && name != NULL; name = name_below(&e->below, entry_domain(e), i++, buf, sizeof buf)) {
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

bool each_pseudo_form(struct entries *e, bool (*fn)(struct entries *e, struct entry_answer *out), struct entry_answer *out)
{
    const char *host = e->key + access_tag(e->key);
    struct pseudo_domains p = { .n = 0 };
    char address[SITUATION_TEXT];

    if (strpbrk(host, "@/:+*") != NULL || *host == '.' || *host == '\0')
        return false;
    pseudo_domains_find(traveller_session(e->t), &p);
    for (int i = 0; i <= p.n; i++) {
        if (i < p.n)
            snprintf(address, sizeof address, "%s@%.250s.%s", EXPLORE_NOBODY, host, p.list[i]);
        else
            snprintf(address, sizeof address, "%.250s!%s", host, EXPLORE_NOBODY);
        e->n = 0;
        as_recipient(e, address);
        as_sender(e, address);
        if (fn(e, out))
            return true;
    }
    return false;
}

bool other_forms_use(struct entries *e, struct entry_answer *out)
{
    char user[SITUATION_TEXT + 8], domain[SITUATION_TEXT], address[SITUATION_TEXT];
    bool found;

    user_of(e, user, SITUATION_TEXT);
    snprintf(domain, sizeof domain, "%s%s", entry_shape(e) == '.' ? EXPLORE_BELOW "." : "", entry_domain(e));
    if (*entry_domain(e) == '\0' || entry_shape(e) == 'w')
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
    if (!found && (entry_shape(e) == 'w' || *entry_domain(e) == '\0'))
        found = domains_use(e, user, out);
    found = found || leads_use(e, user, entry_domain(e), 2, out) || each_pseudo_form(e, any_uses, out);
    make_situations(e);
    return found;
}

void find_forms(struct entries *e)
{
    find_leads(e);
    find_domains(e);
}

void share_forms(struct entries *e)
{
    const struct entries *like = e->like;

    source_share(traveller_session(e->t), traveller_session(like->t));
    e->leads = like->leads;
    e->nleads = like->nleads;
    e->below = like->below;
    memcpy(e->issuers, like->issuers, sizeof e->issuers);
    e->nissuers = like->nissuers;
    memcpy(e->domains, like->domains, sizeof e->domains);
    e->ndomains = like->ndomains;
    e->of_class = like->of_class;
}

void forget_forms(struct entries *e)
{
    if (e->like != NULL)
        return;
    for (int i = 0; i < e->nleads; i++) {
        free(e->leads[i].domain);
        free(e->leads[i].key);
    }
    free(e->leads);
    names_below_free(&e->below);
}
