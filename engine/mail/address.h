/* address.h - from an address to a delivery triple. */
#ifndef BTSH_MAIL_ADDRESS_H
#define BTSH_MAIL_ADDRESS_H

#include <stdbool.h>
#include <stddef.h>

struct mailer;
struct session;
struct triple;
struct workspace;

/* Bits of what kind of address is parsed; they show in -d24. */
enum { ADDRESS_SENDER = 1, ADDRESS_HEADER = 2, ADDRESS_COPY = 0x30 };

enum address_state {
    ADDRESS_OK, ADDRESS_BAD, ADDRESS_QUEUEUP, ADDRESS_IS_SENDER, ADDRESS_EXPANDED,
    ADDRESS_DONTSEND, ADDRESS_DUPLICATE, ADDRESS_INCLUDED, ADDRESS_REDIRECT, ADDRESS_REPLACED,
    ADDRESS_VERIFIED /* it has an alias, which was not followed */
};

/* Bits of struct address.flags, as -d20 shows them. */
enum {
    ADDRESS_GOODUID = 0x1, ADDRESS_PRIMARY = 0x2, ADDRESS_NOTREMOTE = 0x4, ADDRESS_SELFREF = 0x8,
    ADDRESS_BOGUS_SHELL = 0x10, ADDRESS_UNSAFE = 0x20, ADDRESS_PING_SUCCESS = 0x40,
    ADDRESS_PING_FAILURE = 0x80, ADDRESS_PING_DELAY = 0x100, ADDRESS_HAS_NOTIFY = 0x200,
    ADDRESS_WAS_EXPANDED = 0x800, ADDRESS_DELIVERED = 0x1000, ADDRESS_ALIAS = 0x4000,
    ADDRESS_SECURE = 0x100000
};
#define ADDRESS_THIS_PASS 0x40000000u
#define ADDRESS_RCPT_OK 0x80000000u

/* What an address is for, as codes of messages tell it. */
enum address_use { FOR_RULES, FOR_SENDER, FOR_RECIPIENT };

/* An address, parsed. Strings live as long as the command. */
struct address {
    const char *paddr;     /* as it was written; NULL: not known yet */
    char *user, *host;     /* NULL: not known yet; "": none */
    const char *home, *fullname, *status;
    const char *ruser;     /* whose rights a program of this address runs with; NULL: nobody's */
    const char *owner;     /* of the list that it is; NULL: none */
    const char *final, *reply; /* final recipient and reply text, as a report would name them */
    const char *signature; /* recipients.c: the MX hosts; NULL: not asked for */
    const struct mailer *mailer; /* NULL: none */
    enum address_state state;
    unsigned flags;
    long uid, gid;
    struct address *next, *alias;
};

/*
 * Parses: 3, 0, the parts, 2, R=, 4, queuegroup. delim 0: none; *end (may be NULL) is at it, or at
 * the end. False: it cannot be parsed. The session remembers the text as its current address.
 */
bool address_read(struct session *s, const char *text, int flags, char delim, const char **end,
                  struct address *a);

/* Acts on the "$#error ..." that a checking ruleset resolved to: why the message is quarantined, by default the ruleset's name;
 * NULL: the error has been told. */
const char *address_refuse(struct session *s, struct workspace *w, const char *ruleset);

/* The address that a workspace "$#mailer $@ host $: user" names, all but its text; host NULL: none. */
void address_build(struct session *s, struct workspace *w, int flags, struct address *a);

/* 3, 0, the triple, 2, R=, 4, queuegroup. False: it cannot be parsed. */
bool address_parse(struct session *s, const char *text, int flags, struct triple *out);

/*
 * Refuses what no address may be: too long, or bytes of the markers (they become '?' in `text`).
 * True: a diagnostic was raised.
 */
bool address_refused(struct session *s, char *text, enum address_use use);
/* Makes these bytes '?'; true: there were some. */
bool address_hide_marks(char *text, size_t n);

/* The queuegroup ruleset, which only shows its trace. */
void address_queue_group(struct session *s, const char *user);

/* Sets ${addr_type} from the try flags. */
void session_address_type(struct session *s);

#endif
