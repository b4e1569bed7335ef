/*
 * stage.c - the program of a set-up, and sessions on it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine.h"
#include "listen/listeners.h"
#include "shell/command_list.h"
#include "shell/commands_smtp.h"
#include "shell/input.h"
#include "shell/shell.h"
#include "shell/view.h"
#include "show/memory.h"
#include "show/output.h"
#include "start/edited.h"
#include "start/interrupt.h"
#include "start/mc.h"
#include "start/run.h"
#include "start/setup.h"
#include "start/sound.h"
#include "suite/observed.h"
#include "suite/stage.h"
#include "world/live.h"
#include "world/memo.h"
#include "world/shut.h"

/* As main() makes one, with what this stage says in place of the command line's. */
static struct program *load(struct stage *st, const struct run *r)
{
    struct run *mine = zeroed_or_end(1, sizeof *mine);
    struct program *p;

    mine->args = r->args;
    mine->world = st->world;
    mine->out.sink = &st->error;
    mine->transcript.out = &mine->out;
    mine->compiled = st->compiled;
    mine->mc = st->setup->config;
    setup_copy(&mine->setup, &st->mine);
    p = run_load(mine, st->mine.config != NULL ? st->mine.config : run_file(r));
    out_flush(&mine->out);
    setup_free(&mine->setup);
    free(mine);
    return p;
}

/* A configuration names accounts that only its own host has: how a suite says that they are there. */
static void hint_users(struct sink *error)
{
    static const char *const missing[] = { ": unknown user ", ": unknown group " };
    char hint[300];

    for (int i = 0; error->text != NULL && i < 2; i++) {
        const char *at = strstr(error->text, missing[i]);
        int n;

        if (at == NULL)
            continue;
        at += strlen(missing[i]);
        n = snprintf(hint, sizeof hint, "\na suite knows few users: \"#@ users %.*s\" makes this one known", (int)strcspn(at, "\n"), at);
        while (error->n > 0 && error->text[error->n - 1] == '\n')
            error->n--;
        sink_add(error, hint, n < (int)sizeof hint ? (size_t)n : sizeof hint - 1);
        return;
    }
}

static void make(struct stage *st, const struct run *r)
{
    char error[4096];

    st->world = *world_live();
    world_shut(&st->world, r->args.shut);
    edited_world(&st->world);
    setup_copy(&st->mine, st->setup);
    if (!setup_compile(&st->mine, r->args.cf_dir, &st->compiled, &st->error))
        return;
    if (!setup_world(&st->mine, &st->world, &st->doors, error, sizeof error))
        sink_add(&st->error, error, strlen(error));
    else if (st->memo != NULL && !world_memo(&st->world, &st->doors.layers, st->memo))
        out_of_memory();
    else
        st->program = load(st, r);
    if (st->program != NULL) {
        const char *file = st->setup->config != NULL ? st->setup->config : run_file(r);

        st->faulty = !config_sound(st->program, file, &st->error);
    }
    if (st->mine.sealed && (st->faulty || st->program == NULL))
        hint_users(&st->error);
    if (st->program == NULL && st->error.n == 0)
        sink_add(&st->error, "the configuration cannot be loaded", 34);
}

struct program *stage_program(struct stage *st, const struct run *r)
{
    pthread_mutex_lock(&st->lock);
    if (!st->made)
        make(st, r);
    st->made = true;
    pthread_mutex_unlock(&st->lock);
    return st->program;
}

void stage_free(struct stage *st)
{
    if (st->program != NULL)
        program_free(st->program);
    doors_free(&st->doors);
    setup_free(&st->mine);
    mc_remove(st->compiled);
    free(st->error.text);
    pthread_mutex_destroy(&st->lock);
    free(st);
}

struct stage *stage_new(const struct setup *setup)
{
    struct stage *st = zeroed_or_end(1, sizeof *st);

    st->setup = setup;
    pthread_mutex_init(&st->lock, NULL);
    return st;
}

long stage_workers(const struct setup *setup, const struct run *r)
{
    enum { WAITING = 16 };
    long n = sysconf(_SC_NPROCESSORS_ONLN);
    bool asks = setup->zones.n == 0 && setup->replay == NULL && !setup->made_names && (r->args.shut & WORLD_NO_NETWORK) == 0;

    return asks && n < WAITING ? WAITING : n < 1 ? 1 : n;
}

/* ---- the tester ------------------------------------------------------------------------------- */

void tester_begin(struct tester *b, const struct run *r)
{
    b->run = r;
    b->out.sink = &b->printed;
    b->transcript.out = &b->out;
    b->transcript.debug = &b->out;
    b->transcript.interrupted = &interrupted;
    b->in = (struct input){ .fd = -1, .out = &b->out, .ended = true }; /* no one can be asked */
    b->observed.transcript = &b->transcript;
    b->observed.scratch = &b->scratch;
    b->shell = (struct shell){ .commands = &command_list, .transcript = &b->transcript, .out = &b->out, .in = &b->in };
}

void tester_end(struct tester *b)
{
    smtp_leave(&b->shell);
    view_free(&b->shell);
    if (b->session != NULL)
        session_free(b->session);
    free(b->printed.text);
    observed_free(&b->observed);
    b->session = NULL;
}

bool tester_start(struct tester *b, struct stage *st, bool ext)
{
    struct program *p = stage_program(st, b->run);

    if (p == NULL)
        return false;
    smtp_leave(&b->shell);
    view_free(&b->shell); /* traces and breakpoints end with a test */
    b->observer = observed_observer(&b->observed);
    if (b->session != NULL && b->stage == st) {
        b->session = session_again(b->session, &b->observer);
    } else {
        if (b->session != NULL)
            session_free(b->session);
        b->session = session_new(p, &b->observer);
    }
    b->stage = st;
    b->shell.session = b->session;
    b->shell.program = p;
    if (ext)
        view_of(&b->shell)->ext = true;
    b->shell.done = false;
    session_begin_shell(b->session);
    if (b->run->args.max_steps >= 0)
        session_set_max_steps(b->session, b->run->args.max_steps);
    if (b->run->args.seed >= 0)
        session_seed(b->session, (unsigned long)b->run->args.seed);
    return true;
}

/* As shell_line(), where traces and others listen too. */
static void type_among_others(struct tester *b, char *line)
{
    struct shell *sh = &b->shell;

    view_begin(sh, line);
    listeners_add(&sh->view->listeners, &b->observer);
    listeners_apply(&sh->view->listeners, sh->session);
    shell_command(sh, line);
    view_end(sh);
    if (sh->dialogue == NULL)
        session_end_command(sh->session);
}

/* Nothing was printed, nothing was seen. */
static void forget(struct tester *b)
{
    b->printed.n = 0;
    if (b->printed.text != NULL)
        *b->printed.text = '\0';
    observed_begin(&b->observed);
}

const char *tester_rules(struct tester *b, const char *list, const char *text)
{
    forget(b);
    session_test_joined(b->session, list, text);
    session_end_command(b->session);
    out_flush(&b->out);
    return b->printed.text != NULL ? b->printed.text : "";
}

const char *tester_type(struct tester *b, const char *text)
{
    char line[INPUT_LINE];

    snprintf(line, sizeof line, "%s", text);
    forget(b);
    b->observed.beside = b->shell.view != NULL;
    if (b->observed.beside)
        type_among_others(b, line);
    else
        shell_line(&b->shell, line);
    b->session = b->shell.session; /* /reset makes another */
    out_flush(&b->out);
    return b->printed.text != NULL ? b->printed.text : "";
}
