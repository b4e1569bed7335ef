/*
 * diff_ask.h - what btsh diff asks of a side about one pair of addresses, and what it answers.
 */
#ifndef BTSH_SUBCOMMANDS_DIFF_ASK_H
#define BTSH_SUBCOMMANDS_DIFF_ASK_H

#include <stdbool.h>

#include "reason/onward.h"
#include "suite/replay.h"

struct inquiry;
struct tester;
struct pair;
struct stage;

/* Routing, and what that leads to; then the dialogue, where it is known who calls, or what a server asks of the policy
 * in it. */
enum question { ASK_ROUTE, ASK_END, ASK_ENVELOPE, ASK_HEADER, ASK_DIALOGUE, ASK_MAIL, ASK_RCPT, ASK_COMPAT, QUESTIONS };
extern const char *const question_names[QUESTIONS];

enum { ANSWER_TEXT = 4096 };

/* A lookup that failed, on which an answer rests. */
struct failed_lookup {
    bool is;
    char map[64], key[256];
    int err; /* errno value, or 0 */
};

struct answers {
    char text[QUESTIONS][ANSWER_TEXT]; /* "": it is not asked about this pair */
    char mailer[256];
    enum replay_step step;             /* of ASK_DIALOGUE: the first in which something objects; REPLAY_STEPS: nothing */
    char ruleset[64];                  /* the one that objects in it; "": none does */
    struct onward end;                 /* ASK_END, which has no text: none where no aliases and the like are asked */
    struct failed_lookup failed;       /* the first of all questions */
};

/* Asks all of them, each side from a fresh session. `a` starts as zeros, and may be what came of the last pair. */
void ask_all(struct tester *b, struct stage *st, const struct pair *p, struct answers *a);
/* One question, and where in it to look. */
struct point {
    enum question question;
    const char *mailer;    /* of the rewriting */
    const char *user;      /* of ASK_END: the address, as ruleset 5 gets it; NULL: there is none */
    enum replay_step step; /* of ASK_DIALOGUE, with the ruleset that is asked in it; "": all that it does */
    const char *ruleset;
};

/* Asks one again and keeps the steps in the tester's `observed`, until it is used again. */
void ask_again(struct tester *b, struct stage *st, const struct pair *p, const struct point *at);
/* Begins an inquiry of the question, in the tester's session. False: there is none. */
bool ask_why(struct tester *b, struct stage *st, const struct pair *p, const struct point *at, struct inquiry *out);

#endif
