/*
 * moments.h - the moments of a command: what happened, as text, so that it can be looked at again.
 */
#ifndef BTSH_SHELL_MOMENTS_H
#define BTSH_SHELL_MOMENTS_H

#include <stdbool.h>

#include "describe.h"

struct event;
struct rule;
struct session;
struct text;

enum { CAPTURES = 9 };

/* What was so at one moment. Strings are owned. */
struct moment {
    char *what, *where;       /* "parse/4 matches ...", "parse/4" */
    char *workspace;          /* NULL: of a lookup */
    char *captures[CAPTURES]; /* $1 ... of a rule that matched; NULL: there is none */
    const struct rule *rule;  /* NULL: none is at work */
    int ruleset, depth;
    bool enters;
};

/* From that moment on the macro is this; NULL: undefined. */
struct moment_set {
    int at, id;
    char *value; /* owned */
};

struct moments {
    struct moment *list;
    int n, at; /* at: the one that is looked at; n - 1 is now */
    struct moment_set *sets;         /* in order; those of the first moment are all there are */
    int nsets;
    const char *macros[NAMES];       /* as they are now */
};

/* Adds the moment of an event and looks at it. False: nothing that is worth a stop. */
bool moments_add(struct moments *m, struct session *s, const struct event *e, bool show_secrets);
void moments_forget(struct moments *m);
/* A macro was changed where the command is stopped. */
void moments_changed(struct moments *m, const struct session *s);
/* The macro of an id at the moment that is looked at; NULL: undefined. */
const char *moments_macro(const struct moments *m, int id);

/* The moment each ruleset at work was last seen at, outermost first, as indices: how many, at most `size`. */
int moments_stack(const struct moments *m, int *list, int size);

/* The part of a workspace that a rule's $N stands for, as text. */
void capture_text(struct text *t, const struct session *s, const struct event *e, int number);

#endif
