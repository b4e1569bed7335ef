/*
 * onward.c - what becomes of an address behind its triple, and the host that its mailer would speak to.
 */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "engine.h"
#include "hold.h"
#include "hosts/hosts_file.h"
#include "mail/address.h"
#include "mail/recipients.h"
#include "maps/map.h"
#include "reason/onward.h"
#include "state/classes.h"
#include "state/mailers.h"
#include "state/program.h"
#include "state/session.h"

enum { MAX_SAID = 200 };

/* What was said while the tree grew. */
struct hearing {
    struct { char *address, *text, *file; int line; bool error, unread; } said[MAX_SAID];
    int n;
};

/* A tree that grows. */
struct growing {
    struct onward *o;
    const struct recipients *r;
    const struct hearing *h;
    struct session *s;
    int room;
};

static char *copy(const char *text)
{
    return text != NULL ? strdup(text) : NULL;
}

static enum event_answer hear(void *ctx, struct session *s, const struct event *e)
{
    struct hearing *h = ctx;

    (void)s;
    if (e->kind == EVENT_DIAGNOSTIC && h->n < MAX_SAID && strncasecmp(e->diag->text, "WARNING", 7) != 0) {
        const struct diagnostic *d = e->diag;
        bool error = d->code >= 400;
        char code[64] = "", text[512];

        if (error)
            snprintf(code, sizeof code, "%03d %s%s", d->code, d->dsn != NULL ? d->dsn : "", d->dsn != NULL ? " " : "");
        snprintf(text, sizeof text, "%s%s", code, d->text);
        h->said[h->n].error = error;
        h->said[h->n].unread = d->unread;
        h->said[h->n].address = copy(d->address);
        h->said[h->n].file = copy(d->file);
        h->said[h->n].line = d->line;
        h->said[h->n++].text = copy(text);
    }
    return EVENT_GO;
}

static enum event_answer deaf(void *ctx, struct session *s, const struct event *e)
{
    (void)ctx, (void)s, (void)e;
    return EVENT_GO;
}

/* ---- an address ------------------------------------------------------------------------------------- */

/* Errors; of those that wait, whatever was said. One that names no address may be of any. */
static const char *last_said(const struct hearing *h, const struct address *a)
{
    const char *nobody = NULL;

    for (int i = h->n - 1; i >= 0; i--) {
        bool counts = h->said[i].error || a->state == ADDRESS_QUEUEUP;

        if (counts && h->said[i].address != NULL && a->paddr != NULL && strcmp(h->said[i].address, a->paddr) == 0)
            return h->said[i].text;
        if (h->said[i].error && h->said[i].address == NULL && nobody == NULL)
            nobody = h->said[i].text;
    }
    if (a->state == ADDRESS_BAD)
        return nobody;
    return a->state == ADDRESS_QUEUEUP && a->status != NULL ? "a lookup failed for the time being" : NULL;
}

static enum recipient_end end_of(const struct address *a)
{
    if (a->state == ADDRESS_BAD)
        return END_BAD;
    if (a->state == ADDRESS_QUEUEUP)
        return END_QUEUED;
    return recipient_dead(a) ? END_ON : END_MAILBOX;
}

static int depth_of(const struct address *a)
{
    int n = 0;

    for (; a->alias != NULL && n < DEEPEST_ALIAS; a = a->alias)
        n++;
    return n;
}

/* ---- what led on ------------------------------------------------------------------------------------ */

static void alias_place(struct session *s, const char *key, struct place *out)
{
    *out = (struct place){ .kind = PLACE_NONE };
    for (int i = 0; i < s->prog->nmaps && out->kind != PLACE_LINE; i++) {
        const struct map *m = s->prog->maps[i];
        struct place p;

        if ((m->flags & MF_ALIAS) == 0 || m->file == NULL)
            continue;
        place_of_key(s, m->name, m->file, key, &p);
        if (p.kind == PLACE_LINE || out->kind == PLACE_NONE)
            *out = p;
    }
}

static bool begins(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

/* Which line of a forward file led from a to b, the user's own before others; -1: none did. */
static int forwarded(const struct hearing *h, const struct address *a, const struct address *b)
{
    int found = -1;

    for (int i = 0; i < h->n; i++) {
        const char *file = h->said[i].file;
        bool theirs = file != NULL && ((a->home != NULL && strlen(a->home) > 1 && begins(file, a->home))
                                       || strstr(file, a->user) != NULL);

        if (file != NULL && begins(h->said[i].text, "forwarding to ") && strstr(h->said[i].text, b->paddr) != NULL
            && (theirs || found < 0))
            found = i;
    }
    return found;
}

/* b: the first that it led to. */
static enum recipient_lead find_lead(const struct growing *g, const struct address *a, const struct address *b,
                                     int *line)
{
    struct place p = { .kind = PLACE_LINE };
    bool expanded = a->state == ADDRESS_EXPANDED || a->state == ADDRESS_BAD; /* bad: it came back to itself */

    if (a->state == ADDRESS_REPLACED)
        return LED_RULES;
    if (a->mailer != NULL && strcmp(a->mailer->name, "*include*") == 0)
        return LED_LIST;

    if (expanded && g->s->prog->set.userdb_spec != NULL)
        alias_place(g->s, a->user, &p);
    if (expanded)
        return p.kind == PLACE_NONE ? LED_USERDB : LED_ALIAS;
    *line = forwarded(g->h, a, b);
    return *line < 0 ? LED_NOWHERE : LED_FORWARD;
}

static void add_lead(struct growing *g, int i, const struct address *a)
{
    struct recipient *r = &g->o->list[i];
    const struct address *b = g->r->queue;
    int line = -1;

    while (b != NULL && b->alias != a)
        b = b->next;
    if ((r->end != END_ON && r->end != END_BAD) || b == NULL || b->paddr == NULL || a->user == NULL)
        return;
    r->led = find_lead(g, a, b, &line);
    if (r->led != LED_FORWARD)
        return;
    r->file = copy(g->h->said[line].file);
    r->line = g->h->said[line].line;
}

void onward_place(struct session *s, const struct recipient *r, struct place *out)
{
    *out = (struct place){ .kind = PLACE_NONE };
    if (r->led == LED_ALIAS)
        alias_place(s, r->user, out);
    if (r->led != LED_FORWARD || r->file == NULL)
        return;
    out->kind = PLACE_LINE;
    snprintf(out->file, sizeof out->file, "%s", r->file);
    out->line = r->line;
}

/* ---- the tree -------------------------------------------------------------------------------------- */

static void add(struct growing *g, const struct address *a, int parent)
{
    g->o->list[g->o->n++] = (struct recipient){
        .address = copy(a->paddr), .mailer = copy(a->mailer != NULL ? a->mailer->name : ""),
        .host = copy(a->host), .user = copy(a->user), .why = copy(last_said(g->h, a)),
        .parent = parent, .end = end_of(a), .aliases = a->state == ADDRESS_QUEUEUP && last_said(g->h, a) == NULL
    };
    add_lead(g, g->o->n - 1, a);
}

/* Those of the queue below an address, and what is below them. */
static void add_below(struct growing *g, const struct address *above, int parent)
{
    for (const struct address *a = g->r->queue; a != NULL && g->o->n < g->room; a = a->next) {
        if (a->alias != above || depth_of(a) >= DEEPEST_ALIAS || a->state == ADDRESS_DUPLICATE)
            continue;
        add(g, a, parent);
        add_below(g, a, g->o->n - 1);
    }
}

/* A list or a forward file that could not be read to its end: who else there is cannot be told, of the whole tree. */
static void tell_unread(struct growing *g)
{
    for (int i = 0; i < g->h->n && g->o->n > 0; i++) {
        if (!g->h->said[i].unread)
            continue;
        free(g->o->list[0].why);
        g->o->list[0].why = copy(g->h->said[i].text);
        g->o->list[0].end = END_QUEUED;
        return;
    }
}

/* In a session whose observer may be another one. */
static void follow(struct session *s, const char *address, struct onward *out)
{
    struct hearing *h = calloc(1, sizeof *h);
    const struct observer o = { .hear = hear, .ctx = h };
    struct growing g = { .o = out, .h = h, .s = s };
    struct recipients *r;

    if (h == NULL)
        return;
    session_observe(s, &o);
    s->hurried = true;
    g.r = r = session_verify(s, NULL, false);
    verify_operand(r, address);
    for (const struct address *a = r->queue; a != NULL; a = a->next)
        g.room++;
    out->list = calloc((size_t)g.room + 1, sizeof *out->list);
    if (out->list != NULL)
        add_below(&g, NULL, -1);
    tell_unread(&g);
    out->unfinished = s->command.stopped;
    for (int i = 0; i < h->n; i++) {
        free(h->said[i].address);
        free(h->said[i].text);
        free(h->said[i].file);
    }
    free(h);
}

void onward_find(struct session *s, const char *address, struct onward *out)
{
    const struct observer quiet = { .hear = deaf };
    struct session *apart = session_new(s->prog, &quiet);

    session_carry_over(apart, s);
    levels_hush(apart, ALL_CATEGORIES);
    follow(apart, address, out);
    session_free(apart);
}

void onward_follow(struct session *s, const char *address, struct onward *out)
{
    const struct observer quiet = { .hear = deaf };

    follow(s, address, out);
    session_observe(s, &quiet);
    session_end_command(s);
}

void onward_clear(struct onward *o)
{
    for (int i = 0; i < o->n; i++) {
        free(o->list[i].address);
        free(o->list[i].mailer);
        free(o->list[i].host);
        free(o->list[i].user);
        free(o->list[i].why);
        free(o->list[i].file);
    }
    free(o->list);
    *o = (struct onward){ 0 };
}

bool onward_goes_on(const struct session *s, const char *mailer)
{
    const struct mailer *m = mailer_find(s, mailer);

    if (m == NULL)
        return false;
    /* programs and files are for aliases alone */
    return mailer_flag(m, 'A') || mailer_flag(m, '5') || mailer_flag(m, 'w') || strcmp(mailer, "prog") == 0
           || strcmp(mailer, "*file*") == 0 || strcmp(mailer, "*include*") == 0;
}

/* ---- the next hop ---------------------------------------------------------------------------------- */

/* Addresses of this host: the loopback's, and those of its interfaces, which class w has in brackets. */
static bool address_here(const struct session *s, int family, const unsigned char *addr)
{
    static const unsigned char loopback[16] = { [15] = 1 };
    char text[20];
    int n;

    if (family != AF_INET)
        return memcmp(addr, loopback, sizeof loopback) == 0;
    n = snprintf(text, sizeof text, "[%u.%u.%u.%u]", addr[0], addr[1], addr[2], addr[3]);
    return addr[0] == 127 || class_has(s, 'w', text, (size_t)n);
}

static bool bracketed_here(const struct session *s, const char *name)
{
    unsigned char addr[16];
    char text[64];
    bool six = strncasecmp(name, "[IPv6:", 6) == 0;

    snprintf(text, sizeof text, "%s", name + (six ? 6 : 1));
    text[strcspn(text, "]")] = '\0';
    return inet_pton(six ? AF_INET6 : AF_INET, text, addr) == 1 && address_here(s, six ? AF_INET6 : AF_INET, addr);
}

/* Is it this host, by its name or an address? */
static bool is_here(struct session *s, const char *name)
{
    size_t n = strlen(name);
    struct host_entry h;
    char plain[256], buf[8192];

    n -= n > 0 && name[n - 1] == '.';
    if (n == 0 || n >= sizeof plain)
        return false;
    if (class_has(s, 'w', name, n) || *name == '[')
        return class_has(s, 'w', name, n) || bracketed_here(s, name);
    snprintf(plain, sizeof plain, "%.*s", (int)n, name);
    if ((s->world->shut & WORLD_NO_NETWORK) != 0 || !host_by_name(s, plain, AF_INET, &h, buf, sizeof buf))
        return false;
    for (int i = 0; h.addrs[i] != NULL; i++) {
        if (address_here(s, h.family, h.addrs[i]))
            return true;
    }
    return false;
}

void next_hop_find(struct session *s, const char *mailer, const char *host, struct next_hop *out)
{
    const struct mailer *m = mailer_find(s, mailer);
    char *const *names = NULL;

    *out = (struct next_hop){ .here = -1 };
    if (m == NULL || m->path == NULL || strcmp(m->path, "[IPC]") != 0 || host == NULL || *host == '\0')
        return;
    out->network = true;
    for (int i = 0; m->argv != NULL && m->argv[i] != NULL; i++) {
        if (i == 2)
            snprintf(out->port, sizeof out->port, "%s", m->argv[i]);
    }
    out->address = *host == '[';
    if (out->address) {
        out->host[out->n++] = arena_strdup(&s->command.work, host);
    } else if ((s->world->shut & WORLD_NO_NETWORK) == 0) {
        out->asked = true;
        out->n = session_mx(s, host, &names, &out->null_mx);
        out->n = out->n > MAX_HOPS ? MAX_HOPS : out->n < 0 ? 0 : out->n;
        for (int i = 0; i < out->n; i++)
            out->host[i] = names[i];
    }
    if (is_here(s, host))
        out->here = 0;
    for (int i = 0; i < out->n && out->here < 0; i++)
        out->here = is_here(s, out->host[i]) ? i : -1;
}
