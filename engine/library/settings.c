/*
 * settings.c - words and their values, as the library takes them: what a configuration is loaded with.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine.h"
#include "library/inside.h"
#include "library/settings.h"
#include "world/files.h"
#include "world/iso_time.h"
#include "world/layer.h"
#include "world/made_names.h"
#include "world/names.h"
#include "world/replay.h"
#include "world/self.h"
#include "world/shut.h"
#include "world/users.h"
#include "world/zone.h"
#include "world/zone_read.h"

enum { WHY = 4096, MOST = 256 };

/* What they say of the world; texts are the arena's or the caller's. */
struct wishes {
    struct btsh *b;
    const char *hostname, *hosts, *root, *etc_mail, *caller, *replay;
    time_t time;
    bool has_time;
    const char *users[MOST];
    int nusers;
    bool has_users, made_names;
    unsigned shut;
};

static bool fault(struct btsh *b, const char *word, const char *why)
{
    messages_say(&b->messages, "fatal", "%s: %s", word, why);
    return false;
}

/* A path that stays the same wherever the process goes. */
static const char *absolute(struct btsh *b, const char *path)
{
    char here[WHY];
    size_t n;
    char *out;

    if (*path == '/' || getcwd(here, sizeof here) == NULL)
        return arena_strdup(&b->arena, path);
    n = strlen(here) + strlen(path) + 2;
    out = arena_alloc(&b->arena, n);
    snprintf(out, n, "%s/%s", here, path);
    return out;
}

/* ---- the world ------------------------------------------------------------------------------------- */

static bool say_hostname(struct wishes *w, const char *value)
{
    w->hostname = value;
    return (strlen(value) <= 255 && strpbrk(value, " \t") == NULL) || fault(w->b, "hostname", "one word of at most 255 characters");
}

static bool say_hosts(struct wishes *w, const char *value)
{
    w->hosts = absolute(w->b, value);
    return access(w->hosts, R_OK) == 0 || fault(w->b, w->hosts, error_text(errno));
}

static bool say_root(struct wishes *w, const char *value)
{
    w->root = absolute(w->b, value);
    return true;
}

static bool say_etc_mail(struct wishes *w, const char *value)
{
    w->etc_mail = absolute(w->b, value);
    return true;
}

static bool say_users(struct wishes *w, const char *value)
{
    char *rest = NULL;

    w->has_users = true;
    for (char *u = strtok_r(arena_strdup(&w->b->arena, value), " \t,", &rest); u != NULL; u = strtok_r(NULL, " \t,", &rest)) {
        if (w->nusers == MOST)
            return fault(w->b, "users", "too many");
        w->users[w->nusers++] = u;
    }
    return true;
}

/* "FILE [ORIGIN]" */
static bool say_zone(struct wishes *w, const char *value)
{
    struct btsh *b = w->b;
    char *file = arena_strdup(&b->arena, value), *origin = file + strcspn(file, " \t"), why[WHY] = "";
    struct zone **more, *z;

    if (*origin != '\0') {
        *origin++ = '\0';
        origin += strspn(origin, " \t");
    }
    z = zone_read(file, *origin != '\0' ? origin : NULL, why, sizeof why);
    if (z == NULL)
        return fault(b, "zone", why);
    more = realloc(b->zones, ((size_t)b->nzones + 1) * sizeof *more);
    if (more == NULL) {
        zone_free(z);
        return fault(b, "zone", error_text(ENOMEM));
    }
    b->zones = more;
    b->zones[b->nzones++] = z;
    return true;
}

static bool say_time(struct wishes *w, const char *value)
{
    const char *why = iso_time_read(value, &w->time);

    w->has_time = true;
    return why == NULL || fault(w->b, "time", why);
}

static bool say_caller(struct wishes *w, const char *value)
{
    w->caller = value;
    return strpbrk(value, " \t") == NULL || fault(w->b, "caller", "one user");
}

static bool say_replay(struct wishes *w, const char *value)
{
    w->replay = absolute(w->b, value);
    return true;
}

static bool say_made_names(struct wishes *w, const char *value)
{
    (void)value;
    return w->made_names = true;
}

static bool say_no_exec(struct wishes *w, const char *value)
{
    (void)value;
    w->shut |= WORLD_NO_EXEC;
    return true;
}

static bool say_no_network(struct wishes *w, const char *value)
{
    (void)value;
    w->shut |= WORLD_NO_NETWORK;
    return true;
}

static bool say_target(struct wishes *w, const char *value)
{
    return target_named(value) != NULL || fault(w->b, value, "no such target");
}

/* ---- what the builder is told ------------------------------------------------------------------------ */

typedef bool teller(struct builder *builder, const char *value, char *why, size_t size);

static bool tell_option(struct builder *builder, const char *value, char *why, size_t size)
{
    (void)why;
    (void)size;
    builder_option_long(builder, value);
    return true;
}

static bool tell_macro(struct builder *builder, const char *value, char *why, size_t size)
{
    (void)why;
    (void)size;
    builder_macro(builder, value);
    return true;
}

static bool tell_source(struct builder *builder, const char *value, char *why, size_t size)
{
    (void)value;
    (void)why;
    (void)size;
    builder_from_source(builder);
    return true;
}

/* ---- all of them --------------------------------------------------------------------------------- */

static const struct word {
    const char *word;
    bool (*say)(struct wishes *w, const char *value); /* what it says of the world; NULL: nothing */
    teller *tell;                                     /* the builder; NULL: nothing */
    bool is_switch;                                   /* its value is "on" */
} words[] = {
    { "option", NULL, tell_option, false },
    { "macro", NULL, tell_macro, false },
    { "map", NULL, builder_map, false },
    { "target", say_target, NULL, false },
    { "source", NULL, tell_source, true },
    { "hostname", say_hostname, NULL, false },
    { "hosts", say_hosts, NULL, false },
    { "root", say_root, NULL, false },
    { "etc-mail", say_etc_mail, NULL, false },
    { "users", say_users, NULL, false },
    { "zone", say_zone, NULL, false },
    { "time", say_time, NULL, false },
    { "caller", say_caller, NULL, false },
    { "replay", say_replay, NULL, false },
    { "made-names", say_made_names, NULL, true },
    { "no-exec", say_no_exec, NULL, true },
    { "no-network", say_no_network, NULL, true },
};

static const struct word *word_named(const char *text)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(words[i].word, text) == 0)
            return &words[i];
    }
    return NULL;
}

const struct target *settings_target(const char *const *settings)
{
    const struct target *t = NULL;

    for (; settings != NULL && settings[0] != NULL; settings += 2) {
        if (strcmp(settings[0], "target") == 0 && settings[1] != NULL)
            t = target_named(settings[1]);
    }
    return t;
}

/* A lookup that is not in the recording fails, which is told where it is made. */
static void not_recorded(void *ctx, const char *what)
{
    (void)ctx, (void)what;
}

/* A recording answers for the host whose it is: that has its name below it, and again above, where it counts. */
static bool put_recording_on(struct wishes *w, const struct self *self)
{
    struct btsh *b = w->b;
    char why[WHY] = "";

    if (w->replay == NULL)
        return true;
    if (w->hostname != NULL && !world_self(&b->world, &b->layers, self))
        return fault(b, "hostname", error_text(ENOMEM));
    return world_replay(&b->world, &b->layers, w->replay, not_recorded, NULL, why, sizeof why) || fault(b, "replay", why);
}

static bool put_names_on(struct wishes *w)
{
    struct btsh *b = w->b;
    char own[256], why[WHY] = "";

    if (w->made_names && b->world.host_name(b->world.ctx, own, sizeof own) != 0)
        snprintf(own, sizeof own, "localhost");
    if (w->made_names && !world_made_names(&b->world, &b->layers, own))
        return fault(b, "made-names", error_text(ENOMEM));
    if ((w->has_users || w->caller != NULL)
        && !world_users(&b->world, &b->layers, w->has_users ? w->users : NULL, w->nusers, w->caller, why, sizeof why))
        return fault(b, "users", why);
    if (!w->made_names && (b->nzones > 0 || w->hosts != NULL)
        && !world_names(&b->world, &b->layers, (const struct zone *const *)b->zones, b->nzones, why, sizeof why))
        return fault(b, "zone", why);
    return true;
}

/* In the order of setup_world() of the program: files below, names that come from them above. */
static bool put_on(struct wishes *w)
{
    struct btsh *b = w->b;
    const struct self self = { .host_name = w->hostname, .fixed_time = w->has_time, .time = w->time };
    const struct file_view files = { .root = w->root, .etc_mail = w->etc_mail, .hosts = w->hosts, .own = &w->hosts, .nown = w->hosts != NULL,
                                     .hosts_below = w->replay != NULL };
    char why[WHY] = "";

    if (!put_recording_on(w, &self))
        return false;
    if ((w->root != NULL || w->etc_mail != NULL || w->hosts != NULL) && !world_files(&b->world, &b->layers, &files, why, sizeof why))
        return fault(b, w->etc_mail != NULL ? "etc-mail" : "root", why);
    if ((w->hostname != NULL || w->has_time) && !world_self(&b->world, &b->layers, &self))
        return fault(b, "hostname", error_text(ENOMEM));
    return put_names_on(w);
}

bool settings_world(struct btsh *b, const char *const *settings)
{
    struct wishes w = { .b = b };

    for (; settings != NULL && settings[0] != NULL; settings += 2) {
        const struct word *word = word_named(settings[0]);

        if (word == NULL)
            return fault(b, settings[0], "no such setting");
        if (settings[1] == NULL)
            return fault(b, settings[0], "it lacks its value");
        if (word->is_switch && strcmp(settings[1], "on") != 0)
            return fault(b, settings[0], "its value is `on'");
        if (word->say != NULL && !word->say(&w, settings[1]))
            return false;
    }
    world_shut(&b->world, w.shut);
    return put_on(&w);
}

bool settings_build(struct btsh *b, const char *const *settings, struct builder *builder)
{
    char why[WHY] = "";

    for (; settings != NULL && settings[0] != NULL; settings += 2) {
        teller *tell = word_named(settings[0])->tell;

        if (tell != NULL && !tell(builder, settings[1], why, sizeof why))
            return fault(b, settings[0], why);
    }
    return true;
}
