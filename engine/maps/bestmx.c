/*
 * bestmx.c - the best MX host of a domain, or with -z all of them, best first. The name must be
 * complete: the search list is not used.
 */
#include <string.h>
#include <sysexits.h>

#include "base/arena.h"
#include "base/limits.h"
#include "hosts/mx.h"
#include "maps/map.h"
#include "maps/value.h"
#include "state/diag.h"

static const char *answer(struct session *s, struct map *m, struct map_call *call,
                          const char *text)
{
    if ((m->flags & MF_MATCHONLY) != 0)
        return map_rewrite_key(s, m, call->key, strlen(call->key), call);
    return map_rewrite(s, m, text, strlen(text), call);
}

/* All hosts, as many as fit; NULL after a diagnostic. */
static const char *join_hosts(struct session *s, const struct map *m, struct arena *a,
                              const struct mx_list *list)
{
    char *out = arena_alloc(a, MAX_MAP_VALUE);
    size_t at = 0;

    for (int i = 0; i < list->n; i++) {
        size_t n = strlen(list->host[i]);

        if (strchr(list->host[i], m->coldelim) != NULL) {
            syserr(s, "bestmx_map_lookup: MX host %s includes map delimiter character 0x%02X",
                   list->host[i], (unsigned char)m->coldelim);
            return NULL;
        }
        if (at + n + 2 > MAX_MAP_VALUE)
            break;
        if (i > 0)
            out[at++] = m->coldelim;
        memcpy(out + at, list->host[i], n + 1);
        at += n;
    }
    return out;
}

static const char *bestmx_lookup(struct session *s, struct map *m, struct map_call *call)
{
    struct mx_list list;
    const char *text;

    mx_lookup(s, call->arena, call->key, false, false, &list, &call->status);
    if (list.n <= 0)
        return NULL;
    if (list.n == 1 || m->coldelim == '\0' || (m->flags & MF_MATCHONLY) != 0)
        return answer(s, m, call, list.host[0]);
    text = join_hosts(s, m, call->arena, &list);
    return text != NULL ? answer(s, m, call, text) : NULL;
}

const struct map_class class_bestmx = {
    .name = "bestmx",
    .help = "the best MX host of a domain",
    .caps = MC_NO_FILE | MC_NETWORK | MC_DNS,
    .lookup = bestmx_lookup,
};
