/*
 * program.h - a configuration, read: constant once it is complete, shared by threads.
 *
 * Everything in it lives in the arena of its definitions unless a comment says otherwise. While it is being made, the builder's
 * session writes to it (is_building); afterwards nobody does.
 */
#ifndef BTSH_STATE_PROGRAM_H
#define BTSH_STATE_PROGRAM_H

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

#include "base/limits.h"
#include "state/debug_levels.h"
#include "state/definitions.h"
#include "state/place.h"
#include "state/rule.h"
#include "state/settings.h"
#include "state/target.h"
#include "world/world.h"

struct header_rule;
struct mailer;
struct alias_parser;
struct map;
struct map_class;
struct map_swap;
struct mx_list;
struct named_file;
struct origin;
struct service;
struct world_layer;

/* The service switch: which types answer for a service, in their order. */
struct service_table {
    time_t read;           /* when the file was read last; 0: not by this session */
    time_t handed_over;    /* a session has it from the program, read then; 0: it reads for itself */
    time_t peeked;         /* the same, by service_peek() */
    const char *path;      /* of what was read, while the program is made; not owned */
    uint64_t blame;        /* DontBlameSendmail at that time */
    struct service *first; /* owned by the session's or the program's arena */
};

struct program {
    struct definitions def;
    struct world world;
    struct world_layer *layers;  /* that were put on it here; owned */
    const struct target *target; /* which sendmail is reproduced */
    struct ruleset rulesets[MAX_RULESETS];
    struct mailer *mailers[MAX_MAILERS];
    int nmailers;
    const struct map_class *const *classes; /* all that there are; NULL-ended; not owned */
    const struct alias_parser *aliases;     /* not owned */
    struct map **maps;           /* index order; malloc'd */
    int nmaps;
    const char *macros[NAME_IDS];/* configuration level; NULL undefined */
    const char *global[NAME_IDS];/* global level */
    struct line_place macro_place[NAME_IDS]; /* the line that sets one: origins.h */
    struct origin *origins, *last_origin; /* of class words, in their order */
    struct settings set;
    unsigned char types[3][256]; /* character types by enum token_rule */
    struct header_rule *headers; /* check rulesets of header fields */
    const char *message_id;      /* of messages that bring none, by an H line; NULL: there is none */
    const char *file;            /* the configuration file */
    const struct line_place *places; /* while it is read: where its lines stand; not owned; builder.h */
    int nplaces;
    struct named_file *named;    /* the files that it names: fence.c */
    const char *body_type;       /* of -B, as it was written; not owned; NULL: not given */
    const char *full_name;       /* of the caller; not owned; NULL: not given */
    bool late_types;             /* nothing was tokenised while it was read */
    bool verifies;               /* -bv: no shell, no traces of rulesets, no notes unless -v */
    int nalias;
    struct map_swap *swaps;      /* maps put in place of others: maps/swap.h */
    bool from_source;            /* databases are read from their text sources */
    char **environ;              /* of child processes; NULL-ended */
    int nenviron;
    struct service_table services; /* the service switch */
    const struct mx_list *fallback; /* the MX hosts of FallbackMXhost; NULL: not asked for */
    time_t fallback_until;
    struct {
        int status, err, errors;
        struct levels levels;
    } start;                     /* what the load left for the session that follows */
};

#endif
