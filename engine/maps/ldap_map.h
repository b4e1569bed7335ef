/*
 * ldap_map.h - what the files of the ldap class share: ldap.c reads a definition, ldap_search.c
 * asks the directory, ldap_library.c loads libldap.
 */
#ifndef BTSH_MAPS_LDAP_MAP_H
#define BTSH_MAPS_LDAP_MAP_H

#include <stdbool.h>

#include "files/accounts.h"

enum { MAX_ATTRIBUTES = 64 };

enum ldap_method { METHOD_NONE, METHOD_SIMPLE, METHOD_KRBV4 };

/* The kinds of attribute; the last three start further searches. */
enum attribute_type { ATTRIBUTE_NORMAL, ATTRIBUTE_DN, ATTRIBUTE_FILTER, ATTRIBUTE_URL };

struct attribute {
    const char *name;
    enum attribute_type type;
    const char *classes; /* "a|b": counts only in entries of these; NULL: in all */
};

struct ldap_map {
    const char *host, *uri, *base, *filter, *attributes, *bind_dn, *secret_file, *secret;
    char separator; /* -V */
    int port, scope, deref, version, time_limit, connect_time, size_limit;
    enum ldap_method method;
    bool names_only, no_referrals, filter_takes_args;
    struct attribute attribute[MAX_ATTRIBUTES];
    int nattributes;
};

/* Errors of the library as errno values of this program: above all others. */
enum { LDAP_ERROR_BASE = 356, LDAP_ERROR_LOWEST = 326, LDAP_ERROR_UNREACHABLE = NO_DIRECTORY,
       LDAP_ERROR_METHOD = LDAP_ERROR_BASE - 6 };

#endif
