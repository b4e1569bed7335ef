/*
 * map.h - one interface, many tables.
 *
 * A map class is one file in maps/ and one line in maps/registry.c. A class parses the arguments of
 * a K line into a map, opens it at the first lookup, answers, closes. Tracing stands around the
 * interface (map_lookup() in maps/lookup.c), not inside a class.
 *
 * Who owns what: a struct map belongs to the program and is constant once the configuration is
 * read; what changes with use is in the session's map_state (map_state_of()) and what is costly,
 * the handle, belongs to the worker (map_handle()). Strings in a map live in the program's arena;
 * `extra` is the class's own, allocated there too, and given to free_extra() when the program
 * ends.
 *
 * A lookup has four outcomes: found (an answer), missing (NULL), temporary failure (NULL and
 * status 75) and unusable (map_open() says false). The sysexits value in map_call.status is the
 * class's own word on a miss and is shown as it stands; many classes leave the 0 that the caller
 * put there.
 */
#ifndef BTSH_MAPS_MAP_H
#define BTSH_MAPS_MAP_H

#include <stdbool.h>

#include "base/limits.h"
#include "maps/table.h"

struct arena;
struct session;

/* Flag bits of a definition; the values show in -d37.5 and, with the state's, when a map closes. */
enum map_flag {
    MF_VALID = 0x1,
    MF_INCLNULL = 0x2,     /* -N */
    MF_OPTIONAL = 0x4,     /* -o */
    MF_NOFOLDCASE = 0x8,   /* -f */
    MF_MATCHONLY = 0x10,   /* -m */
    MF_OPEN = 0x20,
    MF_ALIAS = 0x80,
    MF_TRY0NULL = 0x100,
    MF_TRY1NULL = 0x200,
    MF_IMPL_HASH = 0x1000,
    MF_ASKED_BY_RULE = 0x2000000,
    MF_APPEND = 0x8000,    /* -A */
    MF_KEEPQUOTES = 0x10000, /* -q */
    MF_NODEFER = 0x20000,  /* -t */
    MF_REGEX_NOT = 0x40000,
    MF_DEFER = 0x80000,    /* -D */
    MF_SINGLEMATCH = 0x100000, /* ldap -1 */
    MF_ALIASWAIT = 0x800,
    MF_FILECLASS = 0x400000,
    MF_CLOSING = 0x1000000
};

struct map;

/* One lookup. */
struct map_call {
    const char *key;         /* NUL-terminated */
    const char *const *args; /* args[0] is %0; NULL: values are copied verbatim (aliases) */
    int nargs;
    int status;              /* preset to 0 by the caller; sysexits value after the lookup */
    struct arena *arena;     /* where the answer is put */
};

/* Capabilities of a class. */
enum {
    MC_ALIAS = 1,      /* may be an alias file */
    MC_NO_FILE = 2,    /* the generic parser asks for no file name */
    MC_KEEP_QUOTES = 4,/* keys never lose their quotes (dequote, macro, arith, arpa) */
    MC_DEBUG = 8,      /* exists only when category 38 was at 2 or higher at start-up */
    MC_REBUILD = 16,   /* newaliases can make its file */
    MC_NETWORK = 32,   /* asks others */
    MC_EXEC = 64,      /* runs programs */
    MC_FOLDS = 128,    /* keys become lower case unless -f, and are cut at MAX_KEY */
    MC_NAMELESS = 512, /* defined again without its file name it opens all the same, as the reference's */
    MC_DATABASE = 1024,/* its file is one of libdb's, or may be */
    MC_EITHER = 4096,   /* its file may be a database or a text: what opens is not known before */
    MC_DNS = 256       /* of those that ask others: nobody but DNS, through its door */
};

struct map_class {
    const char *name;
    const char *help;   /* what it is, in a line */
    unsigned caps;
    const char *suffix; /* of classes whose argument is one file: what its name ends in, where makemap makes
                         * it from the text NAME (".db", ".cdb"), else ""; NULL: of no such class */
    /* Parses the arguments; false: the map is invalid. NULL: map_parse_args(). */
    bool (*parse)(struct session *s, struct map *m, const char *args);
    /* Opens for reading; raises its own diagnostics (none if MF_OPTIONAL, see maps). NULL: always
     * open. */
    bool (*open)(struct session *s, struct map *m);
    /* The answer in call->arena, or NULL; call->status as the class sets it. */
    const char *(*lookup)(struct session *s, struct map *m, struct map_call *call);
    /* Gives the worker's handle back. NULL: there is none. */
    void (*close)(struct session *s, struct map *m);
    /* Gives every record of the open map to fn, in the table's order; false: fn said so, or the
     * table cannot be read on. NULL: the class has no list. */
    bool (*walk)(struct session *s, struct map *m, map_record_fn *fn, void *ctx);
    /* Gives back what the class's maps share, when all are closed. NULL: nothing. */
    void (*finish)(struct session *s);
    void (*free_extra)(void *extra);
};

/* Maps that are asked in turn. */
struct map_stack {
    int n;
    struct map *member[MAX_MAP_STACK]; /* NULL: nobody has this place */
};

struct map {
    const char *name;            /* as written in the last definition */
    const struct map_class *cls;
    int index;                   /* in program.maps */
    unsigned long flags;
    const char *file, *domain, *rebuild;
    const char *shown;           /* the file, as it is named once the map is open; NULL: file */
    const char *app, *tapp;      /* -a, -T; NULL when not given */
    const char *keycol, *valcol; /* -k, -v text */
    int keycolno, valcolno;
    char coldelim;               /* 0: white space */
    char spacesub;               /* -S; 0: BlankSub */
    long timeout;                /* -d, seconds */
    int retries;                 /* -r of host and dns */
    int priority;                /* -L of syslog; stays when the name is defined again */
    bool unnamed;                /* its last definition lacks the file that its class opens */
    void *extra;                 /* the class's own */
    struct map_stack *stack;     /* members of a sequence; stay, whatever the name is defined as */
};

/* ---- aliases in text form (stab, implicit) ---- */

/* What stands before the colon of a line; texts are owned by the command's arena. */
struct alias_name {
    const char *text; /* as messages show it */
    const char *user;
    bool local;       /* the address goes to a mailer that looks at aliases */
};

/* How the two sides of a line of an alias file are parsed as addresses: what maps cannot know. */
struct alias_parser {
    /* Runs rulesets 3, 0, 2, 4 on it, as the reference does while it reads an alias file. False: the line
     * is skipped (diagnostics were raised; bytes that are markers have become '?'). */
    bool (*left)(struct session *s, char *line, struct alias_name *name);
    /* Parses each address of a right-hand side, as CheckAliases asks; what cannot be shown becomes '?' behind a bad one. */
    void (*right)(struct session *s, char *rhs);
};

/* What one source of the user database says of a user's mail drop. */
enum userdb_drop {
    DROP_NONE,    /* nothing: the next one is asked */
    DROP_FOUND,   /* a list of addresses, which may have an owner */
    DROP_FORWARD, /* the source is another host, where the user is */
    DROP_FAILED   /* the file cannot be read */
};

#endif
