/*
 * registry.c - the classes of maps, one line each.
 *
 * Adding a class: a file beside this one, its declaration in classes.h, its line here. The list is
 * sorted by name, as completion and the manual show it.
 */
#include <strings.h>
#include <string.h>

#include "maps/classes.h"

static const struct map_class *const classes[] = {
    &class_arith,
    &class_arpa,
    &class_bestmx,
    &class_bogus,
    &class_btree,
    &class_cdb,
    &class_dequote,
    &class_dns,
    &class_hash,
    &class_host,
    &class_implicit,
    &class_ldap,
    &class_macro,
    &class_nis,
    &class_nisplus,
    &class_null,
    &class_program,
    &class_regex,
    &class_sequence,
    &class_socket,
    &class_stab,
    &class_switch,
    &class_syslog,
    &class_text,
    &class_user,
    &class_userdb,
};

enum { CLASSES = sizeof classes / sizeof classes[0] };

const struct map_class *map_class_at(int i)
{
    return i >= 0 && i < CLASSES ? classes[i] : NULL;
}

const char *engine_map_class(int i)
{
    const struct map_class *cls = map_class_at(i);

    return cls != NULL ? cls->name : NULL;
}

const char *engine_map_class_help(int i)
{
    const struct map_class *cls = map_class_at(i);

    return cls != NULL && cls->help != NULL ? cls->help : "";
}

const struct map_class *map_class_find(const char *name, size_t n)
{
    for (int i = 0; i < CLASSES; i++) {
        if (strlen(classes[i]->name) == n && strncasecmp(classes[i]->name, name, n) == 0)
            return classes[i];
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
