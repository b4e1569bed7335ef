/*
 * inside.h - what stands behind the library's handles; for the files of this room.
 */
#ifndef BTSH_LIBRARY_INSIDE_H
#define BTSH_LIBRARY_INSIDE_H

#include <signal.h>
#include <stdbool.h>

#include "base/arena.h"
#include "engine.h"
#include "library/btsh.h"
#include "library/messages.h"
#include "world/world.h"

struct program;
struct session;
struct world_layer;
struct zone;

struct btsh {
    struct program *program;    /* NULL: it could not be loaded */
    bool owned;                 /* the program is the library's to free */
    struct world world;
    struct world_layer *layers;
    struct zone **zones;
    int nzones;
    struct arena arena;         /* messages */
    struct messages messages;
};

struct btsh_session {
    struct btsh *of;
    struct session *session;
    struct session *follower;   /* expands addresses; NULL: nothing was expanded yet */
    struct arena answer;        /* everything that the last call gave out */
    struct messages messages;   /* of that call */
    struct btsh_dialogue *dialogue; /* NULL: none is open */
    void (*close)(struct btsh_dialogue *d); /* of that */
    long limit;                 /* < 0: the usual one */
    long seed;                  /* < 0: none */
    bool spent;                 /* expanding may use the session up: it is reset before each call */
    unsigned long moment;       /* session_same_moment() */
    const volatile sig_atomic_t *stop;
    btsh_hear *hear;
    void *hear_ctx;
    struct arena heard;         /* the event at hand */
    /* what the call that runs has come to */
    struct observer observer;
    bool runs_rules;            /* somebody asks for the workspace */
    const char *workspace;      /* that the last ruleset left; NULL: it was abandoned */
    int status;                 /* not 0: that a ruleset left */
    bool no_ruleset;
    bool temporary;             /* a lookup failed for the time being */
    const char *failed;         /* the first that did, before anything was said: "map NAME: KEY" */
};

#endif
