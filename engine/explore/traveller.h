/*
 * traveller.h - runs situations through a configuration, in every way in which it would meet them.
 *
 *      struct traveller *t = traveller_new(p, w);      one a thread
 *      traveller_go(t, &situation, WAYS_ALL);          the listener hears what happens
 *
 * A situation is who connects, what it calls itself, the addresses that it gives, and what else can be otherwise: a
 * login, what a handshake led to, a header field, a table that cannot be asked for the time being. Each run starts
 * afresh; tables stay open. Things can be taken away for a run: an entry, a word of a class, a rule; or a class has a word
 * more.
 */
#ifndef BTSH_EXPLORE_TRAVELLER_H
#define BTSH_EXPLORE_TRAVELLER_H

#include <stdbool.h>

struct event;
struct program;
struct rule;
struct session;
struct traveller;
struct world;

/* Texts are not owned. What is NULL or 0 is as it is most of the time. */
struct situation {
    const char *client, *name; /* its address, NULL: it is the standard input; its name, NULL: it has none */
    const char *helo, *sender, *recipient; /* without <> */
    const char *resolve;       /* what the name is worth: OK, FAIL, FORGED, TEMP; NULL: OK if there is one */
    const char *login;         /* who logs in, by PLAIN; NULL: nobody */
    const char *verify, *bits, *subject, *issuer; /* of STARTTLS, with the client and with the next server; NULL: none */
    const char *header;        /* a field of the message: "Name: value" */
    const char *failing;       /* a map that fails for the time being; behind a blank: for this key alone */
    const char *daemon;        /* DaemonPortOptions of the one that answers; NULL: the first */
    int rate;                  /* connections of the client: open, and in a minute */
};

enum { SITUATION_TEXT = 600, SITUATION_WORD = 320 };

/* A situation with texts of its own. "": there is none. */
struct made_situation {
    char client[64], name[SITUATION_TEXT], helo[SITUATION_TEXT], sender[SITUATION_TEXT], recipient[SITUATION_TEXT];
    char header[SITUATION_TEXT], daemon[SITUATION_WORD], login[SITUATION_WORD], subject[SITUATION_WORD], issuer[SITUATION_WORD], failing[SITUATION_TEXT];
    char resolve[8], verify[16], bits[8];
    int rate;
    bool message; /* what becomes of it is said behind DATA */
};
/* Is it a lookup that fails for the time being? */
bool situation_fails(const struct situation *x, const struct event *e);
/* Lives as long as m. */
struct situation situation_of(const struct made_situation *m);

/* Can a client's STARTTLS end so? DANE is asked of servers alone. */
bool verdict_of_client(const char *verify);

enum way {
    WAY_ROUTE = 1,     /* where the recipient goes, for that sender */
    WAY_DIALOGUE = 2,  /* what a server says to the client: connection, sender, recipient, message */
    WAY_SENDERS = 4,   /* how the sender looks, in envelope and header, by each mailer; the recipient likewise */
    WAY_OTHERS = 8,    /* rulesets that are asked of hosts: TLS, features, queue groups, passwords */
    WAY_ONWARD = 16,   /* aliases, forward files, ruleset 5 */
    WAYS_ALL = 31
};

/* What is otherwise. */
struct taken {
    enum { TAKEN_NOTHING, TAKEN_RECORD, TAKEN_WORD, TAKEN_RULE, GIVEN_WORD } kind;
    const char *file, *key;    /* of an entry; key: the word of a class too */
    int id;                    /* of the class */
    const struct rule *rule;
};

enum { REPLY_SIZE = 256, TAKEN_MOST = 3 };

/* What came of the dialogue and of the route. */
struct arrival {
    int mail, rcpt, data;      /* codes of replies; 0: it did not come so far */
    char said[REPLY_SIZE];     /* the reply to RCPT, else the last one that refused before */
    char message[REPLY_SIZE];  /* the reply that refused the message, to DATA or behind it; "": none */
    char ruleset[64], argument[2 * SITUATION_TEXT]; /* of the dialogue: what refused or discarded, and what it was given; "": nothing that was asked */
    char mailer[256], host[256], user[256]; /* of the route; mailer "": none */
    bool loops;                /* the recipient goes in circles: in the rules, or by aliases */
    unsigned crossed;          /* the way on which explore_wish's crosses() was true first; 0: none, or nobody asked */
    bool discarded;            /* taken, and thrown away */
    bool program, file;        /* WAY_ONWARD: a program is started, a file is written */
    char hop_mailer[256], hop_host[256], hop_user[256]; /* WAY_ONWARD: the first that leaves this host; "": none */
};

/* Does the route end with an error? */
bool arrival_fails(const struct arrival *a);
/* Was the client, the sender, the recipient or the message refused? */
bool arrival_refused(const struct arrival *a);
/* Was it accepted, and would it be delivered? */
bool arrival_taken(const struct arrival *a);
/* The reply that says how it ended. */
const char *arrival_reply(const struct arrival *a);
/* Does it say that an address goes in circles? By the words of sendmail's two messages. */
bool event_of_circle(const struct event *e);
typedef void travel_listener(void *ctx, struct session *s, const struct event *e);

/* w: the world of its sessions, which has to live as long; NULL: the program's. */
struct traveller *traveller_new(struct program *p, const struct world *w);
void traveller_free(struct traveller *t);
/* The first map in which a lookup failed on the way that was not to fail; NULL: none. Of a table that can be opened now
 * (map_trouble_passed()) that was a moment's, and so is what was seen. */
const char *traveller_shaken(const struct traveller *t);
/* What hears the runs, and which events (WANT_*). */
void traveller_listen(struct traveller *t, travel_listener *fn, void *ctx, unsigned want);
/* From now on what is no dialogue runs as somebody types it at a shell, whose ${deliveryMode} is another than a server's. */
void traveller_type(struct traveller *t);
/* n things, TAKEN_MOST at most, are otherwise from now on; 0: nothing. Texts have to live as long. */
void traveller_take(struct traveller *t, const struct taken *what, int n);
void traveller_go(struct traveller *t, const struct situation *x, unsigned ways, struct arrival *out);
/* What is being said in the dialogue: 0 before MAIL, and what is neither. */
enum { SAYS_MAIL = 1, SAYS_RCPT, SAYS_DATA };
int traveller_says(const struct traveller *t);
/* The way that is being gone, during a run. */
unsigned traveller_way(const struct traveller *t);
/* For questions of names and places, between two runs. */
struct session *traveller_session(struct traveller *t);
/* The listener has heard enough: the run ends. */
void traveller_enough(struct traveller *t);

#endif
