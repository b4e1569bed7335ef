/*
 * event.h - everything that the engine has to tell.
 *
 * The engine prints nothing. What happens is an event with plain data, given to the one observer of
 * the builder or session; pointers in an event are valid only during the call. An observer answers
 * EVENT_GO or EVENT_STOP; after a stop the command that runs is abandoned. To some it may also answer
 * EVENT_SKIP, and things are then otherwise: a rule about to be tried does not match, or another is
 * tried in its place (`instead`); a lookup about to be made, or a macro about to be used, has what the
 * observer put into `reply` (nothing, unless it did); a word that was found is not in its class.
 */
#ifndef BTSH_STATE_EVENT_H
#define BTSH_STATE_EVENT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/tok.h"

struct rule;
struct session;
struct triple;

/* The classes of diagnostic: what is done with the exit status and how the text is completed. */
enum diag_class {
    DIAG_SYSTEM, /* sets the exit status (70, or 71 with an errno); errno text appended */
    DIAG_USER,   /* may carry an address; sets no status */
    DIAG_INFO,   /* informational; may carry an address */
    DIAG_WARN,   /* printed as it stands: no position, no 7-bit mask */
    DIAG_FATAL   /* as DIAG_SYSTEM, and the program cannot go on: `status` is its exit status */
};

struct diagnostic {
    enum diag_class cls;
    int code;            /* SMTP reply code, e.g. 553 */
    const char *dsn;     /* enhanced code "5.1.3", or NULL */
    int err;             /* errno to be named, 0 for none */
    int status;          /* sysexits value that was recorded, 0 for none */
    const char *file;    /* file being read, or NULL */
    int line;            /* its line (last physical line of the logical one) */
    const char *address; /* the address worked on, or NULL */
    bool named;          /* the text is told behind that address */
    bool unread;         /* a file was not read to its end: what follows knows a part of it (syserr_unread()) */
    const char *text;    /* the message, without codes */
    bool held;           /* recorded but, by ErrorMode, not to be shown */
};

/* One argument of a debug line. */
struct debug_arg {
    enum { DEBUG_INT, DEBUG_STR, DEBUG_VEC, DEBUG_TOK, DEBUG_PTR } kind;
    int64_t i; /* as machines of 64 bits show it */
    const char *s; /* NUL-terminated bytes; may be NULL */
    struct vector vec;
    const void *p;
};

enum event_kind {
#define EVENT(kind, ...) EVENT_##kind,
#include "state/event_list.h"
#undef EVENT
    EVENT_KINDS
};

enum event_answer { EVENT_GO, EVENT_STOP, EVENT_SKIP };

/* What a lookup finds, or the value that a macro has, by an observer's word. */
struct map_reply {
    const char *value; /* NULL: nothing; has to live as long as the command */
    int status;        /* sysexits value */
};

struct capture {
    int from, to; /* token positions [from, to) in the workspace */
};

struct event {
    enum event_kind kind;
    bool written; /* the real program writes something at it: set by tell() */
    int ruleset;
    int depth; /* nesting of rulesets, 0 for the one that was asked for */
    const struct rule *rule;
    struct vector ws;
    const struct capture *captures;
    int ncaptures;
    int status;
    const char *map;
    const char *map_class, *file; /* file NULL: it has none */
    const char *key, *folded;
    const char *value;
    const char *const *args; /* args[0] is %0 */
    int nargs;
    struct map_reply *reply;
    const struct rule **instead; /* EVENT_RULE_TRY: one that takes the rule's place, with its successor */
    int name;             /* id of a macro or class */
    bool found;
    int type;             /* of DNS records */
    const unsigned char *reply_bytes;
    int reply_size;
    int err;              /* errno of a temporary failure */
    const struct diagnostic *diag;
    const struct triple *triple;
    int line; /* enum debug_line */
    const struct debug_arg *debug;
    int ndebug;
};

/* What an observer wants to hear; what no one listens to costs one branch. */
enum {
    WANT_RULESETS = 1, /* enter, leave */
    WANT_RULES = 2,    /* try, fail, match, rewritten */
    WANT_ATTEMPTS = 4, /* the classic matcher's order of attempts */
    WANT_LOOKUPS = 8,  /* what rules ask */
    WANT_MAPS = 16,    /* each map that is asked: begin, record, end */
    WANT_NAMES = 32,   /* macros and classes */
    WANT_DNS = 64
};

/* What event_list.h says of a kind. */
struct event_row {
    const char *json, *members; /* NULL: it is not told as JSON */
    unsigned want;              /* 0: it always comes */
    short category, level;      /* of -d; level 256: it is never written */
};
extern const struct event_row event_rows[EVENT_KINDS];

struct observer {
    enum event_answer (*hear)(void *ctx, struct session *s, const struct event *e);
    void *ctx;
    unsigned want;
};

/* Lines that only the transcript wants: id, category, level. Their texts: cli/debug_text.c. */
enum debug_line {
#define DEBUG_LINE(id, category, level) id,
#include "state/debug_lines.h"
#undef DEBUG_LINE
    DEBUG_LINE_COUNT
};

#endif
