/*
 * entry_crew.c - several threads ask about entries of a table; what they say stands in the order of the entries.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdlib.h>

#include "check/entry_crew.h"
#include "explore/entry.h"
#include "start/interrupt.h"

enum { EACH = 32 };

struct worker {
    struct entry_crew *crew;
    struct entries *entries; /* NULL: not made before it is needed */
    pthread_t thread;
};

struct entry_crew {
    struct program *program;
    const struct world *world;
    struct worker *list;
    int n;

    /* what is asked */
    const char *file;
    char *const *keys;
    int nkeys;
    struct entry_answer *out;
    atomic_int next;
};

static void *work(void *ctx)
{
    struct worker *w = ctx;
    struct entry_crew *c = w->crew;

    for (int i; w->entries != NULL && !interrupted && (i = atomic_fetch_add(&c->next, 1)) < c->nkeys;) {
        if (c->keys[i] != NULL)
            entries_ask(w->entries, c->file, c->keys[i], &c->out[i]);
    }
    return NULL;
}

struct entry_crew *entry_crew_new(struct program *p, const struct world *w, int workers)
{
    struct entry_crew *c = calloc(1, sizeof *c);

    if (c == NULL)
        return NULL;
    c->program = p;
    c->world = w;
    c->n = workers > 0 ? workers : 1;
    c->list = calloc((size_t)c->n, sizeof *c->list);
    for (int i = 0; c->list != NULL && i < c->n; i++)
        c->list[i].crew = c;
    if (c->list == NULL || (c->list[0].entries = entries_new(p, w, NULL)) == NULL) {
        free(c->list);
        free(c);
        return NULL;
    }
    return c;
}

void entry_crew_free(struct entry_crew *c)
{
    for (int i = 0; i < c->n; i++) {
        if (c->list[i].entries != NULL)
            entries_free(c->list[i].entries);
    }
    free(c->list);
    free(c);
}

struct entries *entry_crew_entries(struct entry_crew *c)
{
    return c->list[0].entries;
}

int entry_crew_most(const struct entry_crew *c)
{
    return EACH * c->n;
}

void entry_crew_ask(struct entry_crew *c, const char *file, char *const keys[], int n, struct entry_answer *out)
{
    int started = 1;

    c->file = file;
    c->keys = keys;
    c->nkeys = n;
    c->out = out;
    atomic_store(&c->next, 0);
    entries_table(c->list[0].entries, file);
    for (int i = 1; i < c->n && i < n && c->list[i].entries == NULL; i++)
        c->list[i].entries = entries_new(c->program, c->world, c->list[0].entries);
    while (started < c->n && started < n && pthread_create(&c->list[started].thread, NULL, work, &c->list[started]) == 0)
        started++;
    work(&c->list[0]); /* this one works too, and alone where no other could be had */
    for (int i = 1; i < started; i++)
        pthread_join(c->list[i].thread, NULL);
}
