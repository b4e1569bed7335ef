/*
 * dns_message.h - a DNS reply, read record by record (RFC 1035, section 4).
 *
 * The bytes come from the network: nothing outside of them is read, whatever they say. A message
 * whose questions or records do not fit into it ends where the fault is.
 */
#ifndef BTSH_WORLD_DNS_MESSAGE_H
#define BTSH_WORLD_DNS_MESSAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { DNS_NAME_SIZE = 1025, DNS_HEADER_SIZE = 12 }; /* a name in text form, with its NUL */

struct dns_message {
    const unsigned char *start, *end; /* not owned */
    const unsigned char *at;          /* the next record */
    int answers;                      /* records of the answer section, as the header counts them */
    int left;                         /* of those not read yet */
    int code;                         /* the reply's RCODE */
    bool authentic;                   /* AD */
};

struct dns_record {
    char name[DNS_NAME_SIZE];
    uint16_t type, class;
    uint32_t ttl;
    const unsigned char *data; /* inside the message */
    size_t size;
};

/* Opens a reply and passes over its questions. False: it is no whole message. */
bool dns_message_open(struct dns_message *m, const unsigned char *reply, size_t size);
/* The next record of the answer section; false: there is none, or it does not fit. */
bool dns_message_next(struct dns_message *m, struct dns_record *r);
/* The name that begins `skip` bytes into the record's data, "" for the root; false: it is faulty. */
bool dns_record_name(const struct dns_message *m, const struct dns_record *r, size_t skip,
                     char *out, size_t size);
/* Two bytes as a number. */
unsigned dns_number(const unsigned char *p);

#endif
