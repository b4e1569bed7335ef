/*
 * run.h - one run of btsh: its arguments, its streams, the world it looks at.
 */
#ifndef BTSH_RUN_H
#define BTSH_RUN_H

#include "arguments.h"
#include "engine.h"
#include "output.h"
#include "transcript.h"

struct run {
    struct arguments args;
    struct output out, debug_out;
    struct transcript transcript;
    struct world world;
    bool version_only;     /* -d0.101 */
    const char *path;      /* of the configuration that was loaded */
};

/* The configuration that -C, -A or nothing names. */
const char *run_file(const struct run *r);
/*
 * Makes the program of the file and the command line's settings; what it has to say goes to the
 * transcript. NULL after a fatal diagnostic: its status is in transcript.fatal.
 */
struct program *run_load(struct run *r, const char *path);
/* The same for a subcommand, whose output is not the place for what is said while loading: that goes
 * to the standard error. */
struct program *run_load_beside(struct run *r, const char *path);

#endif
