/* memory.c - what the maps of one session remember: hosts that were asked for, services */

#include "base/arena.h"
#include "hosts/memory.h"
#include "state/session.h"

/* Takes over what the program knows of the service switch. */
static void inherit_services(struct session *s, struct service_table *t)
{
    t->read = s->prog->services.handed_over;
    for (const struct service *from = s->prog->services.first; from != NULL; from = from->next) {
        struct service *v = arena_alloc(&s->own.arena, sizeof *v);

        if (v == NULL)
            return;
        *v = *from;
        v->next = t->first;
        t->first = v;
    }
}

struct session_maps *session_maps(struct session *s)
{
    if (s->maps == NULL) {
        s->maps = arena_alloc(&s->own.arena, sizeof *s->maps);
        if (s->maps != NULL && !is_building(s))
            inherit_services(s, &s->maps->services);
    }
    return s->maps;
}
