/*
 * memory.c - what ends the program when the system refuses memory, or what it cannot work without.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "show/litter.h"
#include "show/memory.h"

_Noreturn void out_of_memory(void)
{
    static const char text[] = "btsh: no memory; nothing more is written\n";

    litter_clear();
    (void)!write(STDERR_FILENO, text, sizeof text - 1);
    _exit(EX_OSERR);
}

_Noreturn void out_of_means(const char *what, int error)
{
    char text[200];

    litter_clear();
    snprintf(text, sizeof text, "btsh: no %s: %s; nothing more is written\n", what, strerror(error));
    (void)!write(STDERR_FILENO, text, strlen(text));
    _exit(EX_OSERR);
}

void *grow_or_end(void *p, size_t size)
{
    void *grown = realloc(p, size);

    if (grown == NULL)
        out_of_memory();
    return grown;
}

void *zeroed_or_end(size_t n, size_t size)
{
    void *p = calloc(n, size);

    if (p == NULL)
        out_of_memory();
    return p;
}

char *copy_or_end(const char *text)
{
    char *copy = strdup(text);

    if (copy == NULL)
        out_of_memory();
    return copy;
}
