/*
 * dns.c - records of any type, looked up with the search list, without folding or cache.
 *
 * The answer is the first record's value, or with -z all of them joined. A joined text that would
 * not fit is cut behind a delimiter and "..." is added. Bytes that are not printable become X.
 * A single value that does not fit gives no answer, and so do types whose value has no text.
 */
#include <arpa/nameser.h>
#include <netdb.h>
#include <netinet/in.h>
#include <resolv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sysexits.h>

#include "base/arena.h"
#include "base/chars.h"
#include "base/limits.h"
#include "files/safefile.h"
#include "hosts/dns_search.h"
#include "hosts/ip_text.h"
#include "maps/args.h"
#include "maps/dns.h"
#include "maps/map.h"
#include "maps/value.h"
#include "state/diag.h"
#include "state/event.h"
#include "state/lasting.h"
#include "state/session.h"
#include "state/trace.h"
#include "world/dns_message.h"
#include "world/world.h"

enum { REPLY_SIZE = 65536, MAX_TLSA = 256, TYPE_TLSA = 52 };

static const struct {
    const char *name;
    int type;
} types[] = {
    { "A", ns_t_a },         { "AAAA", ns_t_aaaa }, { "NS", ns_t_ns },
    { "CNAME", ns_t_cname }, { "PTR", ns_t_ptr },   { "MX", ns_t_mx },
    { "TXT", ns_t_txt },     { "AFSDB", ns_t_afsdb }, { "SRV", ns_t_srv },
    { "DS", ns_t_ds },       { "RRSIG", ns_t_rrsig }, { "NSEC", ns_t_nsec },
    { "DNSKEY", ns_t_dnskey }, { "TLSA", TYPE_TLSA },
};

struct dns_map {
    int type;           /* -1: none given */
    int limit;          /* -Z */
    unsigned long secure; /* -S: what is set for DNSSEC, RES_* */
};

static int find_type(const char *name)
{
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        if (strcasecmp(name, types[i].name) == 0)
            return types[i].type;
    }
    return -1;
}

static const char *type_name(int type, char buf[16])
{
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        if (types[i].type == type)
            return types[i].name;
    }
    snprintf(buf, 16, "%d", type);
    return buf;
}

/* Flags that take a text; p at the letter. Returns where the text is. */
static const char *text_flag(struct session *s, struct map *m, const char *p)
{
    struct dns_map *own = m->extra;
    char c = *p++;

    if (strchr("BRrZ", c) != NULL)
        p = skip_blanks(p);
    switch (c) {
    case 'a':
        m->app = keep_word(s, p);
        break;
    case 'T':
        m->tapp = keep_word(s, p);
        break;
    case 'd':
        m->timeout = map_time(s, p, 's');
        break;
    case 'r':
        m->retries = atoi(p);
        break;
    case 'z':
        m->coldelim = *p != '\\' ? *p : p[1] == 'n' ? '\n' : p[1] == 't' ? '\t' : '\\';
        break;
    case 'Z':
        own->limit = atoi(p);
        break;
    case 'S':
        own->secure = RES_USE_DNSSEC | RES_USE_EDNS0 | RES_TRUSTAD;
        break;
    case 'B':
        m->file = keep_word(s, p); /* shows in traces, and counts for a later definition */
        break;
    case 'R': {
        /* Ends at a blank, not at a tab or the end of a line; told with all that comes after it. */
        const char *word = arena_strndup(map_arena(s), p, strcspn(p, " "));

        own->type = find_type(word);
        if (own->type < 0)
            syserr(s, "dns map %s: wrong type %s", m->name, p);
        break;
    }
    default:
        break;
    }
    return p;
}

static bool dns_parse(struct session *s, struct map *m, const char *args)
{
    struct dns_map *own = arena_alloc(map_arena(s), sizeof *own);
    const char *p = skip_blanks(args);

    own->type = -1;
    m->extra = own;
    m->flags |= MF_TRY0NULL | MF_TRY1NULL;
    while (*p == '-') {
        switch (*++p) {
        case 'N':
            m->flags |= MF_INCLNULL;
            m->flags &= ~(unsigned long)MF_TRY0NULL;
            break;
        case 'O':
            m->flags &= ~(unsigned long)MF_TRY1NULL;
            break;
        case 'o':
            m->flags |= MF_OPTIONAL;
            break;
        case 'f':
            m->flags |= MF_NOFOLDCASE;
            break;
        case 'm':
            m->flags |= MF_MATCHONLY;
            break;
        case 'A':
            m->flags |= MF_APPEND;
            break;
        case 'q':
            m->flags |= MF_KEEPQUOTES;
            break;
        case 't':
            m->flags |= MF_NODEFER;
            break;
        case '\0':
            break;
        default:
            p = text_flag(s, m, p);
            break;
        }
        p = skip_blanks(word_end(p));
    }
    if (own->type < 0)
        syserr(s, "dns map %s: missing -R type", m->name);
    return true;
}

static bool dns_open(struct session *s, struct map *m)
{
    DEBUG(s, DL_MAP_OPENING_BARE, DBG_STR("dns"), DBG_STR(m->name), DBG_INT(0));
    return true;
}

/* ---- values ---- */

static bool tlsa_value(const struct dns_record *rr, char *out, size_t size)
{
    const unsigned char *b = rr->data;
    size_t n = rr->size, at;

    if (n < 4 || 9 + (n - 3) * 3 + 1 > size)
        return false;
    at = (size_t)snprintf(out, size, "%02X %02X %02X", b[0], b[1], b[2]);
    for (size_t i = 3; i < n; i++)
        at += (size_t)snprintf(out + at, size - at, "%c%02X", i == 3 ? ' ' : ':', b[i]);
    return true;
}

static bool text_value(const struct dns_record *rr, char *out, size_t size)
{
    const unsigned char *b = rr->data;
    size_t n = rr->size;

    if (n < 1 || (size_t)b[0] + 1 > n || (size_t)b[0] >= size)
        return false;
    memcpy(out, b + 1, b[0]);
    out[b[0]] = '\0';
    return true;
}

/* The text of a record; false: it has none. */
static bool record_value(const struct dns_message *msg, const struct dns_record *rr, bool compressed, char *out,
                         size_t size)
{
    switch (rr->type) {
    case ns_t_a:
        return rr->size == 4 && address_text(AF_INET, rr->data, false, out, size) != NULL;
    case ns_t_aaaa:
        return rr->size == 16 && address_text(AF_INET6, rr->data, compressed, out, size) != NULL;
    case ns_t_ns:
    case ns_t_cname:
    case ns_t_ptr:
        return dns_record_name(msg, rr, 0, out, size);
    case ns_t_mx:
    case ns_t_afsdb:
        return dns_record_name(msg, rr, 2, out, size);
    case ns_t_srv:
        return dns_record_name(msg, rr, 6, out, size);
    case ns_t_txt:
        return text_value(rr, out, size);
    default:
        return rr->type == TYPE_TLSA && tlsa_value(rr, out, size);
    }
}

static void only_printable(char *text)
{
    for (; *text != '\0'; text++) {
        if ((unsigned char)*text < 0x20 || (unsigned char)*text > 0x7E)
            *text = 'X';
    }
}

static void trace_reply(struct session *s, const struct dns_message *msg)
{
    struct dns_message walk = *msg;
    struct dns_record rr;

    DEBUG(s, DL_DNS_REPLY, DBG_INT(msg->answers), DBG_INT(msg->authentic));
    while (dns_message_next(&walk, &rr)) {
        char value[NS_MAXDNAME];

        switch (rr.type) {
        case ns_t_a:
            if (DEBUGGING(s, 8, 61) && record_value(&walk, &rr, s->prog->set.compressed_ipv6, value, sizeof value))
                DEBUG_EMIT(s, DL_DNS_IPV4, DBG_STR(value));
            break;
        case ns_t_cname:
            if (DEBUGGING(s, 8, 50) && record_value(&walk, &rr, s->prog->set.compressed_ipv6, value, sizeof value))
                DEBUG_EMIT(s, DL_DNS_CNAME, DBG_STR(value));
            break;
        case ns_t_mx:
            if (DEBUGGING(s, 8, 50) && record_value(&walk, &rr, s->prog->set.compressed_ipv6, value, sizeof value))
                DEBUG_EMIT(s, DL_DNS_MX, DBG_STR(value), DBG_INT(dns_number(rr.data)));
            break;
        case TYPE_TLSA:
            DEBUG(s, DL_DNS_TLSA, DBG_INT(rr.size), DBG_INT(1));
            break;
        default:
            break;
        }
    }
}

/* ---- the answer ---- */

struct joined {
    char text[MAX_MAP_VALUE];
    size_t n;
    int count;
};

enum joining { JOIN_MORE, JOIN_ENOUGH };

/* Adds as much of the text as fits. */
static bool append(struct joined *j, const char *text, size_t n)
{
    size_t room = sizeof j->text - 1 - j->n;
    bool fits = n <= room;

    memcpy(j->text + j->n, text, fits ? n : room);
    j->n += fits ? n : room;
    j->text[j->n] = '\0';
    return fits;
}

/* Cuts behind the last delimiter that leaves room for "...". */
static void cut(struct joined *j, char delimiter)
{
    size_t at = sizeof j->text - 1 - strlen("...");

    while (at > 0 && j->text[at - 1] != delimiter)
        at--;
    strcpy(j->text + at, "...");
    j->n = at + strlen("...");
}

static enum joining join_value(struct joined *j, const char *value, char delimiter, int limit)
{
    bool fits = j->count == 0 || append(j, &delimiter, 1);

    if (!append(j, value, strlen(value)) || !fits) {
        cut(j, delimiter);
        return JOIN_ENOUGH;
    }
    j->count++;
    return limit > 0 && (limit == 1 || j->count > limit) ? JOIN_ENOUGH : JOIN_MORE;
}

/* The records of the map's type; false: none has a text. */
static bool collect(struct session *s, const struct map *m, const unsigned char *answer, int length,
                    struct joined *j)
{
    const struct dns_map *own = m->extra;
    struct dns_message msg;
    struct dns_record rr;

    j->n = 0;
    j->count = 0;
    if (!dns_message_open(&msg, answer, (size_t)length))
        return false;
    trace_reply(s, &msg);
    while (dns_message_next(&msg, &rr)) {
        char value[NS_MAXDNAME + 2048], buf[16];
        bool ours = rr.type == own->type, has;

        has = record_value(&msg, &rr, s->prog->set.compressed_ipv6, value, sizeof value);
        if (DEBUGGING(s, 38, 40))
            DEBUG_EMIT(s, ours ? DL_DNS_FOUND : DL_DNS_SKIP,
                       DBG_STR(type_name(rr.type, buf)), DBG_INT(rr.type),
                       DBG_STR(has ? value : "(null)"));
        if (!ours || !has)
            continue;
        only_printable(value);
        if (m->coldelim == '\0') {
            if (strlen(value) >= sizeof j->text)
                return false;
            strcpy(j->text, value);
            return true;
        }
        if (join_value(j, value, m->coldelim, own->limit) == JOIN_ENOUGH)
            break;
    }
    return j->count > 0 || j->n > 0;
}

/* number: of the type; below 0: there is no such type. */
static int ask(struct session *s, const struct dns_settings *how, const char *name, int number, unsigned long secure,
               unsigned char *answer)
{
    char buf[16];
    const char *type = number >= 0 ? type_name(number, buf) : "(null)";
    int n, err;

    DEBUG(s, DL_DNS_LOOKUP, DBG_STR(name), DBG_STR(type), DBG_INT(secure));
    if (number >= 0) {
        n = dns_search(s, name, number, how, answer, REPLY_SIZE);
        err = s->standing.err;
    } else { /* there is no such question */
        n = -1;
        err = 0;
        s->standing.herr = NO_RECOVERY;
    }
    if (DEBUGGING(s, 8, 16)) {
        if (n >= 0)
            DEBUG_EMIT(s, DL_DNS_LENGTH, DBG_STR(name), DBG_STR(type), DBG_INT(secure), DBG_INT(n));
        else
            DEBUG_EMIT(s, DL_DNS_ERROR, DBG_STR(name), DBG_STR(type), DBG_INT(secure), DBG_INT(err),
                       DBG_INT(s->standing.herr));
    }
    s->standing.err = err;
    return n;
}

static int ask_for_map(struct session *s, const struct map *m, const char *name, unsigned char *answer)
{
    const struct dns_map *own = m->extra;
    struct dns_settings how = dns_settings_of(s, m->timeout, m->retries);

    how.set_options |= own->secure;
    how.clear_options &= ~own->secure;
    return ask(s, &how, name, own->type, own->secure, answer);
}

void dns_ask_aside(struct session *s, const char *name, const char *type)
{
    struct dns_settings how = dns_settings_of(s, 0, 0);
    unsigned char *answer = malloc(REPLY_SIZE);
    struct dns_message msg;
    int n = answer != NULL ? ask(s, &how, name, find_type(type), 0, answer) : -1;

    if (n >= 0 && dns_message_open(&msg, answer, (size_t)n)) {
        trace_reply(s, &msg);
        DEBUG(s, DL_DNS_HOST_ENTRY, DBG_INT(msg.authentic));
    }
    free(answer);
}

static const char *full_key(const struct map *m, struct map_call *call)
{
    size_t n;
    char *out;

    if (m->file == NULL || *m->file == '\0')
        return call->key;
    n = strlen(call->key) + strlen(m->file) + 2;
    out = arena_alloc(call->arena, n);
    snprintf(out, n, "%s.%s", call->key, m->file);
    return out;
}

static const char *dns_lookup(struct session *s, struct map *m, struct map_call *call)
{
    unsigned char *answer;
    struct joined j;
    bool found = false;
    int n;

    DEBUG(s, DL_MAP_LOOKUP, DBG_STR("dns"), DBG_STR(m->name), DBG_STR(call->key));
    call->status = EX_NOHOST;
    answer = malloc(REPLY_SIZE);
    if (answer == NULL)
        return NULL;
    n = ask_for_map(s, m, full_key(m, call), answer);
    if (n < 0)
        call->status = s->standing.herr == TRY_AGAIN || transient_error(s->standing.err) ? EX_TEMPFAIL : EX_NOHOST;
    else
        found = collect(s, m, answer, n, &j);
    free(answer);
    if (!found) {
        if (n >= 0)
            DEBUG0(s, DL_DNS_NOTHING);
        return NULL;
    }
    call->status = EX_OK;
    if ((m->flags & MF_MATCHONLY) != 0)
        return map_rewrite_key(s, m, call->key, strlen(call->key), call);
    return map_rewrite(s, m, j.text, strlen(j.text), call);
}

const struct map_class class_dns = {
    .name = "dns",
    .help = "records of the name service",
    .caps = MC_NO_FILE | MC_NETWORK | MC_DNS,
    .parse = dns_parse,
    .open = dns_open,
    .lookup = dns_lookup,
};
