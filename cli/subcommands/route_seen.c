/*
 * route_seen.c - btsh route --dedupe: what was asked before, among the last so many different questions.
 */
#include <stdlib.h>

#include "show/memory.h"
#include "subcommands/route_seen.h"

static bool is(const struct route_key *slot, struct route_key k)
{
    return slot->a == k.a && slot->b == k.b;
}

static struct route_key *slot_of(const struct route_table *t, struct route_key k)
{
    static const struct route_key none;
    size_t i = k.a & (t->slots - 1);

    while (!is(&t->slot[i], none) && !is(&t->slot[i], k))
        i = (i + 1) & (t->slots - 1);
    return &t->slot[i];
}

static bool has(const struct route_table *t, struct route_key k)
{
    return t->slots > 0 && is(slot_of(t, k), k);
}

static void make_room(struct route_table *t)
{
    struct route_table grown = { NULL, t->n, t->slots * 2 + (t->slots == 0) * 4096 };

    if (t->n * 2 < t->slots)
        return;
    grown.slot = zeroed_or_end(grown.slots, sizeof *grown.slot);
    for (size_t i = 0; i < t->slots; i++) {
        if (t->slot[i].a != 0 || t->slot[i].b != 0)
            *slot_of(&grown, t->slot[i]) = t->slot[i];
    }
    free(t->slot);
    *t = grown;
}

bool route_seen(struct route_seen *s, struct route_key k)
{
    if (has(&s->young, k))
        return true;
    if (s->young.n >= s->most) {
        free(s->old.slot);
        s->old = s->young;
        s->young = (struct route_table){ NULL, 0, 0 };
    }
    make_room(&s->young);
    *slot_of(&s->young, k) = k;
    s->young.n++;
    return has(&s->old, k);
}

void route_seen_free(struct route_seen *s)
{
    free(s->young.slot);
    free(s->old.slot);
}
