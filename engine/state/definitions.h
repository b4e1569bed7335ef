/*
 * definitions.h - what has been given a name: by a configuration, or later by a session over it.
 *
 * A program has them, and each session has its own above the program's (symbols, token table). Code that
 * defines writes to session.def, which is the program's while that is made and the session's own afterwards.
 */
#ifndef BTSH_STATE_DEFINITIONS_H
#define BTSH_STATE_DEFINITIONS_H

#include <stdint.h>

#include "base/arena.h"
#include "base/limits.h"
#include "base/symbols.h"
#include "base/token.h"

struct definitions {
    struct arena arena;          /* lives as long as they do */
    struct symbol_table symbols;        /* every name: of rulesets, maps, mailers, class words ... */
    struct token_table tokens;   /* a session's are emptied when a command ends */
    const char *names[NAME_IDS]; /* long names of macros and classes by id; NULL: unused */
    int next_id;                 /* of a long name */
    int next_name;               /* next automatic ruleset number */
    int class_longest[NAME_IDS]; /* bytes of the longest word of each class */
    uint64_t class_lengths[NAME_IDS]; /* a bit for each length that its words have (63: more) */
};

#endif
