/*
 * db_library.c - Berkeley DB, loaded when it is wanted. It is asked for each time, as nothing here may be kept: where it
 * is there already that costs next to nothing.
 */
#include <dlfcn.h>
#include <errno.h>
#include <stddef.h>

#include "maps/db_library.h"

int db_library_create(DB **db)
{
    void *handle = dlopen("libdb-5.3.so", RTLD_NOW | RTLD_LOCAL);
    int (*create)(DB **, DB_ENV *, u_int32_t) = NULL;

    /* a pointer to a function cannot be cast from one to data: its bytes are filled */
    if (handle != NULL)
        *(void **)(void *)&create = dlsym(handle, "db_create");
    return create != NULL ? create(db, NULL, 0) : ELIBACC;
}
