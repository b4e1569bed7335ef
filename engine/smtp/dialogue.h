/*
 * dialogue.h - the dialogue that a mail server would hold with a client, over a session.
 *
 *      dialogue_greet ──▶ greeting        dialogue_line ──▶ replies, notes     dialogue_close
 *                        (check_relay …)                    (check_mail …)
 *
 * Lines go in, lines of replies come out; what the server would do without a word of it (a delay, a
 * message quarantined or thrown away) comes out as a note. Rulesets are called in the server's order,
 * with its arguments and its macros, which come and go by stage; the session's observer hears them.
 * No message is kept, queued or sent. Sources: RFC 5321, 3461, 2852, and the behaviour of sendmail 8.17.1.
 */
#ifndef BTSH_SMTP_DIALOGUE_H
#define BTSH_SMTP_DIALOGUE_H

#include <stdbool.h>
#include <stddef.h>

#include "state/event.h"

struct dialogue;
struct session;

/* What a client's name is worth: ${client_resolve}. */
enum client_name { NAME_OK, NAME_FAIL, NAME_FORGED, NAME_TEMP };

/* What a handshake leads to: STARTTLS. A text that is NULL is that of a plain handshake without a client's
 * certificate. */
struct dialogue_tls {
    const char *verify;               /* OK, NO, FAIL, ...: ${verify} */
    const char *version, *cipher, *bits, *algorithm_bits;
    const char *subject, *issuer;     /* "/C=DE/CN=mx.example.net" */
    const char *cn_subject, *cn_issuer; /* NULL: what the subject and the issuer say */
};

/* An answer that is none: the filter wants to hear of recipients that are refused. */
#define MILTER_WANTS_REFUSED "refused"

/* The part that a mail filter plays, one of InputMailFilters: no filter is connected. */
struct dialogue_milter {
    const char *name;
    const char *answer; /* accept, reject, tempfail, discard, or a reply: "550 5.7.1 text"; MILTER_WANTS_REFUSED, at no stage */
    const char *stage;  /* connect, helo, mail, rcpt, data, header, eoh, body, eom, unknown */
};

/* Who connects, and to what. Texts have to live as long as the dialogue. */
struct dialogue_setup {
    const char *address;      /* of the client; NULL: the standard input of whoever runs the program (-bs) */
    const char *port;         /* it comes from; NULL: not known, and ${client_port} has no value */
    const char *ident;        /* who it is there, as its ident server says; NULL: it has none */
    const char *name;         /* NULL: as the hosts and DNS doors know it */
    bool named;               /* name and resolve hold, the doors are not asked; name NULL: it has none */
    enum client_name resolve;
    const char *daemon;       /* the one that answers: its Name=, or DaemonPortOptions of its own; NULL: the first */
    const struct dialogue_tls *tls; /* NULL: there is no STARTTLS */
    const char *mechanisms;   /* of AUTH, in the order of EHLO; NULL: that of auth_type, or none */
    const char *auth_type, *auth_user; /* the one of them that succeeds, and as whom; NULL: none does */
    const struct dialogue_milter *milters;
    int nmilters;
    bool deliver;             /* once a message is taken, the rulesets of the sending side are asked */
    const struct dialogue_tls *server_tls; /* what STARTTLS with the next server leads to; NULL: it offers none */
    long rate, total_rate, connections; /* as the maps of rate control count them; 0: this one alone */
    long load;                /* of the machine */
    long children;            /* that the daemon has for other clients */
    long burst;               /* connections that it has taken in the same second */
    bool counts_blocks;       /* the queue has so many blocks free, of so many bytes (0: 4096); otherwise it has room */
    long free_blocks, block_size;
    bool eager;               /* the client waits for no reply: it talks before it is greeted, and behind HELO, EHLO and DATA */
    bool wrapped_out;         /* hosts.allow and hosts.deny (tcp wrappers) keep the client out */
};

enum dialogue_note {
    NOTE_CLOSED,     /* the server would take no connection: nothing is said to the client */
    NOTE_DELAY,      /* the server would wait here: text says how long and why */
    NOTE_QUARANTINE, /* the message would be quarantined: text is the reason */
    NOTE_DISCARD,    /* the message would be taken and thrown away */
    NOTE_FILTER,     /* a mail filter would be asked: "milter NAME: STAGE MACRO=VALUE ..." */
    NOTE_DELIVERY,   /* where a message would go, or why not */
    NOTE_QUEUED,     /* a message was accepted: text is one of its recipients */
    NOTE_IDENT,      /* the client's ident server would be asked, and is not: its answer is an input */
    NOTE_UNASKED,    /* something outside is not asked, by the world's word: text says what */
    NOTE_DROPPED,    /* a message was accepted, and is not kept */
    NOTE_WARNING     /* something is wrong, of which a server says nothing: a line that makemap has refused */
};

/* What a ruleset that is asked says. */
enum dialogue_verdict { VERDICT_OK, VERDICT_REFUSED, VERDICT_DISCARD, VERDICT_QUARANTINE };

struct dialogue_listener {
    void (*reply)(void *ctx, const char *line); /* one line of a reply, without its end */
    void (*note)(void *ctx, enum dialogue_note kind, const char *text);
    /* A ruleset was asked about this argument ("a $| b": two of them); the session stands as it was then. May be NULL. */
    void (*asked)(void *ctx, struct session *s, const char *ruleset, const char *argument, enum dialogue_verdict said);
    /* Who else hears the session while the server works, and passes all on to `below`. May be NULL. */
    struct observer (*observe)(void *ctx, struct observer below);
    void *ctx;
};

/* NULL: there is no daemon of the name that the setup gives. The session is the dialogue's until it is closed;
 * its observer goes on hearing all but what became a reply. */
struct dialogue *dialogue_new(struct session *s, const struct dialogue_setup *setup,
                              const struct dialogue_listener *to);
/* Is there a mail filter of that name; is that the name of a stage at which they are asked? */
bool dialogue_has_milter(const struct dialogue *d, const char *name);
bool dialogue_milter_stage(const char *name);
/* The client has connected. */
void dialogue_greet(struct dialogue *d);
/* One line of the client, without its end; crlf: it ended as RFC 5321 wants it. */
void dialogue_line(struct dialogue *d, const char *line, size_t n, bool crlf);
/* The client is gone in the middle. */
void dialogue_lost(struct dialogue *d);
/* Has the server closed the connection? */
bool dialogue_over(const struct dialogue *d);
/* Is a ruleset being asked (check_mail ...)? Otherwise one that runs takes an address apart. */
bool dialogue_asks(const struct dialogue *d);
/* What a client may begin a line with, one after the other; NULL: no more. */
const char *dialogue_verb(size_t i);
/* Is a message being read? */
bool dialogue_reads_message(const struct dialogue *d);
/* Each macro that has another value than when this was asked last; value NULL: it has none. At first: all that the
 * dialogue has set so far. */
void dialogue_macros(struct dialogue *d, void (*fn)(void *ctx, const char *name, const char *value), void *ctx);
/* Gives the session back as it was. */
void dialogue_close(struct dialogue *d);

#endif
