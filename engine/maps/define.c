/*
 * define.c - K lines, the maps that are there without one, and alias files.
 *
 * A name is defined once; a second definition of the same name (case does not matter) fills the
 * same record: class and given texts are replaced, flags and all else stay.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/chars.h"
#include "base/limits.h"
#include "base/symbols.h"
#include "cfparse/white.h"
#include "files/fence.h"
#include "hosts/service.h"
#include "maps/args.h"
#include "maps/class.h"
#include "maps/define.h"
#include "maps/ldap.h"
#include "maps/lookup.h"
#include "maps/map.h"
#include "maps/null.h"
#include "maps/sequence.h"
#include "state/diag.h"
#include "state/event.h"
#include "state/lasting.h"
#include "state/macros.h"
#include "state/name_ids.h"
#include "state/program.h"
#include "state/session.h"
#include "state/trace.h"

static bool word_char(char c)
{
    return (unsigned char)c < 0x80 && isalnum((unsigned char)c) != 0;
}

static bool name_char(char c)
{
    return word_char(c) || c == '_' || c == '.';
}

static const char *or_null(const char *text)
{
    return text != NULL ? text : "(null)";
}

/* The two lines of -d37.5. */
static void map_trace_definition(struct session *s, const struct map *m)
{
    DEBUG_EMIT(s, DL_MAP_LINE, DBG_STR(m->name), DBG_STR(m->cls->name), DBG_INT(m->flags),
               DBG_STR(or_null(m->file)), DBG_STR(or_null(m->app)), DBG_STR(or_null(m->domain)),
               DBG_STR(or_null(m->rebuild)));
}

static struct symbol_table *symbol_table_of(struct session *s)
{
    return &s->def->symbols;
}

struct map *map_nameless(struct session *s)
{
    struct program *p = s->prog;
    struct map **list;
    struct map *m;

    list = realloc(p->maps, (size_t)(p->nmaps + 1) * sizeof *list);
    if (list == NULL)
        return NULL;
    p->maps = list;
    m = arena_alloc(map_arena(s), sizeof *m);
    if (m == NULL)
        return NULL;
    m->index = p->nmaps;
    p->maps[p->nmaps++] = m;
    return m;
}

/* The record for a name, made if it is new. */
static struct map *record_at(struct session *s, struct symbol *sym)
{
    struct map *m;

    if (sym == NULL || sym->data != NULL)
        return sym != NULL ? sym->data : NULL;
    m = map_nameless(s);
    if (m == NULL)
        return NULL;
    sym->data = m;
    sym->value = m->index;
    return m;
}

static struct map *record(struct session *s, const char *name)
{
    return record_at(s, symbol_enter(symbol_table_of(s), name, SYM_MAP));
}

static void free_extra(const struct map_class *cls, void *extra)
{
    if (cls != NULL && cls->free_extra != NULL && extra != NULL)
        cls->free_extra(extra);
}

static bool parse(struct session *s, struct map *m, const char *args)
{
    return m->cls->parse != NULL ? m->cls->parse(s, m, args) : map_parse_args(s, m, args);
}

/* Lets the class read its arguments. What it made of earlier ones stays where it cannot read these. */
static bool fill(struct session *s, struct map *m, const struct map_class *cls, const char *args)
{
    const struct map_class *was = m->cls;
    void *old = m->extra;

    m->extra = NULL;
    m->cls = cls;
    m->unnamed = false;
    if ((cls->caps & MC_KEEP_QUOTES) != 0)
        m->flags |= MF_KEEPQUOTES; /* and stays, whatever the name is defined as later */
    if (!parse(s, m, args)) {
        if (was == cls && old != NULL && cls->free_extra != NULL) {
            free_extra(cls, m->extra);
            m->extra = old;
        } else {
            free_extra(was, old);
        }
        return false;
    }
    free_extra(was, old);
    if ((cls->caps & MC_NO_FILE) == 0)
        fence_name(s, m->file);
    return true;
}

struct map *map_define(struct session *s, const char *name, size_t nname,
                       const struct map_class *cls, const char *args)
{
    const char *kept = arena_strndup(map_arena(s), name, nname);
    struct map *m = record(s, kept);

    if (m == NULL)
        return NULL;
    m->name = kept;
    if (fill(s, m, cls, args))
        m->flags |= MF_VALID;
    return m;
}

const struct map_class *known_class(struct session *s, const char *name, size_t n)
{
    symbol_find_n(symbol_table_of(s), name, n, SYM_MAPCLASS);

    const struct map_class *cls = map_class_find(s->prog->classes, name, n);

    if (cls != NULL && (cls->caps & MC_DEBUG) != 0 && !DEBUGGING(s, 38, 2))
        return NULL;
    return cls;
}

void map_line(struct session *s, const char *text)
{
    const char *name = skip_blanks(text), *end = name, *word;
    const struct map_class *cls;
    struct map *m;
    int nname;

    if (!word_char(*name)) {
        syserr(s, "readcf: config K line: no map name");
        return;
    }
    while (name_char(*end))
        end++;
    nname = (int)(end - name);
    word = skip_blanks(*end != '\0' ? end + 1 : end);
    if (!word_char(*word)) {
        syserr(s, "readcf: config K line, map %.*s: no map class", nname, name);
        return;
    }
    end = word;
    while (word_char(*end))
        end++;
    cls = known_class(s, word, (size_t)(end - word));
    if (cls == NULL) {
        syserr(s, "readcf: map %.*s: class %.*s not available", nname, name, (int)(end - word),
               word);
        return;
    }
    m = map_define(s, name, (size_t)nname, cls, skip_blanks(*end != '\0' ? end + 1 : end));
    if (m != NULL && DEBUGGING(s, 37, 5))
        map_trace_definition(s, m);
}

static void define_default(struct session *s, const char *name, const char *line)
{
    if (map_find(s, name) == NULL)
        map_line(s, line);
}

void map_defaults(struct session *s)
{
    const char *types[MAX_MAP_STACK];
    int n;

    define_default(s, "host", s->prog->set.level >= 2 ? "host host -a. -D" : "host host");
    n = service_types(s, "aliases", types, MAX_MAP_STACK);
    for (int i = 0; i < n; i++) {
        if (strcmp(types[i], "files") == 0)
            define_default(s, "aliases.files", "aliases.files null");
        else if (strcmp(types[i], "nisplus") == 0)
            define_default(s, "aliases.nisplus",
                           "aliases.nisplus nisplus -kalias -vexpansion mail_aliases.org_dir");
        else if (strcmp(types[i], "nis") == 0)
            define_default(s, "aliases.nis", "aliases.nis nis mail.aliases");
    }
    define_default(s, "aliases", "aliases switch aliases");
}

/* ---- alias files ---- */

/* The end of a specification: a comma outside of quotes, or the end. */
static const char *spec_end(const char *p)
{
    bool quoted = false;

    for (; *p != '\0' && (quoted || *p != ','); p++) {
        if (*p == '"')
            quoted = !quoted;
    }
    return p;
}

/* The class that an alias file's specification names; its arguments. NULL after a diagnostic. */
static const struct map_class *alias_class(struct session *s, const char *map, char *spec,
                                           const char **args)
{
    const char *name = "implicit";
    size_t n = strcspn(spec, " ,/:");
    const struct map_class *cls;

    *args = spec;
    if (spec[n] == ':') {
        spec[n] = '\0';
        name = spec;
        *args = skip_blanks(spec + n + 1);
    }
    DEBUG(s, DL_SETALIAS_MAP, DBG_STR(name), DBG_STR(map), DBG_STR(*args));
    cls = known_class(s, name, strlen(name));
    if (cls == NULL) {
        syserr(s, "setalias: unknown alias class %s", name);
    } else if ((cls->caps & MC_ALIAS) == 0) {
        syserr(s, "setalias: map class %s can't handle aliases", name);
        return NULL;
    }
    return cls;
}

/* A map, found without a trace of the search. */
static struct map *known_map(const struct session *s, const char *name)
{
    for (int i = 0; i < s->prog->nmaps; i++) {
        if (strcasecmp(s->prog->maps[i]->name, name) == 0)
            return s->prog->maps[i];
    }
    return NULL;
}

/* The arguments of an alias file "ldap:" without any. */
static const char *ldap_alias_search(struct session *s)
{
    const char *where = ldap_this_host(s);
    size_t size = strlen(where) + 384;
    char *out = arena_alloc(&s->command.work, size);

    snprintf(out, size,
             "-k (&(objectClass=sendmailMTAAliasObject)(sendmailMTAAliasGrouping=aliases)%s"
             "(sendmailMTAKey=%%0)) -v sendmailMTAAliasValue,sendmailMTAAliasSearch:FILTER:"
             "sendmailMTAAliasObject,sendmailMTAAliasURL:URL:sendmailMTAAliasObject",
             where);
    return out;
}

static void alias_file(struct session *s, char *spec)
{
    struct program *p = s->prog;
    const char *args;
    const struct map_class *cls;
    char name[32];
    struct symbol *sym;
    struct map *m, *files = known_map(s, "aliases.files");

    snprintf(name, sizeof name, "Alias%d", p->nalias);
    sym = symbol_enter(symbol_table_of(s), name, SYM_MAP);
    m = record_at(s, sym);
    if (m == NULL)
        return;
    m->name = keep_text(s, name);
    if (m->cls == NULL)
        m->cls = &class_null; /* until its own is known: the name is there, and not open */
    cls = alias_class(s, name, spec, &args);
    if (cls == NULL || files == NULL)
        return;
    m->flags = args == spec ? MF_INCLNULL : 0;
    if (cls == &class_ldap && *args == '\0') {
        m->coldelim = ',';
        args = ldap_alias_search(s);
    }
    if (fill(s, m, cls, args)) {
        m->flags |= MF_VALID | MF_ALIAS;
        if (sequence_add(s, files, m))
            p->nalias++;
    }
}

void alias_option(struct session *s, const char *value)
{
    const char *p = *value != '\0' ? value : "aliases";

    DEBUG(s, DL_SETALIAS, DBG_STR(p));
    if (known_map(s, "aliases.files") == NULL)
        map_line(s, "aliases.files sequence");
    for (;;) {
        const char *end;

        while (white(*p) || *p == ',')
            p++;
        if (*p == '\0')
            break;
        end = spec_end(p);
        if (s->prog->nalias >= MAX_MAP_STACK) {
            syserr(s, "Too many alias databases defined, %d max", MAX_MAP_STACK);
            return;
        }
        alias_file(s, arena_strndup(&s->own.arena, p, (size_t)(end - p)));
        p = end;
    }
}

/* The condition that an entry of the schema which comes with the program is meant for this host. */
const char *ldap_this_host(struct session *s)
{
    char cluster[MAX_LINE], host[MAX_LINE], *out;
    int id = name_id_of(s, "{sendmailMTACluster}");
    const char *value = id != 0 ? macro_value(s, id) : NULL, *own = macro_value(s, 'j');
    size_t size;

    expand(s, value != NULL ? value : "", cluster, sizeof cluster);
    expand(s, own != NULL ? own : "localhost", host, sizeof host);
    size = strlen(cluster) + strlen(host) + 64;
    out = arena_alloc(&s->command.work, size);
    snprintf(out, size, "(|(sendmailMTACluster=%s)(sendmailMTAHost=%s))", cluster, host);
    return out;
}
