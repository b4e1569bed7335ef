/*
 * canonify.c - the canonical name of a host, from the services that the switch names, in their order.
 */
#include <errno.h>
#include <netdb.h>
#include <resolv.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/limits.h"
#include "hosts/canonify.h"
#include "hosts/dns_search.h"
#include "hosts/hosts_file.h"
#include "hosts/service.h"
#include "state/diag.h"
#include "state/event.h"
#include "state/session.h"
#include "state/trace.h"
#include "world/dns_message.h"
#include "world/world.h"

enum {
    MAX_SEARCH = 6,       /* domains of the search list that are tried */
    MAX_CNAMES = 10       /* steps along CNAMEs; one more is a loop */
};

/* ---- from DNS ---- */

/* What an answer says about a name. */
enum verdict { SAYS_NOTHING, SAYS_FOUND, SAYS_CNAME };

struct canon {
    char *name;
    size_t size;
    bool try_mx;
    const struct dns_settings *how;
    struct dns_config config;
    unsigned char *answer;
    int status;
    long ttl;
    int cnames;
};

static const char *type_text(int type)
{
    return type == ns_t_aaaa ? "AAAA" : type == ns_t_a ? "A" : "MX";
}

/* Reads the answer section; a CNAME's target goes to `target`. */
static enum verdict read_answer(struct canon *c, int length, const char *domain,
                                bool expand_cnames, bool wildcard_mx, char *target)
{
    enum verdict says = SAYS_NOTHING;
    struct dns_message msg;
    struct dns_record rr;

    if (!dns_message_open(&msg, c->answer, (size_t)length))
        return SAYS_NOTHING;
    while (dns_message_next(&msg, &rr)) {
        c->ttl = (long)rr.ttl;
        switch (rr.type) {
        case ns_t_mx:
            if (*domain == '\0' || !wildcard_mx)
                says = SAYS_FOUND;
            break;
        case ns_t_aaaa:
        case ns_t_a:
            says = SAYS_FOUND;
            break;
        case ns_t_cname:
            if (!expand_cnames) {
                says = SAYS_FOUND;
            } else if (says == SAYS_NOTHING && dns_record_name(&msg, &rr, 0, target, NS_MAXDNAME)) {
                return SAYS_CNAME;
            }
            break;
        default:
            break;
        }
    }
    return says;
}

/* The domains to try behind the name, "" first if the name has a dot; their number. */
static int candidates(struct canon *c, const char *list[])
{
    bool trailing;
    int dots = count_dots(c->name, &trailing), n = 0;

    if (trailing)
        c->name[strlen(c->name) - 1] = '\0';
    if (dots > 0)
        list[n++] = "";
    if (trailing)
        return n;
    if ((c->config.options & RES_DNSRCH) != 0) {
        for (int i = 0; i < c->config.nsearch && i < MAX_SEARCH; i++)
            list[n++] = c->config.search[i];
    } else if (dots == 0 && (c->config.options & RES_DEFNAMES) != 0) {
        list[n++] = c->config.domain;
    }
    return n;
}

enum asked { ASKED_FOUND, ASKED_AGAIN, ASKED_NO, ASKED_STOP };

/* One question failed: what to do about this candidate. */
static enum asked judge_failure(struct session *s, struct canon *c, const char *domain, int type)
{
    int err = s->standing.err;

    DEBUG(s, DL_CANON_NO, DBG_INT(err), DBG_INT(s->standing.herr));
    if (err == ECONNREFUSED || s->standing.herr == TRY_AGAIN) {
        s->standing.herr = TRY_AGAIN;
        if (*domain == '\0') {
            c->status = EX_TEMPFAIL;
            return ASKED_AGAIN;
        }
        if (s->prog->set.broken_aaaa && type == ns_t_aaaa && err == ETIMEDOUT)
            return ASKED_AGAIN;
        c->status = EX_TEMPFAIL;
        return ASKED_STOP;
    }
    return s->standing.herr == HOST_NOT_FOUND ? ASKED_NO : ASKED_AGAIN;
}

/* A CNAME was found: the search begins again with its target. */
static enum asked follow(struct session *s, struct canon *c, const char *target)
{
    if (++c->cnames > MAX_CNAMES + 1) {
        message(s, "DNS failure: CNAME loop for %s", c->name);
        s->standing.herr = NO_RECOVERY;
        c->status = EX_CONFIG;
        return ASKED_STOP;
    }
    snprintf(c->name, c->size, "%s", target);
    return ASKED_AGAIN;
}

/* The name is asked for with a dot behind it; one that ends in a dot is refused for that. */
static int query_candidate(struct session *s, struct canon *c, const char *domain, int type)
{
    size_t n = strlen(c->name);
    char twice[HOST_SIZE + 2];

    if (*domain != '\0' || n == 0 || n > HOST_SIZE || c->name[n - 1] != '.')
        return query_domain(s, c->name, domain, type, c->how, c->answer, ANSWER_SIZE);
    snprintf(twice, sizeof twice, "%s.", c->name);
    return query_domain(s, twice, domain, type, c->how, c->answer, ANSWER_SIZE);
}

/* Asks for one candidate, type after type. *restart: the name is another now. */
static enum asked ask_candidate(struct session *s, struct canon *c, const char *domain,
                                bool *restart)
{
    static const int types[] = { ns_t_aaaa, ns_t_a, ns_t_mx };

    for (int i = s->world->ipv6(s->world->ctx) ? 0 : 1; i < 3; i++) {
        char target[NS_MAXDNAME];
        enum asked what;
        int n;

        if (types[i] == ns_t_mx && !c->try_mx && *domain != '\0')
            break;
        DEBUG(s, DL_CANON_TRYING, DBG_STR(c->name), DBG_STR(domain),
              DBG_STR(type_text(types[i])));
        n = query_candidate(s, c, domain, types[i]);
        if (n <= 0) {
            what = judge_failure(s, c, domain, types[i]);
            if (what != ASKED_AGAIN)
                return what;
            continue;
        }
        DEBUG0(s, DL_CANON_YES);
        switch (read_answer(c, n, domain, !s->prog->set.dont_expand_cnames,
                            s->prog->set.has_wildcard_mx, target)) {
        case SAYS_FOUND:
            return ASKED_FOUND;
        case SAYS_CNAME:
            *restart = true;
            return follow(s, c, target);
        case SAYS_NOTHING:
            break;
        }
    }
    return ASKED_NO;
}

static bool found_in_dns(struct session *s, struct canon *c, const char *domain)
{
    size_t n = strlen(c->name);

    if (*domain != '\0' && n + strlen(domain) + 2 <= c->size)
        snprintf(c->name + n, c->size - n, ".%s", domain);
    DEBUG(s, DL_CANON_RESULT, DBG_STR(c->name));
    c->status = EX_OK;
    return true;
}

static bool ask_dns(struct session *s, struct canon *c)
{
    bool restart;

    c->status = EX_OK;
    do {
        const char *domains[MAX_SEARCH + 2];
        int n = candidates(c, domains);

        restart = false;
        for (int i = 0; i < n && !restart; i++) {
            switch (ask_candidate(s, c, domains[i], &restart)) {
            case ASKED_FOUND:
                return found_in_dns(s, c, domains[i]);
            case ASKED_STOP:
                return false;
            default:
                break;
            }
        }
    } while (restart && !s->command.stopped);
    if (c->status == EX_OK)
        c->status = EX_NOHOST;
    return false;
}

static bool canon_dns(struct session *s, struct canon *c)
{
    bool found;

    DEBUG(s, DL_DNS_CANON, DBG_STR(c->name), DBG_INT(c->try_mx));
    resolver_configuration(s, c->how, &c->config);
    c->answer = malloc(ANSWER_SIZE);
    if (c->answer == NULL)
        return false;
    c->cnames = 0;
    found = ask_dns(s, c);
    free(c->answer);
    return found;
}

/* ---- canonical names ---- */

static bool ask_service(struct session *s, struct canon *c, const char *type, bool *ad)
{
    DEBUG(s, DL_CANON_SERVICE, DBG_STR(c->name), DBG_STR(type));
    if (strcmp(type, "files") == 0)
        return canon_files(s, c->name, c->size, &c->status);
    if (strcmp(type, "dns") == 0) {
        *ad = false; /* and so it stays when another service finds the name */
        return canon_dns(s, c);
    }
    if (strcmp(type, "nis") == 0)
        DEBUG(s, DL_NIS_CANON, DBG_STR(c->name));
    c->status = EX_UNAVAILABLE;
    return false;
}

/* The resolver's error that stands for a failure. */
static void set_herr(struct session *s, int status)
{
    switch (status) {
    case EX_TEMPFAIL:
        s->standing.herr = TRY_AGAIN;
        break;
    case EX_NOHOST:
    case EX_UNAVAILABLE:
        s->standing.herr = HOST_NOT_FOUND;
        break;
    default:
        break;
    }
}

bool canonify_how(struct session *s, char *name, size_t size, bool try_mx,
                  const struct dns_settings *how, int *status, long *ttl)
{
    struct canon c = { .name = name, .size = size, .try_mx = try_mx, .how = how,
                       .ttl = DEFAULT_TTL, .status = EX_UNAVAILABLE };
    const char *types[MAX_MAP_STACK];
    int n = service_types(s, "hosts", types, MAX_MAP_STACK);
    bool temporary = false, ad = true;

    for (int i = 0; i < n; i++) {
        if (ask_service(s, &c, types[i], &ad)) {
            if (strchr(name, '.') == NULL)
                append_domain(s, name, size);
            DEBUG(s, DL_CANON_FOUND, DBG_STR(name), DBG_INT(ad));
            s->standing.name_secure = ad;
            *status = EX_OK;
            *ttl = c.ttl;
            return true;
        }
        temporary = temporary || c.status == EX_TEMPFAIL;
    }
    DEBUG(s, DL_CANON_FAILED, DBG_STR(name), DBG_INT(c.status));
    *status = temporary ? EX_TEMPFAIL : EX_NOHOST;
    set_herr(s, *status);
    return false;
}

bool canonify_host(struct session *s, char *name, size_t size, bool try_mx, int *status, long *ttl)
{
    struct dns_settings how = dns_settings_of(s, 0, 0);

    return canonify_how(s, name, size, try_mx, &how, status, ttl);
}
