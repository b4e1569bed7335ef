/*
 * stage.c - the program of a set-up.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "suite_run.h"

/* As main() makes one, with what this stage says in place of the command line's. */
static struct program *load(struct stage *st, const struct run *r)
{
    struct run *mine = calloc(1, sizeof *mine);
    struct program *p;

    if (mine == NULL)
        return NULL;
    mine->args = r->args;
    mine->world = st->world;
    mine->out.sink = &st->error;
    mine->transcript.out = &mine->out;
    setup_copy(&mine->setup, st->setup);
    p = run_load(mine, st->setup->config != NULL ? st->setup->config : run_file(r));
    out_flush(&mine->out);
    setup_free(&mine->setup);
    free(mine);
    return p;
}

static void make(struct stage *st, const struct run *r)
{
    char error[4096];

    st->world = *world_live();
    world_shut(&st->world, r->args.shut);
    if (!setup_world(st->setup, &st->world, &st->doors, error, sizeof error))
        sink_add(&st->error, error, strlen(error));
    else
        st->program = load(st, r);
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
    free(st->error.text);
    pthread_mutex_destroy(&st->lock);
    free(st);
}
