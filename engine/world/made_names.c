/*
 * made_names.c - DNS answers that are made up.
 */
#include <arpa/inet.h>
#include <arpa/nameser.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "world/layer.h"
#include "world/made_names.h"
#include "world/world.h"

struct layer {
    struct world_layer base;
    char own[256];
};

/* What is answered: a name or an address; neither: there is no record of that type. */
struct made {
    int herr;
    bool has_address;
    unsigned char address[4];
    char name[256];
};

static bool ends_in(const char *name, const char *end)
{
    size_t n = strlen(name), m = strlen(end);

    return n >= m && strcasecmp(name + n - m, end) == 0 && (n == m || name[n - m - 1] == '.');
}

/* Four numbers with dots before more: those of an address, the last octet first. */
static bool reversed(const char *name, unsigned octet[4], int *length)
{
    *length = 0;
    return sscanf(name, "%3u.%3u.%3u.%3u.%n", &octet[3], &octet[2], &octet[1], &octet[0], length) == 4 && *length > 0;
}

static void address_of_name(struct made *m, const char *name)
{
    static const unsigned char usual[4] = { 192, 0, 2, 80 }, listed[4] = { 127, 0, 0, 2 };
    unsigned o[4];
    int length;

    m->has_address = true;
    memcpy(m->address, usual, 4);
    if (sscanf(name, "host-%3u-%3u-%3u-%3u.clients.example", &o[0], &o[1], &o[2], &o[3]) == 4) {
        for (int i = 0; i < 4 && o[3] % 10 != 7; i++)
            m->address[i] = (unsigned char)o[i];
    } else if (reversed(name, o, &length)) {
        memcpy(m->address, listed, 4);
        m->has_address = o[3] == 66;
        m->herr = o[3] == 66 ? 0 : HOST_NOT_FOUND;
    }
}

static void name_of_address(struct made *m, const char *name)
{
    unsigned o[4];
    int length;

    if (!reversed(name, o, &length) || o[3] % 10 == 6)
        m->herr = HOST_NOT_FOUND;
    else
        snprintf(m->name, sizeof m->name, "host-%u-%u-%u-%u.clients.example", o[0], o[1], o[2], o[3]);
}

static void make(const struct layer *l, const char *name, int type, struct made *m)
{
    *m = (struct made){ 0 };
    if (ends_in(name, "tempfail.example"))
        m->herr = TRY_AGAIN;
    else if (ends_in(name, "invalid") || (strchr(name, '.') == NULL && strcasecmp(name, "localhost") != 0))
        m->herr = HOST_NOT_FOUND;
    else if (type == ns_t_ptr || ends_in(name, "in-addr.arpa"))
        name_of_address(m, name);
    else if (type == ns_t_mx && strncasecmp(name, "mxhere.", 7) == 0)
        snprintf(m->name, sizeof m->name, "%s", l->own);
    else if (type == ns_t_a || type == ns_t_any)
        address_of_name(m, name);
}

/* ---- as a name server writes it --------------------------------------------------------------------------- */

static unsigned char *put_number(unsigned char *p, unsigned value)
{
    *p++ = (unsigned char)(value >> 8);
    *p++ = (unsigned char)value;
    return p;
}

/* NULL: it is none. */
static unsigned char *put_name(unsigned char *p, const unsigned char *end, const char *name)
{
    while (*name != '\0') {
        size_t n = strcspn(name, ".");

        if (n == 0 || n > 63 || p + n + 2 > end)
            return NULL;
        *p++ = (unsigned char)n;
        memcpy(p, name, n);
        p += n;
        name += n + (name[n] == '.');
    }
    *p++ = 0;
    return p;
}

static int write_reply(const struct made *m, const char *name, int type, unsigned char *out, size_t size)
{
    bool any = m->has_address || *m->name != '\0';
    unsigned char *p = out, *end = out + (size < 600 ? size : 600), *length;

    if (size < 600)
        return -1;
    p = put_number(put_number(p, 0), 0x8180);
    p = put_number(put_number(put_number(put_number(p, 1), any), 0), 0);
    p = put_name(p, end - 300, name);
    if (p == NULL)
        return -1;
    p = put_number(put_number(p, (unsigned)type), ns_c_in);
    if (!any)
        return (int)(p - out);
    p = put_number(put_number(put_number(p, 0xC00C), m->has_address ? ns_t_a : (unsigned)type), ns_c_in);
    p = put_number(put_number(p, 0), 300);
    length = p;
    p = put_number(p, 0);
    if (m->has_address) {
        memcpy(p, m->address, 4);
        p += 4;
    } else {
        p = type == ns_t_mx ? put_number(p, 10) : p;
        p = put_name(p, end, m->name);
    }
    if (p == NULL)
        return -1;
    put_number(length, (unsigned)(p - length - 2));
    return (int)(p - out);
}

/* ---- the doors -------------------------------------------------------------------------------------------- */

static int dns(void *ctx, const char *name, int type, const struct dns_settings *how, unsigned char *answer, size_t size,
               int *herr, int *err)
{
    struct made m;
    int n;

    (void)how;
    *err = 0;
    make(ctx, name, type, &m);
    *herr = m.herr != 0 ? m.herr : m.has_address || *m.name != '\0' ? 0 : NO_DATA;
    n = *herr == 0 ? write_reply(&m, name, type, answer, size) : -1;
    if (n < 0 && *herr == 0)
        *herr = NO_RECOVERY;
    return n;
}

static void dns_config(void *ctx, struct dns_config *config)
{
    (void)ctx;
    memset(config, 0, sizeof *config);
    config->ndots = 1;
}

static bool ipv6(void *ctx)
{
    (void)ctx;
    return false;
}

/* A host of one name and one address. */
static int host_entry(struct host_entry *h, char *buf, size_t size, const char *name, const unsigned char address[4])
{
    size_t n = strlen(name) + 1;

    if (size < n + 4)
        return NO_RECOVERY;
    memset(h, 0, sizeof *h);
    memcpy(buf, name, n);
    memcpy(buf + n, address, 4);
    h->name = buf;
    h->family = AF_INET;
    h->addrlen = 4;
    h->addrs[0] = (unsigned char *)buf + n;
    return 0;
}

static int by_name(void *ctx, const char *name, int family, struct host_entry *h, char *buf, size_t size, int *err)
{
    const struct layer *l = ctx;
    unsigned char address[4];
    struct made m;

    *err = 0;
    if (family != AF_INET)
        return NO_DATA;
    if (inet_pton(AF_INET, name, address) == 1)
        return host_entry(h, buf, size, name, address);
    if (strcasecmp(name, l->own) == 0)
        return HOST_NOT_FOUND; /* its addresses are those that it has, and no others */
    make(l, name, ns_t_a, &m);
    return m.herr != 0 ? m.herr : !m.has_address ? NO_DATA : host_entry(h, buf, size, name, m.address);
}

static int by_addr(void *ctx, const void *addr, int len, int family, struct host_entry *h, char *buf, size_t size, int *err)
{
    const unsigned char *a = addr;
    char name[64];
    struct made m;

    *err = 0;
    if (family != AF_INET || len != 4)
        return HOST_NOT_FOUND;
    snprintf(name, sizeof name, "%u.%u.%u.%u.in-addr.arpa", a[3], a[2], a[1], a[0]);
    make(ctx, name, ns_t_ptr, &m);
    return m.herr != 0 ? m.herr : host_entry(h, buf, size, m.name, a);
}

bool world_made_names(struct world *w, struct world_layer **layers, const char *own)
{
    struct layer *l = world_push(w, layers, sizeof *l);

    if (l == NULL)
        return false;
    snprintf(l->own, sizeof l->own, "%s", own);
    w->dns = dns;
    w->dns_config = dns_config;
    w->ipv6 = ipv6;
    w->host_by_name = by_name;
    w->host_by_addr = by_addr;
    return true;
}
