/*
 * macros.c - the macros of a dialogue, and how long they live: those of the connection outlast its
 * envelopes, the others go with theirs.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "smtp/inside.h"
#include "smtp/macros.h"
#include "state/macros.h"
#include "state/name_ids.h"
#include "state/session.h"

static int id_of(const struct dialogue *d, const char *name)
{
    return name[1] == '\0' ? (unsigned char)*name : name_id_of(d->s, name);
}

void define(struct dialogue *d, const char *name, const char *value)
{
    int id = id_of(d, name);

    if (id == 0)
        return;
    if (value != NULL)
        macro_define(d->s, id, value, MACRO_ENVELOPE);
    else
        macro_clear(d->s, id, MACRO_ENVELOPE);
}

void define_number(struct dialogue *d, const char *name, long value)
{
    char text[24];

    snprintf(text, sizeof text, "%ld", value);
    define(d, name, text);
}

static void keep(struct dialogue *d, int id, const char *value)
{
    free(d->kept[id]);
    d->kept[id] = value != NULL ? strdup(value) : NULL;
}

void define_lasting(struct dialogue *d, const char *name, const char *value)
{
    int id = id_of(d, name);

    define(d, name, value);
    if (id != 0)
        keep(d, id, value);
}

const char *value_of(const struct dialogue *d, const char *name)
{
    int id = id_of(d, name);

    return id != 0 ? macro_value(d->s, id) : NULL;
}

void deliver_by_mode(struct dialogue *d, char mode)
{
    d->rules.delivery_mode = mode;
    d->s->defers = mode == 'd';
    define_lasting(d, "{deliveryMode}", (const char[]){ mode, '\0' });
}

void macros_of_connection(struct dialogue *d)
{
    struct session *s = d->s;

    for (int id = 0; id < NAME_IDS; id++) {
        if (d->kept[id] != NULL)
            macro_define(s, id, d->kept[id], MACRO_ENVELOPE);
        else if (s->macros[id] != NULL)
            macro_clear(s, id, MACRO_ENVELOPE);
    }
}

void forget_macros(struct dialogue *d)
{
    for (int id = 0; id < NAME_IDS; id++) {
        free(d->kept[id]);
        free(d->seen[id]);
    }
}
