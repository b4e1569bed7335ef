/*
 * run.h - one run of btsh: its arguments, its streams, the world it looks at.
 */
#ifndef BTSH_START_RUN_H
#define BTSH_START_RUN_H

#include <stdbool.h>
#include <stdint.h>

#include "listen/transcript.h"
#include "show/output.h"
#include "start/arguments.h"
#include "start/setup.h"
#include "state/event.h"
#include "world/world.h"

struct program;
struct target;
struct world_layer;

struct run {
    struct arguments args;
    struct output out, debug_out, traffic_out;
    struct transcript transcript;
    struct world world;
    struct world outside;  /* the same without the set-up */
    uint64_t random;       /* the state of --seed */
    struct setup setup;    /* what the long options put in place of the machine */
    struct doors doors;
    struct world_layer *recording; /* --record: the layer that notes; NULL: none */
    bool fresh;            /* and its file must not be there yet */
    char *compiled;        /* the .cf of an .mc file, or NULL */
    const char *mc;        /* that file */
    char *place;           /* --safe: TMPDIR, in which there is the folder of such files; NULL: there is none */
    bool version_only;     /* -d0.101 */
    const char *path;      /* of the configuration that was loaded */
    struct observer listener; /* hears the load in the place of the transcript; hear NULL: the transcript does */
};

/* Takes the long options that set something up. False: a message was written. */
bool run_setup(struct run *r);
/*
 * With --safe: from now on nothing is written but what the command line names: its own files, and these n
 * paths of a subcommand. mc: .mc files may be compiled. False, after a message: that cannot be held.
 */
bool run_confine(struct run *r, const char *const *paths, int n, bool mc);
/* The sendmail that --target names, or BTSH_TARGET in the environment; else the default one. */
const struct target *run_target(const struct run *r);
/* Puts them on the world. False: a message was written. */
bool run_world(struct run *r);
/* The same of a set-up that has changed, when there is no recording: r->doors and r->world are those of the new one,
 * the old ones are the caller's. False, with *error: it cannot be. */
bool run_world_again(struct run *r, char *error, size_t size);
/* Writes the recording, if there is one; gives all of it back. 0, or the exit status after a message. */
int run_end(struct run *r);
/* -bv, and what else has no shell */
bool run_verifies(const struct run *r);
/* The configuration as it was named, for messages: an .mc, a .cf, or the default. */
const char *run_named(const struct run *r);
/* The configuration that -C, -A or nothing names. */
const char *run_file(const struct run *r);
/*
 * Makes the program of the file and the command line's settings; what it has to say goes to the
 * transcript. NULL after a fatal diagnostic: its status is in transcript.fatal.
 */
struct program *run_load(struct run *r, const char *path);
/* What is said where the first pass of the command line ends the program. */
void run_refuse(struct run *r);
/* The same for a subcommand, whose output is not the place for what is said while loading: that goes
 * to the standard error. */
struct program *run_load_beside(struct run *r);

/*
 * An .mc file is compiled anew; the .cf from before goes to *before, which is mc_remove()'s once the
 * program made from it is gone. False: it could not be, which was said, and nothing has changed.
 */
bool run_compile_again(struct run *r, char **before);
/* After a load that failed: the .cf from before counts again. */
void run_compiled_back(struct run *r, char *before);

#endif
