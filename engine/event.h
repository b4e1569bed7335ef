/*
 * event.h - everything that the engine has to tell.
 *
 * The engine prints nothing. What happens is an event with plain data, given to the one observer of
 * the builder or session; pointers in an event are valid only during the call. An observer answers
 * EVENT_GO or EVENT_STOP; after a stop the command that runs is abandoned.
 */
#ifndef BTSH_EVENT_H
#define BTSH_EVENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct session;
struct rule;

typedef uint32_t tok; /* a token's number; its spelling: token_text() in engine.h */

/* A sequence of tokens. */
struct vector {
    const tok *v;
    int n;
};

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
    const char *text;    /* the message, without codes */
    bool held;           /* recorded but, by ErrorMode, not to be shown */
};

/* One argument of a debug line. */
struct debug_arg {
    enum { DEBUG_INT, DEBUG_STR, DEBUG_VEC, DEBUG_TOK, DEBUG_PTR } kind;
    long i;
    const char *s; /* NUL-terminated bytes; may be NULL */
    struct vector vec;
    const void *p;
};

enum event_kind {
    EVENT_RULESET_ENTER, /* ruleset: number, ws: its input */
    EVENT_RULESET_LEAVE, /* ruleset: number, ws: its result, status */
    EVENT_RULE_TRY,      /* ruleset, rule */
    EVENT_RULE_FAIL,     /* ruleset, rule */
    EVENT_RULE_MATCH,    /* ruleset, rule, captures */
    EVENT_REWRITTEN,     /* ruleset, rule, ws */
    EVENT_LOOKUP_BEGIN,  /* map, key, args */
    EVENT_LOOKUP_END,    /* map, key, value or NULL, status */
    EVENT_LOOKUP_TEMPFAIL, /* map, key: the ruleset's status becomes 75 */
    EVENT_LOOKUP_FALLBACK, /* value: the -T text that replaces the answer */
    EVENT_MACRO_DEFINED, /* name id, value */
    EVENT_RULESET_STATUS,/* key: rest of the list, ruleset, status: not 0 */
    EVENT_NO_RULESET,    /* key: rest of the list */
    EVENT_DIAGNOSTIC,    /* diag */
    EVENT_DEBUG          /* line id, args: a line that only the transcript wants */
};

enum event_answer { EVENT_GO, EVENT_STOP };

struct capture {
    int from, to; /* token positions [from, to) in the workspace */
};

struct event {
    enum event_kind kind;
    int ruleset;
    int depth; /* nesting of rulesets, 0 for the one that was asked for */
    const struct rule *rule;
    struct vector ws;
    const struct capture *captures;
    int ncaptures;
    int status;
    const char *map;
    const char *key;
    const char *value;
    const char *const *args; /* args[0] is %0 */
    int nargs;
    int err;              /* errno of a temporary failure */
    const struct diagnostic *diag;
    int line; /* enum debug_line */
    const struct debug_arg *debug;
    int ndebug;
};

/* What an observer wants to hear; what no one listens to costs one branch. */
enum {
    WANT_RULESETS = 1, /* enter, leave */
    WANT_RULES = 2,    /* try, fail, match, rewritten */
    WANT_ATTEMPTS = 4, /* the classic matcher's order of attempts */
    WANT_LOOKUPS = 8
};

struct observer {
    enum event_answer (*hear)(void *ctx, struct session *s, const struct event *e);
    void *ctx;
    unsigned want;
};

/* Lines that only the transcript wants: id, category, level. Their texts: cli/debug_text.c. */
enum debug_line {
#define DEBUG_LINE(id, category, level) id,
#include "debug_lines.h"
#undef DEBUG_LINE
    DEBUG_LINE_COUNT
};

#endif
