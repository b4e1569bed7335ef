/*
 * swap.c - maps that a test or the command line puts in place of the configuration's.
 */
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>

#include "base/arena.h"
#include "base/chars.h"
#include "base/limits.h"
#include "maps/cdb.h"
#include "maps/class.h"
#include "maps/db.h"
#include "maps/define.h"
#include "maps/lookup.h"
#include "maps/map.h"
#include "maps/registry.h"
#include "maps/source.h"
#include "maps/stab.h"
#include "maps/swap.h"
#include "maps/text.h"
#include "maps/value.h"
#include "state/diag.h"
#include "state/lasting.h"
#include "state/program.h"
#include "state/session.h"

/* ---- a map with entries added and taken away, or that fails ---- */

struct change {
    struct change *next;
    const char *key;   /* folded as the map folds; "": every one */
    const char *value; /* NULL: not there */
    bool fails;        /* for the time being */
};

struct changes {
    struct map *below;     /* the map as it was */
    struct change *first;  /* the last word on a key comes first */
};

static bool changed_open(struct session *s, struct map *m)
{
    (void)s;
    (void)m;
    return true;
}

static const char *changed_lookup(struct session *s, struct map *m, struct map_call *call)
{
    const struct changes *c = m->extra;
    char key[MAX_KEY + 1];

    map_fold_key(m, call->key, key, sizeof key);
    for (const struct change *x = c->first; x != NULL; x = x->next) {
        if (*x->key != '\0' && strcmp(x->key, key) != 0)
            continue;
        if (x->fails)
            call->status = EX_TEMPFAIL;
        if (x->value == NULL)
            return NULL;
        if ((m->flags & MF_MATCHONLY) != 0)
            return map_rewrite_key(s, m, call->key, strlen(call->key), call);
        return map_rewrite(s, m, x->value, strlen(x->value), call);
    }
    return map_open(s, c->below) ? map_lookup(s, c->below, call) : NULL;
}

static const struct map_class class_changed = {
    .name = "changed",
    .open = changed_open,
    .lookup = changed_lookup,
};

/* ---- noting ---- */

static char *copy(struct arena *a, const char *from, const char *end)
{
    while (end > from && (end[-1] == ' ' || end[-1] == '\t'))
        end--;
    return arena_strndup(a, from, (size_t)(end - from));
}

static const struct map_class *swap_class(const struct map_class *const *classes,
                                          const char *name)
{
    return strcmp(name, class_source.name) == 0 ? &class_source
                                                : map_class_find(classes, name, strlen(name));
}

/* TYPE:FILE */
static bool read_class(struct arena *a, struct map_swap *x,
                       const struct map_class *const *classes, const char *word, char *error,
                       size_t size)
{
    const char *colon = strchr(word, ':');

    x->key = copy(a, word, colon != NULL ? colon : word + strlen(word));
    x->value = colon != NULL ? copy(a, skip_blanks(colon + 1), colon + strlen(colon)) : "";
    if (colon != NULL && swap_class(classes, x->key) != NULL)
        return true;
    snprintf(error, size, "map %s: %s is no type of map; hash, btree, text, source ... and a colon "
                          "stand before the file", x->name, *x->key != '\0' ? x->key : "nothing");
    return false;
}

/* + KEY VALUE, - KEY; ! KEY, ! */
static bool read_entry(struct arena *a, struct map_swap *x, const char *word, char *error,
                       size_t size)
{
    const char *end = word + (x->sign == '!' ? strlen(word) : strcspn(word, " \t")), *rest = skip_blanks(end);

    x->key = copy(a, word, end);
    x->value = x->sign == '+' ? copy(a, rest, rest + strlen(rest)) : NULL;
    if (x->sign == '!' || (*x->key != '\0' && (x->sign == '+') == (*rest != '\0')))
        return true;
    snprintf(error, size, x->sign == '+' ? "map %s: an entry to add is + KEY VALUE"
                                         : "map %s: an entry to take away is - KEY", x->name);
    return false;
}

static bool read_swap(struct arena *a, struct map_swap *x,
                      const struct map_class *const *classes, const char *text, char *error,
                      size_t size)
{
    const char *name = skip_blanks(text), *at = name + strcspn(name, " \t=+");

    x->name = copy(a, name, at);
    at = skip_blanks(at);
    x->sign = *at;
    if (*x->name == '\0' || *at == '\0' || strchr("=+-!", *at) == NULL) {
        snprintf(error, size,
                 "a map is changed by NAME = TYPE:FILE, NAME + KEY VALUE or NAME - KEY; NAME ! and NAME ! KEY make it fail");
        return false;
    }
    at = skip_blanks(at + 1);
    return x->sign == '=' ? read_class(a, x, classes, at, error, size)
                          : read_entry(a, x, at, error, size);
}

bool map_swap_note(struct program *p, const char *text, char *error, size_t size)
{
    struct map_swap *x = arena_alloc(&p->def.arena, sizeof *x), **end = &p->swaps;

    if (!read_swap(&p->def.arena, x, p->classes, text, error, size))
        return false;
    while (*end != NULL)
        end = &(*end)->next;
    *end = x;
    return true;
}

bool map_swap_check(const struct map_class *const *classes, const char *text, char *error,
                    size_t size)
{
    struct arena a = { NULL, NULL };
    struct map_swap x = { .sign = 0 };
    bool ok = read_swap(&a, &x, classes, text, error, size);

    arena_free(&a);
    return ok;
}

/* ---- applying ---- */

static bool is_there(struct session *s, const struct map_class *cls, const char *file)
{
    char name[PATH_MAX];
    struct stat st;

    map_file_name(cls, file, name, sizeof name);
    return s->world->stat(s->world->ctx, name, &st) == 0;
}

static bool replace(struct session *s, const struct map_swap *x)
{
    const struct map_class *cls = swap_class(s->prog->classes, x->key);
    struct map *m = map_find(s, x->name);

    if (cls->suffix != NULL && !is_there(s, cls, x->value)) {
        bool text = is_there(s, &class_text, x->value);

        if (text)
            fatal(s, EX_NOINPUT, "map %s: %s is no database, and there is none beside it; source:%s "
                                 "reads the text", x->name, x->value, x->value);
        else
            fatal(s, EX_NOINPUT, "map %s: there is no file %s; paths are relative to the file that "
                                 "names them", x->name, x->value);
        return false;
    }
    if (m == NULL || cls->suffix == NULL)
        m = map_define(s, x->name, strlen(x->name), cls->suffix != NULL ? &class_hash : cls, x->value);
    if (m == NULL || cls->suffix == NULL)
        return m != NULL;
    if (m->cls->free_extra != NULL && m->extra != NULL)
        m->cls->free_extra(m->extra);
    m->extra = NULL;
    m->cls = cls;
    m->file = x->value;
    if (cls == &class_text && m->valcol == NULL) {
        m->valcol = "1";
        m->valcolno = 1;
    }
    m->flags = (m->flags & ~(unsigned long)MF_OPTIONAL) | MF_VALID;
    return true;
}

/* The map under a name that no configuration can write. */
static struct map *set_aside(struct session *s, const struct map *m)
{
    struct map *below = map_nameless(s);
    int index;

    if (below == NULL)
        return NULL;
    index = below->index;
    *below = *m;
    below->index = index;
    return below;
}

static bool change(struct session *s, const struct map_swap *x)
{
    struct map *m = map_find(s, x->name);
    char key[MAX_KEY + 1];
    struct changes *c;
    struct change *one;

    if (m == NULL) {
        fatal(s, EX_CONFIG, "map %s: the configuration has none of this name; check the name, or "
                            "make one with %s = TYPE:FILE", x->name, x->name);
        return false;
    }
    if (m->cls != &class_changed) {
        c = arena_alloc(map_arena(s), sizeof *c);
        c->below = set_aside(s, m);
        if (c->below == NULL)
            return false;
        m->cls = &class_changed;
        m->extra = c;
        m->flags |= MF_VALID;
    }
    c = m->extra;
    map_fold_key(m, x->key, key, sizeof key);
    one = arena_alloc(map_arena(s), sizeof *one);
    *one = (struct change){ c->first, arena_strdup(map_arena(s), key), x->value, x->sign == '!' };
    c->first = one;
    return true;
}

/* --source: a database whose text stands beside it; of aliases, the text as sendmail reads it without one. */
static void use_sources(struct session *s)
{
    for (int i = 0; i < s->prog->nmaps; i++) {
        struct map *m = s->prog->maps[i];
        struct stat st;

        if (m->file == NULL || *m->file == '\0' || !map_is_made(m->cls))
            continue;
        if (m->file[map_stem(m)] != '\0')
            m->file = arena_strndup(map_arena(s), m->file, map_stem(m));
        if (s->world->stat(s->world->ctx, m->file, &st) == 0 && S_ISREG(st.st_mode))
            m->cls = (m->flags & MF_ALIAS) != 0 ? &class_stab : &class_source;
    }
}

bool map_swaps_apply(struct session *s)
{
    if (s->prog->from_source)
        use_sources(s);
    for (const struct map_swap *x = s->prog->swaps; x != NULL; x = x->next) {
        if (x->sign == '=' && !replace(s, x))
            return false;
    }
    for (const struct map_swap *x = s->prog->swaps; x != NULL; x = x->next) {
        if (x->sign != '=' && !change(s, x))
            return false;
    }
    return true;
}
