/*
 * onward.h - what becomes of an address behind its triple: aliases, lists, ruleset 5, forward files,
 * accounts, and then the host that the mailer would speak to.
 */
#ifndef BTSH_REASON_ONWARD_H
#define BTSH_REASON_ONWARD_H

#include <stdbool.h>

struct session;

enum recipient_end {
    END_ON,       /* it leads to others */
    END_MAILBOX,  /* mail would be delivered so */
    END_QUEUED,   /* later */
    END_BAD       /* refused: why says it */
};

/* One address of the tree. Strings are owned. */
struct recipient {
    char *address;    /* as it was written */
    char *mailer, *host, *user;
    char *why;        /* what was said of it; NULL: nothing */
    bool aliases;     /* END_QUEUED: an alias file could not be read */
    int parent;       /* index; -1: none */
    bool remade;      /* END_ON: ruleset 5 made another of it */
    enum recipient_end end;
};

struct onward {
    struct recipient *list; /* parents before their children */
    int n;
    bool unfinished;
};

/* Follows the address as -bv would, in a session of its own; commas stand between several. -bv calls those
 * that are END_QUEUED deliverable. Starts from zeros. */
void onward_find(struct session *s, const char *address, struct onward *out);
void onward_clear(struct onward *o);

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
