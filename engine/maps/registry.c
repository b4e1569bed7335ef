/*
 * registry.c - the classes of maps, one line each.
 *
 * Adding a class: a file beside this one and its line here. The list is sorted by name, as completion
 * and the manual show it.
 */
#include <stddef.h>

#include "maps/map.h"
#include "maps/registry.h"

#define MAP_CLASSES(X) \
    X(arith) \
    X(arpa) \
    X(bestmx) \
    X(bogus) \
    X(btree) \
    X(cdb) \
    X(dequote) \
    X(dns) \
    X(hash) \
    X(host) \
    X(implicit) \
    X(ldap) \
    X(macro) \
    X(nis) \
    X(nisplus) \
    X(null) \
    X(program) \
    X(regex) \
    X(sequence) \
    X(socket) \
    X(stab) \
    X(switch) \
    X(syslog) \
    X(text) \
    X(user) \
    X(userdb)

#define DECLARED(name) extern const struct map_class class_##name;
MAP_CLASSES(DECLARED)

#define LISTED(name) &class_##name,
const struct map_class *const map_classes[] = { MAP_CLASSES(LISTED) NULL };
