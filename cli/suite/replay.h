/*
 * replay.h - a dialogue from its greeting to DATA: who calls, and the sender and the recipient that it names.
 *
 *      greeting, EHLO [, STARTTLS, EHLO] [, AUTH], MAIL [, RCPT, DATA]
 *
 * It ends with the first of MAIL, RCPT and DATA that is refused, and before the message: what that would be is not
 * known. A STARTTLS or an AUTH that is refused is gone on without.
 */
#ifndef BTSH_SUITE_REPLAY_H
#define BTSH_SUITE_REPLAY_H

#include <stdbool.h>

#include "show/text.h"
#include "smtp/dialogue.h"

struct session;

/* Texts are not owned. */
struct caller {
    struct dialogue_setup setup; /* with tls, it says STARTTLS; with auth_type, AUTH */
    const char *hello;           /* NULL: its name, or "[address]" */
    bool basic;                  /* it says HELO, not EHLO */
};

enum replay_step {
    REPLAY_GREETING, REPLAY_HELLO, REPLAY_STARTTLS, REPLAY_HELLO_AGAIN, REPLAY_AUTH, REPLAY_MAIL, REPLAY_RCPT,
    REPLAY_DATA, REPLAY_STEPS
};

/* What came of it; starts as zeros. */
struct replayed {
    struct text reply[REPLAY_STEPS]; /* of each, its lines with newlines between; empty: it was not said */
    struct text notes;               /* what becomes of the message, "check_mail: ...", a line each */
    enum replay_step step;           /* the first in which something objects; REPLAY_STEPS: nothing does */
    char ruleset[64];                /* the one that objects in it; "": none of them */
};

struct replay {
    struct session *session;
    const struct caller *caller;
    const char *from, *to;           /* without angle brackets; from "": the empty one; to NULL: it ends with MAIL */
    enum replay_step last;           /* it goes no further */
    void (*begins)(void *ctx, enum replay_step step); /* may be NULL */
    /* A ruleset was asked, as dialogue_listener says; may be NULL. */
    void (*asked)(void *ctx, struct session *s, const char *ruleset, const char *argument, enum dialogue_verdict said);
    void *ctx;
};

/* False: there is no daemon of the name that the caller wants. */
bool replay_hold(const struct replay *r, struct replayed *out);
/* All replies that refuse, or "accepted", and what becomes of the message: a line each. */
void replay_text(struct text *t, const struct replayed *x);
/* The last line of the reply that counts: the first that refuses, or that to RCPT. */
const char *replay_reply(const struct replayed *x);
void replayed_clear(struct replayed *x);

#endif
