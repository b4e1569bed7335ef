/*
 * session.h - a session: overlays over a program, and the commands of the shell as functions.
 */
#ifndef BTSH_SESSION_H
#define BTSH_SESSION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/tok.h"
#include "maps/table.h"

struct map;
struct observer;
struct program;
struct rule;
struct session;
struct target;
struct triple;

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
/* Random numbers are a sequence of its own from now on, whoever else asks for some. */
void session_seed(struct session *s, unsigned long seed);
/* For many sessions in a row: a database whose file and folders were judged in this moment is not judged again by the
 * sessions that follow in it. 0, as from the beginning: each judges for itself. */
void session_same_moment(struct session *s, unsigned long moment);
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
/* What /dnslookup of sendmail 8.18 does: it asks, and tells nothing of the answer but debug lines. */
void session_dnslookup(struct session *s, const char *name, const char *type);
/* Which sendmail it is like: state/target.h. */
const struct target *session_target(const struct session *s);
/* The user in whose name mail would be delivered: RunAsUser, else the caller. */
long session_user(const struct session *s);
/* The file of option HelpFile, checked as the real program does and open for reading; -1: none. */
int session_help_file(struct session *s);

/* Is what it says in verbose mode only to be kept back? (-bv without -v) */
bool session_terse(const struct session *s);

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

/* ---- maps, hosts --------------------------------------------------------------------------------- */

/* A key as the map of that name looks for it: in lower case, unless it keeps the case. The result
 * lives until session_end_command(). */
const char *session_map_key(struct session *s, const char *map, const char *key);
struct map *session_map(const struct session *s, const char *name);
bool session_map_open(struct session *s, struct map *m);
const char *session_map_lookup(struct session *s, struct map *m, const char *key, int *status);
/* Every record of an open map, in the table's order. False: fn said so, the table cannot be read
 * on, or its class has no list: *listed says whether it has. */
bool session_map_walk(struct session *s, struct map *m, map_record_fn *fn, void *ctx, bool *listed);

enum table_state session_map_diagnose(struct session *s, const struct map *m, char *out,
                                      size_t size);

/* One header line; the flag word of the header table. */
unsigned long session_header(struct session *s, const char *line);

/* Host names, as /canon, /mx and /gethostbyname ask. */
const char *session_canon(struct session *s, const char *host);
int session_mx(struct session *s, const char *host, char *const **names, bool *null_mx);
/* The MX hosts alone, FallbackMXhost not among them; -1: they could not be asked for. They live until session_end_command(). */
int session_mx_hosts(struct session *s, const char *host, char *const **names);

void session_gethostbyname(struct session *s, const char *name, int family);

/* A session on a program that may still be in the making. */
struct session *session_make(struct program *p, const struct observer *o);

#endif
