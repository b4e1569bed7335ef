/*
 * setup.c - what a program is made from and which world it sees.
 */
#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "describe.h"
#include "engine.h"
#include "show/memory.h"
#include "start/mc.h"
#include "start/paths.h"
#include "start/setup.h"
#include "world/files.h"
#include "world/iso_time.h"
#include "world/layer.h"
#include "world/made_names.h"
#include "world/names.h"
#include "world/replay.h"
#include "world/self.h"
#include "world/shut.h"
#include "world/users.h"
#include "world/world.h"
#include "world/zone.h"
#include "world/zone_read.h"

/* ---- texts and paths ------------------------------------------------------------------------- */

static void texts_copy(struct texts *to, const struct texts *from)
{
    *to = (struct texts){ NULL, 0 };
    for (int i = 0; i < from->n; i++)
        texts_add(to, from->list[i]);
}

static bool texts_same(const struct texts *a, const struct texts *b)
{
    bool same = a->n == b->n;

    for (int i = 0; same && i < a->n; i++)
        same = strcmp(a->list[i], b->list[i]) == 0;
    return same;
}

/* ---- a set-up -------------------------------------------------------------------------------- */

static char *copy_or_null(const char *text)
{
    return text != NULL ? copy_or_end(text) : NULL;
}

void setup_free(struct setup *s)
{
    free(s->config);
    free(s->hosts);
    free(s->root);
    free(s->etc_mail);
    free(s->hostname);
    free(s->caller);
    free(s->replay);
    texts_free(&s->maps);
    texts_free(&s->zones);
    texts_free(&s->users);
    texts_free(&s->own);
    texts_free(&s->interfaces);
    texts_free(&s->search);
    texts_free(&s->includes);
    memset(s, 0, sizeof *s);
}

void setup_copy(struct setup *to, const struct setup *from)
{
    *to = *from;
    to->config = copy_or_null(from->config);
    to->hosts = copy_or_null(from->hosts);
    to->root = copy_or_null(from->root);
    to->etc_mail = copy_or_null(from->etc_mail);
    to->hostname = copy_or_null(from->hostname);
    to->caller = copy_or_null(from->caller);
    to->replay = copy_or_null(from->replay);
    texts_copy(&to->maps, &from->maps);
    texts_copy(&to->zones, &from->zones);
    texts_copy(&to->users, &from->users);
    texts_copy(&to->own, &from->own);
    texts_copy(&to->interfaces, &from->interfaces);
    texts_copy(&to->search, &from->search);
    texts_copy(&to->includes, &from->includes);
}

static bool same_text(const char *a, const char *b)
{
    return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

bool setup_same(const struct setup *a, const struct setup *b)
{
    return same_text(a->config, b->config) && same_text(a->hosts, b->hosts)
           && same_text(a->root, b->root) && same_text(a->etc_mail, b->etc_mail)
           && same_text(a->hostname, b->hostname)
           && same_text(a->caller, b->caller) && same_text(a->replay, b->replay)
           && texts_same(&a->maps, &b->maps) && texts_same(&a->zones, &b->zones)
           && texts_same(&a->users, &b->users) && texts_same(&a->own, &b->own)
           && texts_same(&a->interfaces, &b->interfaces) && texts_same(&a->search, &b->search)
           && texts_same(&a->includes, &b->includes)
           && a->users_given == b->users_given && a->fixed_time == b->fixed_time
           && a->live_perms == b->live_perms && a->from_source == b->from_source
           && a->made_names == b->made_names
           && a->time == b->time && a->target == b->target && a->sealed == b->sealed;
}

bool setup_empty(const struct setup *s)
{
    static const struct setup nothing;
    struct setup world = *s;

    world.includes = nothing.includes; /* they are for m4 */
    world.target = NULL;               /* it is the program's, not the world's */
    return setup_same(&world, &nothing);
}

/* ---- saying ---------------------------------------------------------------------------------- */

struct saying {
    struct setup *s;
    const char *args, *folder;
    char *error;
    size_t size;
};

static bool wrong(struct saying *y, const char *what)
{
    snprintf(y->error, y->size, "%s", what);
    return false;
}

/* Puts a text in the place of what was there. */
static void take(char **where, char *text)
{
    free(*where);
    *where = text;
}

/* errno says why; in a suite, whose folder it is that paths are taken from. */
static void missing(struct saying *y, const char *path)
{
    snprintf(y->error, y->size, "%s: %s%s", path, strerror(errno),
             strcmp(y->folder, ".") == 0 ? "" : "; paths are relative to the file that names them");
}

/* A pipe that nobody writes to, and a device, have no end. What a caller has opened is the caller's own doing. */
static bool ends(const char *path)
{
    struct stat st;

    return stat(path, &st) != 0 || S_ISREG(st.st_mode) || S_ISDIR(st.st_mode) || strcmp(path, "/dev/null") == 0
           || strncmp(path, "/dev/fd/", 8) == 0 || strcmp(path, "/dev/stdin") == 0;
}

static bool can_be_read(struct saying *y, const char *path)
{
    bool ok = access(path, R_OK) == 0;

    if (!ok)
        missing(y, path);
    else if (!ends(path))
        snprintf(y->error, y->size, "%s is a pipe or a device, of which nobody knows whether it ends; name a file", path);
    return ok && ends(path);
}

static bool own_file(struct saying *y, char **where)
{
    char *path = path_from(y->folder, y->args);

    if (!can_be_read(y, path)) {
        free(path);
        return false;
    }
    texts_add(&y->s->own, path);
    take(where, path);
    return true;
}

static bool say_config(struct saying *y)
{
    return own_file(y, &y->s->config);
}

static bool say_hosts(struct saying *y)
{
    return own_file(y, &y->s->hosts);
}

static bool say_replay(struct saying *y)
{
    return own_file(y, &y->s->replay);
}

static bool say_root(struct saying *y)
{
    take(&y->s->root, path_from(y->folder, y->args));
    return true;
}

static bool say_etc_mail(struct saying *y)
{
    take(&y->s->etc_mail, path_from(y->folder, y->args));
    return true;
}

static bool say_include_dir(struct saying *y)
{
    char *folder = path_from(y->folder, y->args);
    struct stat st;
    bool ok = stat(folder, &st) == 0 && S_ISDIR(st.st_mode);

    if (ok)
        texts_add(&y->s->includes, folder);
    free(folder);
    return ok || wrong(y, "include-dir is a folder with files that an .mc includes");
}

static bool say_hostname(struct saying *y)
{
    if (strlen(y->args) > 255 || strpbrk(y->args, " \t") != NULL)
        return wrong(y, "a host name is one word of at most 255 characters");
    take(&y->s->hostname, copy_or_end(y->args));
    return true;
}

static bool say_interface(struct saying *y)
{
    struct interface none;

    if (!interface_read(y->args, &none))
        return wrong(y, "an interface is ADDRESS [NAME], an address of IPv4: 192.0.2.1 eth0");
    texts_add(&y->s->interfaces, y->args);
    return true;
}

static bool say_search(struct saying *y)
{
    char *copy = copy_or_end(y->args), *rest = NULL;

    for (char *w = strtok_r(copy, " \t,", &rest); w != NULL; w = strtok_r(NULL, " \t,", &rest))
        texts_add(&y->s->search, w);
    free(copy);
    return y->s->search.n <= 6 || wrong(y, "names are looked for in six domains at most");
}

static bool say_caller(struct saying *y)
{
    if (strpbrk(y->args, " \t") != NULL)
        return wrong(y, "the caller is one user");
    take(&y->s->caller, copy_or_end(y->args));
    return true;
}

static bool say_users(struct saying *y)
{
    char *copy = copy_or_end(y->args), *rest = NULL;

    for (char *w = strtok_r(copy, " \t,", &rest); w != NULL; w = strtok_r(NULL, " \t,", &rest))
        texts_add(&y->s->users, w);
    free(copy);
    y->s->users_given = true;
    return true;
}

/* A zone's file, and its origin behind it. */
static bool say_zone(struct saying *y)
{
    size_t n = strcspn(y->args, " \t");
    char *file = strndup(y->args, n), *path = path_from(y->folder, file), *text;
    const char *origin = y->args + n + strspn(y->args + n, " \t");
    struct zone *z = NULL;

    if (strpbrk(origin, " \t") != NULL)
        wrong(y, "an origin is one word: zone FILE [ORIGIN]");
    else if (can_be_read(y, path))
        z = zone_read(path, *origin != '\0' ? origin : NULL, y->error, y->size);
    if (z == NULL) {
        free(path);
        free(file);
        return false;
    }
    zone_free(z);
    text = grow_or_end(NULL, strlen(path) + strlen(origin) + 2);
    sprintf(text, "%s%s%s", path, *origin != '\0' ? "\n" : "", origin);
    texts_add(&y->s->zones, text);
    free(text);
    free(path);
    free(file);
    return true;
}

/* NAME = TYPE:FILE: the file becomes absolute, and is the suite's; so is its database. */
static bool say_map(struct saying *y)
{
    size_t name = strcspn(y->args, " \t=+");
    const char *p = y->args + name + strspn(y->args + name, " \t"), *type, *colon, *file;
    const char *suffix;
    char *path, *text;

    if (!builder_map_check(y->args, y->error, y->size))
        return false;
    type = *p == '=' ? p + 1 + strspn(p + 1, " \t") : "";
    colon = strchr(type, ':');
    suffix = colon != NULL ? engine_map_class_suffix(type, (size_t)(colon - type)) : NULL;
    if (suffix == NULL) {
        texts_add(&y->s->maps, y->args);
        return true;
    }
    file = colon + 1 + strspn(colon + 1, " \t");
    path = path_from(y->folder, file);
    text = grow_or_end(NULL, strlen(y->args) + strlen(path) + 8);
    sprintf(text, "%s%s", path, suffix);
    if (access(path, R_OK) != 0 && access(text, R_OK) != 0) {
        missing(y, path);
        free(text);
        free(path);
        return false;
    }
    sprintf(text, "%.*s%s", (int)(colon + 1 - y->args), y->args, path);
    texts_add(&y->s->maps, text);
    texts_add(&y->s->own, path);
    sprintf(text, "%s%s", path, suffix);
    texts_add(&y->s->own, text);
    free(text);
    free(path);
    return true;
}

static bool say_target(struct saying *y)
{
    const struct target *t;
    size_t n = 0;

    y->s->target = target_named(y->args);
    if (y->s->target != NULL)
        return true;
    wrong(y, "known targets are");
    for (size_t i = 0; (t = target_at(i)) != NULL; i++) {
        n = strlen(y->error);
        snprintf(y->error + n, y->size - n, "%s %s", i == 0 ? "" : " and", t->name);
    }
    return false;
}

static bool say_time(struct saying *y)
{
    const char *why = iso_time_read(y->args, &y->s->time);

    if (why != NULL)
        return wrong(y, why);
    y->s->fixed_time = true;
    return true;
}

static bool say_perms(struct saying *y)
{
    if (strcmp(y->args, "live") != 0)
        return wrong(y, "only `perms live' can be said: owners and modes as they are");
    y->s->live_perms = true;
    return true;
}

static bool say_source(struct saying *y)
{
    if (*y->args != '\0' && strcmp(y->args, "on") != 0)
        return wrong(y, "only `source on' can be said");
    y->s->from_source = true;
    return true;
}

static bool say_made_names(struct saying *y)
{
    if (*y->args != '\0' && strcmp(y->args, "on") != 0)
        return wrong(y, "only `made-names on' can be said");
    y->s->made_names = true;
    return true;
}

#define SETTING(word, function, value, form, help) { word, form, help, function },
static const struct {
    const char *word;
    const char *args; /* NULL: none are needed */
    const char *help;
    bool (*say)(struct saying *y);
} sayings[] = {
    { "config", "FILE", "the configuration", say_config }, /* -C on a command line */
#include "start/setting_list.h"
};

enum { SAYINGS = sizeof sayings / sizeof sayings[0] };

const char *setup_word(int i, const char **form, const char **help)
{
    if (i < 0 || i >= SAYINGS)
        return NULL;
    *form = sayings[i].args;
    *help = sayings[i].help;
    return sayings[i].word;
}

bool setup_knows(const char *word)
{
    for (int i = 0; i < SAYINGS; i++) {
        if (strcmp(sayings[i].word, word) == 0)
            return true;
    }
    return false;
}

bool setup_say(struct setup *s, const char *word, const char *args, const char *folder, char *error,
               size_t size)
{
    struct saying y = { s, args, folder, error, size };
    int i = 0;

    while (i < SAYINGS && strcmp(sayings[i].word, word) != 0)
        i++;
    if (i == SAYINGS) {
        snprintf(error, size, "%s is nothing that can be set up", word);
        return false;
    }
    if (sayings[i].args != NULL && *args == '\0') {
        snprintf(error, size, "%s lacks its value: %s %s", word, word, sayings[i].args);
        return false;
    }
    return sayings[i].say(&y);
}

bool setup_compile(struct setup *s, const char *cf_dir, char **compiled, struct sink *notes)
{
    if (s->config == NULL || !mc_is_one(s->config))
        return true;
    *compiled = mc_compile(s->config, cf_dir, s, notes);
    if (*compiled == NULL)
        return false;
    take(&s->config, copy_or_end(*compiled));
    texts_add(&s->own, *compiled);
    return true;
}

/* ---- the world ------------------------------------------------------------------------------- */

static bool read_zones(const struct setup *s, struct doors *d, char *error, size_t size)
{
    for (int i = 0; i < s->zones.n; i++) {
        char *file = copy_or_end(s->zones.list[i]), *origin = strchr(file, '\n');
        struct zone *z;

        if (origin != NULL)
            *origin++ = '\0';
        z = zone_read(file, origin, error, size);
        free(file);
        if (z == NULL)
            return false;
        d->zones = grow_or_end(d->zones, (size_t)(d->nzones + 1) * sizeof *d->zones);
        d->zones[d->nzones++] = z;
    }
    return true;
}

/* Tells each thing once; workers may come at the same time. */
static void note_missing(void *ctx, const char *what)
{
    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    struct texts *t = ctx;
    bool known = false;

    pthread_mutex_lock(&lock);
    for (int i = 0; i < t->n && !known; i++)
        known = strcmp(t->list[i], what) == 0;
    if (!known)
        texts_add(t, what);
    pthread_mutex_unlock(&lock);
}

/* A machine like any other. */
static bool seal(struct world *w, struct doors *d, char *error, size_t size)
{
    static const struct self self = { .host_name = "localhost.localdomain", .alone = true };
    static const char *const nobody[] = { NULL };

    return world_self(w, &d->layers, &self)
           && world_users(w, &d->layers, nobody, 0, "root", error, size);
}

static bool made_names(struct world *w, struct doors *d)
{
    char own[256];

    if (w->host_name(w->ctx, own, sizeof own) != 0)
        snprintf(own, sizeof own, "localhost");
    return world_made_names(w, &d->layers, own);
}

bool setup_world(const struct setup *s, struct world *w, struct doors *d, char *error, size_t size)
{
    const struct file_view files = { .root = s->root, .etc_mail = s->etc_mail, .own = (const char *const *)s->own.list,
                                     .nown = s->own.n, .hosts = s->hosts,
                                     .live_perms = s->live_perms, .sealed = s->sealed,
                                     .hosts_below = s->replay != NULL };
    const struct self self = { .host_name = s->hostname, .fixed_time = s->fixed_time,
                               .time = s->time, .ninterfaces = s->interfaces.n,
                               .interfaces = s->interfaces.n > 0 ? (const char *const *)s->interfaces.list : NULL };
    const char *const *users = s->users_given ? (const char *const *)s->users.list : NULL;

    if (!read_zones(s, d, error, size) || (s->sealed && !seal(w, d, error, size)))
        return false;
    /* below a recording, which wants to know whose it is, and again above, where it counts */
    if (s->replay != NULL && s->hostname != NULL && !world_self(w, &d->layers, &self))
        return false;
    if (s->replay != NULL
        && !world_replay(w, &d->layers, s->replay, note_missing, &d->missing, error, size))
        return false;
    if (s->replay == NULL && s->sealed)
        world_shut(w, s->zones.n > 0 || s->made_names ? WORLD_NO_SERVERS : WORLD_NO_NETWORK);
    if ((s->sealed || s->root != NULL || s->etc_mail != NULL || s->hosts != NULL || s->own.n > 0)
        && !world_files(w, &d->layers, &files, error, size))
        return false;
    if ((s->hostname != NULL || s->fixed_time || s->interfaces.n > 0) && !world_self(w, &d->layers, &self))
        return false;
    if (s->made_names && !made_names(w, d))
        return false;
    if ((users != NULL || s->caller != NULL)
        && !world_users(w, &d->layers, users, s->users.n, s->caller, error, size))
        return false;
    if (!s->made_names && (s->zones.n > 0 || s->hosts != NULL || (s->sealed && s->replay == NULL))
        && !world_names(w, &d->layers, (const struct zone *const *)d->zones, d->nzones, error, size))
        return false;
    return s->search.n == 0
           || world_self(w, &d->layers, &(struct self){ .search = (const char *const *)s->search.list,
                                                        .nsearch = s->search.n });
}

void doors_free(struct doors *d)
{
    world_layers_free(d->layers);
    for (int i = 0; i < d->nzones; i++)
        zone_free(d->zones[i]);
    free(d->zones);
    texts_free(&d->missing);
    memset(d, 0, sizeof *d);
}

bool setup_maps(const struct setup *s, struct builder *b, char *error, size_t size)
{
    if (s->from_source)
        builder_from_source(b);
    for (int i = 0; i < s->maps.n; i++) {
        if (!builder_map(b, s->maps.list[i], error, size))
            return false;
    }
    return true;
}
