/*
 * once.c - a map that is made for one lookup: F lines of the form "key@class:arguments".
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/arena.h"
#include "maps/args.h"
#include "maps/define.h"
#include "maps/ldap.h"
#include "maps/lookup.h"
#include "maps/map.h"
#include "maps/once.h"
#include "state/diag.h"
#include "state/event.h"
#include "state/lasting.h"
#include "state/program.h"
#include "state/session.h"
#include "state/trace.h"

/* "@LDAP" stands for a search in that schema for the words of a class. */
static const char *built_in_search(struct session *s, const char *name)
{
    const char *where = ldap_this_host(s);
    size_t size = strlen(name) + strlen(where) + 256;
    char *out = arena_alloc(&s->command.work, size);

    snprintf(out, size,
             "-k (&(objectClass=sendmailMTAClass)(sendmailMTAClassName=%s)%s)"
             " -v sendmailMTAClassValue,sendmailMTAClassSearch:FILTER:sendmailMTAClass,"
             "sendmailMTAClassURL:URL:sendmailMTAClass",
             name, where);
    return out;
}

/* A map that no symbols lists. */
static struct map *nameless(struct session *s, const char *name, const struct map_class *cls)
{
    struct program *p = s->prog;
    struct map **list = realloc(p->maps, (size_t)(p->nmaps + 1) * sizeof *list);
    struct map *m = arena_alloc(map_arena(s), sizeof *m);

    if (list == NULL || m == NULL)
        return NULL;
    p->maps = list;
    m->name = keep_text(s, name);
    m->cls = cls;
    m->flags = MF_FILECLASS;
    m->index = p->nmaps;
    p->maps[p->nmaps++] = m;
    return m;
}

static bool open_once(struct session *s, struct map *m)
{
    struct map_state *st = map_state_of(s, m);

    s->standing.err = 0;
    if (m->cls->open != NULL && !map_is_shut(s, m) && !m->cls->open(s, m))
        return false;
    st->open = true;
    return true;
}

static const char *ask_once(struct session *s, struct map *m, const char *key, bool optional,
                            int *status)
{
    struct map_call call = { .key = key, .arena = &s->command.work };
    const char *value = map_lookup(s, m, &call);

    *status = call.status;
    if (value == NULL && !optional && call.status != EX_OK && call.status != EX_NOHOST)
        syserr(s, "fileclass: F{%s}: map lookup failed", m->name);
    if (m->cls->close != NULL)
        m->cls->close(s, m);
    map_state_of(s, m)->open = false;
    return value;
}

const char *map_one_lookup(struct session *s, const char *name, int id, const char *cls,
                           const char *args, const char *key, bool optional, int *status)
{
    const struct map_class *c;
    struct map *m;

    (void)id;
    if (args == NULL) {
        cls = "ldap";
        args = built_in_search(s, name);
    }
    c = known_class(s, cls, strlen(cls));
    if (c == NULL) {
        syserr(s, "fileclass: F{%s}: class %s not available", name, cls);
        return NULL;
    }
    DEBUG(s, DL_FILECLASS_MAP, DBG_STR(name), DBG_STR(cls), DBG_STR(key), DBG_STR(args));
    m = nameless(s, name, c);
    if (m == NULL)
        return NULL;
    if (c == &class_ldap)
        m->coldelim = ' ';
    if (c->parse != NULL ? !c->parse(s, m, args) : !map_parse_args(s, m, args))
        return NULL;
    m->flags |= MF_VALID;
    if (open_once(s, m))
        return ask_once(s, m, key, optional, status);
    if (!optional && (m->flags & MF_OPTIONAL) == 0)
        syserr(s, "fileclass: F{%s}: map open failed", name);
    return NULL;
}
