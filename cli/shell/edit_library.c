/*
 * edit_library.c - libedit, loaded when there is a terminal.
 */
#include <dlfcn.h>
#include <stddef.h>

#include "shell/edit_library.h"

static bool load(struct edit_library *l)
{
    static const char *const names[] = { "libedit.so.2", "libedit.so.0" }; /* of Debian, and of others */
    void *handle = NULL;

    for (size_t i = 0; handle == NULL && i < sizeof names / sizeof *names; i++)
        handle = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
    if (handle == NULL)
        return false;
    /* a pointer to a function cannot be cast from one to data: its bytes are filled */
#define EDIT_FIND(name)                                                                          \
    *(void **)(void *)&l->name = dlsym(handle, #name);                                           \
    if (l->name == NULL)                                                                         \
        return false;
    EDIT_FUNCTIONS(EDIT_FIND)
#undef EDIT_FIND
    return true;
}

const struct edit_library *edit_library(void)
{
    static struct edit_library library;
    static enum { NOT_YET, LOADED, MISSING } state;

    if (state == NOT_YET)
        state = load(&library) ? LOADED : MISSING;
    return state == LOADED ? &library : NULL;
}
