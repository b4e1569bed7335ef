/*
 * aliaswait.c - an alias database is waited for while newaliases writes it.
 *
 * With AliasWait set, the entry "@" must be there, which newaliases writes last: if it is not, the
 * file is closed, a pause of 2, 4, 8 ... 60 seconds follows, and it is opened again, until the time
 * is over; then it is used as it is. A database that is older than its source is named.
 */
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "hosts/memory.h"
#include "maps/aliaswait.h"
#include "maps/map.h"
#include "state/diag.h"
#include "state/event.h"
#include "state/session.h"
#include "state/trace.h"

enum { FIRST_PAUSE = 2, LONGEST_PAUSE = 60 };

static bool has_at(struct session *s, struct map *m)
{
    struct map_call call = { .key = "@", .arena = &s->command.work };

    return m->cls->lookup(s, m, &call) != NULL;
}

/* Waits for "@"; false when the file could not be opened again. *present: it was there. */
static bool wait_for_at(struct session *s, struct map *m, bool *present)
{
    time_t late = s->world->now(s->world->ctx) + s->prog->set.alias_wait;
    int pause = FIRST_PAUSE;

    for (int loop = 1; !(*present = has_at(s, m)); loop++) {
        if (s->command.stopped || s->world->now(s->world->ctx) > late)
            return true;
        DEBUG(s, DL_ALIASWAIT_SLEEP, DBG_INT(pause), DBG_INT(loop));
        m->cls->close(s, m);
        s->world->sleep(s->world->ctx, (unsigned)pause);
        pause = pause * 2 > LONGEST_PAUSE ? LONGEST_PAUSE : pause * 2;
        if (!m->cls->open(s, m))
            return false;
    }
    return true;
}

static void compare_times(struct session *s, const struct map *m, const char *ext, bool present)
{
    char name[PATH_MAX + 8];
    struct stat source, made;

    if (s->world->stat(s->world->ctx, m->file, &source) != 0) {
        DEBUG0(s, DL_ALIASWAIT_NO_SOURCE);
        return;
    }
    snprintf(name, sizeof name, "%s%s", m->file, ext);
    if (s->world->stat(s->world->ctx, name, &made) != 0 || made.st_mtime < source.st_mtime ||
        !present)
        message(s, "Warning: alias database %s out of date", name);
}

bool alias_wait(struct session *s, struct map *m, const char *ext, bool is_open)
{
    struct session_maps *mine = session_maps(s);
    bool present = true, opened = true;

    DEBUG(s, DL_ALIASWAIT, DBG_STR(m->cls->name), DBG_STR(m->file),
          DBG_INT(is_open), DBG_INT(mine->waiting == m));
    if (mine->waiting == m)
        return true;
    mine->waiting = m;
    if (is_open && s->prog->set.alias_wait > 0 && !s->hurried)
        opened = wait_for_at(s, m, &present);
    mine->waiting = NULL;
    if (!opened)
        return false;
    if ((m->cls->caps & MC_REBUILD) != 0)
        compare_times(s, m, ext, present);
    else
        DEBUG0(s, DL_ALIASWAIT_NOT_MADE);
    return true;
}
