/*
 * vocabulary.c - names and addresses that a configuration holds, and the situations that they make.
 */
#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/limits.h"
#include "base/symbols.h"
#include "describe.h"
#include "engine.h"
#include "explore/entry_address.h"
#include "explore/vocabulary.h"
#include "hosts/ip_text.h"
#include "state/program.h"
#include "state/rule.h"
#include "state/session.h"

enum { LONGEST = 200, ROOM = LONGEST + 64, OF_EACH = 40, FIRST = 16, OF_CLASS = 12, MOST_ENTRIES = 1000 };

struct words {
    char **list;
    int n, room;
};

struct vocabulary {
    struct words domains, users, clients, addresses; /* addresses: user@domain as keys have them */
    struct words fields, subjects;  /* header fields that are checked; names of certificates */
    struct words daemons;           /* their options */
    struct words of_class[NAMES];
    struct vocabulary_entry *entries; /* owned, with their texts */
    int nentries;
    char own[LONGEST], domain[LONGEST], last_label[LONGEST];
    struct session *s;
    char unread[256];      /* a map that could not be listed */
};

static void add(struct words *w, const char *text, size_t n)
{
    char *copy;

    if (n == 0 || n >= LONGEST)
        return;
    for (int i = 0; i < w->n; i++) {
        if (strlen(w->list[i]) == n && strncasecmp(w->list[i], text, n) == 0)
            return;
    }
    if (w->n == w->room) {
        char **grown = realloc(w->list, (size_t)(w->room = w->room * 2 + 64) * sizeof *grown);

        if (grown == NULL)
            return;
        w->list = grown;
    }
    copy = strndup(text, n);
    if (copy != NULL)
        w->list[w->n++] = copy;
}

static void add_text(struct words *w, const char *text)
{
    add(w, text, strlen(text));
}

static bool is_printable(const char *text, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if ((unsigned char)text[i] <= ' ' || (unsigned char)text[i] >= 0x7F || strchr("<>(),;\"\\", text[i]) != NULL)
            return false;
    }
    return n > 0;
}

/* Only addresses can connect; as the server writes them. */
static void add_client(struct vocabulary *v, const char *text)
{
    char client[64];

    if (ip_text_plain(text, client, sizeof client))
        add_text(&v->clients, client);
}

/* A word that stands for a client, a domain, an address or a user. */
static void sort_word(struct vocabulary *v, const char *text, size_t n)
{
    const char *at = memchr(text, '@', n);
    size_t digits = 0;
    char client[64], key[64];

    if (n >= LONGEST || !is_printable(text, n))
        return;
    while (digits < n && (isdigit((unsigned char)text[digits]) || text[digits] == '.'))
        digits++;
    if (digits == n && memchr(text, '.', n) != NULL) {
        int dots = 0;

        for (size_t i = 0; i < n; i++)
            dots += text[i] == '.';
        if (dots <= 3 && n < 20 && text[n - 1] != '.') {
            snprintf(client, sizeof client, "%.*s%s", (int)n, text, dots == 1 ? ".77.5" : dots == 2 ? ".5" : "");
            add_client(v, client);
        }
    } else if (n > 5 && n < 50 && strncasecmp(text, "IPv6:", 5) == 0) {
        snprintf(key, sizeof key, "%.*s", (int)n, text);
        if (client_of_key(key, client, sizeof client))
            add_text(&v->clients, client);
    } else if (at != NULL && at > text && at + 1 < text + n) {
        add(&v->addresses, text, n);
        add(&v->domains, at + 1, (size_t)(text + n - at - 1));
    } else if (at != NULL) {
        add(at == text ? &v->domains : &v->users, at == text ? text + 1 : text, n - 1);
    } else if (*text == '[' && n > 2 && text[n - 1] == ']' && memchr(text, '@', n) == NULL) {
        snprintf(client, sizeof client, "%.*s", (int)n - 2, text + 1);
        add_client(v, client);
    } else if (memchr(text, '.', n) != NULL && *text != '[') {
        add(&v->domains, *text == '.' ? text + 1 : text, n - (*text == '.'));
    } else if (*text != '[') {
        add(&v->users, text, n);
    }
}

/* ---- where words come from -------------------------------------------------------------------------------- */

/* Some of many, spread out. */
struct taking {
    struct vocabulary *v;
    int n;
    uint64_t state;
    int id;             /* of a class */
    const char *map;
};

static bool takes(struct taking *t)
{
    t->state = t->state * 6364136223846793005u + 1442695040888963407u;
    t->n++;
    return t->n <= FIRST || (t->n < 4000 && (t->state >> 40) % (uint64_t)t->n < OF_EACH);
}

static void class_word(void *ctx, const char *word)
{
    struct taking *t = ctx;

    if (!takes(t))
        return;
    sort_word(t->v, word, strlen(word));
    if (t->v->of_class[t->id].n < OF_CLASS)
        add(&t->v->of_class[t->id], word, strlen(word));
}

static void keep_entry(struct vocabulary *v, const char *map, const char *key, size_t nkey, const char *value, size_t nvalue)
{
    struct vocabulary_entry e;

    if (v->nentries == MOST_ENTRIES || nkey == 0 || nkey >= LONGEST)
        return;
    e = (struct vocabulary_entry){ map, strndup(key, nkey), strndup(value, nvalue) };
    if (e.key != NULL && e.value != NULL) {
        v->entries[v->nentries++] = e;
    } else {
        free((char *)(uintptr_t)e.key);
        free((char *)(uintptr_t)e.value);
    }
}

static bool record(void *ctx, const char *key, size_t nkey, const char *value, size_t nvalue)
{
    struct taking *t = ctx;
    const char *colon = memchr(key, ':', nkey);
    size_t tag = colon != NULL && nkey > 5 && strncasecmp(key, "IPv6:", 5) != 0 ? (size_t)(colon - key) + 1 : 0;

    nkey -= nkey > 0 && key[nkey - 1] == '\0';
    if (!takes(t))
        return t->n < 4000;
    keep_entry(t->v, t->map, key, nkey, value, nvalue);
    if (nkey > tag && key[tag] == '/')
        add(&t->v->subjects, key + tag, nkey - tag);
    else if (nkey > tag)
        sort_word(t->v, key + tag, nkey - tag);
    return true;
}

struct mentioned {
    const struct session *s;
    bool classes[NAMES];
};

static void mention(void *ctx, enum mention what, const char *name)
{
    struct mentioned *m = ctx;

    if (what == MENTIONS_CLASS)
        m->classes[session_name_find(m->s, name)] = true;
}

/* Of classes that rules ask; others are encodings and the like. */
static void take_classes(struct vocabulary *v, uint64_t seed)
{
    struct mentioned m = { .s = v->s };
    char buf[40], text[48];

    for (int i = 0; i < MAX_RULESETS; i++) {
        for (const struct rule *r = session_first_rule(v->s, i); r != NULL; r = rule_after(r))
            session_rule_mentions(v->s, r, mention, &m);
    }

    for (int id = 1; id < NAMES; id++) {
        struct taking t = { v, 0, seed + (uint64_t)id, id, NULL };

        if (!m.classes[id])
            continue;
        snprintf(text, sizeof text, "%s", session_name(v->s, id, true, buf));
        session_class_list(v->s, text, class_word, &t);
    }
}

static enum event_answer deaf(void *ctx, struct session *s, const struct event *e)
{
    (void)ctx, (void)s, (void)e;
    return EVENT_GO;
}

/* Can map number i be opened, by another session? */
static bool can_be_opened(struct program *p, int i)
{
    struct observer quiet = { .hear = deaf };
    struct session *s = session_new(p, &quiet);
    struct map_view m;
    bool good = session_map_at(s, i, &m) && session_map_open(s, session_map(s, m.name)) && session_map_at(s, i, &m) && !m.failed;

    session_free(s);
    return good;
}

static void take_tables(struct vocabulary *v, uint64_t seed)
{
    struct map_view m;
    bool able, listed;

    for (int i = 0; session_map_at(v->s, i, &m); i++) {
        struct taking t = { v, 0, seed + 1000 + (uint64_t)i, 0, m.name };
        struct map *map = m.file != NULL && !m.outside ? session_map(v->s, m.name) : NULL;

        if (map == NULL)
            continue;
        listed = true;
        if (session_map_open(v->s, map) && !(session_map_at(v->s, i, &m) && m.failed))
            listed = session_map_walk(v->s, map, record, &t, &able) || !able || t.n >= 4000;
        else
            listed = !can_be_opened(v->s->prog, i); /* it could not, just before */
        if (!listed)
            snprintf(v->unread, sizeof v->unread, "%s", m.name);
    }
}

static void take_option(void *ctx, const char *name, const char *value)
{
    struct vocabulary *v = ctx;

    if (strcasecmp(name, "DaemonPortOptions") == 0 && strchr(value, '=') != NULL)
        add_text(&v->daemons, value);
}

static void take_field(void *ctx, struct symbol *s)
{
    struct vocabulary *v = ctx;

    if (s->data != NULL)
        add_text(&v->fields, *s->name == '*' ? "X-Any" : s->name);
}

/* Tokens of a rule's own that stand side by side with dots between them, "localhost.uucp", are a domain. */
static void take_names(struct vocabulary *v, const struct rule *r)
{
    char name[LONGEST];
    size_t length = 0;

    for (int i = 0; i <= r->nlhs; i++) {
        bool own = i < r->nlhs && r->ops[i].kind == OP_LITERAL;
        size_t n = 0;
        const char *text = own ? token_text(v->s, r->lhs[i], &n) : "";

        if (own && length + n < sizeof name && (isalnum((unsigned char)*text) || (*text == '.' && length > 0))) {
            memcpy(name + length, text, n);
            length += n;
            continue;
        }
        while (length > 0 && name[length - 1] == '.')
            length--;
        if (memchr(name, '.', length) != NULL && isalpha((unsigned char)*name))
            add(&v->domains, name, length);
        length = 0;
    }
}

/* Plain words of rules; what only a rule knows is a user or the label of a domain. */
static void take_literals(struct vocabulary *v)
{
    for (int i = 0; i < MAX_RULESETS; i++) {
        for (const struct rule *r = session_first_rule(v->s, i); r != NULL; r = rule_after(r)) {
            struct rule_view x = rule_describe(r);

            take_names(v, r);
            for (int k = 0; k < x.lhs.n; k++) {
                size_t n = 0;
                const char *text = token_text(v->s, x.lhs.v[k], &n);

                if (n > 2 && isalpha((unsigned char)*text) && is_printable(text, n))
                    add(&v->users, text, n);
            }
        }
    }
}

static void take_own(struct vocabulary *v)
{
    static const char *const clients[] = { EXPLORE_FAR, "198.51.100.66", "198.51.100.16", "198.51.100.17", "127.0.0.1",
                                           "192.0.2.1", "IPv6:2001:db8::213", "IPv6:::1" };
    const char *j = session_macro_at(v->s, 'j'), *m = session_macro_at(v->s, 'm'), *dot;
    char text[LONGEST * 2];

    snprintf(v->own, sizeof v->own, "%s", j != NULL ? j : "localhost");
    dot = strchr(v->own, '.');
    snprintf(v->domain, sizeof v->domain, "%s", m != NULL ? m : dot != NULL ? dot + 1 : v->own);
    dot = strrchr(v->own, '.');
    snprintf(v->last_label, sizeof v->last_label, "%s", dot != NULL ? dot + 1 : "example");
    add_text(&v->domains, v->own);
    add_text(&v->domains, v->domain);
    snprintf(text, sizeof text, "pc.%s", v->domain);
    add_text(&v->domains, text);
    for (size_t i = 0; i < sizeof clients / sizeof clients[0]; i++)
        add_client(v, clients[i]);
    add_text(&v->users, "postmaster");
    add_text(&v->users, "root");
    add_text(&v->users, "q7x-nobody");
}

struct vocabulary *vocabulary_of(struct program *p, const struct world *w, unsigned long seed)
{
    struct vocabulary *v = calloc(1, sizeof *v);
    struct observer quiet = { .hear = deaf };

    if (v == NULL || (v->entries = calloc(MOST_ENTRIES, sizeof *v->entries)) == NULL) {
        free(v);
        return NULL;
    }
    v->s = session_new(p, &quiet);
    if (w != NULL)
        v->s->world = w;
    take_own(v);
    take_classes(v, seed);
    take_tables(v, seed);
    take_literals(v);
    session_options_set(v->s, take_option, v);
    symbol_walk(&p->def.symbols, SYM_HEADER, take_field, v);
    session_free(v->s);
    v->s = NULL;
    return v;
}

static void words_free(struct words *w)
{
    for (int i = 0; i < w->n; i++)
        free(w->list[i]);
    free(w->list);
}

void vocabulary_free(struct vocabulary *v)
{
    if (v == NULL)
        return;
    words_free(&v->domains);
    words_free(&v->users);
    words_free(&v->clients);
    words_free(&v->addresses);
    words_free(&v->fields);
    words_free(&v->subjects);
    words_free(&v->daemons);
    for (int i = 0; i < NAMES; i++)
        words_free(&v->of_class[i]);
    for (int i = 0; i < v->nentries; i++) {
        free((char *)(uintptr_t)v->entries[i].key);
        free((char *)(uintptr_t)v->entries[i].value);
    }
    free(v->entries);
    free(v);
}

bool vocabulary_entry(const struct vocabulary *v, int i, struct vocabulary_entry *out)
{
    if (i < v->nentries)
        *out = v->entries[i];
    return i < v->nentries;
}

const char *vocabulary_word(const struct vocabulary *v, int id, int i)
{
    return i < v->of_class[id].n ? v->of_class[id].list[i] : NULL;
}

const char *vocabulary_unread(const struct vocabulary *v)
{
    return v->unread;
}

const char *vocabulary_own(const struct vocabulary *v)
{
    return v->own;
}

/* ---- situations ------------------------------------------------------------------------------------------- */

static unsigned next(uint64_t *state, unsigned below)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return below > 0 ? (unsigned)((*state >> 33) % below) : 0;
}

static const char *pick(const struct words *w, uint64_t *state)
{
    return w->n > 0 ? w->list[next(state, (unsigned)w->n)] : "x";
}

/* A domain that is nobody's, in one of the ways that DNS can answer for it. */
static const char *strange_domain(const struct vocabulary *v, uint64_t *state, char *out, size_t size)
{
    switch (next(state, 7)) {
    case 0:
        snprintf(out, size, EXPLORE_STRANGER "gone.invalid");
        break;
    case 1:
        snprintf(out, size, EXPLORE_STRANGER "x.tempfail.example");
        break;
    case 2:
        snprintf(out, size, "mxhere." EXPLORE_STRANGER "x.example");
        break;
    case 3:
        snprintf(out, size, EXPLORE_STRANGER "x.%.150s", v->last_label);
        break;
    default:
        snprintf(out, size, EXPLORE_STRANGER "x.example");
        break;
    }
    return out;
}

static const char *any_domain(const struct vocabulary *v, uint64_t *state, char *out, size_t size)
{
    switch (next(state, 6)) {
    case 0:
        return v->own;
    case 1:
        return strange_domain(v, state, out, size);
    case 2:
        snprintf(out, size, EXPLORE_STRANGER "sub.%.150s", pick(&v->domains, state));
        return out;
    default:
        return pick(&v->domains, state);
    }
}

/* What reaches a stranger through a domain of ours. */
static void relaying(const struct vocabulary *v, uint64_t *state, char *out, size_t size)
{
    char far[ROOM], near_buf[ROOM];
    const char *to = strange_domain(v, state, far, sizeof far);
    const char *here = next(state, 2) == 0 ? v->own : next(state, 8) == 0 ? "[127.0.0.1]"
                       : any_domain(v, state, near_buf, sizeof near_buf);

    switch (next(state, 8)) {
    case 0:
    case 1:
        snprintf(out, size, EXPLORE_STRANGER "v@%s", to);
        break;
    case 2:
    case 3:
        snprintf(out, size, EXPLORE_STRANGER "v%%%s@%s", to, here);
        break;
    case 4:
        snprintf(out, size, "%s!" EXPLORE_STRANGER "v@%s", to, here);
        break;
    case 5:
        snprintf(out, size, "@%s:" EXPLORE_STRANGER "v@%s", here, to);
        break;
    case 6:
        snprintf(out, size, "%s!" EXPLORE_STRANGER "v", to);
        break;
    default:
        snprintf(out, size, EXPLORE_STRANGER "v%%%s", to);
        break;
    }
}

/* What nobody writes, and rules know all the same: with U for a user, D for a domain, O for this host, N for a number. */
static void odd_address(const struct vocabulary *v, uint64_t *state, const char *user, const char *domain, char *out, size_t size)
{
    static const char *const forms[] = {
        "", "U@", "@D", "U;", "U@D;", "list:U;", "U:;@D", ":include:/etc/mail/U", "U@[O]:D", "U@[O", "U@O]", "U@[IPv6:2001:db8::N]",
        "U@D.uucp", "D.uucp!U", "D!O!U", "@D,@O:U@D", "@[O]:U@D", "U@localhost", "U@localhost.O", "U@D@O", "U@.D", "U@D..", "U..x@D",
        "U%D%O@O", "<U@D>", "U@[O],D", "D:U", "/U", "|U", "\\U", "U@O:25", "[O]!U", "U@[127.0.0.1]", "O!U@D", "U@D!O", "U@O", "U+@D",
        "U++N@D", "@O", "U@[N]", "%U@D", "!U", "D!", "U@D.localhost", "U@b", "bare",
        "<U:;>", "<list:U@D,U;>", "\"\"", "\"\"@O", "@D:@O:U"
    };
    size_t n = 0;

    for (const char *p = forms[next(state, sizeof forms / sizeof forms[0])]; *p != '\0' && n + LONGEST < size; p++) {
        switch (*p) {
        case 'U':
            n += (size_t)snprintf(out + n, size - n, "%s", user);
            break;
        case 'D':
            n += (size_t)snprintf(out + n, size - n, "%.150s", domain);
            break;
        case 'O':
            n += (size_t)snprintf(out + n, size - n, "%.150s", v->own);
            break;
        case 'N':
            n += (size_t)snprintf(out + n, size - n, "%u", next(state, 9) + 1);
            break;
        default:
            out[n++] = *p;
            break;
        }
    }
    out[n] = '\0';
}

static void address(const struct vocabulary *v, uint64_t *state, char *out, size_t size)
{
    char buf[ROOM];
    const char *user = pick(&v->users, state), *domain = any_domain(v, state, buf, sizeof buf);

    switch (next(state, 16)) {
    case 0:
        snprintf(out, size, "%s", user);
        break;
    case 1:
        snprintf(out, size, "%s+detail@%s", user, domain);
        break;
    case 2:
        snprintf(out, size, "%s@%s.", user, domain);
        break;
    case 3:
        snprintf(out, size, "%s%%%s@%s", user, domain, v->own);
        break;
    case 4:
        snprintf(out, size, "%s!%s", domain, user);
        break;
    case 5:
        snprintf(out, size, "@%s:%s@%s", v->own, user, domain);
        break;
    case 6:
        snprintf(out, size, "%s@[%s]", user, pick(&v->clients, state));
        break;
    case 7:
        snprintf(out, size, "\"%s x\"@%s", user, domain);
        break;
    case 8:
    case 9:
        snprintf(out, size, "%s", v->addresses.n > 0 ? pick(&v->addresses, state) : user);
        break;
    case 12:
        odd_address(v, state, user, domain, out, size);
        break;
    case 10:
        snprintf(out, size, "%s@%.*s", user, (int)strcspn(domain, "."), domain);
        break;
    case 11:
        snprintf(out, size, EXPLORE_STRANGER "nobody@%s", domain);
        break;
    default:
        snprintf(out, size, "%s@%s", user, domain);
        break;
    }
}

static void client(const struct vocabulary *v, const struct explore_wish *wish, uint64_t *state, struct made_situation *out)
{
    static const char *const strangers[] = { EXPLORE_FAR, "198.51.100.214", "198.51.100.16" };
    char buf[ROOM];
    bool named;

    snprintf(out->client, sizeof out->client, "%s", wish->client != NULL ? wish->client
             : wish->strangers ? strangers[next(state, 3)] : pick(&v->clients, state));
    named = next(state, 5) != 0;
    if (wish->strangers || next(state, 2) == 0)
        snprintf(out->name, sizeof out->name, "host." EXPLORE_STRANGER "client.example");
    else
        snprintf(out->name, sizeof out->name, "%s", any_domain(v, state, buf, sizeof buf));
    switch (next(state, 4)) {
    case 0:
        snprintf(out->helo, sizeof out->helo, "%s", any_domain(v, state, buf, sizeof buf));
        break;
    case 1:
        snprintf(out->helo, sizeof out->helo, "[%s]", out->client);
        break;
    case 2:
        snprintf(out->helo, sizeof out->helo, "bare");
        break;
    default:
        snprintf(out->helo, sizeof out->helo, "%s", out->name);
        break;
    }
    if (!named || *out->client == '\0')
        *out->name = '\0';
}

/* What most situations do not have. */
static void rarely(const struct vocabulary *v, const struct explore_wish *wish, uint64_t *state, struct made_situation *out)
{
    static const char *const resolves[] = { "FAIL", "FORGED", "TEMP", "OK" };
    static const char *const verdicts[] = { "OK", "NO", "FAIL", "TEMP", "OK", "NOT", "CLEAR" };
    static const char *const bits[] = { "256", "128", "40" };

    if (next(state, 6) == 0)
        snprintf(out->resolve, sizeof out->resolve, "%s", resolves[next(state, 4)]);
    if (next(state, 4) == 0)
        snprintf(out->login, sizeof out->login, "%.100s", pick(&v->users, state));
    if (next(state, 3) == 0) {
        snprintf(out->verify, sizeof out->verify, "%s", verdicts[next(state, 7)]);
        snprintf(out->bits, sizeof out->bits, "%s", bits[next(state, 3)]);
        if (v->subjects.n > 0 && next(state, 2) == 0)
            snprintf(out->subject, sizeof out->subject, "%.300s", pick(&v->subjects, state));
        else
            snprintf(out->subject, sizeof out->subject, "/CN=%.300s", *out->name != '\0' ? out->name : "q7x.example");
        snprintf(out->issuer, sizeof out->issuer, "%.300s", v->subjects.n > 0 ? pick(&v->subjects, state) : "/CN=q7x.example");
    }
    if (v->fields.n > 0)
        snprintf(out->header, sizeof out->header, "%.100s: %.200s", pick(&v->fields, state),
                 next(state, 2) == 0 ? out->sender : pick(&v->users, state));
    if (next(state, 12) == 0)
        out->rate = 1000;
    if (next(state, 4) == 0 && v->daemons.n > 0)
        snprintf(out->daemon, sizeof out->daemon, "%.159s", pick(&v->daemons, state));
    if (next(state, 24) == 0 && wish->client == NULL)
        *out->client = *out->name = '\0';
    if (wish->failing && next(state, 12) == 0 && v->nentries > 0)
        snprintf(out->failing, sizeof out->failing, "%.60s", v->entries[next(state, (unsigned)v->nentries)].map);
}

void vocabulary_confine(const struct explore_wish *wish, const struct made_situation *from, struct made_situation *m)
{
    if (wish->strangers) {
        memcpy(m->client, from->client, sizeof m->client);
        memcpy(m->name, from->name, sizeof m->name);
        *m->login = *m->verify = *m->resolve = '\0';
    }
    if (wish->client != NULL)
        snprintf(m->client, sizeof m->client, "%s", wish->client);
    if (*m->client == '\0')
        *m->name = '\0';
    if (wish->from != NULL)
        snprintf(m->sender, sizeof m->sender, "%s", wish->from);
    if (wish->to != NULL)
        snprintf(m->recipient, sizeof m->recipient, "%s", wish->to);
}

void vocabulary_situation(const struct vocabulary *v, const struct explore_wish *wish, long n, struct made_situation *out)
{
    uint64_t state = (wish->seed + 1) * 0x9E3779B97F4A7C15u + (uint64_t)n * 0xD1342543DE82EF95u;

    memset(out, 0, sizeof *out);
    next(&state, 1);
    next(&state, 1);
    client(v, wish, &state, out);
    if (wish->from != NULL)
        snprintf(out->sender, sizeof out->sender, "%s", wish->from);
    else if (next(&state, 8) == 0)
        *out->sender = '\0';
    else
        address(v, &state, out->sender, sizeof out->sender);
    if (wish->to != NULL)
        snprintf(out->recipient, sizeof out->recipient, "%s", wish->to);
    else if (wish->strangers || next(&state, 3) == 0)
        relaying(v, &state, out->recipient, sizeof out->recipient);
    else
        address(v, &state, out->recipient, sizeof out->recipient);
    if (wish->like_client != NULL && (wish->strangers || next(&state, 2) == 0))
        snprintf(out->client, sizeof out->client, "%s", wish->like_client);
    if (wish->like_name != NULL && (wish->strangers || next(&state, 2) == 0))
        snprintf(out->name, sizeof out->name, "%s", wish->like_name);
    if (wish->like_from != NULL && next(&state, 2) == 0)
        snprintf(out->sender, sizeof out->sender, "%s", wish->like_from);
    if (wish->like_to != NULL && next(&state, 2) == 0)
        snprintf(out->recipient, sizeof out->recipient, "%s", wish->like_to);
    if (!wish->strangers && n % 2 == 1)
        rarely(v, wish, &state, out);
}
