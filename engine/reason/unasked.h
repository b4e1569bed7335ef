/*
 * unasked.h - tables that have something for an address and were not asked, and what kept rules from it:
 * an answer from before, or a class that does not hold the domain.
 */
#ifndef BTSH_REASON_UNASKED_H
#define BTSH_REASON_UNASKED_H

struct event;
struct findings;
struct inquiry;
struct rule_used;
struct session;

/* What was found in a run where something was taken away. Starts as zeros but for the findings. */
struct unasked_seen {
    struct findings *f;
    struct unasked_answer {
        char *map, *file, *key, *value; /* owned */
    } list[8];
    int n;
    bool begun;       /* the entry behind the last is being asked for */
};

/* Hears such a run. */
void unasked_listen(void *ctx, struct session *s, const struct event *e);
void unasked_seen_clear(struct unasked_seen *seen);

/* Maps that answered in that run and were not asked in the first: because of that fact (its index; -1:
 * none), or rule. */
void unasked_because(struct unasked_seen *seen, int fact, const struct rule_used *rule);
/* The tables that nobody has named yet: those that have an entry for the address. */
void unasked_find(struct inquiry *q, struct findings *f);
void unasked_clear(struct findings *f);

#endif
