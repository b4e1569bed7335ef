/*
 * dns_search.c - one question to DNS, and the search list. The rules are those of the C library's
 * res_search(3), RFC 1535 and resolv.conf(5); they are here, above the door that asks one question.
 */
#include <errno.h>
#include <netdb.h>
#include <resolv.h>
#include <string.h>

#include "hosts/dns_search.h"
#include "hosts/memory.h"
#include "state/diag.h"
#include "state/event.h"
#include "state/session.h"
#include "state/trace.h"
#include "world/dns_message.h"
#include "world/world.h"

struct dns_settings dns_settings_of(const struct session *s, long timeout, int retries)
{
    struct dns_settings how = s->prog->set.dns;

    if (timeout != 0)
        how.retrans = (int)timeout;
    if (retries != 0)
        how.retry = retries;
    return how;
}

void resolver_configuration(struct session *s, const struct dns_settings *how,
                            struct dns_config *config)
{
    s->world->dns_config(s->world->ctx, config);
    config->options = (config->options & ~how->clear_options) | how->set_options;
}

static void tell_dns(struct session *s, enum event_kind kind, const char *name, int type,
                     const unsigned char *answer, int n, int herr)
{
    struct event e = { .kind = kind, .key = name, .type = type, .reply_bytes = answer,
                       .reply_size = n, .err = herr, .depth = s->command.depth };

    tell(s, &e);
}

int dns_query(struct session *s, const char *name, int type, const struct dns_settings *how,
              unsigned char *answer, size_t size)
{
    int herr = 0, err = 0, n;

    if ((s->world->shut & WORLD_NO_NETWORK) != 0 && session_maps(s)->refused != s->command.number + 1) {
        session_maps(s)->refused = s->command.number + 1; /* once a command is enough */
        s->standing.err = 0;
        syserr(s, "451 4.3.5 %s: refused: the network is not asked", name);
    }
    if (WANTED(s, WANT_DNS))
        tell_dns(s, EVENT_DNS_QUESTION, name, type, NULL, 0, 0);
    n = s->world->dns(s->world->ctx, name, type, how, answer, size, &herr, &err);
    if (WANTED(s, WANT_DNS))
        tell_dns(s, EVENT_DNS_ANSWER, name, type, answer, n, herr);
    s->standing.err = err;
    if (n < 0) /* what was found leaves it as it was */
        s->standing.herr = herr;
    return n;
}

int query_domain(struct session *s, const char *name, const char *domain, int type,
                 const struct dns_settings *how, unsigned char *answer, size_t size)
{
    size_t n = strlen(name), more = strlen(domain);
    char full[NS_MAXDNAME];

    if (n + more + 1 >= sizeof full) {
        s->standing.err = 0;
        s->standing.herr = NO_RECOVERY;
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
    int before = s->standing.err, n = query_domain(s, name, domain, type, how, answer, size);

    if (s->standing.err == 0 && before == EMSGSIZE)
        s->standing.err = before;
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
    switch (s->standing.herr) {
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

int count_dots(const char *name, bool *trailing)
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

    resolver_configuration(s, how, &config);
    s->standing.err = 0;
    s->standing.herr = HOST_NOT_FOUND;
    if (dots >= config.ndots || trailing) {
        n = search_domain(s, name, "", type, how, answer, size);
        if (n > 0 || trailing)
            return n;
        first = s->standing.herr;
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
            if (s->standing.err == ECONNREFUSED) {
                s->standing.herr = TRY_AGAIN;
                return -1;
            }
            judge_search(s, &config, answer, &st);
        }
    }
    if ((dots > 0 || !searched || (config.options & RES_NOTLDQUERY) == 0) && !as_is) {
        n = -1;
        if (*name == '\0')
            s->standing.herr = NO_RECOVERY; /* as in the C library: no name cannot be asked for */
        else
            n = search_domain(s, name, "", type, how, answer, size);
        if (n > 0)
            return n;
    }
    if (first != -1)
        s->standing.herr = first;
    else if (st.no_data)
        s->standing.herr = NO_DATA;
    else if (st.server_failed)
        s->standing.herr = TRY_AGAIN;
    return -1;
}
