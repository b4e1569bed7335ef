/*
 * profile_tree.c - btsh profile: where time goes, by who called whom.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <time.h>

#include "show/memory.h"
#include "start/interrupt.h"
#include "subcommands/profile_tree.h"

enum { MOST_NODES = 200000 }; /* what is below counts for whoever calls it */

static uint64_t now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static bool is(const struct profile_node *n, const struct profile_node *like)
{
    return n->kind == like->kind && n->ruleset == like->ruleset && n->rule == like->rule
           && (n->kind != PROFILE_MAP || strcmp(n->map, like->map) == 0);
}

/* The child of the node at work that is like this one, made if there is none; it is at work from now on. */
static void go_down(struct profile *p, const struct profile_node *like)
{
    int i = p->list[p->at].child;

    while (i >= 0 && !is(&p->list[i], like))
        i = p->list[i].next;
    if (i < 0 && p->n == MOST_NODES)
        return;
    if (i < 0) {
        if (p->n == p->room) {
            p->room *= 2;
            p->list = grow_or_end(p->list, (size_t)p->room * sizeof *p->list);
        }
        i = p->n++;
        p->list[i] = *like;
        p->list[i].map = like->map != NULL ? copy_or_end(like->map) : NULL;
        p->list[i].parent = p->at;
        p->list[i].child = -1;
        p->list[i].next = p->list[p->at].child;
        p->list[p->at].child = i;
    }
    p->at = i;
}

/* Up to the innermost node of that kind, or the first. */
static void go_up_to(struct profile *p, enum profile_kind kind)
{
    while (p->at > 0 && p->list[p->at].kind != kind)
        p->at = p->list[p->at].parent;
}

static void leave(struct profile *p)
{
    if (p->at > 0)
        p->at = p->list[p->at].parent;
}

/* What follows is what came of that. */
static void count_failed(struct profile *p, const struct event *e)
{
    if (p->failed++ == 0)
        snprintf(p->failed_map, sizeof p->failed_map, "%s", e->map);
}

static void note(struct profile *p, const struct event *e)
{
    switch (e->kind) {
    case EVENT_RULESET_ENTER:
        go_down(p, &(struct profile_node){ .kind = PROFILE_RULESET, .ruleset = e->ruleset });
        break;
    case EVENT_RULESET_LEAVE:
        go_up_to(p, PROFILE_RULESET);
        leave(p);
        break;
    case EVENT_RULE_TRY:
        go_up_to(p, PROFILE_RULESET);
        go_down(p, &(struct profile_node){ .kind = PROFILE_RULE, .ruleset = e->ruleset, .rule = e->rule });
        p->list[p->at].tries++;
        break;
    case EVENT_RULE_MATCH:
        go_up_to(p, PROFILE_RULE);
        p->list[p->at].matches++;
        break;
    case EVENT_LOOKUP_BEGIN:
        go_up_to(p, PROFILE_RULE);
        go_down(p, &(struct profile_node){ .kind = PROFILE_MAP, .ruleset = e->ruleset, .map = (char *)(uintptr_t)e->map });
        p->list[p->at].tries++;
        break;
    case EVENT_LOOKUP_UNUSABLE:
        count_failed(p, e);
        break;
    case EVENT_LOOKUP_END:
        if (e->status == EX_TEMPFAIL)
            count_failed(p, e);
        if (p->list[p->at].kind != PROFILE_MAP)
            break;
        p->list[p->at].matches += e->value != NULL;
        leave(p);
        break;
    default:
        break;
    }
}

static enum event_answer hear(void *ctx, struct session *s, const struct event *e)
{
    struct profile *p = ctx;

    (void)s;
    p->list[p->at].self += now() - p->last;
    note(p, e);
    p->last = now();
    return interrupted ? EVENT_STOP : EVENT_GO;
}

void profile_begin(struct profile *p)
{
    *p = (struct profile){ .n = 1, .room = 64 };
    p->list = zeroed_or_end((size_t)p->room, sizeof *p->list);
    p->list[0] = (struct profile_node){ .kind = PROFILE_ALL, .parent = -1, .child = -1, .next = -1 };
}

struct observer profile_observer(struct profile *p)
{
    return (struct observer){ .hear = hear, .ctx = p, .want = WANT_RULESETS | WANT_RULES | WANT_LOOKUPS };
}

void profile_start(struct profile *p)
{
    p->at = 0;
    p->last = now();
}

void profile_stop(struct profile *p)
{
    p->list[p->at].self += now() - p->last;
}

void profile_add_up(struct profile *p)
{
    for (int i = 0; i < p->n; i++)
        p->list[i].total = p->list[i].self;
    for (int i = p->n - 1; i > 0; i--)
        p->list[p->list[i].parent].total += p->list[i].total;
}

void profile_free(struct profile *p)
{
    for (int i = 0; i < p->n; i++)
        free(p->list[i].map);
    free(p->list);
    *p = (struct profile){ .list = NULL };
}
