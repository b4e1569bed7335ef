/*
 * entry.h - is an entry of a table ever used, and if it is not, what stands before it?
 *
 * Addresses are made that ought to use the entry: as recipient, as sender, as client, with names that no table has
 * beside it. Where none does, what had answered in its place is taken away, piece by piece, and all is run again: only
 * what makes the entry used when it is gone is named. Where nothing alone does, what its address meets is taken away first.
 */
#ifndef BTSH_EXPLORE_ENTRY_H
#define BTSH_EXPLORE_ENTRY_H

#include <stdbool.h>

#include "explore/traveller.h"

struct entries;
struct program;
struct world;

enum entry_end {
    ENTRY_USED,     /* the witness uses it */
    ENTRY_BLOCKED,  /* the witness would, without the blockers */
    ENTRY_UNREACHED /* nothing that was tried does, and nobody knows why */
};

/* What stands before an entry, of the kinds of struct taken. TAKEN_RECORD: this entry answers first; TAKEN_WORD: the class has
 * the word; GIVEN_WORD: it lacks it; TAKEN_RULE: this rule has decided before. */
struct entry_blocker {
    int kind, id;
    const struct rule *rule;
    char map[256], file[SITUATION_TEXT], key[SITUATION_TEXT];
};

struct entry_answer {
    enum entry_end end;
    int situations;              /* that were tried */
    struct made_situation witness;
    struct entry_blocker blocker[TAKEN_MOST]; /* ENTRY_BLOCKED: all of them have to go */
    int nblockers;
};

/* w: as for traveller_new(). like: one of the same program, which is not at work now and lives longer: what it knows of the tables is
 * this one's, too, and it is told first which one is asked about; NULL: there is none. */
struct entries *entries_new(struct program *p, const struct world *w, struct entries *like);
void entries_free(struct entries *e);
/* file: as the configuration names it. */
void entries_table(struct entries *e, const char *file);
void entries_ask(struct entries *e, const char *file, const char *key, struct entry_answer *out);
/* The same, but for what stands before it, which nobody looks for: is it used? */
bool entries_use(struct entries *e, const char *file, const char *key, struct entry_answer *out);
struct session *entries_session(struct entries *e);

#endif
