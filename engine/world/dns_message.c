/*
 * dns_message.c - only names need more than counting: the C library takes them apart.
 */
#include <netinet/in.h>
#include <resolv.h>
#include <stdint.h>
#include <string.h>

#include "world/dns_message.h"

enum { FIXED = 10, QUESTION = 4 }; /* bytes behind the name of a record, of a question */

unsigned dns_number(const unsigned char *p)
{
    return (unsigned)p[0] << 8 | p[1];
}

/* Passes over the name at m->at and `more` bytes. */
static bool skip_name(struct dns_message *m, size_t more)
{
    int n = dn_skipname(m->at, m->end);

    if (n < 0 || (size_t)(m->end - m->at) < (size_t)n + more)
        return false;
    m->at += (size_t)n + more;
    return true;
}

bool dns_message_open(struct dns_message *m, const unsigned char *reply, size_t size)
{
    memset(m, 0, sizeof *m);
    if (size < DNS_HEADER_SIZE)
        return false;
    m->start = reply;
    m->end = reply + size;
    m->at = reply + DNS_HEADER_SIZE;
    m->authentic = (reply[3] & 0x20) != 0;
    m->code = reply[3] & 0x0F;
    for (unsigned n = dns_number(reply + 4); n > 0; n--) {
        if (!skip_name(m, QUESTION))
            return false;
    }
    m->answers = m->left = (int)dns_number(reply + 6);
    return true;
}

bool dns_message_next(struct dns_message *m, struct dns_record *r)
{
    const unsigned char *fixed;
    int n;

    if (m->left <= 0)
        return false;
    m->left--;
    n = dn_expand(m->start, m->end, m->at, r->name, sizeof r->name);
    if (n < 0 || (size_t)(m->end - m->at) < (size_t)n + FIXED) {
        m->left = 0;
        return false;
    }
    fixed = m->at + n;
    r->type = (uint16_t)dns_number(fixed);
    r->class = (uint16_t)dns_number(fixed + 2);
    r->ttl = (uint32_t)dns_number(fixed + 4) << 16 | dns_number(fixed + 6);
    r->size = dns_number(fixed + 8);
    r->data = fixed + FIXED;
    if ((size_t)(m->end - r->data) < r->size) {
        m->left = 0;
        return false;
    }
    m->at = r->data + r->size;
    return true;
}

bool dns_record_name(const struct dns_message *m, const struct dns_record *r, size_t skip,
                     char *out, size_t size)
{
    int n;

    if (skip >= r->size)
        return false;
    n = dn_expand(m->start, m->end, r->data + skip, out, (int)size);
    return n >= 0 && (size_t)n <= r->size - skip;
}
