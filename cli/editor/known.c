/*
 * known.c - the configuration behind a document, loaded.
 */
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "check/finding.h"
#include "editor/known.h"
#include "editor/server.h"
#include "engine.h"
#include "listen/listeners.h"
#include "show/memory.h"
#include "start/paths.h"
#include "start/run.h"
#include "suite/suite.h"
#include "suite/suite_read.h"

/* The one file of that kind in the folder; NULL: none, or several. */
static char *only(const char *folder, const char *pattern)
{
    char *path = path_from(folder, pattern), *found = NULL;
    glob_t g;

    if (glob(path, 0, NULL, &g) == 0 && g.gl_pathc == 1)
        found = copy_or_end(g.gl_pathv[0]);
    globfree(&g);
    free(path);
    return found;
}

static char *beside(const char *file)
{
    static const char *const names[] = { "sendmail.cf", "sendmail.mc" };
    char *folder = folder_of_file(file), *found = NULL;

    for (int i = 0; found == NULL && i < 2; i++) {
        char *path = path_from(folder, names[i]);

        if (access(path, R_OK) == 0)
            found = path;
        else
            free(path);
    }
    if (found == NULL)
        found = only(folder, "*.mc");
    if (found == NULL)
        found = only(folder, "*.cf");
    free(folder);
    return found;
}

static char *of_suite(const struct server *s, const char *path)
{
    struct suite *suite = suite_read(path, &s->run->setup);
    char *found = suite->setup.config != NULL ? copy_or_end(suite->setup.config) : NULL;

    suite_free(suite);
    return found;
}

/* The path of the configuration that a document is, or is read by; malloc'd; NULL: there is none. */
static char *known_path(const struct server *s, const struct document *doc)
{
    char *found;

    if (doc->path == NULL)
        return NULL;
    if (doc->source.kind == SOURCE_MC || doc->source.kind == SOURCE_CF)
        return copy_or_end(doc->path);
    found = doc->suite ? of_suite(s, doc->path) : NULL;
    if (found == NULL && s->run->args.file_given)
        found = path_from(".", s->run->args.file);
    return found != NULL ? found : beside(doc->path);
}

void known_rest(struct known *k)
{
    session_end_command(k->session);
    session_rest(k->session);
}

void known_forget(struct known *k)
{
    if (k->session != NULL)
        session_free(k->session);
    if (k->path != NULL)
        configuration_free(&k->conf);
    free(k->path);
    *k = (struct known){ 0 };
}

/* path: given away. */
static void load(struct server *s, char *path)
{
    struct known *k = &s->known;
    struct observer quiet = listeners_none();
    struct findings_list none = { 0 };
    struct source_text *open;
    int n = 0;

    known_forget(k);
    k->path = path;
    k->of = s->changes;
    /* tables that are open stand for files of the same name; who they are is all that is asked of them */
    open = zeroed_or_end((size_t)s->docs.n + 1, sizeof *open);
    for (int i = 0; i < s->docs.n; i++) {
        if (s->docs.list[i]->path != NULL)
            open[n++] = s->docs.list[i]->source;
    }
    configuration_load(&k->conf, s->run, path, open, n, &none);
    free(open);
    findings_free(&none);
    if (k->conf.program == NULL)
        return;
    k->session = session_new(k->conf.program, &quiet);
    session_begin_shell(k->session);
    known_rest(k);
}

struct known *known_of(struct server *s, const struct document *doc, bool fresh)
{
    struct known *k = &s->known;
    char *path = known_path(s, doc);

    if (path == NULL)
        return NULL;
    if (k->path == NULL || strcmp(k->path, path) != 0 || (fresh && k->of != s->changes))
        load(s, path);
    else
        free(path);
    return k->session != NULL ? k : NULL;
}
