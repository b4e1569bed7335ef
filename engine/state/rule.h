/* rule.h - a rule as it is compiled, the gate before it, and the ruleset that they stand in. */
#ifndef BTSH_STATE_RULE_H
#define BTSH_STATE_RULE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/tok.h"

enum op_kind {
    OP_LITERAL,  /* id: the token's folded identity */
    OP_ONE, OP_SOME, OP_ANY, OP_CLASS, OP_NOTCLASS, /* id: class */
    OP_ZERO,     /* $@ */
    OP_DEFER     /* $&x; id: macro */
};

struct op {
    uint8_t kind;
    bool fixed : 1;  /* what follows matches exactly `tail` tokens */
    bool simple : 1; /* what follows is literals, $-, $+ and $* alone */
    bool again : 1;  /* two ops of no fixed length stand before it, or more: it may be tried at one position several times */
    bool literals : 1; /* of $* and $+ that are not fixed: the ops that `id' counts are all literals */
    uint16_t tail;   /* tokens that what follows needs at least */
    uint32_t id;     /* of $* and $+: how many literals and $- follow at once */
};

enum { PORTION_OTHER = 255, MOST_IN_PORTION = 255 };

/* A part of a right side, without the $: or $@ at its beginning: how it is put together. */
struct portion {
    uint8_t what;  /* 0: tokens as they stand; 1 ... 9: what the rule's wildcard captured; PORTION_OTHER: a token that needs a look */
    uint8_t n;     /* tokens of it on the right side */
    uint16_t from; /* the first of them */
};

/* What the first token of a right side says about going on. */
enum flow { FLOW_AGAIN, FLOW_NEXT, FLOW_RETURN };

struct rule {
    /* what is looked at of a rule that matches, side by side */
    struct rule *next;
    tok *rhs, *rhs_fold;  /* as written, for listings and traces, too; folded identities; often `rhs` itself */
    struct portion *portions; /* nportions of them */
    int nportions;
    int number;           /* 1 ... in its ruleset */
    enum flow flow;
    uint16_t lookups, calls; /* how many its right side has as it stands */
    bool captures;        /* some $1 ... $9 stands on its right */
    bool marked, odd;     /* its right side has markers; has $&x, or a $1 ... $9 that is none */
    bool quoted_call;     /* a quoted name stands behind a $> */
    bool simple;          /* literals, $-, $+ and $* are all that stands on its left */
    bool one_class;       /* these, and one class */
    bool defers;          /* $&x stands on the left */
    struct op *ops;       /* nlhs of them */
    int nlhs, nrhs;
    int class_needed;     /* a class that has to have words for a match; 0: none */
    tok *lhs;             /* as written */
    uint8_t *rhs_mark;    /* its markers; 0 for plain tokens */
    const char *frozen;   /* ids of the macros that were expanded when it was read; NULL: none */
    const char *line_read; /* the line before they were, so that it can be read again; NULL: none were */
    const char *file;
    int line;             /* last physical line */
    int first_line;       /* first physical line */
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

#endif
