/*
 * suggest_question.h - what a suite that is suggested can ask.
 */
#ifndef BTSH_SUBCOMMANDS_SUGGEST_QUESTION_H
#define BTSH_SUBCOMMANDS_SUGGEST_QUESTION_H

#include <stdbool.h>
#include <stdint.h>

#include "explore/apart.h"
#include "explore/traveller.h"

struct session;

/* Where in a dialogue lookups fail for the time being; of other questions it is the first. */
enum { FAILS_BEFORE = 1, FAILS_AT_MAIL = 2, FAILS_AT_RCPT = 4, FAILS_BEHIND = 8 };

/* What can be asked: where the recipient goes, how a mailer rewrites it, the dialogue, a ruleset that no dialogue asks. */
struct question {
    struct made_situation m;
    enum { ASK_ROUTE, ASK_TRY, ASK_DIALOGUE, ASK_APART } kind;
    const char *mailer;      /* ASK_TRY: the program's */
    char flags[3];           /* "hs", header and sender, or envelope and recipient */
    int apart;               /* ASK_APART: the number of the question (explore/apart.h) */
    char host[SITUATION_WORD]; /* ASK_APART: $h, of a user who is looked for in ruleset 5; "": none */
    bool data, message;      /* rules match once the recipient is taken: at DATA, in the message */
    bool delivers;           /* ASK_DIALOGUE: the sending side is asked, too */
    uint64_t *rules;         /* owned; bits of those that match */
    struct arrival arrival;
    bool taken;
    unsigned fails;          /* where in it lookups fail, as they are to (FAILS_*) */
    bool shaken;             /* it rests on a lookup that failed, and was not to */
    char *because, *title;   /* owned; "": nothing of the site decides */
};

/* For the macros that are defined before a ruleset is asked apart; value "": it has none. */
void question_macros(const struct question *q, void (*define)(void *ctx, const char *name, const char *value), void *ctx);
/* Defines them. */
void question_define(const struct question *q, struct session *s);
/* The ruleset and what it is given; false: there is no such question. */
bool question_apart(const struct question *q, struct apart_question *out);

#endif
