/* settings.h - options as texts and as values: what is asked of them after they were set */
#ifndef BTSH_STATE_SETTINGS_H
#define BTSH_STATE_SETTINGS_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "cfparse/option_names.h"
#include "world/world.h"

struct session;

enum timeout_id {
    TO_INITIAL, TO_CONNECT, TO_ICONNECT, TO_ACONNECT, TO_HELO, TO_MAIL, TO_RCPT, TO_DATAINIT,
    TO_DATABLOCK, TO_DATAFINAL, TO_COMMAND, TO_RSET, TO_QUIT, TO_MISC, TO_IDENT, TO_FILEOPEN,
    TO_HOSTSTATUS, TO_CONTROL, TO_LHLO, TO_AUTH, TO_STARTTLS,
    /* a group's own row, then its members: ORDER as in the table of timeouts.c */
    TO_QUEUEWARN, TO_QUEUEWARN_NORMAL, TO_QUEUEWARN_URGENT, TO_QUEUEWARN_NONURGENT,
    TO_QUEUEWARN_DSN,
    TO_QUEUERETURN, TO_QUEUERETURN_NORMAL, TO_QUEUERETURN_URGENT, TO_QUEUERETURN_NONURGENT,
    TO_QUEUERETURN_DSN,
    TO_RETRANS, TO_RETRANS_NORMAL, TO_RETRANS_FIRST,
    TO_RETRY, TO_RETRY_NORMAL, TO_RETRY_FIRST,
    TIMEOUT_COUNT
};

enum { MILTER_OPTIONS = 8, PRECEDENCES = 25 };

/* One of the several values that an option has: of a part ("queuereturn"), or one of a list. */
struct option_value {
    struct option_value *next;
    enum option_id id;
    const char *part; /* NULL: none */
    const char *text;
};

/* What a message is worth that says so in a header: "bulk" */
struct precedence {
    const char *name;
    long value;
};

enum { QUEUES_MAX = 50 };

/* What the options know beside struct settings; in the program's arena. */
struct option_state {
    const char *text[OPTION_COUNT];  /* as set; NULL: default */
    struct option_value *values;     /* of options with parts, and of those that may come several times; as set */
    bool sticky[OPTION_COUNT];
    long timeout[TIMEOUT_COUNT];
    bool timeout_sticky[TIMEOUT_COUNT];
    bool milter_sticky[MILTER_OPTIONS];
    unsigned long server_ssl, client_ssl;
    bool use_msp;
    int ndaemons;
    struct precedence precedences[PRECEDENCES]; /* P lines */
    int nprecedences;
    const char *queues[QUEUES_MAX];  /* the folder of each group; NULL: QueueDirectory */
    int nqueues;
};

/* Notes the text by which the option is shown; returns the copy, which lives with the program. */
const char *option_keep(struct session *s, enum option_id id, const char *text);

/* The text of an option as it was set last, or its default; NULL: neither, or no such option. */
const char *option_value_text(const struct session *s, const char *name);

/* Seconds of "1h30m", "now" ...; a number without unit counts as `unit`. Bad units are reported. */
long option_time(struct session *s, const char *text, char unit);
/* Who runs programs when root does: DefaultUser, else the first of mailnull, sendmail, daemon. */
enum { USER_UNSETTLED = -2 };
/* Finds them out for the program that is being made. */
void settle_default_user(struct session *s);
enum { USER_ROOM = 4096 }; /* bytes for what user_by_name() fills in */
/* An account by its name; the texts are in buf, of USER_ROOM bytes. */
bool user_named(struct session *s, const char *name, struct user_entry *u, char *buf);
struct default_user default_user(struct session *s);

/* True: empty, or t, T, y, Y first. */
bool option_bool(const char *text);

/* Bits of settings.dont_blame beside those that map.h names. */
enum {
    DBS_GROUP_ALIAS = 0x400,    /* GroupWritableAliasFile */
    DBS_WORLD_ALIAS = 0x800,    /* WorldWritableAliasFile */
    DBS_HELP_UNSAFE_DIR = 0x1000, /* HelpFileInUnsafeDirPath */
    DBS_FORWARD_UNSAFE_DIR = 0x2000,  /* ForwardFileInUnsafeDirPath */
    DBS_FORWARD_UNSAFE_DIR_SAFE = 0x4000,
    DBS_FORWARD_GROUP_DIR = 0x8000,   /* ForwardFileInGroupWritableDirPath */
    DBS_GROUP_FORWARD = 0x10000,      /* GroupWritableForwardFile */
    DBS_GROUP_FORWARD_SAFE = 0x20000,
    DBS_WORLD_FORWARD = 0x40000,      /* WorldWritableForwardFile */
    DBS_LINKED_FORWARD = 0x80000,     /* LinkedForwardFileInWritableDir */
    DBS_INCLUDE_UNSAFE_DIR = 0x100000, /* the same of :include: files */
    DBS_INCLUDE_UNSAFE_DIR_SAFE = 0x200000,
    DBS_INCLUDE_GROUP_DIR = 0x400000,
    DBS_GROUP_INCLUDE = 0x800000,
    DBS_GROUP_INCLUDE_SAFE = 0x1000000,
    DBS_WORLD_INCLUDE = 0x2000000,
    DBS_LINKED_INCLUDE = 0x4000000,
    DBS_NON_ROOT_SAFE = 0x8000000,    /* NonRootSafeAddr */
    DBS_SAFE_CHOWN = 0x10000000       /* AssumeSafeChown */
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
    char server_mode;           /* the same, before the address test made it interactive: a dialogue is held as by a server */
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
    long caller_uid, caller_gid; /* who has called the program, with whatever rights it goes on */
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

#endif
