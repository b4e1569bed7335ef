/*
 * host.c - canonical host names, and the cache of answers that all maps of this class share.
 *
 * The key of the cache is the name exactly as asked for. Good answers live as long as DNS says, one
 * hour at most; others one hour.
 */
#include <netdb.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/arena.h"
#include "base/chars.h"
#include "base/limits.h"
#include "base/symbols.h"
#include "hosts/canonify.h"
#include "hosts/dns_search.h"
#include "hosts/ip_text.h"
#include "hosts/memory.h"
#include "hosts/service.h"
#include "maps/args.h"
#include "maps/map.h"
#include "maps/value.h"
#include "state/diag.h"
#include "state/event.h"
#include "state/session.h"
#include "state/trace.h"
#include "world/world.h"

enum { HOUR = 3600, HOST_BUFFER = 8192, SHOWN_NAME = 33 };

static bool host_parse(struct session *s, struct map *m, const char *args)
{
    const char *p = skip_blanks(args);

    while (*p == '-') {
        switch (*++p) {
        case 'a':
            m->app = keep_word(s, ++p);
            break;
        case 'T':
            m->tapp = keep_word(s, ++p);
            break;
        case 'm':
            m->flags |= MF_MATCHONLY;
            break;
        case 't':
            m->flags |= MF_NODEFER;
            break;
        case 'S':
            m->spacesub = *++p;
            break;
        case 'D':
            m->flags |= MF_DEFER;
            break;
        case 'd':
            p = skip_blanks(p + 1);
            m->timeout = map_time(s, p, 's');
            break;
        case 'r':
            p = skip_blanks(p + 1);
            m->retries = atoi(p);
            break;
        default:
            break;
        }
        p = skip_blanks(word_end(p));
    }
    return true;
}

/* ---- the cache ---- */

static unsigned bucket_of(const char *name)
{
    unsigned h = 2166136261u;

    for (; *name != '\0'; name++)
        h = (h ^ (unsigned char)*name) * 16777619u;
    return h % HOST_BUCKETS;
}

static struct host_answer *cached(struct session *s, const char *name)
{
    struct host_answer *a = session_maps(s)->hosts[bucket_of(name)];

    while (a != NULL && strcmp(a->name, name) != 0)
        a = a->next;
    return a;
}

static void remember(struct session *s, const char *name, const char *result, int status, int err,
                     long ttl)
{
    struct host_answer *a = cached(s, name);

    if (a == NULL) {
        struct host_answer **head = &session_maps(s)->hosts[bucket_of(name)];

        a = arena_alloc(&s->own.arena, sizeof *a);
        if (a == NULL)
            return;
        a->name = arena_strdup(&s->own.arena, name);
        a->next = *head;
        *head = a;
    }
    if (result == NULL)
        a->result = NULL;
    else if (a->result == NULL || strcmp(a->result, result) != 0)
        a->result = arena_strdup(&s->own.arena, result);
    if (ttl <= 0 || ttl > HOUR)
        ttl = HOUR;
    a->expires = s->world->now(s->world->ctx) + ttl;
    a->status = status;
    a->err = err;
    a->herr = result != NULL ? 0 : s->standing.herr;
    a->secure = s->standing.name_secure;
}

/* ---- answers ---- */

static const char *answer(struct session *s, struct map *m, struct map_call *call,
                          const char *name)
{
    if ((m->flags & MF_MATCHONLY) != 0)
        return map_rewrite_key(s, m, call->key, strlen(call->key), call);
    return map_rewrite(s, m, name, strlen(name), call);
}

static void tell_timeout(struct session *s, const char *name)
{
    message(s, "851 %s: Name server timeout", shorten(&s->command.work, name, SHOWN_NAME));
}

static const char *from_cache(struct session *s, struct map *m, struct map_call *call,
                              const struct host_answer *a)
{
    DEBUG(s, DL_HOST_CACHE, DBG_STR(a->result != NULL ? a->result : "NULL"));
    s->standing.err = a->err;
    s->standing.herr = a->herr;
    call->status = a->status;
    if (a->status == EX_TEMPFAIL)
        tell_timeout(s, call->key);
    if (a->result != NULL && !a->secure)
        s->standing.secure = false;
    return a->result != NULL ? answer(s, m, call, a->result) : NULL;
}

/* "[address]" through the C library; false when it is not found. */
static bool reverse(struct session *s, const char *literal, char *out, size_t size)
{
    char *buf = arena_alloc(&s->command.work, HOST_BUFFER);
    const char *end = strchr(literal, ']');
    struct host_entry h;
    unsigned char addr[16];
    int family, err = 0, herr;

    if (end == NULL)
        return false;
    /* behind the address and a blank may stand whatever there is, as inet_addr(3) has it */
    family = parse_address(arena_strndup(&s->command.work, literal + 1, (size_t)(end - literal - 1)), addr);
    if (family == 0)
        return false;
    herr = s->world->host_by_addr(s->world->ctx, addr, family == AF_INET ? 4 : 16, family, &h, buf,
                                  HOST_BUFFER, &err);
    s->standing.err = err;
    s->standing.herr = herr;
    if (herr != 0)
        return false;
    strncpy(out, h.name, size - 1);
    out[size - 1] = '\0';
    return true;
}

static bool dns_serves_hosts(struct session *s)
{
    const char *types[MAX_MAP_STACK];
    int n = service_types(s, "hosts", types, MAX_MAP_STACK);

    for (int i = 0; i < n; i++) {
        if (strcmp(types[i], "dns") == 0)
            return true;
    }
    return false;
}

/* The sysexits value of the resolver's last error. */
static int failure_status(struct session *s, const char *name)
{
    switch (s->standing.herr) {
    case TRY_AGAIN:
        if (dns_serves_hosts(s))
            tell_timeout(s, name);
        return EX_TEMPFAIL;
    case HOST_NOT_FOUND:
    case NO_DATA:
        return EX_NOHOST;
    case NO_RECOVERY:
        return EX_SOFTWARE;
    default:
        return EX_UNAVAILABLE;
    }
}

static bool find_name(struct session *s, struct map *m, const char *key, char *out, long *ttl)
{
    struct dns_settings how = dns_settings_of(s, m->timeout, m->retries);
    int status;

    s->standing.name_secure = true;
    if (*key == '[') {
        s->standing.name_secure = false;
        *ttl = HOUR;
        return reverse(s, key, out, HOST_SIZE);
    }
    strncpy(out, key, HOST_SIZE - 1);
    out[HOST_SIZE - 1] = '\0';
    return canonify_how(s, out, HOST_SIZE, !s->prog->set.has_wildcard_mx, &how, &status, ttl);
}

static const char *host_lookup(struct session *s, struct map *m, struct map_call *call)
{
    struct host_answer *old = cached(s, call->key);
    char name[HOST_SIZE];
    const char *value;
    long ttl = HOUR;
    bool found;
    int err;

    symbol_enter(&s->own.symbols, call->key, SYM_NAMECANON);
    DEBUG(s, DL_HOST_LOOKUP, DBG_STR(call->key));
    if (s->defers) {
        DEBUG0(s, DL_HOST_DEFERRED);
        call->status = EX_TEMPFAIL;
        return NULL;
    }
    if (old != NULL && old->expires > s->world->now(s->world->ctx))
        return from_cache(s, m, call, old);
    if (*call->key == '[' && strchr(call->key, ']') == NULL) {
        DEBUG0(s, DL_HOST_FAILED);
        return NULL;
    }
    found = find_name(s, m, call->key, name, &ttl);
    if (!s->standing.name_secure)
        s->standing.secure = false;
    if (found) {
        call->status = EX_OK;
        remember(s, call->key, name, EX_OK, s->standing.err, ttl);
        value = answer(s, m, call, name);
        DEBUG(s, DL_HOST_FOUND, DBG_STR(name));
        return value;
    }
    err = s->standing.err; /* before a line that is printed clears it */
    DEBUG(s, DL_HOST_FAIL, DBG_INT(s->standing.herr));
    call->status = failure_status(s, call->key);
    remember(s, call->key, NULL, call->status, err, HOUR);
    return NULL;
}

const struct map_class class_host = {
    .name = "host",
    .help = "canonical names of hosts",
    .caps = MC_NO_FILE,
    .parse = host_parse,
    .lookup = host_lookup,
};
