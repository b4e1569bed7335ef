/*
 * names.c - host names without the machine's: a hosts file, then zones, as the C library asks
 * "files dns".
 */
#include <arpa/inet.h>
#include <arpa/nameser.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <resolv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/lines.h"
#include "world/dns_message.h"
#include "world/layer.h"
#include "world/names.h"
#include "world/world.h"
#include "world/zone.h"

enum { MAX_NAMES = 35, ANSWER = 65536, LINE = 1024 };

/* A line of the hosts file. */
struct host {
    int family;
    unsigned char addr[16];
    char *names[MAX_NAMES + 1];
    int n;
};

struct layer {
    struct world_layer base;
    const struct zone **zones;
    int nzones;
    struct host *hosts;
    int nhosts;
};

/* ---- DNS ---- */

static int dns(void *ctx, const char *name, int type, const struct dns_settings *how,
               unsigned char *answer, size_t size, int *herr, int *err)
{
    const struct layer *l = ctx;
    int rcode, count;
    size_t n = zone_answer(l->zones, l->nzones, name, type, answer, size, &rcode, &count);

    (void)how;
    *err = 0;
    *herr = n == 0 ? NO_RECOVERY : rcode != 0 ? HOST_NOT_FOUND : count == 0 ? NO_DATA : 0;
    return *herr != 0 ? -1 : (int)n;
}

/* No resolv.conf: the domain is that of the host's name. */
static void dns_config(void *ctx, struct dns_config *config)
{
    const struct world *below = &((struct layer *)ctx)->base.below;
    char name[256];
    const char *dot;

    memset(config, 0, sizeof *config);
    config->ndots = 1;
    config->options = RES_DEFAULT;
    if (below->host_name(below->ctx, name, sizeof name) != 0)
        return;
    dot = strchr(name, '.');
    if (dot == NULL || dot[1] == '\0')
        return;
    snprintf(config->domain, sizeof config->domain, "%s", dot + 1);
    snprintf(config->search[0], sizeof config->search[0], "%s", dot + 1);
    config->nsearch = 1;
}

static bool has_ipv6(void *ctx)
{
    (void)ctx;
    return true;
}

/* ---- an answer in the caller's buffer ---- */

struct making {
    struct host_entry *h;
    char *buf;
    size_t n, size;
    int naddrs, naliases;
    bool full;
};

static char *room(struct making *m, const void *data, size_t n)
{
    char *at = m->buf + m->n;

    if (n > m->size - m->n) {
        m->full = true;
        return NULL;
    }
    memcpy(at, data, n);
    m->n += n;
    return at;
}

static void add_address(struct making *m, const void *addr)
{
    if (m->naddrs < MAX_NAMES)
        m->h->addrs[m->naddrs++] = (unsigned char *)room(m, addr, (size_t)m->h->addrlen);
    m->h->addrs[m->naddrs] = NULL;
}

static void add_name(struct making *m, const char *name)
{
    char *copy = room(m, name, strlen(name) + 1);

    if (m->h->name == NULL)
        m->h->name = copy;
    else if (m->naliases < MAX_NAMES)
        m->h->aliases[m->naliases++] = copy;
    m->h->aliases[m->naliases] = NULL;
}

static struct making begin(struct host_entry *h, int family, char *buf, size_t size)
{
    memset(h, 0, sizeof *h);
    h->family = family;
    h->addrlen = family == AF_INET ? 4 : 16;
    return (struct making){ .h = h, .buf = buf, .size = size };
}

static bool has_name(const struct host *e, const char *name)
{
    for (int i = 0; i < e->n; i++) {
        if (strcasecmp(e->names[i], name) == 0)
            return true;
    }
    return false;
}

/* All lines that have the name; the first one's names are the answer's. */
static bool from_hosts(const struct layer *l, const char *name, struct making *m)
{
    for (int i = 0; i < l->nhosts; i++) {
        const struct host *e = &l->hosts[i];

        if (e->family != m->h->family || !has_name(e, name))
            continue;
        for (int k = 0; m->naddrs == 0 && k < e->n; k++)
            add_name(m, e->names[k]);
        add_address(m, e->addr);
    }
    return m->naddrs > 0;
}

/* Asks DNS, with the search list for a name that is not qualified. The length of the reply, or -1. */
static int ask(const struct world *w, const char *name, int type,
               unsigned char *answer, int *herr, int *err)
{
    static const struct dns_settings usual;
    struct dns_config config;
    char full[1280];
    int n = -1;

    *herr = HOST_NOT_FOUND;
    if (strchr(name, '.') != NULL)
        return w->dns(w->ctx, name, type, &usual, answer, ANSWER, herr, err);
    w->dns_config(w->ctx, &config); /* only now: the C library hangs in it once memory was refused */
    for (int i = 0; n < 0 && i < config.nsearch; i++) {
        snprintf(full, sizeof full, "%s.%s", name, config.search[i]);
        n = w->dns(w->ctx, full, type, &usual, answer, ANSWER, herr, err);
    }
    return n >= 0 ? n : w->dns(w->ctx, name, type, &usual, answer, ANSWER, herr, err);
}

static bool from_reply(const unsigned char *answer, int n, struct making *m)
{
    int type = m->h->family == AF_INET ? ns_t_a : ns_t_aaaa;
    struct dns_message msg;
    struct dns_record r;

    if (!dns_message_open(&msg, answer, (size_t)n))
        return false;
    while (dns_message_next(&msg, &r)) {
        if (r.type != type || r.size != (size_t)m->h->addrlen)
            continue;
        if (m->h->name == NULL)
            add_name(m, r.name);
        add_address(m, r.data);
    }
    return m->naddrs > 0;
}

/* The world as it stands from this layer on: zones here, or what is below. */
static struct world seen(struct layer *l)
{
    struct world w = l->base.below;

    if (l->nzones > 0) {
        w.ctx = l;
        w.dns = dns;
        w.dns_config = dns_config;
    }
    return w;
}

static int by_name(void *ctx, const char *name, int family, struct host_entry *h, char *buf,
                   size_t size, int *err)
{
    struct layer *l = ctx;
    struct world w = seen(l);
    struct making m = begin(h, family, buf, size);
    unsigned char addr[16], *answer;
    int herr = 0, n;

    *err = 0;
    if (inet_pton(family, name, addr) == 1) {
        add_name(&m, name);
        add_address(&m, addr);
    } else if (!from_hosts(l, name, &m)) {
        answer = malloc(ANSWER);
        n = answer != NULL ? ask(&w, name, family == AF_INET ? ns_t_a : ns_t_aaaa, answer, &herr,
                                 err)
                           : -1;
        if (n >= 0 && !from_reply(answer, n, &m))
            herr = NO_DATA;
        free(answer);
    }
    if (m.full)
        return NO_RECOVERY;
    return herr;
}

/* The name under which an address is asked for (RFC 1035 3.5, RFC 3596 2.5). */
static void reverse_name(const unsigned char *a, int family, char *out)
{
    if (family == AF_INET) {
        sprintf(out, "%u.%u.%u.%u.in-addr.arpa", a[3], a[2], a[1], a[0]);
        return;
    }
    for (int i = 15; i >= 0; i--, out += 4) {
        out[0] = "0123456789abcdef"[a[i] & 15];
        out[2] = "0123456789abcdef"[a[i] >> 4];
        out[1] = out[3] = '.';
    }
    strcpy(out, "ip6.arpa");
}

static bool pointer(const unsigned char *answer, int n, struct making *m)
{
    char name[DNS_NAME_SIZE];
    struct dns_message msg;
    struct dns_record r;

    if (!dns_message_open(&msg, answer, (size_t)n))
        return false;
    while (dns_message_next(&msg, &r)) {
        if (r.type == ns_t_ptr && dns_record_name(&msg, &r, 0, name, sizeof name))
            add_name(m, name);
    }
    return m->h->name != NULL;
}

static int by_addr(void *ctx, const void *addr, int len, int family, struct host_entry *h,
                   char *buf, size_t size, int *err)
{
    struct layer *l = ctx;
    struct world w = seen(l);
    struct making m = begin(h, family, buf, size);
    unsigned char *answer;
    char name[80];
    int herr = 0, n;

    (void)len;
    *err = 0;
    add_address(&m, addr);
    for (int i = 0; i < l->nhosts; i++) {
        const struct host *e = &l->hosts[i];

        if (e->family != family || memcmp(e->addr, addr, (size_t)h->addrlen) != 0)
            continue;
        for (int k = 0; k < e->n; k++)
            add_name(&m, e->names[k]);
        return m.full ? NO_RECOVERY : 0;
    }
    reverse_name(addr, family, name);
    answer = malloc(ANSWER);
    n = answer != NULL ? ask(&w, name, ns_t_ptr, answer, &herr, err) : -1;
    if (n >= 0 && !pointer(answer, n, &m))
        herr = NO_DATA;
    free(answer);
    return m.full ? NO_RECOVERY : herr;
}

/* ---- the hosts file ---- */

static void add_line(struct layer *l, char *line)
{
    struct host e = { .family = AF_INET }, *grown;
    char *rest = NULL, *word;

    line[strcspn(line, "#\n")] = '\0';
    word = strtok_r(line, " \t\r", &rest);
    if (word == NULL)
        return;
    if (inet_pton(AF_INET, word, e.addr) != 1) {
        e.family = AF_INET6;
        if (inet_pton(AF_INET6, word, e.addr) != 1)
            return; /* as the C library does */
    }
    while (e.n < MAX_NAMES && (word = strtok_r(NULL, " \t\r", &rest)) != NULL)
        e.names[e.n++] = strdup(word);
    grown = realloc(l->hosts, (size_t)(l->nhosts + 1) * sizeof *grown);
    if (grown == NULL)
        return;
    l->hosts = grown;
    l->hosts[l->nhosts++] = e;
}

/* An errno where it cannot be read to its end. */
static int read_hosts(struct layer *l, const struct world *w)
{
    char line[LINE];
    struct lines in;
    int fd;

    if (w->open(w->ctx, "/etc/hosts", O_RDONLY | O_CLOEXEC, &fd) != 0) {
        strcpy(line, "127.0.0.1 localhost.localdomain localhost");
        add_line(l, line);
        return 0;
    }
    lines_init(&in, fd);
    while (lines_next(&in, line, sizeof line))
        add_line(l, line);
    close(fd);
    return in.err;
}

static void release(struct world_layer *base)
{
    struct layer *l = (struct layer *)base;

    for (int i = 0; i < l->nhosts; i++) {
        for (int k = 0; k < l->hosts[i].n; k++)
            free(l->hosts[i].names[k]);
    }
    free(l->hosts);
    free(l->zones);
}

bool world_names(struct world *w, struct world_layer **layers, const struct zone *const *zones,
                 int n, char *error, size_t size)
{
    struct layer *l = world_push(w, layers, sizeof *l);
    int err;

    if (l == NULL) {
        snprintf(error, size, "no memory");
        return false;
    }
    l->base.release = release;
    err = read_hosts(l, &l->base.below);
    if (err != 0) {
        snprintf(error, size, "/etc/hosts: %s; it is read for --zone", strerror(err));
        return false;
    }
    if (n > 0) {
        l->zones = calloc((size_t)n, sizeof *l->zones);
        for (int i = 0; i < n; i++)
            l->zones[l->nzones++] = zones[i];
        w->dns = dns;
        w->dns_config = dns_config;
    }
    w->ipv6 = has_ipv6;
    w->host_by_name = by_name;
    w->host_by_addr = by_addr;
    return true;
}
