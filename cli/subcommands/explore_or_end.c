/*
 * explore_or_end.c - the explorer, for commands: without memory, or without what a table holds, there is nothing to be told.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>

#include "explore/explorer.h"
#include "show/memory.h"
#include "subcommands/explore_or_end.h"

void explore_or_end(struct program *p, const struct world *w, const struct explore_wish *wish, struct explored *out)
{
    if (!explore(p, w, wish, out))
        out_of_memory();
    if (*out->unread == '\0')
        return;
    fprintf(stderr, "btsh: the entries of map %s could not be read: what they lead to would be missed\n", out->unread);
    exit(EX_UNAVAILABLE);
}
