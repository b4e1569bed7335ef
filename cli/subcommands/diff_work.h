/*
 * diff_work.h - btsh diff: pairs are asked by several threads, and told in the order of the list.
 *
 *      workers ──batches, each in one piece──▶ diff_run() ──in order──▶ causes: the first witness at once,
 *                                                                       the rest counted
 *
 * Two differences have the same cause if the same question parts at the same pair of steps: a rule here and
 * a rule there, and the map that was asked, or the entry that it has there. What is printed is the same for every number of workers.
 */
#ifndef BTSH_SUBCOMMANDS_DIFF_WORK_H
#define BTSH_SUBCOMMANDS_DIFF_WORK_H

#include <stdbool.h>
#include <stddef.h>

#include "subcommands/address_list.h"
#include "subcommands/difference.h"

struct explain_json;
struct output;
struct run;
struct stage;

struct diff {
    const struct run *run;
    struct stage *stage[SIDES];
    struct address_list list;
    struct explain_json *json; /* NULL: in words */
    bool made_up;    /* DNS answers are, failures too: these are meant */
    bool by_entry;   /* a cause is an entry of a table, where one decides */
    bool all;        /* every difference is told, not only the first of a cause */
    long workers;
};

struct diff_result {
    size_t compared, changed, causes;
    size_t failed; /* pairs of which an answer rests on a lookup that failed */
};

/* Until all are told, or control-C: what was compared by then is whole. */
struct diff_result diff_run(const struct diff *d, struct output *out);

#endif
