/*
 * chance.c - random numbers: the world's, or a sequence of the session's own.
 */
#include <stdint.h>

#include "state/chance.h"
#include "state/session.h"

unsigned session_random(struct session *s)
{
    if (!s->seeded)
        return s->world->random(s->world->ctx);
    s->seed = s->seed * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(s->seed >> 33);
}
