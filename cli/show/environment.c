/*
 * environment.c - the environment that libraries see, and the caller's.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "show/environment.h"

extern char **environ;

/* The list that the process was started with; its strings stay where they are. */
static char **callers;

/* The same, where it is no longer what the process was started with. */
static char **pretended;

/* Lists that libraries may still look at, in threads that nobody waits for, are never given back. */
static struct kept {
    struct kept *next;
    char *list[];
} *kept;

static char *entry(char *const *list, const char *name)
{
    size_t n = strlen(name);

    for (; list != NULL && *list != NULL; list++) {
        if (strncmp(*list, name, n) == 0 && (*list)[n] == '=')
            return *list;
    }
    return NULL;
}

static size_t length(char *const *list)
{
    size_t n = 0;

    while (list != NULL && list[n] != NULL)
        n++;
    return n;
}

void environment_take(char *const *list, bool zone)
{
    size_t n = length(list);
    struct kept *k = calloc(1, sizeof *k + (n + 1) * sizeof *k->list);

    if (k == NULL)
        return;
    for (size_t i = 0, to = 0; i < n; i++) {
        if (!zone && strncmp(list[i], "TZ=", 3) == 0)
            continue;
        k->list[to] = strdup(list[i]);
        to += k->list[to] != NULL;
    }
    k->next = kept;
    kept = k;
    environ = k->list;
    tzset();
}

void environment_empty(void)
{
    char agent[] = "AGENT=sendmail", *own[3] = { NULL };
    size_t n = 0;

    callers = environ;
    if (entry(callers, "TZ") != NULL)
        own[n++] = entry(callers, "TZ");
    own[n] = agent;
    environment_take(own, true);
}

void environment_lend(void)
{
    environ = environment_of_caller();
}

void environment_return(void)
{
    if (kept != NULL)
        environ = kept->list;
}

const char *environment_caller(const char *name)
{
    const char *found = entry(callers != NULL ? callers : environ, name);

    return found != NULL ? found + strlen(name) + 1 : NULL;
}

char **environment_of_caller(void)
{
    return callers != NULL ? callers : environ;
}

void environment_pretend(const char *name, const char *value)
{
    size_t n = length(environment_of_caller()), to = 0;
    char **list = calloc(n + 2, sizeof *list);

    if (list == NULL)
        return;
    for (size_t i = 0; i < n; i++) {
        if (environment_of_caller()[i] != entry(environment_of_caller(), name))
            list[to++] = environment_of_caller()[i];
    }
    if (value != NULL && (list[to] = malloc(strlen(name) + strlen(value) + 2)) != NULL)
        sprintf(list[to], "%s=%s", name, value);
    free(pretended);
    callers = pretended = list;
}

bool environment_find(const char *program, char *path, size_t size)
{
    const char *p = environment_caller("PATH");

    if (p == NULL)
        p = "/bin:/usr/bin";
    for (;; p++) {
        int n = (int)strcspn(p, ":");

        if (*p == '/' && snprintf(path, size, "%.*s/%s", n, p, program) < (int)size
            && access(path, X_OK) == 0)
            return true;
        p += n;
        if (*p == '\0')
            return false;
    }
}
