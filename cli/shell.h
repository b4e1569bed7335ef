/*
 * shell.h - the loop that reads a line, finds its command and runs it.
 */
#ifndef BTSH_SHELL_H
#define BTSH_SHELL_H

#include <stdbool.h>

#include "engine.h"
#include "input.h"
#include "output.h"
#include "transcript.h"

struct shell {
    struct session *session;
    struct transcript *transcript;
    struct output *out;
    struct input *in;
    bool done;
};

/* A command. The tables of shell.c feed the parser, help, completion and the manual's test. */
struct command {
    const char *name;  /* first character, or word behind a slash */
    const char *args;  /* as help shows them */
    const char *help;  /* one line */
    void (*run)(struct shell *sh, const char *line, const char *args);
};

extern const struct command shell_commands[]; /* by first character; ended by a NULL name */
extern const struct command slash_commands[]; /* by word */

/* Runs one line of input. */
void shell_line(struct shell *sh, char *line);
/* Reads and runs until the end of input or /quit. */
void shell_run(struct shell *sh);

#endif
