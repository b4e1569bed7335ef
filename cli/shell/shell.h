/*
 * shell.h - the loop that reads a line, finds its command and runs it.
 */
#ifndef BTSH_SHELL_SHELL_H
#define BTSH_SHELL_SHELL_H

#include <stdbool.h>

#include "shell/names.h"

struct input;
struct output;
struct program;
struct run;
struct session;
struct shell_dialogue;
struct transcript;
struct view;

struct command_list;

struct shell {
    const struct command_list *commands; /* not owned */
    struct session *session;
    struct transcript *transcript;
    struct output *out;
    struct input *in;
    bool done;
    const char *file;         /* whose lines are run, by /read or as btshrc, and which; NULL: none */
    int file_line;
    struct shell_dialogue *dialogue; /* /smtp: what is typed is said by a client; NULL: there is none */
    bool plan;                 /* /plan: the calls of a dialogue are told */
    struct view *view;         /* NULL: nothing beyond the transcript was asked for; view.h */
    struct run *run;          /* how the program was loaded; NULL: it cannot be loaded again */
    struct program *program;  /* the session's; owned by the caller, but see /reload */
};

/* What commands stand together for, as the overview shows them. */
enum command_group { GROUP_ASK, GROUP_DEFINE, GROUP_WHY, GROUP_STOP, GROUP_SHELL, GROUPS };

/* A command. */
struct command {
    const char *name;  /* first character, or word behind a slash */
    const char *args;  /* as help shows them */
    const char *help;  /* one line */
    /* `line` is the whole line; `args` what follows the character, or the word and blanks. */
    void (*run)(struct shell *sh, const char *line, const char *args); /* NULL: only when one is stopped */
    enum name_kind first, second; /* what completes its first word, and those behind it */
    /* Where a command is stopped (debugger.h): true, it goes on. NULL: at_stop says. */
    bool (*stopped)(struct shell *sh, const char *args);
    const char *stopped_help; /* what it does there; NULL: the same */
    enum { AT_STOP_NOT, AT_STOP_SAME, AT_STOP_ASIDE } at_stop;
    bool in_dialogue; /* may be asked between two lines of a client, too */
    bool outside; /* writes a file or runs a program: command_there() */
    enum command_group group;
    const char *more;    /* what else its page says; NULL: nothing */
    const char *example; /* a line that can be typed; NULL: none */
};

/* Every command, for the parser, help, completion and the manual. The shell is handed the list. */
struct command_list {
    const struct command *lines; /* by first character; ended by a NULL name */
    const struct command *slash; /* by word; the same */
    void (*otherwise)(struct shell *sh, const char *line, const char *args); /* no such character */
};

/* Runs one line of input. */
void shell_line(struct shell *sh, char *line);
/* The same inside of a command: what it used is given back by that. */
void shell_command(struct shell *sh, char *line);
/* The .mc that the configuration was made from; NULL: none is known. */
const char *shell_mc(const struct shell *sh);
/* The prompt of the next line; NULL: the usual one. */
void shell_prompt(struct shell *sh, const char *text);
/* Reads and runs until the end of input or /quit. */
void shell_run(struct shell *sh);

#endif
