/*
 * listeners.c - several observers of one session.
 */
#include "engine.h"
#include "listen/listeners.h"

void listeners_add(struct listeners *l, const struct observer *o)
{
    if (l->n < LISTENERS)
        l->list[l->n++] = *o;
}

static bool shown(const struct listeners *l, const struct event *e)
{
    if (e->kind != EVENT_RULESET_ENTER && e->kind != EVENT_RULESET_LEAVE)
        return true;
    return l->part == TRANSCRIPT_ALL
           || (l->part == TRANSCRIPT_RESULTS && e->kind == EVENT_RULESET_LEAVE && e->depth == 0);
}

static enum event_answer hear(void *ctx, struct session *s, const struct event *e)
{
    const struct listeners *l = ctx;
    enum event_answer answer = EVENT_GO;

    if (shown(l, e))
        answer = l->transcript.hear(l->transcript.ctx, s, e);
    for (int i = 0; i < l->n; i++) {
        enum event_answer one = l->list[i].hear(l->list[i].ctx, s, e);

        if (one != EVENT_GO && answer != EVENT_STOP)
            answer = one;
    }
    return answer;
}

void listeners_apply(struct listeners *l, struct session *s)
{
    struct observer all = { .hear = hear, .ctx = l, .want = l->transcript.want };

    if (l->n == 0 && l->part == TRANSCRIPT_ALL) {
        session_observe(s, &l->transcript);
        return;
    }
    for (int i = 0; i < l->n; i++)
        all.want |= l->list[i].want;
    session_observe(s, &all);
}

static enum event_answer deaf(void *ctx, struct session *s, const struct event *e)
{
    (void)ctx;
    (void)s;
    (void)e;
    return EVENT_GO;
}

struct observer listeners_none(void)
{
    return (struct observer){ .hear = deaf };
}
