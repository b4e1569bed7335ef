/*
 * suggest_users.c - whom a suite has to know that is made from a configuration: what it says when it is read as a suite
 * reads it tells who is missing.
 */
#include <stdlib.h>
#include <string.h>

#include "engine.h"
#include "show/memory.h"
#include "show/text.h"
#include "start/paths.h"
#include "start/run.h"
#include "subcommands/suggest_users.h"

struct missing {
    struct text *names;
    struct run *run;
};

static void add_once(struct text *t, const char *name)
{
    struct text word = { 0 };
    const char *at;

    text_format(&word, " %s", name);
    for (at = text_of(t); (at = strstr(at, text_of(&word))) != NULL; at++) {
        if (at[word.n] == '\0' || at[word.n] == ' ')
            break;
    }
    if (at == NULL)
        text_add(t, text_of(&word));
    text_free(&word);
}

void suggest_user(struct text *t, struct run *r, const char *name)
{
    char buf[4096];
    struct user_entry u;

    if (*name != '\0' && r->world.user_by_name(r->world.ctx, name, &u, buf, sizeof buf))
        add_once(t, name);
}

/* "readcf: option RunAsUser: unknown user mta": a name that is known here is missing there. */
static enum event_answer hear(void *ctx, struct session *s, const struct event *e)
{
    struct missing *m = ctx;
    const char *at = NULL;
    gid_t gid;

    (void)s;
    if (e->kind == EVENT_DIAGNOSTIC && (at = strstr(e->diag->text, ": unknown user ")) != NULL)
        suggest_user(m->names, m->run, at + strlen(": unknown user "));
    else if (e->kind == EVENT_DIAGNOSTIC && (at = strstr(e->diag->text, ": unknown group ")) != NULL
             && m->run->world.group_by_name(m->run->world.ctx, at + strlen(": unknown group "), &gid))
        add_once(m->names, at + strlen(": unknown group ")); /* each of a suite's users has a group of that name */
    return EVENT_GO;
}

static void load_as_suite(struct missing *m)
{
    struct run *mine = zeroed_or_end(1, sizeof *mine);
    char *known = copy_or_end(text_of(m->names)), *rest = known, *name;
    struct program *p = NULL;
    char error[512];

    mine->args = m->run->args;
    mine->outside = m->run->outside;
    mine->compiled = m->run->compiled;
    mine->mc = m->run->mc;
    mine->listener = (struct observer){ .hear = hear, .ctx = m };
    setup_copy(&mine->setup, &m->run->setup);
    mine->setup.users_given = true;
    texts_add(&mine->setup.users, "root"); /* whom a suite knows anyway */
    while ((name = strsep(&rest, " ")) != NULL) {
        if (*name != '\0')
            texts_add(&mine->setup.users, name);
    }
    if (run_world_again(mine, error, sizeof error))
        p = run_load(mine, m->run->path);
    if (p != NULL)
        program_free(p);
    doors_free(&mine->doors);
    setup_free(&mine->setup);
    free(known);
    free(mine);
}

void suggest_accounts(struct text *t, struct run *r)
{
    struct missing m = { t, r };
    size_t before;

    do { /* a group is asked for behind its user */
        before = t->n;
        load_as_suite(&m);
    } while (t->n > before);
}
