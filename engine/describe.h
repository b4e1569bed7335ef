/*
 * describe.h - what a program holds, for those who list, complete, draw or explain it.
 *
 * Everything here only looks. Strings live as long as the program, or until session_end_command()
 * where it says so.
 */
#ifndef BTSH_DESCRIBE_H
#define BTSH_DESCRIBE_H

#include "engine.h"

enum { RULESET_NUMBERS = 200, NAMES = 256 };

/* True when the ruleset has a name of its own or rules. */
bool session_has_ruleset(const struct session *s, int number);
int session_ruleset_rules(const struct session *s, int number);
/* The ruleset and rule that "Parse1/12", "12" with a ruleset before, or "file:line" names; NULL:
 * none. *ruleset (may be NULL): its number. Raises no diagnostic. */
const struct rule *session_find_rule(const struct session *s, const char *text, int *ruleset);
/* The number of the ruleset of that name or number; -1: there is none. Raises no diagnostic. */
int session_ruleset_named(const struct session *s, const char *name);

/* What a rule mentions. */
enum mention {
    MENTIONS_CALL,    /* $>name */
    MENTIONS_MAP,     /* $(name, and "host" for $[ */
    MENTIONS_MAILER,  /* $#name; "" where the name is only known at run time */
    MENTIONS_CLASS,   /* $=x, $~x: name of the class */
    MENTIONS_MACRO,   /* $&x: name of the macro */
    MENTIONS_FROZEN   /* $x: name of the macro whose value was put in when the rule was read */
};
void session_rule_mentions(const struct session *s, const struct rule *r,
                           void (*fn)(void *ctx, enum mention what, const char *name), void *ctx);

struct map_view {
    const char *name, *cls;
    const char *file;          /* NULL: none */
    const char *app, *tapp;    /* -a, -T */
    bool optional;
    bool outside;              /* asks servers or runs programs */
    bool tried;                /* somebody has asked this session to open it */
    bool open, failed;         /* failed: it could not be opened */
};
bool session_map_at(struct session *s, int i, struct map_view *out);

/* Value of the macro of an id, 1 ... 255; NULL: undefined. */
const char *session_macro_at(const struct session *s, int id);
/* True when the id is a name that is in use as a macro or class. */
bool session_name_used(const struct session *s, int id);
/* Words of the class of an id. */
int session_class_size(struct session *s, int id);
/* An id by its name, "x", "{long}" or "long"; 0: there is none of that name. */
int session_name_find(const struct session *s, const char *text);

/* Options whose text was set, by the file or the command line. */
void session_options_set(const struct session *s,
                         void (*fn)(void *ctx, const char *name, const char *value), void *ctx);

/* A descriptor of a file as this session's world has it; -1: it cannot be read. */
int session_open_file(const struct session *s, const char *path);

struct program_figures {
    const char *file;
    int level, rules, rulesets, named, mailers, maps, names, words;
    int max_named, max_mailers, max_names;
};
void session_figures(struct session *s, struct program_figures *out);

/* ---- a run whose effects are taken back --------------------------------------------------------- */

struct held;
/* Notes what a run can change: macros, statuses, what is remembered of addresses. */
struct held *session_hold(struct session *s);
/* Makes it so again, as often as wanted; the work of the run is over. */
void session_restore(struct session *s, const struct held *h);
void session_release(struct held *h);

/* The bindings that one session hands to the next, which may be of another program: .D and .C. */
void session_carry_over(struct session *to, const struct session *from);

/* ---- how far a rule's match gets ----------------------------------------------------------------- */

struct reach {
    int op;             /* the last token of the left side that was reached and said no; nlhs: the
                         * end of the rule, where the workspace goes on; -1: none did */
    int token;          /* the furthest token of the workspace at which it did; n: its end */
    bool matches;
};
struct reach session_reach(struct session *s, const struct rule *r, const struct vector *ws);

#endif
