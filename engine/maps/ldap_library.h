/*
 * ldap_library.h - OpenLDAP's libldap, loaded when a directory is asked for the first time.
 */
#ifndef BTSH_MAPS_LDAP_LIBRARY_H
#define BTSH_MAPS_LDAP_LIBRARY_H

#define LDAP_DEPRECATED 1 /* ldap_init, ldap_bind: the errors of others are not the reference's */
#include <ldap.h>
#include <stdbool.h>

/* Everything that is called: ldap_ is put in front. */
#define LDAP_FUNCTIONS(X)                                                                        \
    X(init) X(initialize) X(set_option) X(get_option) X(bind) X(unbind) X(search) X(result)      \
    X(abandon) X(parse_result) X(msgfree) X(memfree) X(value_free) X(first_entry) X(next_entry)  \
    X(get_dn) X(first_attribute) X(next_attribute) X(get_values) X(url_parse) X(free_urldesc)    \
    X(err2string)

struct ldap_library {
#define LDAP_MEMBER(name) __typeof__(ldap_##name) *name;
    LDAP_FUNCTIONS(LDAP_MEMBER)
#undef LDAP_MEMBER
    void (*ber_free)(BerElement *ber, int freebuf);
};

/* False: there is no such library on this machine, or not all of it. */
bool ldap_library_load(struct ldap_library *l);

#endif
