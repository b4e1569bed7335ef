/*
 * class.c - classes of maps by their names.
 */
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

void map_classes_enter(struct session *s)
{
    static const char *const names[] = {
        "hash", "btree", "nis", "nisplus", "ldap", "dns", "bestmx", "host", "text", "stab",
        "implicit", "user", "dequote", "regex", "userdb", "program", "sequence", "switch", "null",
        "syslog", "macro", "arith", "arpa", "socket",
    };

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        symbol_enter(&s->prog->ledger, names[i], SYM_MAPCLASS);
    if (DEBUGGING(s, 38, 2))
        symbol_enter(&s->prog->ledger, "bogus", SYM_MAPCLASS);
}
