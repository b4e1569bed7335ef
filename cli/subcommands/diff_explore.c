/*
 * diff_explore.c - btsh diff without addresses: those that the two sides themselves hold.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "describe.h"
#include "engine.h"
#include "explore/entry.h"
#include "explore/entry_address.h"
#include "explore/explorer.h"
#include "explore/pseudo_domains.h"
#include "explore/made_world.h"
#include "listen/listeners.h"
#include "show/memory.h"
#include "start/interrupt.h"
#include "subcommands/address_list.h"
#include "subcommands/diff_explore.h"
#include "subcommands/explore_or_end.h"
#include "suite/replay.h"

enum { RUNS = 3000, OF_ALIKE = 300, ASKED = 50, UNUSED = 8 };

struct made_world *diff_made_names(struct program *p)
{
    struct made_world *w = made_world_for_all(p);

    if (w == NULL)
        out_of_memory();
    return w;
}

/* ---- situations ------------------------------------------------------------------------------------------- */

static const char *keep(struct address_list *l, const char *text)
{
    return *text != '\0' ? arena_strdup(&l->arena, text) : NULL;
}

static const struct dialogue_tls *tls_of(struct address_list *l, const struct made_situation *m)
{
    struct dialogue_tls *tls;

    if (*m->verify == '\0')
        return NULL;
    tls = arena_alloc(&l->arena, sizeof *tls);
    *tls = (struct dialogue_tls){ .verify = keep(l, m->verify), .bits = keep(l, m->bits), .subject = keep(l, m->subject),
                                  .issuer = keep(l, m->issuer) };
    return tls;
}

/* NULL: nobody connects. */
static const struct caller *caller_of(struct address_list *l, const struct made_situation *m)
{
    static const char *const words[] = { [NAME_OK] = "OK", [NAME_FAIL] = "FAIL", [NAME_FORGED] = "FORGED", [NAME_TEMP] = "TEMP" };
    struct caller *c;

    if (*m->client == '\0')
        return NULL;
    c = arena_alloc(&l->arena, sizeof *c);
    *c = (struct caller){ .hello = keep(l, m->helo) };
    c->setup = (struct dialogue_setup){ .address = keep(l, m->client), .name = keep(l, m->name), .named = true,
                                        .resolve = *m->name != '\0' ? NAME_OK : NAME_FAIL, .daemon = keep(l, m->daemon),
                                        .tls = tls_of(l, m), .auth_user = keep(l, m->login),
                                        .auth_type = *m->login != '\0' ? "PLAIN" : NULL, .rate = m->rate,
                                        .total_rate = m->rate, .connections = m->rate };
    for (int i = 0; i < (int)(sizeof words / sizeof words[0]); i++) {
        if (strcmp(words[i], m->resolve) == 0)
            c->setup.resolve = (enum client_name)i;
    }
    return c;
}

static void add_situation(void *ctx, const struct made_situation *m)
{
    struct address_list *l = ctx;

    addresses_add(l, &(struct pair){ arena_strdup(&l->arena, m->sender), m->recipient, caller_of(l, m) });
}

static void explore_side(struct address_list *l, struct program *p, const struct explore_wish *wish, struct diff_explored *out)
{
    struct explored *x = zeroed_or_end(1, sizeof *x);

    explore_or_end(p, NULL, wish, x);
    for (int i = 0; i < x->nfirsts; i++)
        add_situation(l, &x->firsts[i]);
    out->runs += x->runs;
    out->matched += x->matched;
    out->reachable += x->rules - x->dead;
    out->ended |= x->ended;
    explored_free(x);
    free(x);
}

/* ---- entries ---------------------------------------------------------------------------------------------- */

/* Entries of a side, "MAP\1KEY\1VALUE", and words, "$=CLASS\1WORD\1"; sorted. */
struct entry_list {
    char **list; /* owned, and its texts */
    size_t n, room;
    const char *map;
    char own[SITUATION_TEXT]; /* this host's name */
    struct pseudo_domains pseudo;
};

static bool note_entry(void *ctx, const char *key, size_t nkey, const char *value, size_t nvalue)
{
    struct entry_list *l = ctx;
    size_t n = strlen(l->map) + nkey + nvalue + 3;
    char *text = zeroed_or_end(n, 1);

    nkey -= nkey > 0 && key[nkey - 1] == '\0';
    nvalue -= nvalue > 0 && value[nvalue - 1] == '\0';
    snprintf(text, n, "%s\1%.*s\1%.*s", l->map, (int)nkey, key, (int)nvalue, value);
    if (l->n == l->room)
        l->list = grow_or_end(l->list, (l->room = l->room * 2 + 256) * sizeof *l->list);
    l->list[l->n++] = text;
    return !interrupted;
}

static void note_word(void *ctx, const char *word)
{
    note_entry(ctx, word, strlen(word), "", 0);
}

static void list_words(struct entry_list *l, struct session *s)
{
    char buf[40], name[48];

    for (int id = 1; id < NAMES; id++) {
        if (!session_name_used(s, id))
            continue;
        snprintf(name, sizeof name, "%s", session_name(s, id, true, buf));
        l->map = name;
        session_class_list(s, name, note_word, l);
    }
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void list_entries(struct entry_list *l, struct program *p)
{
    struct observer quiet = listeners_none();
    struct session *s = session_new(p, &quiet);
    struct map_view v;
    const char *j;
    bool listed;

    snprintf(l->own, sizeof l->own, "%s", session_macro(s, "j", &j) && j != NULL ? j : "localhost");
    for (int i = 0; session_map_at(s, i, &v); i++) {
        struct map *m = v.file != NULL && !v.outside ? session_map(s, v.name) : NULL;

        l->map = v.name;
        if (m != NULL && session_map_open(s, m))
            session_map_walk(s, m, note_entry, l, &listed);
    }
    list_words(l, s);
    pseudo_domains_find(s, &l->pseudo);
    session_free(s);
    if (l->n > 0)
        qsort(l->list, l->n, sizeof *l->list, by_text);
}

static void entries_end(struct entry_list *l)
{
    for (size_t i = 0; i < l->n; i++)
        free(l->list[i]);
    free(l->list);
}

static const struct made_situation nobody = { .client = EXPLORE_FAR, .name = "host." EXPLORE_OUTSIDE,
                                              .helo = "host." EXPLORE_OUTSIDE, .sender = EXPLORE_NOBODY "@" EXPLORE_OUTSIDE,
                                              .recipient = EXPLORE_NOBODY "@q7x-elsewhere.example" };

/* A sender also to somebody at an address, whom no table keeps from being written to: so it is seen what becomes of the sender; a
 * client also without a name, by which it might be let in. */
static void add_twice(void *ctx, const struct made_situation *m)
{
    struct made_situation other = *m;

    add_situation(ctx, m);
    if (strcmp(m->sender, nobody.sender) != 0)
        snprintf(other.recipient, sizeof other.recipient, "%s@[198.51.100.9]", EXPLORE_NOBODY);
    else if (strcmp(m->client, nobody.client) != 0)
        *other.name = '\0';
    else
        return;
    add_situation(ctx, &other);
}

/* Whom the entry is about: as recipient, as sender, as client. */
static void add_entry(struct address_list *l, const char *own, const char *entry)
{
    const char *key = strchr(entry, '\1') + 1;
    char text[SITUATION_TEXT];

    snprintf(text, sizeof text, "%.*s", (int)strcspn(key, "\1"), key);
    entry_situations(own, text, &nobody, add_twice, l);
}

/* Of a table that is asked for hosts of other networks, and not by the names that mail knows them by. */
static bool of_other_networks(const char *map)
{
    static const char *const others[] = { "$", "access\1", "virtuser\1", "generics\1", "mailertable\1", "domaintable\1", "alias" };

    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        if (strncasecmp(map, others[i], strlen(others[i])) == 0)
            return false;
    }
    return true;
}

/* The host that the key is, below words that rules want at the end of one: joe@host.BITNET, host!joe. */
static void add_pseudo(struct address_list *l, const struct entry_list *side, const char *entry)
{
    const char *key = strchr(entry, '\1') + 1;
    int n = (int)strcspn(key, "\1");
    struct made_situation m = { .client = EXPLORE_FAR, .name = "host." EXPLORE_OUTSIDE, .helo = "host." EXPLORE_OUTSIDE };
    char address[SITUATION_TEXT];

    if (!of_other_networks(entry) || n == 0 || n > 250 || memchr(key, '@', (size_t)n) != NULL)
        return;
    for (int i = 0; i <= side->pseudo.n; i++) {
        if (i < side->pseudo.n)
            snprintf(address, sizeof address, "%s@%.*s.%s", EXPLORE_NOBODY, n, key, side->pseudo.list[i]);
        else
            snprintf(address, sizeof address, "%.*s!%s", n, key, EXPLORE_NOBODY);
        snprintf(m.sender, sizeof m.sender, "%s@%s", EXPLORE_NOBODY, EXPLORE_OUTSIDE);
        snprintf(m.recipient, sizeof m.recipient, "%s", address);
        add_situation(l, &m);
        snprintf(m.sender, sizeof m.sender, "%s", address);
        snprintf(m.recipient, sizeof m.recipient, "%s@q7x-elsewhere.example", EXPLORE_NOBODY);
        add_twice(l, &m);
    }
}

/* Who finds out, on one side, by which form of address an entry is used. */
struct asker {
    struct program *p;
    struct entries *e; /* NULL: nothing was asked yet */
    int left;          /* entries that are still asked about */
    char map[64];      /* that was asked last */
    int unused;        /* how many of its entries nothing used, one after the other */
};

/* Which file a map reads; NULL: it is none of these. */
static const char *file_of(struct session *s, const char *map, size_t n, struct map_view *v)
{
    for (int i = 0; session_map_at(s, i, v); i++) {
        if (strlen(v->name) == n && strncmp(v->name, map, n) == 0)
            return v->file;
    }
    return NULL;
}

/* An entry may be used by another form of its address alone (`user@domain.', where a domaintable has the domain). */
static void add_user(struct address_list *l, struct asker *a, const char *entry)
{
    size_t n = strcspn(entry, "\1");
    char key[SITUATION_TEXT];
    struct entry_answer answer;
    struct map_view v;
    const char *file;

    if (*entry == '$' || n >= sizeof a->map || interrupted)
        return;
    if (strlen(a->map) != n || strncmp(a->map, entry, n) != 0) {
        snprintf(a->map, sizeof a->map, "%.*s", (int)n, entry);
        a->unused = 0;
    }
    if (a->unused == UNUSED || a->left-- <= 0)
        return;
    if (a->e == NULL && (a->e = entries_new(a->p, NULL, NULL)) == NULL)
        out_of_memory();
    file = file_of(entries_session(a->e), entry, n, &v);
    snprintf(key, sizeof key, "%.*s", (int)strcspn(entry + n + 1, "\1"), entry + n + 1);
    if (file == NULL)
        return;
    a->unused++;
    if (!entries_use(a->e, file, key, &answer))
        return;
    a->unused = 0;
    add_situation(l, &answer.witness);
}

/* Those that one side alone has so, all of them; of the others some, spread out. */
static void add_entries(struct address_list *l, struct program *const side[SIDES], struct diff_explored *out)
{
    struct entry_list *e = zeroed_or_end(SIDES, sizeof *e);
    struct asker asker[SIDES] = { { .p = side[0], .left = ASKED }, { .p = side[1], .left = ASKED } };
    size_t i = 0, k = 0, alike = 0, step;

    for (int s = 0; s < SIDES; s++)
        list_entries(&e[s], side[s]);
    step = e[0].n / OF_ALIKE + 1;
    while (i < e[0].n || k < e[1].n) {
        int d = i == e[0].n ? 1 : k == e[1].n ? -1 : strcmp(e[0].list[i], e[1].list[k]);

        if (d != 0 || alike++ % step == 0)
            add_entry(l, e[d > 0].own, d > 0 ? e[1].list[k] : e[0].list[i]);
        if (d != 0) {
            add_pseudo(l, &e[d > 0], d > 0 ? e[1].list[k] : e[0].list[i]);
            add_user(l, &asker[d > 0], d > 0 ? e[1].list[k] : e[0].list[i]);
        }
        out->differ += d != 0;
        i += d <= 0;
        k += d >= 0;
    }
    for (int s = 0; s < SIDES; s++) {
        entries_end(&e[s]);
        entries_free(asker[s].e);
    }
    free(e);
}

void diff_explore(struct address_list *l, struct program *const side[SIDES], unsigned long seed, double seconds, int workers,
                  struct diff_explored *out)
{
    struct explore_wish wish = { .seed = seed, .runs = RUNS, .seconds = seconds / SIDES, .workers = workers, .deep = true,
                                 .ways = WAYS_ALL, .stop = &interrupted };

    *out = (struct diff_explored){ 0 };
    add_entries(l, side, out);
    for (int s = 0; s < SIDES; s++)
        explore_side(l, side[s], &wish, out);
}
