/*
 * hold.c - a run whose effects are taken back, and bindings that outlive a program.
 *
 * A run changes few things that show: macros, the exit status, the emulated errno, what
 * is remembered of an address. Maps that it opened stay open, as after any run.
 */
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/marker.h"
#include "base/symbols.h"
#include "hold.h"
#include "state/classes.h"
#include "state/kept_macros.h"
#include "state/name_ids.h"
#include "state/session.h"

struct held {
    struct kept_macros *macros;
    struct standing standing;
};

struct held *session_hold(struct session *s)
{
    struct held *h = calloc(1, sizeof *h);

    if (h == NULL)
        return NULL;
    h->macros = macros_keep(s);
    if (h->macros == NULL) {
        free(h);
        return NULL;
    }
    h->standing = s->standing;
    return h;
}

void session_restore(struct session *s, const struct held *h)
{
    macros_put_back(s, h->macros);
    s->standing = h->standing;
    s->command.stopped = false;
    s->command.depth = 0;
    s->command.steps = 0;
}

void session_release(struct held *h)
{
    if (h == NULL)
        return;
    macros_forget(h->macros);
    free(h);
}

/* The id that a name of one session has in another; 0: none can be had. */
static int same_name(struct session *to, const struct session *from, int id)
{
    char buf[32];

    return id < 0x80 ? id : name_id_of(to, name_text(from, id, true, buf));
}

/* Bytes below 0x80 are the same in every program; those above may be names by their ids. */
static bool portable(const char *value)
{
    for (; *value != '\0'; value++) {
        if ((unsigned char)*value >= NAME_ID_FIRST)
            return false;
    }
    return true;
}

struct carrying {
    struct session *to;
    const struct session *from;
};

static void carry_word(void *ctx, struct symbol *sym)
{
    struct carrying *c = ctx;
    bool theirs = c->from->prog->def.symbols.count > 0
                  && symbol_peek(&c->from->prog->def.symbols, sym->name, SYM_CLASS) == sym;

    if (theirs && c->from->overlay == NULL)
        return; /* it is only in the program's classes */
    for (int id = 1; id < NAME_IDS; id++) {
        bool known = theirs && (sym->classes[id >> 6] >> (id & 63) & 1);
        int there = !known && symbol_in_class(c->from, sym, id) ? same_name(c->to, c->from, id) : 0;

        if (there > 0)
            class_add(c->to, there, sym->name);
    }
}

void session_carry_over(struct session *to, const struct session *from)
{
    struct carrying c = { to, from };

    to->converses = from->converses;
    to->defers = from->defers;
    for (int id = 1; id < NAME_IDS; id++) {
        int there = from->macros[id] != NULL && portable(from->macros[id])
                        ? same_name(to, from, id) : 0;

        if (there > 0)
            macro_put(to, there, from->macros[id]);
    }
    symbol_walk(&from->own.symbols, SYM_CLASS, carry_word, &c);
}
