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
#ifndef BTSH_MAP_H
#define BTSH_MAP_H

#include <sys/stat.h>

#include "state/internal.h"

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

enum {
    MAX_KEY = 256,          /* bytes of a database key; longer ones are cut */
    MAX_MAP_STACK = 128,    /* members of a sequence, types of a service */
    MAX_MAP_VALUE = 628     /* buffer for joined values (dns, bestmx) */
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
    MC_DNS = 256       /* of those that ask others: nobody but DNS, through its door */
};

struct map_class {
    const char *name;
    const char *help;   /* what it is, in a line */
    unsigned caps;
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
    struct map *member[MAX_MAP_STACK];
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

/* The class, or NULL. Case does not matter. */
const struct map_class *map_class_find(const char *name, size_t n);
const struct map_class *map_class_at(int i); /* NULL behind the last: for help and completion */

/* The generic parser of section "general arguments". */
/* Enters the names of all classes in the real program's order. */
void map_classes_enter(struct session *s);
bool map_parse_args(struct session *s, struct map *m, const char *args);

/* Defines (or redefines) a map as a K line does. Returns NULL after a diagnostic. */
struct map *map_define(struct session *s, const char *name, size_t nname,
                       const struct map_class *cls, const char *args);
/* Reads the text after K (macros expanded). */
void map_line(struct session *s, const char *text);
/* host, aliases.files, aliases: after the file has been read. */
void map_defaults(struct session *s);

/*
 * One AliasFile value (a comma-separated list; may come several times): each accepted specification
 * becomes a map AliasN. map_defaults() makes them the sequence aliases.files. The number of
 * accepted ones so far is prog->nalias.
 */
void alias_option(struct session *s, const char *value);

/* The two lines of -d37.5. */
void map_trace_definition(struct session *s, const struct map *m);

/* Makes room in a session and its worker for what its program defines; these two call it. */
struct map_state *map_state_of(struct session *s, const struct map *m);
void **map_handle(struct session *s, const struct map *m);

/* The definition's flags with the bits that change with use. */
unsigned long map_flags(struct session *s, const struct map *m);

/* Opens if needed. False: not usable (optional or invalid): "not open". A mandatory map that fails
 * is open as a placeholder that answers 75. */
bool map_open(struct session *s, struct map *m);
/* Looks up through the class (or the placeholder). The map must be open. */
const char *map_lookup(struct session *s, struct map *m, struct map_call *call);
/* A door that the map needs is shut: it counts as open, and each lookup is refused. */
bool map_is_shut(const struct session *s, const struct map *m);
/* True if keys from rules lose their quotes. */
bool map_strips_quotes(const struct map *m);
/* The byte that is put between the words of a key. */
char map_key_blank(const struct session *s, const struct map *m);

/* Substitutes %0..%9 in value[0..n), adds m->app. MF_MATCHONLY is the business of the class. */
const char *map_rewrite(struct session *s, const struct map *m, const char *value, size_t n,
                        const struct map_call *call);
/* The same without substitution: the result is the key (-m). */
const char *map_rewrite_key(struct session *s, const struct map *m, const char *key, size_t n,
                            const struct map_call *call);

/* Copies at most size-1 bytes of the key, lower-cased unless -f; returns their number. */
size_t map_fold_key(const struct map *m, const char *key, char *out, size_t size);

/*
 * One lookup in a map that is made for it (F lines "key@class:arguments"): `name` and `id` are the
 * class's; args NULL: the search for class "@LDAP" that comes with the program. The answer in the
 * command's arena, or NULL after its diagnostics.
 */
const char *map_one_lookup(struct session *s, const char *name, int id, const char *cls,
                           const char *args, const char *key, bool optional, int *status);

/* Closes what this session has open, in the order of the ledger, with the traces of a closing
 * program. */
void map_close_all(struct session *s);
/* Closes those that hold a connection or a program. */
void map_close_others(struct session *s);
/* Gives the handles of a worker and its array back, silently. */
void map_release_worker(struct session *s);
/* Gives back what maps of a program hold outside of its arena. */
void map_release_program(struct program *p);

/* ---- aliases in text form (stab, implicit) ---- */

/* What stands before the colon of a line; texts are owned by the command's arena. */
struct alias_name {
    const char *text; /* as messages show it */
    const char *user;
    bool local;       /* the address goes to a mailer that looks at aliases */
};

/*
 * Provided by the core: parses it as an address, running rulesets 3, 0, 2, 4 as the reference does
 * while it reads an alias file. False: the line is skipped (diagnostics were raised; bytes that are
 * markers have become '?').
 */
bool alias_lhs(struct session *s, char *line, struct alias_name *name);
/* Provided by the core: parses each address of a right-hand side, as CheckAliases asks. */
void alias_rhs(struct session *s, const char *rhs);
/* Reads an alias file into the session's table; the last line tells how many there are. */
void alias_read(struct session *s, struct map *m, int fd);
/* The right-hand side, or NULL. */
const char *alias_get(struct session *s, const char *key);

/* ---- diagnose.c: engine.h tells ---- */
enum table_state map_diagnose(struct session *s, const struct map *m, char *out, size_t size);

/* ---- classes that other classes call ---- */

/*
 * A database is locked against writers while it is read. What a command has locked stays so for a
 * few more, as two calls to the kernel would cost more than the lookup; before anything that can
 * wait (a prompt, a program) it has to be unlocked.
 */
void db_end_command(struct worker *w);
void db_unlock(struct worker *w);
/* The name by which a user is known outside, from the user database; NULL: as it is. */
const char *userdb_sender(struct session *s, const char *user);
bool db_open(struct session *s, struct map *m, bool btree);
const char *db_map_lookup(struct session *s, struct map *m, struct map_call *call);
void db_map_close(struct session *s, struct map *m);
bool db_map_walk(struct session *s, struct map *m, map_record_fn *fn, void *ctx);
bool stab_map_open(struct session *s, struct map *m);
const char *stab_map_lookup(struct session *s, struct map *m, struct map_call *call);
bool stab_map_walk(struct session *s, struct map *m, map_record_fn *fn, void *ctx);

/* ---- safefile.c: may this file be read? ---- */

/* What must hold; the values show in -d44.4. */
enum {
    SFF_MUSTOWN = 0x1,       /* the reader's own file, or root's */
    SFF_NOSLINK = 0x2,       /* not a symbolic link */
    SFF_ROOTOK = 0x4,
    SFF_NOPATHCHECK = 0x10,
    SFF_REGONLY = 0x80,
    SFF_SAFEDIRPATH = 0x100, /* no directory on the way may be writable by others */
    SFF_NOHLINK = 0x200,     /* one hard link */
    SFF_NOWLINK = 0x400,     /* no links in directories that others may write */
    SFF_NOGWFILES = 0x800,
    SFF_NOWWFILES = 0x1000,
    SFF_OPENASROOT = 0x2000,
    SFF_NOLOCK = 0x4000,
    SFF_NOGRFILES = 0x8000,
    SFF_NOWRFILES = 0x10000,
    SFF_EXECOK = 0x40000     /* for sockets; nothing is checked */
};

/* Bits of settings.dont_blame that mean something here. */
enum {
    DBS_CLASSFILE_UNSAFE_DIR = 0x1, /* ClassFileInUnsafeDirPath */
    DBS_LINKED_CLASSFILE = 0x2,     /* LinkedClassFileInWritableDir */
    DBS_MAP_UNSAFE_DIR = 0x4,       /* MapInUnsafeDirPath */
    DBS_LINKED_MAP = 0x8,           /* LinkedMapInWritableDir */
    DBS_LINKED_SWITCH = 0x10,       /* LinkedServiceSwitchFileInWritableDir */
    DBS_GROUP_DIR_SAFE = 0x20,      /* GroupWritableDirPathSafe */
    DBS_TRUST_STICKY = 0x40,        /* TrustStickyBit */
    DBS_LINKED_ALIAS = 0x80,        /* LinkedAliasFileInWritableDir */
    DBS_PROGRAM_UNSAFE_DIR = 0x100, /* RunProgramInUnsafeDirPath */
    DBS_WRITABLE_PROGRAM = 0x200    /* RunWritableProgram */
};

/* Answers of safefile() beside errno values; the numbers show in traces of text maps. */
enum safefile_answer {
    SAFE_NO_SYMLINK = 257,
    SAFE_NO_HARDLINK = 258,
    SAFE_REGULAR_ONLY = 259,
    SAFE_EXECUTABLE = 260,
    SAFE_WORLD_DIR = 261,
    SAFE_GROUP_DIR = 262,
    SAFE_CHANGED = 263,
    SAFE_WORLD_WRITABLE = 264,
    SAFE_GROUP_WRITABLE = 265,
    SAFE_GROUP_READABLE = 266,
    SAFE_WORLD_READABLE = 267
};

/* 0, an errno value, or one of the reasons above (see safefile_reason). *st is filled if it exists.
 * Sets s->err as the reference's would be. */
int safefile(struct session *s, const char *path, long uid, long gid, unsigned flags,
             struct stat *st);
/* The same for other rights than reading: mode is 0400, 0600 ... */
int safefile_mode(struct session *s, const char *path, long uid, long gid, unsigned flags,
                  unsigned mode, struct stat *st);
/* The folders on the way to a file alone. group_safe: those that a group may write will do. */
int safefile_folder(struct session *s, const char *path, long uid, long gid, unsigned flags,
                    bool group_safe);
/* Text of safefile()'s answer: strerror's, or "World writable directory" and its kin. */
const char *safefile_reason(int answer);
/* safefile() and open; *fd on success. cmode: what the reference would create it with (a trace
 * shows it). */
int safeopen_mode(struct session *s, const char *path, unsigned flags, unsigned cmode, int *fd,
                  struct stat *st);
int safeopen(struct session *s, const char *path, unsigned flags, int *fd, struct stat *st);
/* ldap.c: text of the directory library's errors, which stand above all others; or NULL. */
const char *directory_error_text(int err);
/* The requirements for a map's file. */
unsigned map_file_flags(const struct session *s);
/* True for errors that may pass. */
bool transient_error(int err);
/* Raises the line of -d55.60. type: 1 shared, 2 exclusive, 8 unlock. */
void lock_trace(struct session *s, const char *name, const char *ext, int type);

/* ---- fence.c: --safe ---- */

/* The configuration names this file; a relative path counts for nothing. */
void fence_name(struct session *s, const char *path);
/* May it be read? Always, but with WORLD_NO_OUTSIDE. */
bool fence_lets(struct session *s, const char *path);

/* ---- canonify.c, mx.c, dns_search.c, hosts_file.c: host names ---- */
/* Canonifies name in place (buffer of size bytes). True when found. *status: sysexits, *ttl. */
bool canonify_host(struct session *s, char *name, size_t size, bool try_mx, int *status, long *ttl);
struct mx_list {
    char *host[100];
    int n; /* -1: temporary failure; with null_mx: 0 */
    bool null_mx;
};
void mx_lookup(struct session *s, struct arena *a, const char *host, bool fallback, bool search,
               struct mx_list *out, int *status);
/* Looks the MX hosts of FallbackMXhost up, for the program. */
void fallback_prepare(struct session *s);
/*
 * The C library's search function over the dns door: the length of the reply, or -1 with s->err and
 * s->herr set.
 */
int dns_search(struct session *s, const char *name, int type, const struct dns_settings *how,
               unsigned char *answer, size_t size);
/* One question, no search list. */
int dns_query(struct session *s, const char *name, int type, const struct dns_settings *how,
              unsigned char *answer, size_t size);
/* The settings of the configuration with a map's -d and -r. */
struct dns_settings dns_settings_of(const struct session *s, const struct map *m);
/* /gethostbyname: the C library, then without the $m domain; raises the lines of -d61.10. */
bool host_by_name(struct session *s, const char *name, int family, struct host_entry *h, char *buf,
                  size_t size);
/* "192.0.2.1", "IPv6:2001:db8:0:0:0:0:0:1": addresses as the program writes them. */
const char *address_text(int family, const void *addr, char *out, size_t size);

/* ---- service.c: the service switch ---- */
/* Types of a service into list; their number, 0 none. */
/* As service_types(), where the real program remembers and looks nothing up. */
int service_peek(struct session *s, const char *service, const char *list[], int max);
int service_types(struct session *s, const char *service, const char *list[], int max);
/* Reads the switch file again (after the configuration). */
void service_read(struct session *s);

/* ---- users.c ---- */
/* Finds a login name: exact, lower case, then by full name when MatchGECOS is on. The name is
 * lower-cased in place unless it is found as it stands. EX_OK, EX_NOUSER or EX_TEMPFAIL. */
int user_find(struct session *s, struct arena *a, char *name, struct user_entry *u);
/* The full name from a gecos field. */
const char *full_name(struct arena *a, const char *gecos, const char *login);

#endif
