/*
 * commands_shell.c - /read, /reload, /reset, /show: the shell itself and what it has loaded.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "describe.h"
#include "engine.h"
#include "hold.h"
#include "listen/listeners.h"
#include "shell/commands_shell.h"
#include "shell/commands_world.h"
#include "shell/input.h"
#include "shell/new_session.h"
#include "shell/placed.h"
#include "shell/shell.h"
#include "shell/startup.h"
#include "shell/view.h"
#include "show/environment.h"
#include "show/output.h"
#include "show/secrets.h"
#include "show/text.h"
#include "start/mc.h"
#include "start/run.h"

enum { MAX_READING = 10, MAX_READ = 1000, PATH_SIZE = 4096 };

void slash_read(struct shell *sh, const char *line, const char *args)
{
    struct view *w = view_of(sh);
    char path[INPUT_LINE];

    (void)line;
    snprintf(path, sizeof path, "%s", args);
    if (*path == '\0') {
        out_text(sh->out, "Usage: /read file\n");
    } else if (w->reading == MAX_READING) {
        out_shown(sh->out, "%s: files read each other more than %d deep\n", path, MAX_READING);
    } else if (w->reading > 0 && w->read == MAX_READ) {
        out_shown(sh->out, "%s: more than %d files read each other\n", path, MAX_READ);
    } else {
        w->read = w->reading > 0 ? w->read + 1 : 1;
        w->reading++;
        if (!commands_of_file(sh, path))
            out_shown(sh->out, "%s: %s\n", path, strerror(errno));
        w->reading--;
    }
}

/* True if faults were told while it was loaded. */
static bool has_faults(struct program *p)
{
    struct observer quiet = listeners_none();
    struct session *s = session_new(p, &quiet);
    bool faults = session_status(s) != 0;

    session_free(s);
    return faults;
}

static const char *loaded_from(const struct shell *sh)
{
    return sh->run->mc != NULL ? sh->run->mc : sh->run->path;
}

void slash_reload(struct shell *sh, const char *line, const char *args)
{
    struct program *p;
    char *before;
    char *const *list;
    bool zone;

    (void)line;
    (void)args;
    if (sh->run == NULL || sh->run->path == NULL || sh->program == NULL) {
        out_text(sh->out, "This configuration cannot be loaded again\n");
        return;
    }
    if (!run_compile_again(sh->run, &before)) {
        out_shown(sh->out, "%s was not compiled: the one from before stays\n", sh->run->mc);
        return;
    }
    p = run_load(sh->run, sh->run->mc != NULL ? run_file(sh->run) : sh->run->path);
    if (p == NULL) {
        sh->run->transcript.fatal = 0;
        run_compiled_back(sh->run, before);
        out_shown(sh->out, "%s was not loaded: the one from before stays\n", loaded_from(sh));
        return;
    }
    new_session(sh, p);
    list = program_environment(p, &zone);
    environment_take(list, zone);
    if (sh->run->compiled != before)
        mc_remove(before);
    out_shown(sh->out, "%s is loaded%s; .D and .C stay\n", loaded_from(sh),
              has_faults(p) ? ", with the faults above" : "");
}

void slash_reset(struct shell *sh, const char *line, const char *args)
{
    (void)line;
    (void)args;
    if (sh->program == NULL) {
        out_text(sh->out, "This session cannot be begun again\n");
        return;
    }
    if (!world_forget(sh)) {
        out_shown(sh->out, "%s was not loaded: the world of what if stays\n", loaded_from(sh));
        return;
    }
    new_session(sh, NULL);
    out_text(sh->out, "All is as after loading\n");
}

/* ---- /show ----------------------------------------------------------------------------------------- */

static void show_file(struct shell *sh, const char *path)
{
    struct stat st;
    char date[64] = "";
    struct tm tm;

    if (stat(path, &st) == 0 && localtime_r(&st.st_mtime, &tm) != NULL)
        strftime(date, sizeof date, " of %Y-%m-%d %H:%M", &tm);
    out_shown(sh->out, "%s%s", path, date);
}

static void show_option(void *ctx, const char *name, const char *value)
{
    struct shell *sh = ctx;
    struct text shown = { 0 };

    /* test mode sets these itself */
    if ((strcmp(name, "DeliveryMode") == 0 && *value == '\0')
        || (strcmp(name, "HoldExpensive") == 0 && strcmp(value, "F") == 0))
        return;
    text_display(&shown, sh->session, value);
    if (!sh->view->show_secrets)
        secrets_mask(&shown, sh->session);
    out_shown(sh->out, "    %s=%s\n", name, text_of(&shown));
    text_free(&shown);
}

/* The database of a file map: FILE.db, where FILE has no such name itself. */
static bool database_of(const char *file, char *path)
{
    size_t n = strlen(file);

    snprintf(path, PATH_SIZE, "%s%s", file, n > 3 && strcmp(file + n - 3, ".db") == 0 ? "" : ".db");
    return *file == '/';
}

/* A text that is newer than the database made from it. */
static bool stale(const struct map_view *m)
{
    struct stat text, database;
    char path[PATH_SIZE];
    size_t n;

    if (m->file == NULL || !database_of(m->file, path) || stat(path, &database) != 0)
        return false;
    n = strlen(path) - 3;
    path[n] = '\0';
    return stat(path, &text) == 0 && text.st_mtime > database.st_mtime;
}

/* Opens what no one has asked for yet, unless that is a matter of others: is it there at all? */
static void try_maps(struct shell *sh)
{
    struct observer quiet = listeners_none();
    struct held *h = session_hold(sh->session);
    struct map_view m;

    session_observe(sh->session, &quiet);
    for (int i = 0; h != NULL && session_map_at(sh->session, i, &m); i++) {
        if (!m.tried && !m.outside)
            session_map_open(sh->session, session_map(sh->session, m.name));
    }
    if (h != NULL)
        session_restore(sh->session, h);
    session_release(h);
    view_apply(sh);
}

static void show_map(struct shell *sh, const struct map_view *m)
{
    struct text file = { 0 };

    text_add(&file, m->file != NULL ? m->file : "");
    if (!sh->view->show_secrets)
        secrets_mask(&file, sh->session);
    out_shown(sh->out, "    %s  %s%s%s%s%s\n", m->name, m->cls, file.n > 0 ? " " : "",
              text_of(&file),
              m->failed     ? "  could not be opened"
              : m->open     ? "  open"
              : m->outside  ? "  not asked yet"
                            : "  could not be opened",
              stale(m) ? "  STALE: its text is newer" : "");
    text_free(&file);
}

void slash_show(struct shell *sh, const char *line, const char *args)
{
    struct program_figures f;
    struct map_view m;

    (void)line;
    view_of(sh);
    if (*args == '$') {
        if (!placed_name(sh, args + 1))
            out_shown(sh->out, "There is no %s\n", args);
        return;
    }
    session_figures(sh->session, &f);
    show_file(sh, sh->run != NULL && sh->run->mc != NULL ? sh->run->mc : f.file != NULL ? f.file : "(no file)");
    out_format(sh->out, ", level %d, read as by sendmail %s\n", f.level, session_target(sh->session)->version);
    out_format(sh->out, "%d rules in %d rulesets; %d of %d named, %d of %d mailers, %d of %d long "
                        "names, %d maps, %d class words\n", f.rules, f.rulesets, f.named,
               f.max_named, f.mailers, f.max_mailers, f.names, f.max_names, f.maps, f.words);
    out_text(sh->out, "options that are not as they come:\n");
    session_options_set(sh->session, show_option, sh);
    try_maps(sh);
    out_text(sh->out, "maps:\n");
    for (int i = 0; session_map_at(sh->session, i, &m); i++)
        show_map(sh, &m);
    placed_all(sh);
}
