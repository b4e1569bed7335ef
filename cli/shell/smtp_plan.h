/*
 * smtp_plan.h - the calls of a dialogue: each ruleset that the server asks, what it is given and what it returns.
 */
#ifndef BTSH_SHELL_SMTP_PLAN_H
#define BTSH_SHELL_SMTP_PLAN_H

#include <stdbool.h>

#include "engine.h"

struct dialogue;
struct output;

struct plan {
    bool wanted;
    struct dialogue *dialogue;
    struct output *out;      /* owned: where it is told */
    struct output *before;   /* what is written there stands before what is told; NULL: it is told there */
    struct observer below;
};

/* Hears calls, if the plan is wanted, and passes everything on. */
struct observer plan_observer(struct plan *p, struct observer below);
/* The same where it is told among other output, which stays the caller's; no plan_end(). */
struct observer plan_observer_to(struct plan *p, struct output *out, struct observer below);
void plan_end(struct plan *p);

#endif
