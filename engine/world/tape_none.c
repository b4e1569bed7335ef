/*
 * tape_none.c - a build without Jansson neither writes nor reads recordings.
 */
#include <stdio.h>

#include "world/tape_json.h"

static bool refuse(const char *path, char *error, size_t size)
{
    snprintf(error, size, "%s: this btsh was built without Jansson and has no recordings; build it "
                          "with libjansson-dev", path);
    return false;
}

bool tape_read(struct tape *t, const char *path, char *error, size_t size)
{
    (void)t;
    return refuse(path, error, size);
}

char *tape_text(const struct tape *t, const char *path, char *error, size_t size)
{
    (void)t;
    refuse(path, error, size);
    return NULL;
}
