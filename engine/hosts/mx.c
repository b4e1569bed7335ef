/*
 * mx.c - the MX hosts of a domain, in the order in which they would be tried.
 */
#include <netdb.h>
#include <resolv.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <time.h>

#include "base/arena.h"
#include "base/limits.h"
#include "hosts/canonify.h"
#include "hosts/dns_search.h"
#include "hosts/ip_text.h"
#include "hosts/memory.h"
#include "hosts/mx.h"
#include "hosts/service.h"
#include "state/chance.h"
#include "state/classes.h"
#include "state/diag.h"
#include "state/event.h"
#include "state/macros.h"
#include "state/session.h"
#include "state/trace.h"
#include "world/dns_message.h"
#include "world/world.h"

enum { MAX_MX = 100 };

struct mx_record {
    char *host;
    int preference, weight;
    bool local; /* it is this host */
};

struct mx_query {
    struct arena *arena;
    const char *host;
    struct dns_settings how;
    bool search;
    unsigned char *answer;
    struct mx_record list[MAX_MX];
    int n, status;
    bool null_mx, unasked;
};

/* A number for the order of hosts of equal preference: it differs from session to session. */
static int mx_weight(struct session *s, const char *host)
{
    struct session_maps *mine = session_maps(s);
    unsigned h;

    if (mine->mx_seed == 0)
        mine->mx_seed = session_random(s) | 1;
    h = mine->mx_seed;
    for (const char *p = host; *p != '\0'; p++)
        h = (h ^ (unsigned char)(*p >= 'A' && *p <= 'Z' ? *p | 0x20 : *p)) * 16777619u;
    h = (h ^ h >> 16) & 0xFF;
    DEBUG(s, DL_MXRAND, DBG_STR(host), DBG_INT(h));
    return (int)h;
}

static bool is_local(const struct session *s, const char *host)
{
    return class_has(s, 'w', host, strlen(host));
}

static const char *record_type(int type, char buf[16])
{
    static const struct {
        int type;
        const char *name;
    } names[] = {
        { ns_t_a, "A" },         { ns_t_ns, "NS" },       { ns_t_cname, "CNAME" },
        { ns_t_soa, "SOA" },     { ns_t_ptr, "PTR" },     { ns_t_mx, "MX" },
        { ns_t_txt, "TXT" },     { ns_t_aaaa, "AAAA" },   { ns_t_srv, "SRV" },
    };

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (names[i].type == type)
            return names[i].name;
    }
    snprintf(buf, 16, "%d", type);
    return buf;
}

static void add_mx(struct session *s, struct mx_query *q, const char *host, int preference)
{
    size_t n = strlen(host);
    struct mx_record *r = &q->list[q->n++];

    r->local = is_local(s, host);
    r->preference = preference;
    r->weight = mx_weight(s, host);
    if (r->local)
        DEBUG(s, DL_MX_LOCAL, DBG_STR(host), DBG_INT(preference));
    r->host = arena_alloc(q->arena, n + 2);
    memcpy(r->host, host, n);
    r->host[n] = '.';
}

static void read_mx(struct session *s, struct mx_query *q, struct dns_message *msg)
{
    struct dns_record rr;

    while (q->n < MAX_MX - 1 && dns_message_next(msg, &rr)) {
        char host[NS_MAXDNAME], buf[16];

        if (rr.type != ns_t_mx) {
            DEBUG(s, DL_MX_OTHER, DBG_STR(record_type(rr.type, buf)), DBG_INT(rr.size));
            continue;
        }
        if (!dns_record_name(msg, &rr, 2, host, sizeof host))
            break;
        add_mx(s, q, host, (int)dns_number(rr.data));
        if (msg->answers == 1 && q->list[0].preference == 0 && host[0] == '\0') {
            DEBUG0(s, DL_MX_NULL);
            q->null_mx = true;
            q->n = 0;
            q->status = EX_UNAVAILABLE;
        }
    }
}

static int compare_mx(const void *a, const void *b)
{
    const struct mx_record *x = a, *y = b;

    if (x->preference != y->preference)
        return x->preference < y->preference ? -1 : 1;
    return x->weight != y->weight ? (x->weight < y->weight ? -1 : 1) : 0;
}

/* Sorted, adjacent duplicates dropped. */
static void put_in_order(struct mx_query *q)
{
    int kept = 0;

    qsort(q->list, (size_t)q->n, sizeof q->list[0], compare_mx);
    for (int i = 0; i < q->n; i++) {
        if (kept == 0 || strcasecmp(q->list[kept - 1].host, q->list[i].host) != 0)
            q->list[kept++] = q->list[i];
    }
    q->n = kept;
}

/* No MX records: the name itself, if it has a canonical form. */
static void canonical_instead(struct session *s, struct mx_query *q, const char *name)
{
    char buf[HOST_SIZE];
    int status;
    long ttl;
    size_t n;

    snprintf(buf, sizeof buf - 1, "%s", name);
    if (!canonify_how(s, buf, sizeof buf - 1, false, &q->how, &status, &ttl))
        return;
    n = strlen(buf);
    if (n == 0 || buf[n - 1] != '.')
        strcpy(buf + n, ".");
    if (s->prog->target->tells_canonical_mx)
        DEBUG(s, DL_MX_CANONICAL, DBG_STR(buf), DBG_INT(s->standing.name_secure ? 2 : 1));
    q->list[0].host = arena_strdup(q->arena, buf);
    q->n = 1;
}

/* "[192.0.2.1]" is itself, "[name]" is looked up. */
static void literal(struct session *s, struct mx_query *q)
{
    const char *end = strchr(q->host, ']');
    unsigned char addr[16];
    char *inner;

    if (end == NULL)
        return;
    inner = arena_strndup(q->arena, q->host + 1, (size_t)(end - q->host - 1));
    if (parse_address(inner, addr) != 0) {
        q->list[0].host = arena_strdup(q->arena, q->host);
        q->n = 1;
        return;
    }
    canonical_instead(s, q, inner);
}

/* The question failed: what the name stands for instead. False: a temporary failure. */
static bool no_records(struct session *s, struct mx_query *q)
{
    DEBUG(s, DL_MX_FAILED, DBG_STR(q->host), DBG_INT(s->standing.herr));
    q->unasked = s->standing.herr != HOST_NOT_FOUND && s->standing.herr != NO_DATA;
    switch (s->standing.herr) {
    case HOST_NOT_FOUND:
        q->status = EX_NOHOST;
        canonical_instead(s, q, q->host);
        return true;
    case NO_DATA:
        canonical_instead(s, q, q->host);
        return true;
    case NO_RECOVERY:
        return true;
    case TRY_AGAIN:
    case -1:
        q->status = EX_TEMPFAIL;
        return false;
    default:
        syserr(s, "getmxrr: res_search (%s) failed with impossible h_errno (%d)", q->host,
               s->standing.herr);
        q->status = EX_OSERR;
        return false;
    }
}

/* Asks DNS; false after a temporary failure. */
static bool ask_mx(struct session *s, struct mx_query *q)
{
    struct dns_message msg;
    bool ok = true, whole;
    int n;

    q->answer = malloc(ANSWER_SIZE);
    if (q->answer == NULL)
        return false;
    if (!s->prog->set.has_wildcard_mx) /* a search begins so, also one that looks nowhere else */
        s->standing.herr = HOST_NOT_FOUND;
    n = q->search ? dns_search(s, q->host, ns_t_mx, &q->how, q->answer, ANSWER_SIZE)
                  : dns_query(s, q->host, ns_t_mx, &q->how, q->answer, ANSWER_SIZE);
    if (n < 0) {
        ok = no_records(s, q);
    } else {
        whole = dns_message_open(&msg, q->answer, (size_t)n);
        DEBUG(s, DL_MX_ANSWER, DBG_STR(q->host), DBG_PTR(q->answer),
              DBG_INT(msg.authentic));
        if (whole)
            read_mx(s, q, &msg);
        put_in_order(q);
    }
    free(q->answer);
    return ok;
}

static bool uses_dns(struct session *s)
{
    const char *types[MAX_MAP_STACK];
    int n = service_peek(s, "hosts", types, MAX_MAP_STACK);

    for (int i = 0; i < n; i++) {
        if (strcmp(types[i], "dns") == 0)
            return true;
    }
    return false;
}

/* How a list of MX hosts is asked for; flags and port only show in a trace. */
struct mx_manner {
    bool search; /* the search list may be used */
    bool onward; /* mail goes on: not to this host, nor to those that are no better */
    int flags, port;
};

/* Of a list in its order. */
static void drop_local(struct session *s, struct mx_query *q)
{
    int n = 0, kept;

    while (n < q->n && !q->list[n].local)
        n++;
    if (n == q->n)
        return;
    for (kept = 0; kept < n && q->list[kept].preference < q->list[n].preference;)
        kept++;
    q->n = kept;
    s->standing.err = 0;
    q->null_mx |= kept == 0; /* no fallback either */
    if (kept == 0)
        syserr(s, "MX list for %s points back to %s", q->host, macro_value(s, 'j'));
}

static void ask_hosts(struct session *s, struct arena *a, const char *host,
                      struct mx_manner manner, struct mx_list *out, int *status)
{
    struct mx_query *q = arena_alloc(a, sizeof *q);
    bool ok = true;

    q->arena = a;
    q->host = host;
    q->how = s->prog->set.dns;
    q->search = manner.search && !s->prog->set.has_wildcard_mx;
    if (!manner.search) { /* what follows must not use the search list either */
        q->how.clear_options |= RES_DNSRCH | RES_DEFNAMES;
        q->how.set_options &= ~(unsigned long)(RES_DNSRCH | RES_DEFNAMES);
    }
    DEBUG(s, DL_MX_BEGIN, DBG_STR(host), DBG_INT(manner.onward), DBG_INT(manner.flags), DBG_INT(manner.port));
    if (*host == '[')
        literal(s, q);
    else if (*host != '\0' && uses_dns(s))
        ok = ask_mx(s, q);
    if (manner.onward)
        drop_local(s, q);
    out->n = ok ? q->n : -1;
    out->null_mx = q->null_mx;
    out->unasked = q->unasked;
    for (int i = 0; i < q->n; i++)
        out->host[i] = q->list[i].host;
    *status = q->status;
}

/* A bracketed name stands for itself. */
static bool fallback_is_asked(const char *name)
{
    return name != NULL && *name != '\0' && *name != '[';
}

static const struct mx_list *ask_fallback(struct session *s, struct arena *a)
{
    struct mx_list *list = arena_alloc(a, sizeof *list);
    int status;

    ask_hosts(s, a, s->prog->set.fallback_mx, (struct mx_manner){ .search = true, .port = 0 },
              list, &status);
    return list;
}

void fallback_prepare(struct session *s)
{
    struct program *p = s->prog;

    if (!fallback_is_asked(p->set.fallback_mx))
        return;
    p->fallback = ask_fallback(s, &p->def.arena);
    p->fallback_until = s->world->now(s->world->ctx) + DEFAULT_TTL;
    p->services.handed_over = p->services.read; /* the last time that it is read for the load */
}

/* The MX hosts of FallbackMXhost, looked up once an hour. */
static const struct mx_list *fallback_hosts(struct session *s)
{
    struct session_maps *mine = session_maps(s);
    time_t now = s->world->now(s->world->ctx);

    if (mine->fallback == NULL) {
        mine->fallback = s->prog->fallback;
        mine->fallback_until = s->prog->fallback_until;
    }
    if (mine->fallback == NULL || mine->fallback_until <= now) {
        mine->fallback = ask_fallback(s, &s->own.arena);
        mine->fallback_until = now + DEFAULT_TTL;
    }
    return mine->fallback;
}

static void add_fallback(struct session *s, struct mx_list *out, struct arena *a)
{
    const char *name = s->prog->set.fallback_mx;
    const struct mx_list *more;

    if (name == NULL || *name == '\0')
        return;
    if (out->n < 0)
        out->n = 0;
    if (!fallback_is_asked(name)) {
        if (out->n < MAX_MX - 1)
            out->host[out->n++] = arena_strdup(a, name);
        return;
    }
    more = fallback_hosts(s);
    for (int i = 0; i < more->n && out->n < MAX_MX - 1; i++)
        out->host[out->n++] = more->host[i];
}

void mx_onward(struct session *s, struct arena *a, const char *host, bool secure, struct mx_list *out, int *status)
{
    struct mx_manner how = { .search = true, .onward = true, .flags = secure ? 7 : 3, .port = 25 };

    ask_hosts(s, a, host, how, out, status);
    if (!out->null_mx)
        add_fallback(s, out, a);
}

void mx_lookup(struct session *s, struct arena *a, const char *host, bool fallback, bool search,
               struct mx_list *out, int *status)
{
    struct mx_manner how = { .search = search, .flags = fallback ? 2 : 0, .port = -1 };

    ask_hosts(s, a, host, how, out, status);
    if (fallback && !out->null_mx)
        add_fallback(s, out, a);
}
