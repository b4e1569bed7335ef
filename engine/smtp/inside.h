/*
 * inside.h - what a dialogue knows; for the files of this room.
 */
#ifndef BTSH_SMTP_INSIDE_H
#define BTSH_SMTP_INSIDE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/limits.h"
#include "mail/recipients.h"
#include "smtp/dialogue.h"
#include "state/event.h"

struct address;
struct held;
struct session;

/* What clients may ask: PrivacyOptions. */
enum {
    PRIVACY_NEED_MAIL_HELO = 1, PRIVACY_NEED_EXPN_HELO = 2, PRIVACY_NEED_VRFY_HELO = 4,
    PRIVACY_NO_EXPN = 8, PRIVACY_NO_VRFY = 0x10, PRIVACY_NO_ETRN = 0x20, PRIVACY_NO_VERB = 0x40,
    PRIVACY_NO_RECEIPTS = 0x80, PRIVACY_NO_ACTUAL = 0x100, PRIVACY_NO_BODY = 0x200,
    PRIVACY_AUTH_WARNINGS = 0x400
};

/* What the settings say, read once. */
struct dialogue_rules {
    unsigned privacy;
    long max_recipients, max_size, max_hops, max_noop, max_header, mime_header, mime_parameter;
    long throttle, shutdown, deliver_by_min;
    long refuse_la, queue_la, delay_la, queue_factor, recipient_factor, class_factor, min_free, max_children, throttle_rate;
    bool bogus_helo, seven_bit, single_from, receipts, soft_bounce;
    char delivery_mode, daemon_mode; /* first letter of DeliveryMode; that of the daemon, once check_relay was asked */
    char eight_bit; /* first letter of EightBitMode */
    bool daemon_flags[128];
};

/* What this client is offered: settings, the flags of the daemon, and the letters of srv_features. */
struct dialogue_offers {
    bool pipelining, expn, verb, receipts, etrn, auth, plain_auth, need_auth, tls, certificate, bare_lf, bare_cr, any_end, early;
};

/* A mail filter of the configuration. */
enum { MILTERS = 64 };
struct milter {
    const char *name;
    enum { ACCEPTED_NOT, ACCEPTED_MESSAGE, ACCEPTED_CLIENT } accepted; /* it wants to hear no more of it */
};

/* How far the server has got with a message. */
struct message;

struct dialogue {
    struct session *s;
    struct observer outside;     /* who heard the session before */
    struct observer below;       /* the same, and whom the listener has put on top */
    struct dialogue_setup setup;
    struct dialogue_listener to;
    struct dialogue_rules rules;
    struct held *before;         /* the session as it was */
    char *seen[NAME_IDS];        /* macros as dialogue_macros() told them last; malloc'd */
    char *kept[NAME_IDS];        /* macros as a new envelope finds them; malloc'd; NULL: the program's own */

    char address[64], name[MAX_NAME], pointer[MAX_NAME]; /* the client's; name "[address]": it has none */
    enum client_name resolve;

    struct dialogue_offers offers;
    struct milter milters[MILTERS];
    int nmilters;
    enum { DISCARDED_NOT, DISCARDED_MESSAGE, DISCARDED_CLIENT } discarded; /* by a filter: none is asked any more */
    bool later;                  /* a filter has asked the client to come later */
    bool encrypted;              /* STARTTLS has succeeded */
    bool authenticated;          /* AUTH has */
    char mechanism[64];          /* of AUTH, whose next line is awaited; "": none is */
    int answers;                 /* how many of them it has had */
    bool over;                   /* the connection is closed */
    bool asking;                 /* a ruleset of check.c runs */
    enum dialogue_verdict said;  /* of the last check_passes(), whatever its rules did wrong */
    bool tells_rules;            /* what its rules do wrong is said, and it goes on */
    bool holding;                /* replies are kept back: only the first of them counts */
    char *held;                  /* that one; malloc'd */
    char *refused;               /* the text that refuses every message, by check_relay; malloc'd; NULL: none */
    char hello[MAX_NAME];        /* the name that HELO or EHLO gave; "": none yet */
    bool said_hello, extended;
    bool verbose;
    const char *line;            /* the command at hand, as it was typed */
    int looked_up;               /* recipients that VRFY and EXPN have found: an envelope counts on from there */
    long bad_commands, noops, hellos, verifies, etrns, logins;
    int errors;                  /* replies of this command that refuse */
    int code;                    /* of the last one */

    /* the envelope */
    bool full;                   /* the queue has no room */
    bool discards_all;           /* every message of this client is thrown away, by check_relay */
    bool has_sender, discard;
    bool has_looked;             /* for whom VRFY or EXPN names, since the last message ended */
    bool has_returns;            /* RET= of this message */
    bool has_original;           /* ORCPT= of this recipient */
    struct recipients *list;
    int recipients, bad_recipients; /* accepted, refused */
    long declared;               /* SIZE= */
    bool seven_bit_body;
    struct message *message;     /* being read; NULL: none */
};

typedef void stage(struct dialogue *d, char *args); /* takes a command; args: what stands behind its word */

#endif
