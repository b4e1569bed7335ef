/*
 * modes.c - tables and alias files that others can write to, where they stand on their own host.
 *
 * Elsewhere, in somebody's working copy, modes say nothing of those that sendmail will see.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "check/check.h"
#include "check/configuration.h"
#include "check/liveness.h"
#include "check/modes.h"
#include "describe.h"
#include "engine.h"
#include "show/memory.h"
#include "start/paths.h"

struct wishes {
    const char *aliases; /* what the options say; NULL: nothing */
    bool lax;            /* DontBlameSendmail: modes are not looked at */
};

static void take_option(void *ctx, const char *name, const char *value)
{
    struct wishes *w = ctx;

    if (strcmp(name, "AliasFile") == 0)
        w->aliases = value;
    else if (strcmp(name, "DontBlameSendmail") == 0)
        w->lax = *value != '\0' && strcasecmp(value, "safe") != 0;
}

/* Is the path one of "a, hash:b"? */
static bool names(const char *list, const char *path)
{
    size_t n = strlen(path);

    for (const char *p = list; p != NULL && (p = strstr(p, path)) != NULL; p += n) {
        if ((p == list || strchr(", \t:", p[-1]) != NULL) && strchr(", \t", p[n]) != NULL)
            return true;
    }
    return false;
}

/* The first folder on the way to the file that others may write to, or a file that everybody may: a group may be meant to; in `path',
 * which is cut there; false: there is none. */
static bool is_open(char *path, mode_t *mode)
{
    struct stat st = { .st_mode = 0 };
    char *slash = path;
    bool open = false;

    for (bool more = true; more && !open;) {
        char kept;

        slash = strchr(slash + 1, '/');
        more = slash != NULL;
        kept = more ? *slash : '\0';
        if (more)
            *slash = '\0';
        open = stat(path, &st) == 0 && (st.st_mode & (S_ISDIR(st.st_mode) ? S_IWGRP | S_IWOTH : S_IWOTH)) != 0;
        if (more && !open)
            *slash = kept;
    }
    *mode = st.st_mode;
    return open;
}

static void tell(struct check_run *c, const struct source_text *s, const char *path, mode_t mode)
{
    bool all = (mode & S_IWOTH) != 0;

    for (int i = 0; i < c->found.n; i++) { /* a folder is told of once */
        if (S_ISDIR(mode) && c->found.list[i].check == BT327 && strstr(c->found.list[i].text, path) != NULL)
            return;
    }
    finding_add(&c->found, BT327, s->path, 0, 0, "%s (mode %04o) can be written to by %s: %s; chmod %s %s", path, (unsigned)mode & 07777,
                all ? "everybody" : "its group", S_ISDIR(mode) ? "sendmail reads no table there" : "who does decides where mail goes",
                all ? "go-w" : "g-w", path);
}

/* What sendmail reads is the database beside the text; until there is one, its folder is what counts. */
static void look_at(struct check_run *c, const struct source_text *s)
{
    char *there = path_from(".", s->path), path[4096];
    mode_t mode;

    if (snprintf(path, sizeof path, "%s.db", there) < (int)sizeof path && access(path, F_OK) != 0)
        *strrchr(path, '/') = '\0';
    if (is_open(path, &mode))
        tell(c, s, path, mode);
    free(there);
}

/* Does the configuration name it by the path where it is? */
static bool is_at_home(const struct configuration *conf, struct session *s, const struct wishes *w, const struct source_text *t)
{
    const char *file = t->kind == SOURCE_ALIASES ? NULL : table_read_as(conf, s, t->path);
    char *here = path_from(".", t->path), *named = file != NULL ? path_from(".", file) : NULL;
    bool same;

    if (named != NULL && path_ends_in(named, ".db"))
        named[strlen(named) - 3] = '\0';
    same = named != NULL ? strcmp(here, named) == 0 : t->kind == SOURCE_ALIASES && names(w->aliases, here);

    free(here);
    free(named);
    return same;
}

void check_modes(struct check_run *c, const struct configuration *conf, struct session *s)
{
    struct wishes w = { 0 };

    session_options_set(s, take_option, &w);
    for (int i = 0; i < c->nsources && !w.lax; i++) {
        const struct source_text *t = &c->sources[i];

        if (t->mine && is_at_home(conf, s, &w, t))
            look_at(c, t);
    }
}
