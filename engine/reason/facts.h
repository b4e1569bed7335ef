/*
 * facts.h - what of a site's own decided an answer: a table's entry, a word of a class, a macro's value,
 * or that one of these is missing.
 *
 * A fact decides when the answer is another one without it. Where several would each do, none does alone,
 * but all of them together: the smallest such set is a choice, "either this or that". What is missing
 * is never a cause; with it there the answer would be another one, or not.
 */
#ifndef BTSH_REASON_FACTS_H
#define BTSH_REASON_FACTS_H

#include <stdbool.h>

#include "reason/run.h"

enum fact_kind {
    FACT_RECORD,  /* map, cls, file, key, value: a table's entry; value NULL: it failed for the time being */
    FACT_MISS,    /* map, cls, file, key: asked for, and not there */
    FACT_WORD,    /* id: a class; key: its word */
    FACT_LACK,    /* id, key: a word that the class does not have */
    FACT_MACRO,   /* id, value: a macro as it is when a rule is run, $&x */
    FACT_UNSET,   /* id: it is not set */
    FACT_FROZEN   /* id, value: a macro as it was when rules were read, $x */
};

/* Strings are owned, and as the engine has them. */
struct fact {
    enum fact_kind kind;
    int id;
    char *map, *cls, *file, *key, *value;
    const struct rule *rule;  /* that used it first; NULL: none is known */
    int ruleset;              /* the rule's */
    bool unusable;            /* FACT_MISS: the map could not be opened, or there is none */
    bool temporary;           /* FACT_RECORD, FACT_MISS: the lookup failed for the time being */
    bool common;              /* what each configuration has: a fact only where it decides alone */
    bool decides;             /* alone; the two values of one macro line are taken away together */
    bool twin;                /* the other value of such a macro stands before it in the list */
    int choice;               /* > 0: one of a set, the others of which have the same number */
    bool matters;             /* FACT_MISS, FACT_LACK, FACT_UNSET: were it there, the answer would change */
    const char *matters_as;   /* the value that was tried; constant */
    const char *asks[3];      /* FACT_UNSET: maps that would be asked for it; the program's; NULL: none */
};

/* A rule that matched. */
struct rule_used {
    const struct rule *rule;
    int ruleset;
    bool decides, resolves; /* resolves: chose a mailer */
};

/* A map that was not asked, though it has an answer for the address. */
struct unasked {
    char *map, *file, *key, *value; /* owned */
    const struct fact *because;     /* this had answered; NULL: see there */
    const struct rule_used *rule;   /* this rule had decided; NULL: see there */
    int class_id[4], nclasses;      /* asked, if one of these had the word */
    char *word;                     /* owned; NULL: none */
};

struct findings {
    struct run_answer answer, again; /* again: of the same run once more, with all tables open */
    struct fact *facts;       /* in the order of their first use */
    int nfacts;
    int choices;
    struct rule_used *rules;
    int nrules;
    struct unasked *unasked;
    int nunasked;
    bool unfinished;          /* interrupted, or the budget was spent */
};

/* Runs the address as often as it takes. Starts from zeros. */
void facts_find(struct inquiry *q, struct findings *f);
/* Only macros that were read and are not set, with those marked by whose value the answer could be another one. */
void facts_unset(struct inquiry *q, struct findings *f);
void facts_clear(struct findings *f);

/* Rules that had a part in the answer. */
int facts_rules(const struct findings *f);

#endif
