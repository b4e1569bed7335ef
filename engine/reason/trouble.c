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
#include "reason/facts.h"
#include "reason/trouble.h"
#include "state/session.h"

/* Keeps what is said last, behind its last colon: ctx is a reason. */
static enum event_answer hear(void *ctx, struct session *s, const struct event *e)
{
    struct trouble *out = ctx;

    (void)s;
    if (e->kind == EVENT_DIAGNOSTIC) {
        const char *p = e->diag->text;

        for (const char *colon = strstr(p, ": "); colon != NULL; colon = strstr(p, ": "))
            p = colon + 2;
        snprintf(out->reason, sizeof out->reason, "%s", p);
    }
    return EVENT_GO;
}

/* The first folder on the way to a file that others may write to; false: there is none. */
static bool folder_of_others(const struct session *s, const char *file, char *out, unsigned long size)
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
    struct trouble said = { .reason = "it cannot be opened" };
    const struct observer o = { .hear = hear, .ctx = &said };
    struct session *apart = session_new(s->prog, &o);
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
        snprintf(out->reason, sizeof out->reason, "%s", err != 0 ? safefile_reason(err) : said.reason);
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

/* Others that are asked may well not answer: of files it is no outcome. */
static bool is_passing(struct session *s, const char *map)
{
    const struct map *m = map != NULL ? session_map(s, map) : NULL;
    struct trouble t;

    return m != NULL && m->file != NULL && (m->cls->caps & (MC_NETWORK | MC_EXEC)) == 0 && !map_trouble(s, map, &t);
}

bool map_trouble_passed(struct program *p, const char *map)
{
    const struct observer none = { .hear = NULL };
    struct session *s = session_new(p, &none);
    bool passed = is_passing(s, map);

    session_free(s);
    return passed;
}

const struct fact *passing_trouble(struct session *s, const struct findings *f)
{
    for (int i = 0; i < f->nfacts; i++) {
        const struct fact *one = &f->facts[i];

        if ((one->unusable || one->temporary) && is_passing(s, one->map))
            return one;
    }
    return NULL;
}
