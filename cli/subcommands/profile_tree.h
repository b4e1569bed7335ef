/*
 * profile_tree.h - btsh profile: where time goes, by who called whom: rulesets, their rules, the maps that they ask.
 *
 * An observer builds it while addresses are run. Each moment belongs to one node, the innermost that is at work; what the
 * observer itself takes belongs to none.
 */
#ifndef BTSH_SUBCOMMANDS_PROFILE_TREE_H
#define BTSH_SUBCOMMANDS_PROFILE_TREE_H

#include <stddef.h>
#include <stdint.h>

#include "state/event.h"

struct rule;
struct session;

enum profile_kind { PROFILE_ALL, PROFILE_RULESET, PROFILE_RULE, PROFILE_MAP };

struct profile_node {
    enum profile_kind kind;
    int parent, child, next;   /* indices; -1: none. Parents stand before their children */
    int ruleset;
    const struct rule *rule;   /* PROFILE_RULE */
    char *map;                 /* PROFILE_MAP; owned */
    uint64_t self, total;      /* nanoseconds; total is known after profile_add_up() */
    size_t tries, matches;     /* of a rule; of a map: lookups, and those that found something */
};

struct profile {
    struct profile_node *list; /* owned; the first is all of it */
    int n, room, at;
    uint64_t last;
    size_t failed;             /* lookups for the time being, or in maps that cannot be opened */
    char failed_map[64];       /* the first map of them */
};

void profile_begin(struct profile *p);
/* Hears a session; what happens of an address outside of rulesets belongs to the first node. */
struct observer profile_observer(struct profile *p);
/* An address begins: what came before it does not count; and has ended. */
void profile_start(struct profile *p);
void profile_stop(struct profile *p);
void profile_add_up(struct profile *p);
void profile_free(struct profile *p);

#endif
