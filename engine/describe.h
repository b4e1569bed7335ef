/*
 * describe.h - what a program holds, for those who list, complete, draw or explain it.
 *
 * Everything here only looks. Strings live as long as the program, or until session_end_command()
 * where it says so.
 */
#ifndef BTSH_DESCRIBE_H
#define BTSH_DESCRIBE_H

#include <stdbool.h>

#include "rules/reach.h"

struct rule;
struct session;

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
    MENTIONS_CALL,    /* $>name; of $>$1, where $1 is a word of a class: each that is a ruleset */
    MENTIONS_ANY,     /* $>$1, where $1 may be any word: every ruleset can be meant; "" */
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
    bool exact;                /* -f: keys are compared letter by letter */
    bool columns;              /* its text is not what makemap reads: -k, -v, -z */
    bool tried;                /* somebody has asked this session to open it */
    bool open, failed;         /* failed: it could not be opened */
};
bool session_map_at(struct session *s, int i, struct map_view *out);
/* Is the file of map number i there, and cannot be read, as one that may be missing is passed over without a
 * word? "FILE: why, and how to mend it". *end: there is no such number. */
bool session_table_unreadable(struct session *s, int i, char *out, size_t size, bool *end);

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

/* Option number i of those that there are; false behind the last. An option without a long name has "". */
struct option_view {
    const char *name, *text; /* text: its default; NULL: none, or the machine's */
    const char *help;
    unsigned char letter;    /* of the short form; above 0x7F: it has none */
    bool newer;              /* it came with 8.18 */
};
bool engine_option(int i, struct option_view *out);

/* How the value of an option is read: "MaxMessageSize", "Timeout.ident". *unit: of a time, of a number without one. */
enum option_reading { READ_TEXT, READ_TRUTH, READ_NUMBER, READ_MODE, READ_TIME };
enum option_reading engine_option_reading(const char *name, char *unit);

/* A descriptor of a file as this session's world has it; -1: it cannot be read. */
int session_open_file(const struct session *s, const char *path);

struct program_figures {
    const char *file;
    int level, rules, rulesets, named, mailers, maps, names, words;
    int max_named, max_mailers, max_names;
};
void session_figures(struct session *s, struct program_figures *out);

/* The name of map class number i, sorted, NULL behind the last; and what it is. */
const char *engine_map_class(int i);
const char *engine_map_class_help(int i);
/* What the name of the one file ends in that is the whole argument of a class (".db", "" ...), `source`
 * among them; NULL: the class of this name has another argument, or there is none. */
const char *engine_map_class_suffix(const char *name, size_t n);
/* "hash" or "btree", by the first bytes of a Berkeley DB file; NULL: it is none. */
enum { DATABASE_HEAD = 16 };
const char *engine_database_class(const unsigned char head[DATABASE_HEAD]);

#endif
