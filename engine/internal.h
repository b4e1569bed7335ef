/*
 * internal.h - the shapes that the engine's files share. Not for other rooms.
 *
 *      builder ──finish──▶ program (immutable) ◀── session (what can show) ──▶ worker (handles)
 *
 * While a configuration is read, the builder's own session works on the program that is still being
 * made: s->building is true and definitions go into the program itself. Afterwards they go into the
 * session's overlays.
 */
#ifndef BTSH_INTERNAL_H
#define BTSH_INTERNAL_H

#include <setjmp.h>
#include <stdarg.h>

#include "arena.h"
#include "engine.h"
#include "event.h"
#include "marker.h"
#include "symbols.h"
#include "token.h"
#include "world.h"

enum {
    MAX_LINE = 2048,       /* most consumers of a configuration line; longer text is cut */
    MAX_EXPAND = 4096,     /* one level of macro expansion */
    MAX_NAME = 256,        /* an address, host or user */
    MAX_ATOM = 1000,       /* tokens of a workspace */
    MAX_TOKEN = 256,       /* bytes of a token */
    MAX_WILDCARDS = 9,
    MAX_MAP_ARGS = 10,     /* key and nine arguments when a rule is read */
    MAX_RULESETS = 200,    /* 0..99 by number, 199..100 by name */
    MAX_NUMBERED = 100,
    MAX_MAILERS = 25,
    MAX_APPLY = 100,       /* applications of one rule in a row */
    MAX_NESTING = 50,      /* ruleset calls inside each other */
    MAX_CALLS = 16,        /* $> in one right-hand side */
    MAX_EXPAND_DEPTH = 10,
    MAX_STEPS = 20000000,  /* rules that one command may try */
    NAME_IDS = 256
};

/* ---- rules -------------------------------------------------------------------------------- */

enum op_kind {
    OP_LITERAL,  /* id: the token's folded identity */
    OP_ONE, OP_SOME, OP_ANY, OP_CLASS, OP_NOTCLASS, /* id: class */
    OP_ZERO,     /* $@ */
    OP_DEFER     /* $&x; id: macro */
};

struct op {
    uint8_t kind;
    bool fixed : 1;  /* what follows matches exactly `tail` tokens */
    uint8_t literals : 7; /* how many literals follow at once, as far as that can be told */
    uint16_t tail;   /* tokens that what follows needs at least */
    uint32_t id;
};

/* What the first token of a right side says about going on. */
enum flow { FLOW_AGAIN, FLOW_NEXT, FLOW_RETURN };

struct rule {
    struct rule *next;
    struct op *ops;       /* nlhs of them */
    tok *lhs, *rhs;       /* as written, for listings and traces */
    tok *rhs_fold;        /* folded identities of the right side; often `rhs` itself */
    uint8_t *rhs_mark;    /* its markers; 0 for plain tokens */
    const char *frozen;   /* ids of the macros that were expanded when it was read; NULL: none */
    const char *file;
    uint64_t rhs_bloom;   /* of what is put as it stands */
    int nlhs, nrhs;
    int first_variable;   /* the first op of no fixed length, nlhs if there is none */
    int class_needed;     /* a class that has to have words for a match; 0: none */
    int line;             /* last physical line */
    int first_line;       /* first physical line */
    int number;           /* 1 ... in its ruleset */
    enum flow flow;
    bool rhs_marked;      /* a marker is among what is put as it stands */
    bool defers;          /* $&x stands on the left */
    bool quoted_call;     /* a quoted name stands behind a $> */
};

/* What a workspace must have for a rule to match; looked at before the rule itself. */
struct gate {
    uint64_t need;         /* bloom word of its literals */
    tok first, last;       /* the literals at its ends; 0: something else */
    uint16_t least, most;  /* tokens */
    const struct rule *rule;
};

struct ruleset {
    struct rule *first, *last;
    struct gate *gates;   /* one a rule; NULL before the program is complete */
    const char *name;     /* display name, NULL: its number */
    int nrules;
};

/* ---- mailers ------------------------------------------------------------------------------ */

struct mailer {
    const char *name;
    int number;
    uint64_t flags[4];    /* bit set of flag bytes */
    const char *path, *eol, *charset, *execdir, *rootdir;
    const char *mtatype, *addrtype, *diagtype;
    char **argv;          /* NULL-ended */
    int se, sh, re, rh;   /* rulesets */
    long uid, gid;        /* -1: none */
    long maxsize, linelimit, maxrcpt, maxdeliveries, nice;
    long wait;
};

/* ---- settings ----------------------------------------------------------------------------- */

/* Typed values of the options that change something here. */
struct settings {
    int level;               /* V line */
    char blank_sub;
    bool colon_ok;
    bool match_gecos;
    bool dont_expand_cnames;
    bool try_null_mx;
    bool has_wildcard_mx;
    bool broken_aaaa;
    bool dont_init_groups;
    bool dont_probe, probe_loopback;
    bool compressed_ipv6;
    bool old_style_headers;
    bool single_line_from;
    unsigned returns;        /* flags of envelopes that tell what a report returns: -R */
    unsigned notify;         /* flags of addresses that tell when to report; 0: the default */
    bool errors_held;
    char error_mode;
    char delivery_mode;
    bool mode_set;              /* the .cf is read, and what the mode asks for is set */
    int verbose;
    bool use_errors_to;
    const char *operator_chars; /* NULL until set */
    bool tables_frozen;         /* the tokeniser's tables are made */
    const char *must_quote;
    const char *hosts_file, *service_switch, *alias_file, *help_file;
    const char *userdb_spec, *fallback_mx, *mailbox_db, *default_user, *time_zone;
    bool time_zone_set;
    const char *greeting, *unix_from, *host_status_dir, *queue_dir, *safe_file_env;
    const char *safe_env;
    bool single_thread;
    int connection_cache;
    int super_safe;             /* 0, 1, or 'i', 'p' */
    long max_queue_children;
    long def_uid, def_gid;
    long trusted_uid;
    bool run_as_set;
    long run_as_uid, run_as_gid;
    uint64_t dont_blame;        /* DBS_* bits */
    struct dns_settings dns;
    long file_open_timeout;
    const char *ldap_default;   /* LDAPDefaultSpec text */
    bool cf_given;              /* -C on the command line */
    const char *daemon_flags;
    long alias_wait;            /* seconds */
    bool soft_bounce;           /* codes 5xx become 4xx */
    struct option_state *options; /* texts, stickiness, times: option_setters.h */
};

struct queue_group {
    const char *name;
};

/* The service switch: which types answer for a service, in their order. */
struct service_table {
    time_t read;           /* when the file was read last; 0: not by this session */
    time_t peeked;         /* the same, by service_peek() */
    const char *path;      /* of what was read, while the program is made; not owned */
    uint64_t blame;        /* DontBlameSendmail at that time */
    struct service *first; /* owned by the session's or the program's arena */
};

/* ---- program ------------------------------------------------------------------------------ */

struct program {
    struct arena arena;
    struct world world;
    struct ledger ledger;
    struct token_table tokens;
    struct ruleset rulesets[MAX_RULESETS];
    int next_name;               /* next automatic ruleset number */
    struct mailer *mailers[MAX_MAILERS];
    int nmailers;
    struct map **maps;           /* index order; malloc'd */
    int nmaps;
    const char *names[NAME_IDS]; /* long macro/class names by id; NULL unused */
    int next_id;
    const char *macros[NAME_IDS];/* configuration level; NULL undefined */
    const char *global[NAME_IDS];/* global level */
    struct settings set;
    unsigned char types[3][256]; /* character types by enum token_rule */
    int class_longest[NAME_IDS]; /* bytes of the longest word of each class */
    uint64_t class_lengths[NAME_IDS]; /* a bit for each length that its words have (63: more) */
    struct queue_group *queues;
    struct header_rule *headers; /* check rulesets of header fields */
    const char *file;            /* the configuration file */
    struct named_file *named;    /* the files that it names: fence.c */
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
        unsigned char debug[100];
        int debug_ansi;
    } start;                     /* what the load left for the session that follows */
};

/* ---- worker, session ---------------------------------------------------------------------- */

struct worker {
    void **handle;    /* one a map: what is costly to open */
    int nhandle;
    void *no_handle;  /* stands in where memory for `handle` cannot be had */
    struct program *prog;
    struct db_handle *locked; /* databases that are locked for reading */
    int held;                 /* commands since the first of them was */
    struct userdb *userdb;    /* the user database; maps/userdb.c; NULL: not open */
};

/* What a session knows of a map. */
struct map_state {
    bool open;
    bool failed_open;  /* mandatory, could not be opened: answers 75 for good */
    bool invalid;      /* no longer usable: treated as not open */
    bool opening;      /* its aliases are being read: not open for the rules that read them */
    bool try0, try1;   /* key without NUL, with NUL */
    bool tried;        /* state taken from the definition */
    bool asked_by_rule; /* just now: shows in traces */
};

struct class_overlay;

struct session {
    struct program *prog;
    struct worker *worker;      /* owned when own_worker */
    bool own_worker;
    const struct world *world;
    struct observer observer;
    bool building;              /* the program is still being made */

    struct arena arena;         /* lives as long as the session */
    struct arena work;          /* reset when a command ends */
    struct ledger ledger;       /* above the program's */
    struct ledger_watch watch;  /* what the ledger tells while category 36 is on */
    struct token_table tokens;  /* above the program's; emptied with `work` */

    /* overlays */
    char *macros[NAME_IDS];     /* envelope level; malloc'd; NULL: not set */
    size_t macro_room[NAME_IDS];
    bool macro_cleared[NAME_IDS]; /* it had a value of its own or the program's, and was cleared */
    const char *names[NAME_IDS];
    int next_id;
    int next_name;              /* next automatic ruleset number */
    const char *ruleset_names[MAX_RULESETS];
    struct class_overlay **overlay; /* malloc'd table of OVERLAY_SLOTS, or NULL */
    int class_longest[NAME_IDS];
    uint64_t class_lengths[NAME_IDS];
    struct map_state *mapstate;
    int nmapstate;
    struct map_state no_mapstate; /* stands in where memory for `mapstate` cannot be had */
    struct session_maps *maps;  /* what its maps remember; maps/classes.h */

    struct stripped *stripped;  /* rules whose quoted call names have been used */

    /* diagnostics */
    int status;                 /* exit status recorded so far */
    int err;                    /* emulated errno */
    int herr;                   /* emulated h_errno */
    const char *file;           /* being read, or NULL */
    int line;
    const char *address;        /* remembered address, or NULL */
    bool nameless;              /* messages beyond the tokeniser's name no address */
    bool secure;                /* no name of the address came from a DNS without proof */
    bool name_secure;           /* the same of the name that was canonified last */
    const char *sender_text, *sender_user; /* of the last /sender; NULL: there was none */
    const char *full_name;      /* of the caller, for $x; NULL: not known */
    bool quiet;                 /* suppress diagnostics (header checks, capability rulesets) */
    int errors;
    bool has_message;           /* an error was told, or a lookup failed for the time being */
    int verbose;                /* 0: as the program says */

    unsigned char debug[100];   /* levels by category */
    int debug_ansi;             /* level of the named category ANSI */
    bool stopped;               /* an observer said stop, or the budget is spent */
    unsigned long command;      /* counts commands */
    long steps, max_steps;      /* rules tried by this command; 0: no limit */

    /* Whose rights count when files are examined, where that is not the caller: include_file.c. */
    bool acting;
    long acting_uid, acting_gid;
    const char *acting_user;    /* the name by which groups are asked */

    /* /tryflags */
    bool try_header, try_sender;
    int depth;                  /* rulesets inside each other */
    bool late_types;            /* the first tokenisation of all is still to come */
    bool scan_failed;           /* the last replacement could not be tokenised */
};

/* ---- diag.c: diagnostics and debug lines --------------------------------------------------- */

/* System error (class E): "554 5.0.0" unless the text starts with codes. Sets the exit status. */
void syserr(struct session *s, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* User error (class U): code 550 unless the text starts with one. */
void usrerr(struct session *s, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* Informational message, code 050. */
void message(struct session *s, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* Plain warning (class W). */
void warning(struct session *s, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* Fatal: records, raises; the caller must give up the load. */
void fatal(struct session *s, int status, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
/* The same of what the caller asked for: code 550. */
void fatal_user(struct session *s, int status, const char *text);
/* Length of an enhanced code "d.d.d" at p that a blank or the end follows, else 0. */
size_t dsn_length(const char *p);
/* Records an exit status by the rule "the first one stays; 75 gives way". */
void set_status(struct session *s, int status);
void set_status_always(struct session *s, int status);

/* True when lines of this category and level are wanted. */
#define DEBUGGING(s, category, level) ((s)->debug[category] >= (level))

/* True when an observer listens to events of these kinds. */
#define WANTED(s, kinds) (((s)->observer.want & (kinds)) != 0)

/* Tells which word a class was asked for; the caller asked WANTED(s, WANT_NAMES). */
void tell_class(struct session *s, int id, const char *word, size_t n, bool found);
/* Tells a macro's value; the same. */
void tell_macro(struct session *s, enum event_kind kind, int id, const char *value);

/* Raises a debug line (the caller asked DEBUGGING). Arguments: INT(1), STR("x"), VEC(v, n) ... */
void debug_line(struct session *s, enum debug_line id, int n, const struct debug_arg *args);
#define DBG_INT(x) { .kind = DEBUG_INT, .i = (long)(x) }
#define DBG_STR(x) { .kind = DEBUG_STR, .s = (x) }
#define DBG_TOK(x) { .kind = DEBUG_TOK, .i = (long)(x) }
#define DBG_PTR(x) { .kind = DEBUG_PTR, .p = (x) }
#define DBG_VEC(x, y) { .kind = DEBUG_VEC, .vec = { (x), (y) } }
#define DEBUG_EMIT(s, id, ...)                                                                   \
    do {                                                                                         \
        const struct debug_arg debug_args_[] = { __VA_ARGS__ };                                  \
        debug_line((s), (id), (int)(sizeof debug_args_ / sizeof debug_args_[0]), debug_args_);   \
    } while (0)
#define DEBUG_EMIT0(s, id) debug_line((s), (id), 0, NULL)

/* Debug levels were changed: the ledger is listened to, or not any more. */
void ledger_follow_debug(struct session *s);

/* True when what waits for something outside should give up. */
static inline bool interrupted_by_user(const struct session *s)
{
    return s->stopped || (s->world->interrupted != NULL && s->world->interrupted(s->world->ctx));
}

/* Tells the observer; notes a stop. */
enum event_answer tell(struct session *s, const struct event *e);

/* Shortens as messages do: first (m-3)/2 bytes, "...", last (m-3)/2, when longer than allowed. */
const char *shorten(struct arena *a, const char *text, size_t max);

/* ---- names.c, macros.c, dollars.c, classes.c ------------------------------------------------ */

/* The id of the macro or class named at *p; 0 on error (a diagnostic was raised). *p moves behind. */
int name_id(struct session *s, const char **p);
/* As name_id() on a text that is not kept. */
int name_id_of(struct session *s, const char *text);
/* The name of an id: "x" or "{long}" when braces, "long" otherwise. buf: at least 32 bytes. */
const char *name_text(const struct session *s, int id, bool braces, char *buf);

/* Value, raw; NULL when undefined. */
const char *macro_value(const struct session *s, int id);
enum macro_level { MACRO_GLOBAL, MACRO_CONFIG, MACRO_ENVELOPE };
/* Copies the value. */
void macro_define(struct session *s, int id, const char *value, enum macro_level level);
/* value NULL: not defined at that level any more. */
void macro_clear(struct session *s, int id, enum macro_level level);
/* A temporary value at the envelope's level, as traces tell it; NULL takes it away. */
void macro_set(struct session *s, int id, const char *value);

/* Expands `text` into out (cut at size-1). */
void expand(struct session *s, const char *text, char *out, size_t size);

/*
 * The same of n bytes without conditionals and quoted bytes, by values that end the matter: most
 * lines are such. False, and no word of it, when there is more to it or it does not fit. Nobody may
 * be listening to expansions (-d35.24). *named becomes true when a name is no construct's.
 */
bool expand_simple(const struct session *s, const char *text, size_t n, char *out, size_t size,
                   bool *named);

/* Translates $, comments and 8-bit bytes of a line; the result lives in `a`. */
char *translate_dollars(struct session *s, struct arena *a, const char *text);

/* Class membership. */
void class_add(struct session *s, int id, const char *word);
/* Splits text at white space; "$=y" copies. */
void class_add_words(struct session *s, int id, const char *text);
bool class_has(const struct session *s, int id, const char *word, size_t n);
bool class_has_token(const struct session *s, int id, tok t);
bool symbol_in_class(const struct session *s, const struct symbol *sym, int id);
/* Bytes of the longest word of a class; 0: it is empty. */
int class_longest(const struct session *s, int id);
/* True when the class has a word of n bytes. */
bool class_has_length(const struct session *s, int id, size_t n);
void class_overlay_free(struct session *s);

/* ---- tokenise.c, join.c --------------------------------------------------------------------- */

enum token_rule { TOKENS_EXT, TOKENS_INT, TOKENS_KEEP };

struct tokenise {
    enum token_rule table;
    int delim;          /* ',' or 0 */
    bool silent;        /* unbalanced text is accepted */
    int buffer;         /* text buffer of the reference: 1256 or 3048 */
    const char *end;    /* out: the delimiter or the end of the text */
    bool too_long;      /* out: failed with "Address too long" */
    bool failed;        /* out: a limit was exceeded */
};
enum { BUFFER_ADDRESS = 1256, BUFFER_RULE = 3048 };

/* Tokens of text into out (room for MAX_ATOM); -1 on failure, else their number (0: nothing). */
int tokenise(struct session *s, const char *text, struct tokenise *how, tok *out);

/*
 * Joins tokens; sep: the blank substitute; unquote: META_QUOTE bytes are dropped. The text is cut at
 * size - 1 bytes, but a separator may follow: out has room for size + 1 bytes.
 */
size_t join(struct session *s, const tok *v, int n, char *out, size_t size, char sep,
            bool unquote);
/* The same of tokens that `rest` more follow: traces show those too. */
size_t join_part(struct session *s, const tok *v, int n, int rest, char *out, size_t size, char sep,
                 bool unquote);
/* Removes quotes and backslashes in place. */
void strip_quotes(char *text);
/* True when parentheses, quotes and angles balance and no blank stands outside of them. */
bool token_is_atom_first(const struct session *s, unsigned char c);

/* ---- rulesets.c, rules.c, match.c, rewrite.c -------------------------------------------------- */

/* Number of the ruleset named at text, or -1. *end behind the name. create: as S lines do. */
int ruleset_number(struct session *s, const char *text, const char **end, bool create);
const char *ruleset_name(const struct session *s, int number, char *buf);

/* Reads the two sides of an R line into the ruleset. */
void rule_add(struct session *s, int ruleset, const char *line, int first_line);
/* Makes the gates, when all rules have been read. */
void rules_complete(struct program *p);

struct match {
    struct capture cap[MAX_WILDCARDS + 1];
    int n;
};
/* The workspace being rewritten, with what the matcher wants to know of it. */
struct workspace {
    tok v[MAX_ATOM + 1];
    tok fold[MAX_ATOM + 1];
    uint64_t bloom;        /* of all tokens */
    bool marked;           /* some token is a marker */
    int n;
};
/* Notes the folded identities of ws->v[from..to). */
void workspace_fold(struct session *s, struct workspace *ws, int from, int to);
/* Sums them up: bloom, marked. */
void workspace_sum(struct workspace *ws);
/* Both, for all of it. */
void workspace_ready(struct session *s, struct workspace *ws);
/* False: a literal that the rule requires is not there, or the number of tokens is wrong. */
static inline bool gate_opens(const struct gate *g, const struct workspace *ws)
{
    return (g->need & ~ws->bloom) == 0 && ws->n >= g->least && ws->n <= g->most
           && (g->first == 0 || ws->fold[0] == g->first)
           && (g->last == 0 || ws->fold[ws->n - 1] == g->last);
}
bool match_rule(struct session *s, const struct rule *r, const struct workspace *ws,
                struct match *m);
/* The same result by the reference's order of attempts, told as it goes. */
bool match_classic(struct session *s, const struct rule *r, const struct workspace *ws,
                   struct match *m);
/* Tokens from position j that $&id takes, or -1. */
int match_deferred(const struct session *s, int id, const struct workspace *ws, int j);

/*
 * Runs a ruleset on the workspace; `room`: tokens that it may grow to (MAX_ATOM at the top).
 * Returns 0, 65, 75 or 78. ws->n may be set to 0 when a replacement could not be scanned at the top.
 */
int rewrite(struct session *s, struct workspace *ws, int ruleset, int room);

/* The quoted names behind $> of a rule have been used: listings show them without quotes. */
void rule_note_stripped(struct session *s, const struct rule *r);

/* The token table in use; the spelling of a token. */
struct token_table *tokens_of(struct session *s);
static inline const struct token *token_of(const struct session *s, tok id)
{
    return token_get(s->building ? &s->prog->tokens : &s->tokens, id);
}

/* Sets ${addr_type} from the try flags. */
void session_address_type(struct session *s);

/* ---- mapcall.c -------------------------------------------------------------------------------- */
struct map;
struct map *map_find(const struct session *s, const char *name);

#endif
