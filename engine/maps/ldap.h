/* ldap.h - the class that asks directories. */
#ifndef BTSH_MAPS_LDAP_H
#define BTSH_MAPS_LDAP_H

struct map_class;

extern const struct map_class class_ldap;

#endif
