/*
 * tree.h - what happens, as a tree: rulesets inside each other, the rules that matched, maps with
 * each step of a lookup.
 */
#ifndef BTSH_LISTEN_TREE_H
#define BTSH_LISTEN_TREE_H

#include <stdbool.h>
#include <time.h>

#include "engine.h"
#include "show/style.h"
#include "show/text.h"

struct output;
struct session;
struct timespec;

/* What of it, for trees and JSON. */
enum trace_part { PART_RULES = 1, PART_MAPS = 2, PART_MACROS = 4, PART_DNS = 8, PART_ALL = 15 };

enum { TREE_DEPTH = 128 };

struct tree {
    struct output *out;
    const struct session *session; /* of the event at hand */
    struct style style;
    unsigned parts;
    bool show_secrets;
    int depth;                      /* rulesets and lookups that are open */
    struct timespec began[TREE_DEPTH]; /* lookups */
    bool waiting;                   /* `head` is a lookup that has begun: nothing came behind it */
    struct text head, record, line;
    struct text head_lead, line_lead; /* what the rest of these begins with, where they are wrapped */
    int tried[TREE_DEPTH];          /* rules, by nesting of rulesets */
    int at[TREE_DEPTH];             /* where each ruleset stands in the tree, the same */
};

/* The observer; `t` has to live as long as it is used, and starts as zeros. */
struct observer tree_observer(struct tree *t);
/* Before each command. */
void tree_begin(struct tree *t);
void tree_free(struct tree *t);

/* Seconds since `from`. */
double seconds_since(const struct timespec *from);
/* What an observer of these parts wants to hear. */
unsigned parts_wanted(unsigned parts);
/* "MX", "A" ...; of others, their number, in buf. */
const char *dns_type_name(int type, char buf[16]);

#endif
