/*
 * burden.c - a machine under load, a daemon with many clients, and a queue without room: what the server does then. They are
 * inputs; where nobody gives them, the machine is idle and its disk is large.
 */
#include "smtp/burden.h"
#include "smtp/inside.h"
#include "smtp/macros.h"
#include "smtp/reply.h"

enum { BLOCK = 4096 };

static bool reaches(const struct dialogue *d, long limit)
{
    return limit > 0 && d->setup.load >= limit;
}

bool children_refuse(struct dialogue *d)
{
    long most = d->rules.max_children;

    if (most <= 0 || d->setup.children < most)
        return false;
    note(d, NOTE_CLOSED, "MaxDaemonChildren=%ld: the server would be rejecting connections on daemon %s: %ld children, max %ld", most,
         value_of(d, "{daemon_name}"), d->setup.children, most);
    d->over = true;
    return true;
}

void burst_delays(struct dialogue *d)
{
    if (d->rules.throttle_rate > 0 && d->setup.burst > d->rules.throttle_rate)
        note(d, NOTE_DELAY, "ConnectionRateThrottle=%ld: after %ld connections in one second the server would wait 1 s before it takes the connection",
             d->rules.throttle_rate, d->setup.burst);
}

bool load_refuses(struct dialogue *d)
{
    if (!reaches(d, d->rules.refuse_la))
        return false;
    note(d, NOTE_CLOSED, "RefuseLA=%ld: the server would be rejecting connections on daemon %s: load average: %ld", d->rules.refuse_la,
         value_of(d, "{daemon_name}"), d->setup.load);
    d->over = true;
    return true;
}

void load_delays(struct dialogue *d, const char *before_what)
{
    if (reaches(d, d->rules.delay_la))
        note(d, NOTE_DELAY, "DelayLA=%ld: at a load of %ld the server would wait 1 s before %s", d->rules.delay_la, d->setup.load,
             before_what);
}

bool load_queues(const struct dialogue *d, long priority)
{
    const struct dialogue_rules *r = &d->rules;

    return r->queue_la > 0 && d->setup.load >= r->queue_la && priority > r->queue_factor / (d->setup.load - r->queue_la + 1);
}

/* Blocks that are still free when MinFreeBlocks are left alone. */
static long to_spare(const struct dialogue *d)
{
    return d->setup.free_blocks - d->rules.min_free;
}

bool is_full(const struct dialogue *d)
{
    return d->setup.counts_blocks && d->rules.min_free > 0 && to_spare(d) < 0;
}

bool lacks_room(struct dialogue *d, long bytes)
{
    long size = d->setup.block_size > 0 ? d->setup.block_size : BLOCK;

    if (!d->setup.counts_blocks || to_spare(d) >= bytes / size + (bytes % size > 0))
        return false;
    reply(d, NO_ROOM);
    return true;
}
