/*
 * commands_world.c - what if the world were another: /with, /zone, /users, /map NAME + KEY VALUE; and /verify.
 */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "describe.h"
#include "engine.h"
#include "hold.h"
#include "listen/transcript.h"
#include "shell/commands_world.h"
#include "shell/input.h"
#include "shell/new_session.h"
#include "shell/shell.h"
#include "shell/view.h"
#include "show/environment.h"
#include "show/memory.h"
#include "show/output.h"
#include "start/run.h"

/* What there was before the first of these. */
struct other_world {
    struct setup before;
};

static bool hears_nothing(void *ctx, struct observer *o)
{
    (void)ctx;
    (void)o;
    return false;
}

static void release(void *ctx)
{
    struct other_world *other = ctx;

    setup_free(&other->before);
    free(other);
}

/* The shell's own, made at first use. */
static struct other_world *other_of(struct shell *sh)
{
    struct view *w = view_of(sh);

    if (w->other == NULL) {
        w->other = zeroed_or_end(1, sizeof *w->other);
        view_attach(sh, &(struct attached){ .ctx = w->other, .observer = hears_nothing, .free = release });
    }
    return w->other;
}

static const char *file_of(struct run *r)
{
    return r->mc != NULL ? run_file(r) : r->path;
}

/* The configuration is loaded in the world of the set-up as it is now. False, and nothing has changed. */
static bool load_there(struct shell *sh)
{
    struct run *r = sh->run;
    struct doors before = r->doors;
    struct world world = r->world;
    char error[PATH_MAX + 512];
    struct program *p = NULL;
    char *const *list;
    bool zone;

    if (run_world_again(r, error, sizeof error))
        p = run_load(r, file_of(r));
    else
        out_shown(sh->out, "%s\n", error);
    if (p == NULL) {
        r->transcript.fatal = r->args.error = 0;
        doors_free(&r->doors);
        r->doors = before;
        r->world = world;
        return false;
    }
    new_session(sh, p);
    list = program_environment(p, &zone);
    environment_take(list, zone);
    doors_free(&before);
    return true;
}

static void say(struct shell *sh, const char *word, const char *args)
{
    struct view *w = view_of(sh);
    char error[PATH_MAX + 512];
    struct setup before;

    if (sh->run == NULL || sh->run->path == NULL || sh->program == NULL || sh->run->recording != NULL) {
        out_text(sh->out, sh->run != NULL && sh->run->recording != NULL
                 ? "A recording is of one world: not with --record\n" : "This world cannot be changed\n");
        return;
    }
    setup_copy(&before, &sh->run->setup);
    if (!setup_say(&sh->run->setup, word, args, ".", error, sizeof error)) {
        out_shown(sh->out, "%s\n", error);
    } else if (load_there(sh)) {
        if (!w->what_if) {
            other_of(sh)->before = before;
            before = (struct setup){ 0 };
        }
        w->what_if = true;
        setup_free(&before);
        out_text(sh->out, "What if: the configuration is loaded again; /reset brings back the world that is\n");
        return;
    }
    setup_free(&sh->run->setup);
    sh->run->setup = before;
}

bool world_forget(struct shell *sh)
{
    struct view *w = view_of(sh);
    struct setup changed;

    if (!w->what_if)
        return true;
    changed = sh->run->setup;
    sh->run->setup = w->other->before;
    if (!load_there(sh)) {
        sh->run->setup = changed;
        return false;
    }
    setup_free(&changed);
    w->other->before = (struct setup){ 0 };
    w->what_if = false;
    return true;
}

void slash_with(struct shell *sh, const char *line, const char *args)
{
    size_t n = strcspn(args, " \t");
    char word[32];

    (void)line;
    if (n == 0 || n >= sizeof word) {
        out_text(sh->out, "Usage: /with setting [value]\n");
        return;
    }
    snprintf(word, sizeof word, "%.*s", (int)n, args);
    say(sh, word, args + n + strspn(args + n, " \t"));
}

void slash_zone(struct shell *sh, const char *line, const char *args)
{
    (void)line;
    say(sh, "zone", args);
}

void slash_users(struct shell *sh, const char *line, const char *args)
{
    (void)line;
    say(sh, "users", args);
}

bool world_map(struct shell *sh, const char *args)
{
    size_t n = strcspn(args, " \t"), at = n + strspn(args + n, " \t");

    if (!view_ext(sh) || sh->run == NULL || n == 0 || args[at] == '\0' || strchr("+-=!", args[at]) == NULL
        || strchr(" \t", args[at + 1]) == NULL || (args[at + 1] == '\0' && args[at] != '!'))
        return false;
    say(sh, "map", args);
    return true;
}

/* ---- /verify --------------------------------------------------------------------------------------- */

static void verify_words(struct shell *sh, struct program *p, const char *args)
{
    struct observer o = transcript_observer(sh->transcript);
    struct session *s = session_new(p, &o);
    struct recipients *r;
    char *copy = copy_or_end(args), *rest = copy, *word;

    session_carry_over(s, sh->session);
    r = session_verify(s, NULL, false);
    while ((word = strsep(&rest, " \t")) != NULL) {
        if (*word != '\0')
            verify_operand(r, word);
    }
    verify_report(r);
    session_end_command(s);
    session_free(s);
    free(copy);
}

void slash_verify(struct shell *sh, const char *line, const char *args)
{
    struct run *r = sh->run;
    struct program *p;
    int error;
    char mode;

    (void)line;
    if (*args == '\0' || r == NULL || r->path == NULL) {
        out_text(sh->out, *args == '\0' ? "Usage: /verify address ...\n" : "Not here: there is no program to load\n");
        return;
    }
    mode = r->args.mode;
    error = r->args.error;
    r->args.mode = 'v';
    p = run_load(r, file_of(r));
    if (p != NULL) {
        verify_words(sh, p, args);
        program_free(p);
    }
    r->args.mode = mode;
    r->args.error = error;
    sh->transcript->verifies = false;
    sh->transcript->fatal = 0;
}
