/*
 * origins.c - where a configuration has its words and values from: the line, the file, the host itself.
 */
#include "base/arena.h"
#include "state/origins.h"
#include "state/program.h"
#include "state/session.h"

void origin_note(struct session *s, int id, enum origin_kind kind, const char *text, const char *format)
{
    struct program *p = s->prog;
    struct origin *o;

    if (!is_building(s))
        return;
    o = arena_alloc(&p->def.arena, sizeof *o);
    o->text = arena_strdup(&p->def.arena, text);
    o->format = format != NULL ? arena_strdup(&p->def.arena, format) : NULL;
    o->file = s->file;
    o->line = s->file != NULL ? s->line : 0;
    o->kind = (unsigned char)kind;
    o->id = (unsigned char)id;
    if (p->last_origin == NULL)
        p->origins = o;
    else
        p->last_origin->next = o;
    p->last_origin = o;
}

void origin_macro(struct session *s, int id, int line)
{
    if (is_building(s))
        s->prog->macro_place[id & 0xFF] = (struct line_place){ s->file, line };
}
