/* lasting.c - memory that lives as long as what is being defined */

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "state/lasting.h"
#include "state/session.h"

struct arena *map_arena(struct session *s)
{
    return &s->def->arena;
}

const char *keep_text(struct session *s, const char *text)
{
    return arena_strdup(map_arena(s), text);
}
