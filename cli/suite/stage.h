/*
 * stage.h - where commands are typed without a terminal: a stage is a program in its world, a tester is
 * where one thread works on it.
 */
#ifndef BTSH_SUITE_STAGE_H
#define BTSH_SUITE_STAGE_H

#include <pthread.h>
#include <stdbool.h>

#include "engine.h"
#include "listen/transcript.h"
#include "shell/input.h"
#include "shell/shell.h"
#include "show/output.h"
#include "start/setup.h"
#include "suite/observed.h"
#include "world/world.h"

struct dns_memo;
struct program;
struct run;
struct session;

/* A program in its world, made when it is first asked for; shared by threads. */
struct stage {
    struct stage *next;
    const struct setup *setup; /* as it was said; not owned */
    struct setup mine;         /* the same, with an .mc compiled */
    char *compiled;            /* the .cf of an .mc, or NULL */
    pthread_mutex_t lock;
    bool made;
    bool told;                 /* why there is no program */
    bool faulty;               /* it has one, which is not fit to be tested: `error` says why */
    struct dns_memo *memo;     /* what name servers said, shared with other stages; not owned; NULL: none */
    struct world world;
    struct doors doors;
    struct program *program;   /* NULL once made: `error` says why */
    struct sink error;         /* what the load said; of a program too */
};
struct stage *stage_new(const struct setup *setup);
void stage_free(struct stage *s);
/* The program, made if needed; NULL: it cannot be. */
struct program *stage_program(struct stage *st, const struct run *r);

/* How many threads make sense, if nobody says: one a processor, more where name servers are waited for. */
long stage_workers(const struct setup *setup, const struct run *r);

struct tester {
    const struct run *run;
    struct stage *stage;       /* of the session; NULL: none */
    struct session *session;
    struct sink printed;
    struct output out, scratch;
    struct transcript transcript;
    struct observed observed;        /* its coverage, quiet, lists and steps are the owner's to set */
    struct observer observer;  /* of the session: what `observed` hears with */
    struct shell shell;
    struct input in;           /* nothing is read from it */
    bool keeps;                /* what each test prints is kept with its outcome */
};
void tester_begin(struct tester *b, const struct run *r);
void tester_end(struct tester *b);
/* A fresh session on the stage; ext: input may mean more than sendmail's. False: there is no program. */
bool tester_start(struct tester *b, struct stage *st, bool ext);
/* Types a command: what it printed; valid until the next one. `observed` knows what it did. */
const char *tester_type(struct tester *b, const char *text);

/* Runs rulesets on a text in which "$|" is the operator, as a server calls them: the same. */
const char *tester_rules(struct tester *b, const char *list, const char *text);

#endif
