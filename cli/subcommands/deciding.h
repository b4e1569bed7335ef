/*
 * deciding.h - what of the site decides about a situation: facts (engine/reason), in words and as suites name them.
 */
#ifndef BTSH_SUBCOMMANDS_DECIDING_H
#define BTSH_SUBCOMMANDS_DECIDING_H

#include <stdbool.h>

struct arrival;
struct made_situation;
struct program;
struct session;
struct text;

/* A question about it: rulesets and what they are given. */
struct deciding_question {
    char rules[64];   /* "": as /parse does */
    char text[1400];
};

/* What a server asked that ended the dialogue so, or accepted its recipient. False: it was refused by no rules. */
bool deciding_question_of(const struct made_situation *m, const struct arrival *a, struct deciding_question *q);
/* A session that knows the client, the sender, the login and the certificate. */
struct session *deciding_session(struct program *p, const struct made_situation *m);
/*
 * The facts that decide, at most three: "access Connect:192.0.2 -> RELAY (access:3); ...". mc: as for fact_place(). because: the
 * first one as `#@ expect because' takes it. Either may be NULL; nothing is added where nothing of the site decides.
 */
void deciding_facts(struct session *s, const struct deciding_question *q, const char *mc, struct text *facts, struct text *because);

#endif
