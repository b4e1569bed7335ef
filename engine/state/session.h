/*
 * session.h - everything that can show, and the worker beside it.
 *
 *      builder ──finish──▶ program (immutable) ◀── session (what can show) ──▶ worker (handles)
 *
 * While a configuration is read, the builder's own session works on the program that is still being
 * made, and definitions go into the program itself (is_building). Afterwards they go into the session's own.
 */
#ifndef BTSH_STATE_SESSION_H
#define BTSH_STATE_SESSION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/limits.h"
#include "base/tok.h"
#include "state/debug_levels.h"
#include "state/definitions.h"
#include "state/event.h"
#include "state/program.h"
#include "world/world.h"

struct class_overlay;
struct db_handle;
struct program;
struct session_maps;
struct stripped;
struct userdb;
struct world;

/* Who runs programs when root does. */
struct default_user {
    bool known;
    long uid, gid;
    const char *name;
};

struct worker {
    void **handle;    /* one a map: what is costly to open */
    int nhandle;
    void *no_handle;  /* stands in where memory for `handle` cannot be had */
    struct program *prog;
    struct db_handle *locked; /* databases that are locked for reading */
    int held;                 /* commands since they were unlocked */
    unsigned long batch;      /* which of these runs of commands it is, from 1; in each a file is looked at once */
    unsigned long moment;     /* tables that were judged in it are not judged again; 0: they are */
    struct default_user user; /* where the program does not say it */
    struct userdb *userdb;    /* the user database; maps/userdb.c; NULL: not open */
    struct activation *idle;  /* memory of rulesets that have run; rules/rewrite.c */
    struct paths *paths;      /* what rules do to workspaces; rules/paths.c; NULL: not yet */
    int tried;                /* how often rules were, before that */
};

enum { MAX_UDB_SOURCES = 10, MAX_UDB_FDS = 2 * MAX_UDB_SOURCES };

/* What a session knows of a map. */
struct map_state {
    bool open;
    bool failed_open;  /* mandatory, could not be opened: answers 75 for good */
    bool invalid;      /* no longer usable: treated as not open */
    bool opening;      /* its aliases are being read: not open for the rules that read them */
    bool try0, try1;   /* key without NUL, with NUL */
    bool tried;        /* state taken from the definition */
    int fd[2];         /* descriptors that the real program would have of it; 0: none */
    bool asked_by_rule; /* just now: shows in traces */
};

/* How it stands: all that a run may change and that is taken back with it (hold.h). */
struct standing {
    int status;                 /* exit status recorded so far */
    int err;                    /* emulated errno */
    int herr;                   /* emulated h_errno */
    int errors;
    const char *address;        /* remembered address, or NULL */
    bool nameless;              /* messages beyond the tokeniser's do not name the address */
    const char *in_its_place;   /* but this one; NULL: none */
    bool secure;                /* no name of the address came from a DNS without proof */
    bool name_secure;           /* the same of the name that was canonified last */
    bool quiet;                 /* suppress diagnostics (header checks, capability rulesets) */
    bool has_message;           /* an error was told, or a lookup failed for the time being */
    bool scan_failed;           /* the last replacement could not be tokenised */
};

/* The command at hand: given back when it ends (session_end_command). */
struct command {
    unsigned long number;       /* counts commands */
    struct arena work;
    bool stopped;               /* an observer said stop, or the budget is spent */
    long steps, max_steps;      /* rules tried by this command; 0: no limit */
    int depth;                  /* rulesets inside each other */
};

/* A phrase, and the word that classes have it as. */
enum { WORD_TOKENS = 15 };
struct class_word {
    int n;                      /* 0: none yet */
    tok v[WORD_TOKENS];
    size_t len;                 /* bytes */
    bool looked;                /* for the word */
    const struct symbol *sym;   /* NULL: no class has it */
};

struct session {
    struct program *prog;
    struct worker *worker;      /* owned when own_worker */
    bool own_worker;
    const struct world *world;
    struct observer observer;
    bool seeded;                /* random numbers come from `seed' */
    uint64_t seed;

    struct definitions own;     /* above the program's */
    struct definitions *def;    /* where new ones go: the program's while it is made, else `own` */
    struct symbol_watch watch;  /* what the symbols tells while category 36 is on */
    struct standing standing;
    struct command command;

    /* overlays */
    char *macros[NAME_IDS];     /* envelope level; malloc'd; NULL: not set */
    size_t macro_room[NAME_IDS];
    bool macro_cleared[NAME_IDS]; /* it had a value of its own or the program's, and was cleared */
    const char *ruleset_names[MAX_RULESETS];
    struct class_overlay **overlay; /* malloc'd table of OVERLAY_SLOTS, or NULL */
    struct class_word word;     /* the last phrase that classes were asked for */
    char *message;              /* text of the last error of the envelope, kept for -d11.2; malloc'd; NULL: none */
    int message_err;            /* errno that is told behind it; 0: none */
    struct map_state *mapstate;
    int nmapstate;
    int udb_fd[MAX_UDB_FDS];    /* descriptors that the real program would have of the user database; 0: none */
    struct map_state no_mapstate; /* stands in where memory for `mapstate` cannot be had */
    struct session_maps *maps;  /* what its maps remember; hosts/memory.h */

    struct stripped *stripped;  /* rules whose quoted call names have been used */

    /* diagnostics */
    const char *file;           /* being read, or NULL */
    int line;
    const char *sender_text, *sender_user; /* of the last /sender; NULL: there was none */
    const char *full_name;      /* of the caller, for $x; NULL: not known */
    bool unknown_caller;        /* nobody has that user's number, which has been said */
    bool discards;              /* the ruleset of a header would have its message thrown away */
    bool new_style;             /* a header of addresses is not one of OldStyleHeaders */
    bool resent;                /* a header said that its message is sent again */
    int verbose;                /* 0: as the program says */
    bool defers;                /* DeliveryMode=defer: names of hosts, and tables with -D, are asked later */
    bool converses;             /* a dialogue sets its macros, or set them where they come from */
    bool hurried;               /* alias databases are used as they are: maps/aliaswait.c */

    struct levels levels;

    /* Whose rights count when files are examined, where that is not the caller: include_file.c. */
    bool acting;
    long acting_uid, acting_gid;
    const char *acting_user;    /* the name by which groups are asked */

    /* /tryflags */
    bool try_header, try_sender;
    bool late_types;            /* the first tokenisation of all is still to come */
};

/* True when what waits for something outside should give up. */
static inline bool interrupted_by_user(const struct session *s)
{
    return s->command.stopped || (s->world->interrupted != NULL && s->world->interrupted(s->world->ctx));
}

/* True while the configuration is read. */
static inline bool is_building(const struct session *s)
{
    return s->def != &s->own;
}

static inline const struct token *token_of(const struct session *s, tok id)
{
    return token_get(&s->def->tokens, id);
}

#endif
