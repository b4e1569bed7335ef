/* memory.h - what the maps of one session remember: hosts that were asked for, services */
#ifndef BTSH_HOSTS_MEMORY_H
#define BTSH_HOSTS_MEMORY_H

#include <stdbool.h>
#include <time.h>

#include "base/limits.h"
#include "state/program.h"

struct map;
struct mx_list;
struct session;

struct service {
    struct service *next;
    const char *name;
    const char *types[MAX_MAP_STACK];
    int n;
};

enum { HOST_BUCKETS = 256 };

struct host_answer {
    struct host_answer *next;
    const char *name;   /* as it was asked for */
    const char *result; /* NULL: not found */
    time_t expires;
    int status, err, herr;
    bool secure;       /* proven, or not from the DNS */
};

struct session_maps {
    struct host_answer *hosts[HOST_BUCKETS];
    struct service_table services;
    const struct map *waiting; /* alias_wait() is at work on it */
    int nesting;               /* sequences inside each other */
    unsigned long refused;     /* the command, counted from 1, that was told of a shut door */
    const struct mx_list *fallback; /* the MX hosts of FallbackMXhost; NULL: the program's */
    time_t fallback_until;
    unsigned mx_seed;          /* order of MX hosts of equal preference; 0: not chosen yet */
};

struct session_maps *session_maps(struct session *s);

#endif
