/*
 * class.c - classes of maps by their names, and the names of the files that they read.
 */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/symbols.h"
#include "maps/class.h"
#include "maps/map.h"
#include "state/program.h"
#include "state/session.h"
#include "state/trace.h"

const struct map_class *map_class_find(const struct map_class *const *classes, const char *name,
                                       size_t n)
{
    for (; *classes != NULL; classes++) {
        if (strlen((*classes)->name) == n && strncasecmp((*classes)->name, name, n) == 0)
            return *classes;
    }
    return NULL;
}

bool map_is_made(const struct map_class *cls)
{
    return cls->suffix != NULL && *cls->suffix != '\0';
}

/* Does the name end in what the class's files end in? */
static bool has_suffix(const struct map_class *cls, const char *file, size_t n)
{
    size_t k = strlen(cls->suffix);

    return n >= k && strcmp(file + n - k, cls->suffix) == 0;
}

void map_file_name(const struct map_class *cls, const char *file, char *out, size_t size)
{
    snprintf(out, size, "%s%s", file, has_suffix(cls, file, strlen(file)) ? "" : cls->suffix);
}

size_t map_stem(const struct map *m)
{
    size_t n = strlen(m->file);

    return has_suffix(m->cls, m->file, n) ? n - strlen(m->cls->suffix) : n;
}

void map_classes_enter(struct session *s)
{
    static const char *const names[] = {
        "hash", "btree", "nis", "nisplus", "ldap", "dns", "bestmx", "host", "text", "stab",
        "implicit", "user", "dequote", "regex", "userdb", "program", "sequence", "switch", "null",
        "syslog", "macro", "arith", "arpa", "socket",
    };

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        symbol_enter(&s->prog->def.symbols, names[i], SYM_MAPCLASS);
    if (DEBUGGING(s, 38, 2))
        symbol_enter(&s->prog->def.symbols, "bogus", SYM_MAPCLASS);
}
