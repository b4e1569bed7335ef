/*
 * session.c - what the maps of one session remember: answers of host, the service switch as it was
 * read last.
 */
#include "classes.h"

/* Takes over what the program knows of the service switch. */
static void inherit_services(struct session *s, struct service_table *t)
{
    for (int i = 0; i < s->prog->nservices; i++) {
        struct service *v = arena_alloc(&s->arena, sizeof *v);

        if (v == NULL)
            return;
        *v = *s->prog->services[i];
        v->next = t->first;
        t->first = v;
    }
}

struct host_cache *session_maps(struct session *s)
{
    if (s->host_cache == NULL) {
        s->host_cache = arena_alloc(&s->arena, sizeof *s->host_cache);
        if (s->host_cache != NULL && !s->building)
            inherit_services(s, &s->host_cache->services);
    }
    return s->host_cache;
}
