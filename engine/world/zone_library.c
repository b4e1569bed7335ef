/*
 * zone_library.c - ldns, loaded when a zone is read for the first time.
 */
#include <dlfcn.h>
#include <stddef.h>

#include "world/zone_library.h"

bool zone_library_load(struct zone_library *l)
{
    void *handle = dlopen("libldns.so.3", RTLD_NOW | RTLD_LOCAL);

    if (handle == NULL)
        return false;
    /* a pointer to a function cannot be cast from one to data: its bytes are filled */
#define LDNS_FIND(name)                                                                          \
    *(void **)(void *)&l->name = dlsym(handle, "ldns_" #name);                                   \
    if (l->name == NULL)                                                                         \
        return false;
    LDNS_FUNCTIONS(LDNS_FIND)
#undef LDNS_FIND
    return true;
}
