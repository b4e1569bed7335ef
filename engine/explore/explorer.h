/*
 * explorer.h - situations by the thousand, made out of what a configuration itself holds, and what they reach.
 *
 * Who connects, senders and recipients are put together from words of classes, keys of tables, literals of rules, the
 * host's own names, names that nobody has, and the shapes that addresses can have (percent, bang, source route ...).
 * What a rule wanted that did not match (leads.h) becomes a situation, too. Number N of a seed is always the same situation,
 * whoever runs it: so the answer depends on seed and budget alone, unless the seconds run out.
 */
#ifndef BTSH_EXPLORE_EXPLORER_H
#define BTSH_EXPLORE_EXPLORER_H

#include <stdbool.h>

#include "explore/dead.h"
#include "explore/leads.h"
#include "explore/traveller.h"

struct program;
struct rule;
struct world;

struct explore_wish {
    unsigned long seed;
    long runs;             /* situations at most */
    double seconds;        /* at most; 0: no limit */
    int workers;           /* threads; at least 1 */
    unsigned ways;         /* WAY_* */
    const char *client, *from, *to; /* these, always; NULL: whatever may be */
    const char *like_client, *like_name, *like_from, *like_to; /* some situations have these; NULL: there is no need */
    bool strangers;        /* clients are outside: in no class and no table, without login and certificate */
    bool deep;             /* what was not reached leads on */
    bool failing;          /* tables may fail for the time being */
    /* Is it what is looked for? Called by any thread; NULL: nothing is. */
    bool (*wanted)(void *ctx, const struct situation *x, const struct arrival *a);
    void *ctx;
    void (*progress)(void *ctx, long runs); /* now and then, from the thread that called; NULL: nobody waits */
    void *waiting;         /* its ctx */
    const volatile int *stop; /* not 0: the user wants an end; NULL: never */
    bool (*crosses)(void *ctx, const struct event *e); /* hears all; what is looked for has to be true, too; NULL: it has not */
};

/* A rule that no situation matched. */
struct unreached {
    const struct rule *rule;
    int ruleset;
    bool tried;
    struct clue clue;      /* tried: how far it got */
    struct death death;    /* why none can */
};

struct explored {
    long runs;
    bool found, ended;     /* ended: the seconds ran out, or the user wanted it */
    char unread[256];      /* a map whose entries could not be listed; "": none */
    char shaken[256];      /* a map in which a lookup failed that was not to fail (traveller_shaken()); "": none */
    struct made_situation witness;
    struct arrival arrival;
    int rules, tried, matched; /* of the program; that situations tried, and that matched */
    struct unreached *unreached; /* in the order in which rules stand in the program; owned */
    int nunreached, dead;  /* dead: of them, those that no situation can reach */
    struct made_situation *firsts; /* deep: those that were the first to match a rule; owned */
    int nfirsts;
};

/* w: as for traveller_new(). False: no memory. */
bool explore(struct program *p, const struct world *w, const struct explore_wish *wish, struct explored *out);
void explored_free(struct explored *x);
/*
 * Was mail of a stranger taken that leaves this host for a stranger? True is said only of situations in which client
 * and recipient are nobody's: in no class and no table. A user that is one of ours does not count, whatever it is called.
 */
bool arrival_relayed(const struct arrival *a);

/* Every name that begins so, or stands below a domain that does, is nobody's: explorers make them up. */
#define EXPLORE_STRANGER "q7x-"

#endif
