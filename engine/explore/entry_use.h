/*
 * entry_use.h - an entry that is asked about, the situations that ought to use it, and whether they do.
 */
#ifndef BTSH_EXPLORE_ENTRY_USE_H
#define BTSH_EXPLORE_ENTRY_USE_H

#include <stdbool.h>

#include "explore/alike.h"
#include "explore/below.h"
#include "explore/entry.h"
#include "explore/traveller.h"

enum { ISSUERS = 4, SITUATIONS = 24, FACTS = 96, RULES = 64, CLASSES = 64, WAYS = 4, KNOWN = 64, DOMAINS = 48, COUNTED = 512, KINDS = 24 };

struct entries {
    struct traveller *t;
    struct program *p;
    const char *file, *key;      /* that are asked about */
    bool begun, used;            /* its lookup has begun; and found it */

    bool collect;
    struct entry_blocker *facts; /* FACTS of them: what answered in a run */
    int nfacts;
    bool lookup_open;            /* the last fact waits for its value */
    const struct rule *rules[RULES]; /* that chose a mailer, or name the key */
    int nrules;

    int classes[CLASSES];        /* that rules ask */
    int nclasses;
    struct made_situation list[SITUATIONS];
    bool again[SITUATIONS];      /* its addresses are those of one before, or nobody's: mailers have rewritten them */
    int n;
    struct kind {                /* where the entry before was used, of those with this tag and shape */
        char tag[16], shape;
        int situation, way;
    } kinds[KINDS], *kind;       /* this one's */
    int nkinds;
    struct entry_blocker taken[TAKEN_MOST]; /* what is otherwise now */
    int ntaken;
    struct known {               /* what stood before entries, and where that showed */
        struct entry_blocker what[TAKEN_MOST];
        bool own[TAKEN_MOST];    /* its key is the domain of the entry */
        int n, situation, way;
        char shape;
    } known[KNOWN];
    int nknown;
    struct counted {             /* how often a known one stood before entries of a domain and those alike; "": before any */
        int known, times;
        char domain[256];
    } counted[COUNTED];
    int ncounted;
    struct alike alike;
    char domain[256];            /* what the domain of the entry and those alike are called */
    struct lead {                /* sorted by domain: a key of a table whose value is in that domain */
        char *domain, *key;      /* owned */
    } *leads;
    int nleads, room;
    struct names_below below;
    struct entries *like;        /* leads, below and alike are this one's; NULL: its own */
    char issuers[ISSUERS][SITUATION_WORD]; /* of certificates whose subjects the table is asked for */
    int nissuers;
    char domains[DOMAINS][256];  /* words of classes */
    int ndomains, of_class;
    char table[SITUATION_TEXT];  /* the file that all of this is about: kinds, known, counted, alike, possible */
    bool possible[WAYS];         /* a ruleset that is run that way asks its map */
};

/* Does the left side of the rule have the first label of the entry's domain, as it stands (`localhost')? */
bool rule_names_key(const struct entries *e, const struct session *s, const struct rule *r);
/* Situations of the entry, as e->list; and one more of the address, or of the client. */
void make_situations(struct entries *e);
void as_recipient(struct entries *e, const char *address);
void as_sender(struct entries *e, const char *address);
void as_client(struct entries *e, const char *key);

const char *own_domain(const struct entries *e);
/* Of the key: "" if it has none, and without a dot before it. */
const char *entry_domain(const struct entries *e);
/* Keys of one shape are asked for in the same places: '@', 'u'ser@domain, '.', 'd'omain, 'w'ord. */
char entry_shape(const struct entries *e);

/* An entry that lets certificates of an issuer in by their subjects: CERTISSUER:... SUBJECT. */
void note_issuer(struct entries *e, const char *key, size_t nkey, const char *value, size_t nvalue);

/* Number i of the list, by way number `way`. */
bool entry_uses(struct entries *e, int i, int way);
/* Any of the list, in any way. */
bool any_uses(struct entries *e, struct entry_answer *out);
#endif
