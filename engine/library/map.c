/*
 * map.c - one map of a configuration, asked by the library's user.
 */
#include "library/inside.h"
#include "library/plain.h"
#include "library/session.h"

const struct btsh_answer *btsh_map(struct btsh_session *x, const char *map, const char *key)
{
    struct btsh_answer *answer = NULL;
    struct map *m;

    if (!library_begin(x, WANT_LOOKUPS))
        return NULL;
    m = session_map(x->session, map);
    if (m == NULL) {
        messages_say(&x->messages, "user", "%s: there is no such map", map);
    } else if (!session_map_open(x->session, m)) {
        messages_say(&x->messages, "user", "%s: the map cannot be opened", map);
    } else {
        answer = arena_alloc(&x->answer, sizeof *answer);
        answer->status = 0;
        answer->value = plain_text(&x->answer, x->session, session_map_lookup(x->session, m, key, &answer->status));
    }
    library_end(x);
    return answer;
}
