/*
 * engine.h - what a ruleset does: the room's public page.
 *
 *      builder_begin ─▶ builder_option, builder_macro ... ─▶ builder_read ─▶ builder_finish
 *                                                                                  │
 *                    session_test, session_parse ... ◀─ session_new ◀─ program ◀───┘
 *
 * A program is constant once it is finished and may be shared by threads. A session holds everything
 * that can show and belongs to one thread at a time. The engine prints nothing and never exits:
 * what it has to tell goes to the observer (event.h), as it happens.
 *
 * Strings are NUL-terminated bytes, not text in a character set: bytes 0x80..0x9F and 0xFF inside
 * macro values and tokens are markers (marker.h). Sources: sendmail's operation guide ("Address
 * rewriting rules", "-bt"), and the behaviour of sendmail 8.17.1.
 */
#ifndef BTSH_ENGINE_H
#define BTSH_ENGINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "event.h"
#include "world.h"

struct arena;
struct builder;
struct program;
struct session;
struct map;

/* The program whose behaviour is reproduced. */
#define REFERENCE_VERSION "8.17.1.9"
#define REFERENCE_CF_LEVEL 10

/* ---- building a program -------------------------------------------------------------------- */

/* Starts with defaults and the host's identity. The observer hears everything of the load. */
struct builder *builder_begin(const struct world *w, const struct observer *o, const char *debug);

/* As builder_begin(), for a program that verifies addresses (-bv) and has no shell. */
struct builder *builder_begin_verify(const struct world *w, const struct observer *o,
                                     const char *debug);

/* The session that works for the builder: for debug levels and exit status. */
struct session *builder_session(struct builder *b);

/* Settings of the command line; they stick. */
void builder_option_long(struct builder *b, const char *text); /* -O name=value */
void builder_option_short(struct builder *b, const char *text);/* -o xvalue */
void builder_macro(struct builder *b, const char *text);       /* -M xvalue */
/* -B: the type of body, checked when everything is read. Has to live until then. */
void builder_body_type(struct builder *b, const char *text);
/* A macro that another option gives; one with a short name holds harmless characters only. */
void builder_define(struct builder *b, const char *name, const char *value);
/* -X: what is opened for the command line is opened with the caller's rights. */
void builder_drop_rights(struct builder *b);
/* -F: the caller's full name. Has to live as long as the program. */
void builder_full_name(struct builder *b, const char *name);
/* A map as a K line defines it: "name class arguments", without macros. */
void builder_map_line(struct builder *b, const char *text);
/* Raises a user error about the command line. */
void builder_complain(struct builder *b, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
/* -N: when the sender is told of recipients, "never" or some of "success,failure,delay"; it shows in
 * their flags. */
void builder_notify(struct builder *b, const char *words);
/* The same as a system error, of an errno value or 0. */
void builder_fault(struct builder *b, int err, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
/* -R: what a report returns, "hdrs" or "full"; it shows in an envelope's flags. */
void builder_returns(struct builder *b, const char *what);
/* -C was given: the file is not the system's own. */
void builder_own_file(struct builder *b);

/*
 * Puts another map in place of one of the configuration's, or changes one: "NAME = TYPE:FILE" (the
 * flags of its K line stay), "NAME + KEY VALUE", "NAME - KEY". TYPE is a class of maps, or `source`: the
 * text that makemap(8) would read. False, with *error, when the text is none of these. A file that
 * is not there, or a name to be changed that is none, is a fatal diagnostic of builder_finish().
 */
bool builder_map(struct builder *b, const char *text, char *error, size_t size);
/* Only looks at such a text. */
bool builder_map_check(const char *text, char *error, size_t size);
/* Reads databases from the text files beside them, where there are such. */
void builder_from_source(struct builder *b);

/* Reads a configuration. False: fatal, a DIAG_FATAL diagnostic gave message and status. */
bool builder_read(struct builder *b, const char *path);

/* Checks and completes as the real program does before its shell starts; frees the builder.
 * NULL: fatal. The program is released with program_free(). */
struct program *builder_finish(struct builder *b);
/* Gives up. */
void builder_abandon(struct builder *b);
void program_free(struct program *p);

/* Tells of each map whose database is older than the text file beside it. */
void program_stale(const struct program *p,
                   void (*fn)(void *ctx, const char *map, const char *source), void *ctx);

/* ---- sessions ------------------------------------------------------------------------------ */

struct session *session_new(struct program *p, const struct observer *o);
void session_free(struct session *s);
/* A fresh session in the place of an old one, which is gone: the worker's open tables are kept. */
struct session *session_again(struct session *old, const struct observer *o);
/* Another observer from now on, between two commands. */
void session_observe(struct session *s, const struct observer *o);
/* What the real program sets up right after its banner. */
void session_begin_shell(struct session *s);
/* Rules that one command may try before it is abandoned with status 70; 0: no limit. */
void session_set_max_steps(struct session *s, long n);
/* Ends a command: its tokens and memory are given back. */
void session_end_command(struct session *s);
/* Before a wait between two commands: databases are unlocked, so that makemap can go on. */
void session_rest(struct session *s);
/* How many have ended: token numbers keep their meaning while this stays the same. */
unsigned long session_commands(const struct session *s);

int session_status(const struct session *s);            /* sysexits value recorded so far */
void session_set_status(struct session *s, int status); /* the first one stays; 75 gives way */
/* A message of no class, with or without codes before it. */
void session_say(struct session *s, const char *text);
void session_set_status_always(struct session *s, int status);
int session_errors(const struct session *s);            /* messages of classes system and user */
int session_verbose(const struct session *s);           /* 0, 1, 2 */
void session_set_verbose(struct session *s, int level);
/* The user in whose name mail would be delivered: RunAsUser, else the caller. */
long session_user(const struct session *s);
/* The file of option HelpFile, checked as the real program does and open for reading; -1: none. */
int session_help_file(struct session *s);
const char *session_setting(const struct session *s, const char *name); /* "HelpFile" ...; NULL */

/* Is what it says in verbose mode only to be kept back? (-bv without -v) */
bool session_terse(const struct session *s);

/* Debug levels: a specification as behind -d; the level of a category. */
void session_debug(struct session *s, const char *spec);
int session_debug_level(const struct session *s, int category);
/* Category number i of those that speak here, by number; NULL behind the last. */
struct debug_category {
    int number;
    const char *help;
};
const struct debug_category *debug_category(int i);
/* The named category ANSI. */
bool session_debug_ansi(const struct session *s);

/* Text of an error number: strerror's, or that of a refused file ("World writable directory"). */
const char *error_text(int err);

/* ---- asking ---------------------------------------------------------------------------------- */

const char *token_text(const struct session *s, tok t, size_t *len);
/*
 * The tokens of a vector that are printable ASCII throughout, written as " a b c" into out, from
 * token *at on, while there is room for a token and its blank. *at is where it stopped. Returns the
 * bytes written.
 */
size_t vector_plain(const struct session *s, const struct vector *v, int *at, char *out,
                    size_t size);
/* Name of a macro or class id: "x", or "long" ("{long}" when braces). buf: 32 bytes. */
const char *session_name(const struct session *s, int id, bool braces, char *buf);
/* Display name of a ruleset: its name or decimal number. buf: 32 bytes. */
const char *session_ruleset_name(const struct session *s, int number, char *buf);

/* The value of the macro named at text. False: the name is faulty (diagnostic raised).
 * *value NULL: undefined. */
bool session_macro(struct session *s, const char *text, const char **value);
/* .D: text is name and value. .C: name and words. */
void session_define(struct session *s, const char *text);
void session_add_to_class(struct session *s, const char *text);
/* Members of the class named at text, in listing order. */
void session_class_list(struct session *s, const char *text,
                        void (*fn)(void *ctx, const char *word), void *ctx);

struct rule_view {
    struct vector lhs, rhs;
    const char *file;
    int line, first_line; /* last and first physical line */
    int number;           /* 1 ... in its ruleset */
};
struct rule_view rule_describe(const struct rule *r);
/* Number of the ruleset named at text, -1 after a diagnostic (none for an unknown name).
 * *end: behind the name. */
int session_ruleset(struct session *s, const char *text, const char **end);
/* The first rule; the one after. NULL: none. */
const struct rule *session_first_rule(const struct session *s, int ruleset);
const struct rule *rule_after(const struct rule *r);

/* Text of token i of a rule's side as a listing shows it: names behind $> lose their quotes with
 * their first use. */
const char *session_listed_token(const struct session *s, const struct rule *r, int i, bool rhs);

struct mailer_view {
    const char *name, *path, *eol, *charset;
    const char *mtatype, *addrtype, *diagtype;
    char *const *argv;
    const uint64_t *flags; /* bit set of flag bytes */
    int se, sh, re, rh;
    long uid, gid, maxsize, linelimit, maxrcpt;
};
bool session_mailer(const struct session *s, int number, struct mailer_view *out);

/* ---- running --------------------------------------------------------------------------------- */

/* Runs each ruleset of the comma separated list over each address of the text. */
void session_test(struct session *s, const char *list, const char *text);
/* The same, where "$|" in the text is the operator, as a mail server puts it between the two
 * arguments of check_relay and check_compat. */
void session_test_joined(struct session *s, const char *list, const char *text);

/* Which kind of address /parse and /try work on. */
void session_try_flags(struct session *s, const char *letters);
bool session_try_header(const struct session *s);
bool session_try_sender(const struct session *s);

/* A delivery triple. Strings live until session_end_command(). */
struct triple {
    const char *mailer, *host, *user; /* host NULL: none */
};
/* The address with $g in place of its address proper. */
const char *session_crack(struct session *s, const char *address);
bool session_parse(struct session *s, const char *address, struct triple *out);
/* False: no such mailer. *status 0 or 75. */
/* Makes the address the sender of the envelope; its user part. */
const char *session_sender(struct session *s, const char *address);
bool session_has_mailer(const struct session *s, const char *mailer);
const char *session_try(struct session *s, const char *mailer, const char *address, int *status);

/* Expands macros; the result lives until session_end_command(). */
const char *session_expand(struct session *s, const char *text);

/* The name of map class number i, sorted, NULL behind the last; and what it is. */
const char *engine_map_class(int i);
const char *engine_map_class_help(int i);
/* ---- verifying: -bv ---------------------------------------------------------------------------- */

struct recipients;
/* An envelope from a sender; NULL: whoever runs the program. Lives until session_end_command(). */
struct recipients *session_verify(struct session *s, const char *sender, bool no_alias);
/* Adds the addresses of one operand and what they lead to; diagnostics tell what is wrong. */
void verify_operand(struct recipients *r, const char *text);
/* Tells, as informational diagnostics, where mail would go. */
void verify_report(struct recipients *r);
/* The envelope's flags, as a closing program tells them: "5010<SENDRECEIPT,GLOBALERRS,METOO>". */
const char *verify_flags(struct recipients *r, bool failed);
/* The same of an envelope that nothing was done with, and the end of its line where the real program
 * ends it. out: 100 bytes. */
const char *session_envelope_flags(const struct session *s, char *out);

/* ---- maps, hosts --------------------------------------------------------------------------------- */

/* A key as the map of that name looks for it: in lower case, unless it keeps the case. The result
 * lives until session_end_command(). */
const char *session_map_key(struct session *s, const char *map, const char *key);
struct map *session_map(const struct session *s, const char *name);
bool session_map_open(struct session *s, struct map *m);
const char *session_map_lookup(struct session *s, struct map *m, const char *key, int *status);
/* One record of a table, as it is stored; neither text ends in a NUL. False: no more of them. */
typedef bool map_record_fn(void *ctx, const char *key, size_t nkey, const char *value,
                           size_t nvalue);
/* Every record of an open map, in the table's order. False: fn said so, the table cannot be read
 * on, or its class has no list: *listed says whether it has. */
bool session_map_walk(struct session *s, struct map *m, map_record_fn *fn, void *ctx, bool *listed);

/* What can be said of the file that a map reads, beyond the errno of a failed open: its type,
 * version, damage, age. The text, "FILE: what, and how to mend it", is written unless it is good. */
enum table_state { TABLE_GOOD, TABLE_STALE, TABLE_BAD };
enum table_state session_map_diagnose(struct session *s, const struct map *m, char *out,
                                      size_t size);

/* One header line; the flag word of the header table. */
unsigned long session_header(struct session *s, const char *line);

/* Host names, as /canon, /mx and /gethostbyname ask. */
const char *session_canon(struct session *s, const char *host);
int session_mx(struct session *s, const char *host, char *const **names, bool *null_mx);
/* The records of a type ("MX"), one a line, as zone files write them. Their number, or: */
enum { DNS_NO_TYPE = -1, DNS_NO_NAME = -2, DNS_LATER = -3 };
int session_dns(struct session *s, const char *name, const char *type,
                void (*fn)(void *ctx, const char *line), void *ctx);
void session_gethostbyname(struct session *s, const char *name, int family);

#endif
