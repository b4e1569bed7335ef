/*
 * adapter.h - the debug adapter: what its files share. It is a front of the shell's debugger: the command runs inside of
 * it, and where that is stopped messages are read until one says that it goes on.
 */
#ifndef BTSH_EDITOR_ADAPTER_H
#define BTSH_EDITOR_ADAPTER_H

#include <stdbool.h>

#include "editor/framing.h"
#include "editor/wire.h"
#include "shell/debugger.h"
#include "shell/input.h"
#include "shell/shell.h"
#include "show/text.h"
#include "start/setup.h"

struct program;
struct run;

struct adapter {
    struct wire wire;
    struct framing in;
    bool (*hear)(struct adapter *a); /* one message more; false: there are none */
    long sent;                  /* messages, which have numbers */
    long first_line;            /* 1, or 0: how the editor counts lines */
    struct run *run;
    struct program *program;    /* NULL: nothing is launched */
    struct shell shell;
    struct input none;          /* nothing is typed */
    struct text *answer;        /* what is printed goes there; NULL: to the editor */
    struct texts commands;      /* what is defined, and last what is debugged */
    int next;                   /* of these */
    struct texts breaks[3];     /* as /break takes them: of lines, of rulesets, of what is raised */
    struct texts files;         /* each breakpoint of a line has its file here */
    struct text why;            /* the last error, where it was put together */
    char *config;               /* owned */
    bool launched, ready;       /* launch, configurationDone were answered */
    bool moved;                 /* another moment is looked at */
    bool enters;                /* the first moment is stopped at */
    bool begun;                 /* the last of these is run, or was */
    bool stopped;               /* one is stopped */
    bool goes_on;               /* it was told to */
    bool over;                  /* the editor has left */
};

/* The body of an answer; NULL: it has none. *why: it cannot be done. */
typedef json_t *adapter_request(struct adapter *a, json_t *arguments, const char **why);

void adapter_answer(struct adapter *a, long number, const char *command, const char *why, json_t *body);
/* Something has happened. body: given away; NULL: none. */
void adapter_tell(struct adapter *a, const char *event, json_t *body);
/* An error, in words that live on. */
json_t *adapter_no(const char **why, const char *what);

#endif
