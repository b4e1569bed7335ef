/*
 * breakpoints.h - what a command is to be stopped at: a ruleset, a rule, a map, a token, a mailer, an error;
 * with a condition, or once; and macros that change.
 */
#ifndef BTSH_SHELL_BREAKPOINTS_H
#define BTSH_SHELL_BREAKPOINTS_H

#include <stdbool.h>

#include "show/text.h"

struct event;
struct output;
struct rule;
struct session;
struct shell;

enum { MAX_BREAKS = 64, MAX_WATCHES = 16 };

struct breakpoint {
    enum { BREAK_RULESET, BREAK_RULE, BREAK_MAP, BREAK_TOKEN, BREAK_MAILER, BREAK_ERROR, BREAK_TEMPFAIL } kind;
    int ruleset;
    const struct rule *rule;
    char *text;  /* as it was given; owned */
    char *name;  /* the map, token or mailer, "" any; owned */
    bool once;   /* it is gone when it was hit */
    char *left;  /* of its condition: "1" ... "9", "key", or the name of a macro; NULL: none; owned */
    enum { OF_MATCH, OF_KEY, OF_MACRO } left_of; /* a part of what matched, what is looked up */
    enum { IS, IS_NOT, HOLDS } how;
    char *value; /* owned */
};

/* What stands before a name: the word, its kind, may it stand alone, may a name follow. Read by the parser, and for completion. */
#define BREAK_WORDS(X)                                                                                       \
    X("map", BREAK_MAP, false, true)                                                                         \
    X("token", BREAK_TOKEN, false, true)                                                                     \
    X("mailer", BREAK_MAILER, true, true)                                                                    \
    X("error", BREAK_ERROR, true, false)                                                                     \
    X("tempfail", BREAK_TEMPFAIL, true, false)

struct watch {
    int id;
    char name[32];
    struct text value; /* as it was seen last */
};

struct breakpoints {
    struct breakpoint breaks[MAX_BREAKS];
    int nbreaks;
    struct watch watches[MAX_WATCHES];
    int nwatches;
    int hit;     /* the kind of the one that was hit last */
};

/* Adds what stands in the text, "parse/4 if $1 = example.org", or says why it is none. */
void breakpoints_add(struct breakpoints *b, struct shell *sh, const char *text, bool once);
void breakpoints_watch(struct breakpoints *b, struct shell *sh, const char *name);
/* What there is, with the numbers by which each is taken away. */
void breakpoints_list(const struct breakpoints *b, struct output *out);
/* The one of that number or text. Says so if there is none. */
void breakpoints_remove(struct breakpoints *b, struct output *out, const char *which);
void breakpoints_forget(struct breakpoints *b);
/* After another program has come: each is found again by its text, or is gone. */
void breakpoints_again(struct breakpoints *b, struct shell *sh);

/* Is this event one of them? One that counts once is gone then. */
bool breakpoints_hit(struct breakpoints *b, struct session *s, const struct event *e);
/* Says which macros changed since the last look. */
bool breakpoints_changed(struct breakpoints *b, struct session *s, bool show_secrets, struct text *out);

#endif
