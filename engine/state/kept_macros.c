/*
 * kept_macros.c - the envelope's macros as they were, to be put back.
 */
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "state/kept_macros.h"
#include "state/session.h"

struct kept_macros {
    char *value[NAME_IDS]; /* owned; NULL: not set */
    bool cleared[NAME_IDS];
};

struct kept_macros *macros_keep(const struct session *s)
{
    struct kept_macros *k = calloc(1, sizeof *k);

    if (k == NULL)
        return NULL;
    for (int i = 0; i < NAME_IDS; i++)
        k->value[i] = s->macros[i] != NULL ? strdup(s->macros[i]) : NULL;
    memcpy(k->cleared, s->macro_cleared, sizeof k->cleared);
    return k;
}

void macro_put(struct session *s, int id, const char *value)
{
    size_t n = value != NULL ? strlen(value) + 1 : 0;

    if (value != NULL && s->macros[id] != NULL && s->macro_room[id] >= n) {
        memcpy(s->macros[id], value, n);
        return;
    }
    free(s->macros[id]);
    s->macros[id] = value != NULL ? strdup(value) : NULL;
    s->macro_room[id] = n;
}

void macros_put_back(struct session *s, const struct kept_macros *k)
{
    for (int i = 0; i < NAME_IDS; i++)
        macro_put(s, i, k->value[i]);
    memcpy(s->macro_cleared, k->cleared, sizeof s->macro_cleared);
}

void macros_forget(struct kept_macros *k)
{
    if (k == NULL)
        return;
    for (int i = 0; i < NAME_IDS; i++)
        free(k->value[i]);
    free(k);
}
