/*
 * resolver.c - host names: canonical names, MX hosts, the search list.
 *
 * Names are asked for in the order of the service switch: the hosts file, DNS, NIS. The search list
 * and its rules are here, above the door that asks DNS one question; they are those of the C
 * library's res_search(3), RFC 1535 and resolv.conf(5).
 */
#include <arpa/inet.h>
#include <arpa/nameser.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <resolv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sysexits.h>
#include <unistd.h>

#include "dns_message.h"
#include "text_lines.h"
#include "maps/classes.h"

enum {
    MAX_SEARCH = 6,       /* domains of the search list that canonification tries */
    MAX_CNAMES = 10,      /* steps along CNAMEs; one more is a loop */
    ANSWER_SIZE = 65536,
    HOST_SIZE = 257,
    MAX_MX = 100,
    DEFAULT_TTL = 3600
};

/* ---- addresses ---- */

int parse_address(const char *text, unsigned char addr[16])
{
    if (inet_aton(text, (struct in_addr *)(void *)addr) != 0)
        return AF_INET;
    if (strncasecmp(text, "IPv6:", 5) == 0)
        text += 5;
    return inet_pton(AF_INET6, text, addr) == 1 ? AF_INET6 : 0;
}

const char *address_text(int family, const void *addr, char *out, size_t size)
{
    const unsigned char *b = addr;

    if (family == AF_INET)
        return inet_ntop(AF_INET, addr, out, (socklen_t)size);
    if (family != AF_INET6 || size < 48)
        return NULL;
    snprintf(out, size, "IPv6:%x:%x:%x:%x:%x:%x:%x:%x", b[0] << 8 | b[1], b[2] << 8 | b[3],
             b[4] << 8 | b[5], b[6] << 8 | b[7], b[8] << 8 | b[9], b[10] << 8 | b[11],
             b[12] << 8 | b[13], b[14] << 8 | b[15]);
    return out;
}

/* ---- questions ---- */

struct dns_settings dns_settings_of(const struct session *s, const struct map *m)
{
    struct dns_settings how = s->prog->set.dns;

    if (m != NULL && m->timeout != 0)
        how.retrans = (int)m->timeout;
    if (m != NULL && m->retries != 0)
        how.retry = m->retries;
    return how;
}

/* resolv.conf with the configuration's ResolverOptions on top. */
static void configuration(struct session *s, const struct dns_settings *how,
                          struct dns_config *config)
{
    s->world->dns_config(s->world->ctx, config);
    config->options = (config->options & ~how->clear_options) | how->set_options;
}

static void tell_dns(struct session *s, enum event_kind kind, const char *name, int type,
                     const unsigned char *answer, int n, int herr)
{
    struct event e = { .kind = kind, .key = name, .type = type, .reply_bytes = answer,
                       .reply_size = n, .err = herr, .depth = s->depth };

    tell(s, &e);
}

int dns_query(struct session *s, const char *name, int type, const struct dns_settings *how,
              unsigned char *answer, size_t size)
{
    int herr = 0, err = 0, n;

    if ((s->world->shut & WORLD_NO_NETWORK) != 0 && session_maps(s)->refused != s->command + 1) {
        session_maps(s)->refused = s->command + 1; /* once a command is enough */
        s->err = 0;
        syserr(s, "451 4.3.5 %s: refused: the network is not asked", name);
    }
    if (WANTED(s, WANT_DNS))
        tell_dns(s, EVENT_DNS_QUESTION, name, type, NULL, 0, 0);
    n = s->world->dns(s->world->ctx, name, type, how, answer, size, &herr, &err);
    if (WANTED(s, WANT_DNS))
        tell_dns(s, EVENT_DNS_ANSWER, name, type, answer, n, herr);
    s->err = err;
    s->herr = n >= 0 ? 0 : herr;
    return n;
}

static int query_domain(struct session *s, const char *name, const char *domain, int type,
                        const struct dns_settings *how, unsigned char *answer, size_t size)
{
    size_t n = strlen(name), more = strlen(domain);
    char full[NS_MAXDNAME];

    if (n + more + 1 >= sizeof full) {
        s->err = 0;
        s->herr = NO_RECOVERY;
        return -1;
    }
    memcpy(full, name, n);
    if (more > 0) {
        full[n++] = '.';
        memcpy(full + n, domain, more);
        n += more;
    } else if (n > 0 && full[n - 1] == '.' && (n == 1 || full[n - 2] != '.')) {
        n--; /* two dots at the end stay, and are refused */
    }
    full[n] = '\0';
    return dns_query(s, full, type, how, answer, size);
}

/* The same within a search: that a question could not be put stays; what a server said does not. */
static int search_domain(struct session *s, const char *name, const char *domain, int type,
                         const struct dns_settings *how, unsigned char *answer, size_t size)
{
    int before = s->err, n = query_domain(s, name, domain, type, how, answer, size);

    if (s->err == 0 && before == EMSGSIZE)
        s->err = before;
    return n;
}

static int reply_code(const unsigned char *answer)
{
    struct dns_message msg;

    return dns_message_open(&msg, answer, DNS_HEADER_SIZE) ? msg.code : 0;
}

struct searching {
    bool no_data, server_failed, done;
};

/* After a domain of the list gave nothing: go on? */
static void judge_search(struct session *s, const struct dns_config *config,
                         const unsigned char *answer, struct searching *st)
{
    switch (s->herr) {
    case NO_DATA:
        st->no_data = true;
        break;
    case HOST_NOT_FOUND:
        break;
    case TRY_AGAIN:
        if (reply_code(answer) == ns_r_servfail)
            st->server_failed = true;
        else
            st->done = true;
        break;
    default:
        st->done = true;
        break;
    }
    if ((config->options & RES_DNSRCH) == 0)
        st->done = true;
}

static int count_dots(const char *name, bool *trailing)
{
    int n = 0;

    *trailing = false;
    for (; *name != '\0'; name++) {
        n += *name == '.';
        *trailing = *name == '.';
    }
    return n;
}

int dns_search(struct session *s, const char *name, int type, const struct dns_settings *how,
               unsigned char *answer, size_t size)
{
    struct dns_config config;
    struct searching st = { false, false, false };
    bool trailing, as_is = false, searched = false;
    int dots = count_dots(name, &trailing), first = -1, n;

    configuration(s, how, &config);
    s->err = 0;
    s->herr = HOST_NOT_FOUND;
    if (dots >= config.ndots || trailing) {
        n = search_domain(s, name, "", type, how, answer, size);
        if (n > 0 || trailing)
            return n;
        first = s->herr;
        as_is = true;
    }
    if ((dots == 0 && (config.options & RES_DEFNAMES) != 0) ||
        (dots > 0 && !trailing && (config.options & RES_DNSRCH) != 0)) {
        for (int i = 0; i < config.nsearch && !st.done; i++) {
            searched = true;
            memset(answer, 0, DNS_HEADER_SIZE);
            n = search_domain(s, name, config.search[i], type, how, answer, size);
            if (n > 0)
                return n;
            if (s->err == ECONNREFUSED) {
                s->herr = TRY_AGAIN;
                return -1;
            }
            judge_search(s, &config, answer, &st);
        }
    }
    if ((dots > 0 || !searched || (config.options & RES_NOTLDQUERY) == 0) && !as_is) {
        n = search_domain(s, name, "", type, how, answer, size);
        if (n > 0)
            return n;
    }
    if (first != -1)
        s->herr = first;
    else if (st.no_data)
        s->herr = NO_DATA;
    else if (st.server_failed)
        s->herr = TRY_AGAIN;
    return -1;
}

/* ---- the hosts file ---- */

struct hosts_name {
    char name[HOST_SIZE];
    char *dot; /* where the own domain was cut off; NULL: it was not there */
};

/* Takes a final dot off, and the own domain: all of it, or without that dot its first labels. */
static void short_name(struct session *s, const char *name, struct hosts_name *out)
{
    const char *domain = macro_value(s, 'm');
    bool trailing;
    size_t n;

    snprintf(out->name, sizeof out->name, "%s", name);
    out->dot = NULL;
    n = strlen(out->name);
    trailing = n > 0 && out->name[n - 1] == '.';
    if (trailing)
        out->name[n - 1] = '\0';
    if (domain == NULL)
        domain = "";
    out->dot = strchr(out->name, '.');
    if (out->dot == NULL)
        return;
    n = strlen(out->dot + 1);
    if (strncasecmp(out->dot + 1, domain, n) == 0
        && (domain[n] == '\0' || (domain[n] == '.' && !trailing)))
        *out->dot = '\0';
    else
        out->dot = NULL;
}

static bool same_host(const struct hosts_name *h, const char *word)
{
    size_t n = strlen(h->name);

    if (strcasecmp(h->name, word) == 0)
        return true;
    return h->dot != NULL && strncasecmp(h->name, word, n) == 0 && word[n] == '.' &&
           strcasecmp(h->dot + 1, word + n + 1) == 0;
}

static void append_domain(struct session *s, char *name, size_t size)
{
    const char *domain = macro_value(s, 'm');
    size_t n = strlen(name);

    if (domain == NULL || n + strlen(domain) + 2 > size)
        return;
    if (n == 0 || name[n - 1] != '.')
        name[n++] = '.';
    strcpy(name + n, domain);
}

/* The canonical name on a line of the hosts file that has the name looked for. */
static bool hosts_line(struct session *s, const struct hosts_name *h, const char *line, char *out,
                       size_t size)
{
    char word[HOST_SIZE];
    bool found = false;

    *out = '\0';
    for (int i = 1; text_column(line, i, '\0', word, sizeof word); i++) {
        if (*out == '\0' || (strchr(out, '.') == NULL && strchr(word, '.') != NULL))
            snprintf(out, size, "%s", word);
        found = found || same_host(h, word);
    }
    if (found && strchr(out, '.') == NULL)
        append_domain(s, out, size);
    return found;
}

static bool canon_files(struct session *s, char *name, size_t size, int *status)
{
    struct hosts_name h;
    char line[MAX_LINE], found[HOST_SIZE];
    struct lines in;
    bool ok = false;
    int fd;

    if (DEBUGGING(s, 38, 20))
        DEBUG_EMIT(s, DL_TEXT_CANON, DBG_STR(name));
    if (s->world->open(s->world->ctx, s->prog->set.hosts_file, O_RDONLY | O_CLOEXEC, &fd) != 0) {
        *status = EX_UNAVAILABLE;
        return false;
    }
    short_name(s, name, &h);
    lines_init(&in, fd);
    while (!ok && lines_next(&in, line, sizeof line)) {
        line[strcspn(line, "#\n")] = '\0';
        ok = *line != '\0' && hosts_line(s, &h, line, found, sizeof found);
    }
    close(fd);
    if (!ok) {
        *status = EX_NOHOST;
        return false;
    }
    snprintf(name, size, "%s", found);
    *status = EX_OK;
    return true;
}

/* ---- canonical names from DNS ---- */

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
    int err = s->err;

    if (DEBUGGING(s, 8, 7))
        DEBUG_EMIT(s, DL_CANON_NO, DBG_INT(err), DBG_INT(s->herr));
    s->err = err;
    if (err == ECONNREFUSED || s->herr == TRY_AGAIN) {
        s->herr = TRY_AGAIN;
        if (*domain == '\0') {
            c->status = EX_TEMPFAIL;
            return ASKED_AGAIN;
        }
        if (s->prog->set.broken_aaaa && type == ns_t_aaaa && err == ETIMEDOUT)
            return ASKED_AGAIN;
        c->status = EX_TEMPFAIL;
        return ASKED_STOP;
    }
    return s->herr == HOST_NOT_FOUND ? ASKED_NO : ASKED_AGAIN;
}

/* A CNAME was found: the search begins again with its target. */
static enum asked follow(struct session *s, struct canon *c, const char *target)
{
    if (++c->cnames > MAX_CNAMES + 1) {
        message(s, "DNS failure: CNAME loop for %s", c->name);
        s->herr = NO_RECOVERY;
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
        if (DEBUGGING(s, 8, 5))
            DEBUG_EMIT(s, DL_CANON_TRYING, DBG_STR(c->name), DBG_STR(domain),
                       DBG_STR(type_text(types[i])));
        n = query_candidate(s, c, domain, types[i]);
        if (n <= 0) {
            what = judge_failure(s, c, domain, types[i]);
            if (what != ASKED_AGAIN)
                return what;
            continue;
        }
        if (DEBUGGING(s, 8, 7))
            DEBUG_EMIT0(s, DL_CANON_YES);
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
    if (DEBUGGING(s, 8, 5))
        DEBUG_EMIT(s, DL_CANON_RESULT, DBG_STR(c->name));
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
    } while (restart && !s->stopped);
    if (c->status == EX_OK)
        c->status = EX_NOHOST;
    return false;
}

static bool canon_dns(struct session *s, struct canon *c)
{
    bool found;

    if (DEBUGGING(s, 8, 2))
        DEBUG_EMIT(s, DL_DNS_CANON, DBG_STR(c->name), DBG_INT(c->try_mx));
    configuration(s, c->how, &c->config);
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
    if (DEBUGGING(s, 38, 20))
        DEBUG_EMIT(s, DL_CANON_SERVICE, DBG_STR(c->name), DBG_STR(type));
    if (strcmp(type, "files") == 0)
        return canon_files(s, c->name, c->size, &c->status);
    if (strcmp(type, "dns") == 0) {
        *ad = false; /* and so it stays when another service finds the name */
        return canon_dns(s, c);
    }
    if (strcmp(type, "nis") == 0 && DEBUGGING(s, 38, 20))
        DEBUG_EMIT(s, DL_NIS_CANON, DBG_STR(c->name));
    c->status = EX_UNAVAILABLE;
    return false;
}

/* The resolver's error that stands for a failure. */
static void set_herr(struct session *s, int status)
{
    switch (status) {
    case EX_TEMPFAIL:
        s->herr = TRY_AGAIN;
        break;
    case EX_NOHOST:
    case EX_UNAVAILABLE:
        s->herr = HOST_NOT_FOUND;
        break;
    default:
        break;
    }
}

static bool canonify_how(struct session *s, char *name, size_t size, bool try_mx,
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
            if (DEBUGGING(s, 38, 20))
                DEBUG_EMIT(s, DL_CANON_FOUND, DBG_STR(name), DBG_INT(ad));
            s->name_secure = ad;
            *status = EX_OK;
            *ttl = c.ttl;
            s->herr = 0;
            return true;
        }
        temporary = temporary || c.status == EX_TEMPFAIL;
    }
    if (DEBUGGING(s, 38, 20))
        DEBUG_EMIT(s, DL_CANON_FAILED, DBG_STR(name), DBG_INT(c.status));
    *status = temporary ? EX_TEMPFAIL : EX_NOHOST;
    set_herr(s, *status);
    return false;
}

bool canonify_with(struct session *s, char *name, size_t size, bool try_mx, const struct map *m,
                   int *status, long *ttl)
{
    struct dns_settings how = dns_settings_of(s, m);

    return canonify_how(s, name, size, try_mx, &how, status, ttl);
}

bool canonify_host(struct session *s, char *name, size_t size, bool try_mx, int *status, long *ttl)
{
    return canonify_with(s, name, size, try_mx, NULL, status, ttl);
}

/* ---- MX hosts ---- */

struct mx_record {
    char *host;
    int preference, weight;
};

struct mx_query {
    struct arena *arena;
    const char *host;
    struct dns_settings how;
    bool search;
    unsigned char *answer;
    struct mx_record list[MAX_MX];
    int n, status;
    bool null_mx;
};

/* A number for the order of hosts of equal preference: it differs from session to session. */
static int mx_weight(struct session *s, const char *host)
{
    struct session_maps *mine = session_maps(s);
    unsigned h;

    if (mine->mx_seed == 0)
        mine->mx_seed = s->world->random(s->world->ctx) | 1;
    h = mine->mx_seed;
    for (const char *p = host; *p != '\0'; p++)
        h = (h ^ (unsigned char)(*p >= 'A' && *p <= 'Z' ? *p | 0x20 : *p)) * 16777619u;
    h = (h ^ h >> 16) & 0xFF;
    if (DEBUGGING(s, 17, 9))
        DEBUG_EMIT(s, DL_MXRAND, DBG_STR(host), DBG_INT(h));
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

    r->preference = preference;
    r->weight = mx_weight(s, host);
    if ((DEBUGGING(s, 8, 3) || DEBUGGING(s, 36, 5)) && is_local(s, host) && DEBUGGING(s, 8, 3))
        DEBUG_EMIT(s, DL_MX_LOCAL, DBG_STR(host), DBG_INT(preference));
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
            if (DEBUGGING(s, 8, 8))
                DEBUG_EMIT(s, DL_MX_OTHER, DBG_STR(record_type(rr.type, buf)), DBG_INT(rr.size));
            continue;
        }
        if (!dns_record_name(msg, &rr, 2, host, sizeof host))
            break;
        add_mx(s, q, host, (int)dns_number(rr.data));
        if (msg->answers == 1 && q->list[0].preference == 0 && host[0] == '\0') {
            if (DEBUGGING(s, 8, 4))
                DEBUG_EMIT0(s, DL_MX_NULL);
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
    if (DEBUGGING(s, 8, 1))
        DEBUG_EMIT(s, DL_MX_FAILED, DBG_STR(q->host), DBG_INT(s->herr));
    switch (s->herr) {
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
               s->herr);
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
    n = q->search ? dns_search(s, q->host, ns_t_mx, &q->how, q->answer, ANSWER_SIZE)
                  : dns_query(s, q->host, ns_t_mx, &q->how, q->answer, ANSWER_SIZE);
    if (n < 0) {
        ok = no_records(s, q);
    } else {
        whole = dns_message_open(&msg, q->answer, (size_t)n);
        if (DEBUGGING(s, 8, 2))
            DEBUG_EMIT(s, DL_MX_ANSWER, DBG_STR(q->host), DBG_PTR(q->answer),
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
    int flags, port;
};

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
    if (DEBUGGING(s, 8, 2))
        DEBUG_EMIT(s, DL_MX_BEGIN, DBG_STR(host), DBG_INT(manner.flags), DBG_INT(manner.port));
    if (*host == '[')
        literal(s, q);
    else if (*host != '\0' && uses_dns(s))
        ok = ask_mx(s, q);
    out->n = ok ? q->n : -1;
    out->null_mx = q->null_mx;
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
    p->fallback = ask_fallback(s, &p->arena);
    p->fallback_until = s->world->now(s->world->ctx) + DEFAULT_TTL;
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
        mine->fallback = ask_fallback(s, &s->arena);
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

void mx_lookup(struct session *s, struct arena *a, const char *host, bool fallback, bool search,
               struct mx_list *out, int *status)
{
    struct mx_manner how = { .search = search, .flags = fallback ? 2 : 0, .port = -1 };

    ask_hosts(s, a, host, how, out, status);
    if (fallback && !out->null_mx)
        add_fallback(s, out, a);
}

/* ---- the C library's hosts ---- */

static bool has_service(struct session *s, const char *a, const char *b)
{
    const char *types[MAX_MAP_STACK];
    int n = service_types(s, "hosts", types, MAX_MAP_STACK);

    for (int i = 0; i < n; i++) {
        if (strcmp(types[i], a) == 0 || strcmp(types[i], b) == 0)
            return true;
    }
    return false;
}

static void trace_host(struct session *s, const struct host_entry *h)
{
    DEBUG_EMIT(s, DL_HOST_NAME, DBG_STR(h->name));
    if (!DEBUGGING(s, 61, 11))
        return;
    for (int i = 0; h->aliases[i] != NULL; i++)
        DEBUG_EMIT(s, DL_HOST_ALIAS, DBG_STR(h->aliases[i]));
    for (int i = 0; h->addrs[i] != NULL; i++) {
        char text[64];

        DEBUG_EMIT(s, DL_HOST_ADDR,
                   DBG_STR(address_text(h->family, h->addrs[i], text, sizeof text)));
    }
}

static bool ask_library(struct session *s, const char *name, int family, struct host_entry *h,
                        char *buf, size_t size)
{
    int err = 0;

    s->herr = s->world->host_by_name(s->world->ctx, name, family, h, buf, size, &err);
    s->err = err;
    return s->herr == 0;
}

static void trace_failure(struct session *s)
{
    if (DEBUGGING(s, 61, 10))
        DEBUG_EMIT(s, DL_HOST_NONE, DBG_INT(s->err), DBG_INT(s->herr));
}

bool host_by_name(struct session *s, const char *name, int family, struct host_entry *h, char *buf,
                  size_t size)
{
    bool found;

    if (DEBUGGING(s, 61, 10))
        DEBUG_EMIT(s, DL_HOST_ASK, DBG_STR(name), DBG_INT(family));
    found = ask_library(s, name, family, h, buf, size);
    if (!found) {
        trace_failure(s);
        if (has_service(s, "files", "nis")) {
            struct hosts_name bare;

            short_name(s, name, &bare);
            if (strcmp(bare.name, name) != 0) {
                if (DEBUGGING(s, 61, 10))
                    DEBUG_EMIT(s, DL_HOST_ASK, DBG_STR(bare.name), DBG_INT(family));
                found = ask_library(s, bare.name, family, h, buf, size);
            }
            if (!found)
                trace_failure(s);
        }
    }
    if (found && DEBUGGING(s, 61, 10))
        trace_host(s, h);
    return found;
}
