/*
 * route_flow.h - btsh route: lines in, answers out, in order, by any number of threads.
 *
 *      lines ──▶ batches ──▶ threads, each its own session and databases ──▶ answers in the lines' order
 *
 * One thread reads and writes, and waits for neither: what has come is asked at once, and what is answered is written
 * as far as the other end takes it. Batches are in a ring, so memory is the same for a stream of any length.
 */
#ifndef BTSH_SUBCOMMANDS_ROUTE_FLOW_H
#define BTSH_SUBCOMMANDS_ROUTE_FLOW_H

#include <stdbool.h>
#include <stddef.h>

#include "subcommands/route_ask.h"
#include "subcommands/route_seen.h"

struct explain_json;
struct output;

struct route_plan {
    struct route_wish wish;
    struct explain_json *reader; /* of JSON lines; NULL: there is none */
    struct explain_json *writer; /* answers are JSON; NULL: a table */
    bool dedupe;
    struct route_seen seen;
    unsigned long shard, shards; /* 1 ... shards; shards 0: all are asked */
    long workers;
    int fd;                      /* lines come from there */
};

/* A mailer, and how many went to it. */
struct route_count {
    char *name; /* owned */
    size_t n;
};

struct route_sums {
    size_t status[ROUTE_STATUSES];
    struct route_count *mailer; /* owned */
    int nmailers;
    size_t known, elsewhere;    /* left out: --dedupe, --shard */
};

/* Until the lines end, or a signal, or nobody reads the answers any more. False: the lines could not be read to their end. */
bool route_flow(struct route_plan *p, struct output *out, struct route_sums *sums);
void route_sums_free(struct route_sums *s);

#endif
