/*
 * json_library.c - Jansson, loaded when JSON is asked for the first time.
 */
#include <dlfcn.h>
#include <stddef.h>

#include "world/json_library.h"

bool json_library_load(struct json_library *l, const char **why)
{
    void *handle = dlopen("libjansson.so.4", RTLD_NOW | RTLD_LOCAL);

    *why = "no JSON: this machine has no libjansson.so.4 (package libjansson4)";
    if (handle == NULL)
        return false;
    /* a pointer to a function cannot be cast from one to data: its bytes are filled */
#define JSON_FIND(name)                                                                          \
    *(void **)(void *)&l->json_##name = dlsym(handle, "json_" #name);                            \
    if (l->json_##name == NULL)                                                                  \
        return false;
    JSON_FUNCTIONS(JSON_FIND)
#undef JSON_FIND
    return true;
}
