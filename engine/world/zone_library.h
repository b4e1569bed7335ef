/*
 * zone_library.h - NLnet Labs' ldns, loaded when a zone is read for the first time.
 */
#ifndef BTSH_ZONE_LIBRARY_H
#define BTSH_ZONE_LIBRARY_H

#include <ldns/ldns.h>
#include <stdbool.h>

/* Everything that is called: ldns_ is put in front. */
#define LDNS_FUNCTIONS(X)                                                                        \
    X(rr_new_frm_str) X(rr2wire) X(rr_free) X(rr_get_class) X(dname_new_frm_str) X(dname_cat)     \
    X(rdf_deep_free) X(rdf_clone) X(get_errorstr_by_id) X(str2period)

struct zone_library {
#define LDNS_MEMBER(name) __typeof__(ldns_##name) *name;
    LDNS_FUNCTIONS(LDNS_MEMBER)
#undef LDNS_MEMBER
};

/* False: there is no such library on this machine, or not all of it. */
bool zone_library_load(struct zone_library *l);

#endif
