/*
 * dns_show.c - the records of a name as text, as zone files write them: /dnslookup.
 */
#include <arpa/inet.h>
#include <arpa/nameser.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>

#include "hosts/dns_search.h"
#include "hosts/dns_show.h"
#include "state/session.h"
#include "world/dns_message.h"
#include "world/world.h"

enum { ANSWER = 65536, TEXT = 4096 };

static const struct {
    int type;
    const char *name;
} types[] = {
    { ns_t_a, "A" },     { ns_t_aaaa, "AAAA" }, { ns_t_cname, "CNAME" }, { ns_t_mx, "MX" },
    { ns_t_ns, "NS" },   { ns_t_ptr, "PTR" },   { ns_t_soa, "SOA" },     { ns_t_srv, "SRV" },
    { ns_t_txt, "TXT" }, { ns_t_any, "ANY" },
};

static int type_of(const char *name)
{
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        if (strcasecmp(types[i].name, name) == 0)
            return types[i].type;
    }
    return -1;
}

/* The name behind `skip` bytes of data, with its dot; "?" where the record is faulty. */
static const char *name_at(const struct dns_message *m, const struct dns_record *r, size_t skip,
                           char out[NS_MAXDNAME + 2])
{
    if (r->size <= skip || !dns_record_name(m, r, skip, out, NS_MAXDNAME))
        return "?";
    return strcat(out, ".");
}

/* Bytes as RFC 3597 writes data of unknown form. */
static void unknown_form(const struct dns_record *r, char *out, size_t size)
{
    size_t n = (size_t)snprintf(out, size, "\\# %zu ", r->size);

    for (size_t i = 0; i < r->size && n + 3 < size; i++)
        n += (size_t)snprintf(out + n, size - n, "%02x", r->data[i]);
}

/* Each string of a TXT record in quotes. */
static void strings_form(const struct dns_record *r, char *out, size_t size)
{
    const unsigned char *p = r->data, *end = p + r->size;
    size_t n = 0;

    while (p < end && n + 8 < size) {
        const unsigned char *stop = p + 1 + *p < end ? p + 1 + *p : end;

        n += (size_t)snprintf(out + n, size - n, "%s\"", n > 0 ? " " : "");
        for (p++; p < stop && n + 8 < size; p++) {
            bool plain = *p >= ' ' && *p < 0x7F && *p != '"' && *p != '\\';

            n += (size_t)snprintf(out + n, size - n, plain ? "%c" : "\\%03u", *p);
        }
        p = stop;
        n += (size_t)snprintf(out + n, size - n, "\"");
    }
}

static void data_form(const struct dns_message *m, const struct dns_record *r, char *out,
                      size_t size)
{
    char name[NS_MAXDNAME + 2];

    *out = '\0';
    if (r->type == ns_t_a && r->size == 4)
        inet_ntop(AF_INET, r->data, out, (socklen_t)size);
    else if (r->type == ns_t_aaaa && r->size == 16)
        inet_ntop(AF_INET6, r->data, out, (socklen_t)size);
    else if (r->type == ns_t_mx && r->size > 2)
        snprintf(out, size, "%u %s", dns_number(r->data), name_at(m, r, 2, name));
    else if (r->type == ns_t_srv && r->size > 6)
        snprintf(out, size, "%u %u %u %s", dns_number(r->data), dns_number(r->data + 2),
                 dns_number(r->data + 4), name_at(m, r, 6, name));
    else if (r->type == ns_t_cname || r->type == ns_t_ns || r->type == ns_t_ptr)
        snprintf(out, size, "%s", name_at(m, r, 0, name));
    else if (r->type == ns_t_txt)
        strings_form(r, out, size);
    else
        unknown_form(r, out, size);
}

static void show(const struct dns_message *m, const struct dns_record *r,
                 void (*fn)(void *ctx, const char *line), void *ctx)
{
    char data[TEXT], number[16], line[TEXT + NS_MAXDNAME + 64];
    const char *type = NULL;

    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        if (types[i].type == r->type)
            type = types[i].name;
    }
    if (type == NULL) {
        snprintf(number, sizeof number, "TYPE%u", (unsigned)r->type);
        type = number;
    }
    data_form(m, r, data, sizeof data);
    snprintf(line, sizeof line, "%s. %lu IN %s %s", r->name, (unsigned long)r->ttl, type, data);
    fn(ctx, line);
}

int session_dns(struct session *s, const char *name, const char *type,
                void (*fn)(void *ctx, const char *line), void *ctx)
{
    struct dns_settings how = dns_settings_of(s, 0, 0);
    unsigned char *answer = malloc(ANSWER);
    int wanted = type_of(type), n, shown = 0;
    struct dns_message m;
    struct dns_record r;

    if (wanted < 0 || answer == NULL) {
        free(answer);
        return DNS_NO_TYPE;
    }
    n = dns_search(s, name, wanted, &how, answer, ANSWER);
    if (n < 0) {
        free(answer);
        return s->standing.herr == TRY_AGAIN ? DNS_LATER : s->standing.herr == HOST_NOT_FOUND ? DNS_NO_NAME : 0;
    }
    if (dns_message_open(&m, answer, (size_t)n)) {
        while (dns_message_next(&m, &r)) {
            show(&m, &r, fn, ctx);
            shown++;
        }
    }
    free(answer);
    return shown;
}
