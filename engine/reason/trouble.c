/*
 * trouble.c - why a table could not be opened, and the folder that is to blame.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "engine.h"
#include "files/safefile.h"
#include "maps/lookup.h"
#include "maps/map.h"
#include "reason/trouble.h"
#include "state/session.h"

static enum event_answer deaf(void *ctx, struct session *s, const struct event *e)
{
    (void)ctx, (void)s, (void)e;
    return EVENT_GO;
}

bool folder_of_others(const struct session *s, const char *file, char *out, unsigned long size)
{
    for (const char *slash = strchr(file, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        unsigned long n = slash == file ? 1 : (unsigned long)(slash - file);
        struct stat st;

        if (n >= size)
            return false;
        memcpy(out, file, n);
        out[n] = '\0';
        if (s->world->stat(s->world->ctx, out, &st) == 0 && S_ISDIR(st.st_mode)
            && (st.st_mode & (S_IWGRP | S_IWOTH)) != 0)
            return true;
    }
    return false;
}

bool map_trouble(struct session *s, const char *map, struct trouble *out)
{
    const struct observer quiet = { .hear = deaf };
    struct session *apart = session_new(s->prog, &quiet);
    struct map *m = session_map(apart, map);
    bool bad, told = false;
    int err;

    memset(out, 0, sizeof *out);
    apart->hurried = true;
    bad = m == NULL || !map_open(apart, m) || map_state_of(apart, m)->failed_open;
    err = apart->standing.err;
    if (bad && m == NULL)
        snprintf(out->reason, sizeof out->reason, "there is no such map");
    else if (bad && !(told = session_map_diagnose(apart, m, out->reason, sizeof out->reason) == TABLE_BAD))
        snprintf(out->reason, sizeof out->reason, "%s", err != 0 ? safefile_reason(err) : "it cannot be opened");
    if (bad && m != NULL && m->file != NULL) {
        bool folder = strstr(out->reason, "writable directory") != NULL
                      && folder_of_others(s, m->file, out->file, sizeof out->file);

        if (!folder)
            snprintf(out->file, sizeof out->file, "%s", told ? "" : m->file);
    }
    session_free(apart);
    return bad;
}

bool alias_trouble(struct session *s, struct trouble *out)
{
    for (int i = 0; i < s->prog->nmaps; i++) {
        const struct map *m = s->prog->maps[i];

        if ((m->flags & MF_ALIAS) != 0 && m->file != NULL && map_trouble(s, m->name, out))
            return true;
    }
    return false;
}
