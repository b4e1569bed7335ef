/*
 * ldap_library.c - finds libldap. It stays loaded: its own libraries do not like to be taken away.
 */
#include <dlfcn.h>
#include <stddef.h>

#include "maps/ldap_library.h"

/* Of the versions with this interface, the one that the headers belong to first. */
static const char *const names[] = { "libldap-2.5.so.0", "libldap.so.2", "libldap-2.4.so.2" };

bool ldap_library_load(struct ldap_library *l)
{
    void *handle = NULL;

    for (size_t i = 0; handle == NULL && i < sizeof names / sizeof names[0]; i++)
        handle = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
    if (handle == NULL)
        return false;
    /* a pointer to a function cannot be cast from one to data: its bytes are filled */
#define LDAP_FIND(name)                                                                          \
    *(void **)(void *)&l->name = dlsym(handle, "ldap_" #name);                                   \
    if (l->name == NULL)                                                                         \
        return false;
    LDAP_FUNCTIONS(LDAP_FIND)
#undef LDAP_FIND
    *(void **)(void *)&l->ber_free = dlsym(handle, "ber_free");
    if (l->ber_free == NULL) { /* it is in a library that libldap brings along */
        handle = dlopen("liblber-2.5.so.0", RTLD_NOW | RTLD_LOCAL | RTLD_NOLOAD);
        if (handle != NULL)
            *(void **)(void *)&l->ber_free = dlsym(handle, "ber_free");
    }
    return l->ber_free != NULL;
}
