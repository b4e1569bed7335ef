/*
 * onward.h - what becomes of an address behind its triple: aliases, lists, ruleset 5, forward files,
 * accounts, and then the host that the mailer would speak to.
 */
#ifndef BTSH_REASON_ONWARD_H
#define BTSH_REASON_ONWARD_H

#include <stdbool.h>

#include "reason/place.h"

struct session;

enum recipient_end {
    END_ON,       /* it leads to others */
    END_MAILBOX,  /* mail would be delivered so */
    END_QUEUED,   /* later */
    END_BAD       /* refused: why says it */
};

/* What led on from an address. */
enum recipient_lead {
    LED_NOWHERE,
    LED_ALIAS,
    LED_LIST,     /* :include:, the address itself */
    LED_FORWARD,  /* file, and line in it */
    LED_RULES,    /* ruleset 5 made another of it */
    LED_USERDB    /* the user database */
};

/* One address of the tree. Strings are owned. */
struct recipient {
    char *address;    /* as it was written */
    char *mailer, *host, *user;
    char *why;        /* what was said of it; NULL: nothing */
    bool aliases;     /* END_QUEUED: an alias file could not be read */
    int parent;       /* index; -1: none */
    enum recipient_end end;
    enum recipient_lead led;
    char *file;       /* LED_FORWARD */
    int line;
};

struct onward {
    struct recipient *list; /* parents before their children */
    int n;
    bool unfinished;
};

/* Follows the address as -bv would, in a session of its own; commas stand between several. -bv calls those
 * that are END_QUEUED deliverable. Starts from zeros. */
void onward_find(struct session *s, const char *address, struct onward *out);
/* The same in this session, which is good for nothing afterwards but session_again() and session_free(). What the
 * tree needs of its maps stays open. */
void onward_follow(struct session *s, const char *address, struct onward *out);
void onward_clear(struct onward *o);
/* Where that stands which led on. */
void onward_place(struct session *s, const struct recipient *r, struct place *out);

/* Does the mailer of that name follow aliases, or is it for users, programs or files of this host? */
bool onward_goes_on(const struct session *s, const char *mailer);

enum { MAX_HOPS = 20 };

/* What a mailer that speaks to hosts would do with one. */
struct next_hop {
    bool network;      /* it speaks to hosts at all */
    char port[32];     /* what A= names; "": none */
    const char *host[MAX_HOPS]; /* by preference; until the session's command ends */
    int n;
    bool address;      /* the host is an address in brackets: nobody is asked */
    bool asked;        /* for MX records */
    bool null_mx;
    int here;          /* the first that is this host; -1: none is */
};

void next_hop_find(struct session *s, const char *mailer, const char *host, struct next_hop *out);

#endif
