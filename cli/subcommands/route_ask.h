/*
 * route_ask.h - btsh route: one question asked of a program, from a fresh session.
 */
#ifndef BTSH_SUBCOMMANDS_ROUTE_ASK_H
#define BTSH_SUBCOMMANDS_ROUTE_ASK_H

#include <stdbool.h>

#include "subcommands/route_answer.h"

struct btsh;
struct btsh_session;
struct explain_json;
struct program;
struct route_item;

/* What is asked for. */
struct route_wish {
    struct program *program;
    const char *mc;            /* what the configuration was compiled from; NULL: it was not */
    long max_steps, seed;      /* < 0: the usual number; none */
    bool expand, because, show_secrets;
    struct explain_json *json; /* facts as JSON; NULL: as text */
};

/* A thread's; starts as zeros but for the wish. */
struct route_asker {
    const struct route_wish *wish;
    struct btsh *program;
    struct btsh_session *session; /* NULL: none yet */
    struct route_answer answer;
    unsigned long moment;      /* counted up by the owner: questions of one moment see tables judged once */
};

/* The answer is in `answer`. */
void route_ask(struct route_asker *k, const struct route_item *i);
/* Nothing is asked for a while: tables are not held. */
void route_rest(struct route_asker *k);
void route_asker_end(struct route_asker *k);

#endif
