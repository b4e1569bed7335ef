/*
 * load.c - a configuration of the library: loaded, or one that the program has loaded itself.
 */
#include <stdlib.h>

#include "library/inside.h"
#include "library/load.h"
#include "library/settings.h"
#include "world/layer.h"
#include "world/live.h"
#include "world/zone.h"

const char *btsh_version(void)
{
    return BTSH_VERSION;
}

static enum event_answer hear(void *ctx, struct session *s, const struct event *e)
{
    struct btsh *b = ctx;

    if (e->kind == EVENT_DIAGNOSTIC && !e->diag->held)
        messages_add(&b->messages, s, e->diag);
    return EVENT_GO;
}

static void build(struct btsh *b, const char *path, const char *const *settings)
{
    const struct observer o = { .hear = hear, .ctx = b };
    struct builder *builder = builder_begin(&b->world, &o, settings_target(settings));

    builder_own_file(builder);
    if (settings_build(b, settings, builder) && builder_read(builder, path))
        b->program = builder_finish(builder);
    else
        builder_abandon(builder);
}

struct btsh *btsh_load(const char *path, const char *const *settings)
{
    struct btsh *b = calloc(1, sizeof *b);

    messages_begin(&b->messages, &b->arena);
    b->owned = true;
    b->world = *world_live();
    if (settings_world(b, settings))
        build(b, path, settings);
    return b;
}

struct btsh *library_of_program(struct program *p)
{
    struct btsh *b = calloc(1, sizeof *b);

    if (b != NULL)
        b->program = p;
    return b;
}

bool btsh_usable(const struct btsh *b)
{
    return b->program != NULL;
}

const struct btsh_message *btsh_load_messages(const struct btsh *b)
{
    return b->messages.first;
}

void btsh_free(struct btsh *b)
{
    if (b == NULL)
        return;
    if (b->owned && b->program != NULL)
        program_free(b->program);
    world_layers_free(b->layers);
    for (int i = 0; i < b->nzones; i++)
        zone_free(b->zones[i]);
    free(b->zones);
    arena_free(&b->arena);
    free(b);
}
