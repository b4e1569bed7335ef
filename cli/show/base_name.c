/*
 * base_name.c - the last part of a path.
 */
#include <string.h>

#include "show/base_name.h"

const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash != NULL && slash[1] != '\0' ? slash + 1 : path;
}
