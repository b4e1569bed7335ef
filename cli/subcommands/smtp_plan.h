/*
 * smtp_plan.h - the calls of a dialogue: each ruleset that the server asks, what it is given and what it returns.
 */
#ifndef BTSH_SUBCOMMANDS_SMTP_PLAN_H
#define BTSH_SUBCOMMANDS_SMTP_PLAN_H

#include <stdbool.h>

#include "engine.h"

struct dialogue;
struct output;

struct plan {
    bool wanted;
    struct dialogue *dialogue;
    struct output *out;      /* owned: where it is told */
    struct output *before;   /* what is written there stands before what is told */
    struct observer below;
};

/* Hears calls, if the plan is wanted, and passes everything on. */
struct observer plan_observer(struct plan *p, struct observer below);
void plan_end(struct plan *p);

#endif
