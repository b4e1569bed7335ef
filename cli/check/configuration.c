/*
 * configuration.c - the configuration by which files are judged, loaded.
 */
#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "check/configuration.h"
#include "check/finding.h"
#include "check/source_text.h"
#include "engine.h"
#include "explain/mc_line.h"
#include "show/base_name.h"
#include "show/memory.h"
#include "show/text.h"
#include "start/edited.h"
#include "start/mc.h"
#include "start/paths.h"
#include "start/run.h"
#include "world/live.h"
#include "world/shut.h"

/* ---- files that stand for others ------------------------------------------------------------------------- */

static bool is_known(const struct configuration *c, const char *path)
{
    for (int i = 0; i < c->nnearby; i++) {
        if (strcmp(c->nearby[i].path, path) == 0)
            return true;
    }
    return false;
}

/* A file of that name among those that are checked, else beside the configuration if it is not where it should be;
 * malloc'd, absolute; NULL: it stays what it is. */
static char *stands_for(const struct configuration *c, const char *path, const struct source_text *sources, int n)
{
    char *folder, *here, *there;
    bool missing;

    for (int i = 0; i < n; i++) {
        if (strcmp(base_name(sources[i].path), base_name(path)) == 0 && sources[i].kind != SOURCE_MC
            && sources[i].kind != SOURCE_CF)
            return path_from(".", sources[i].path);
    }
    there = path_from(c->setup.root != NULL ? c->setup.root : "/", path + 1);
    missing = access(there, F_OK) != 0;
    free(there);
    if (!missing)
        return NULL;
    folder = folder_of_file(c->path);
    here = path_from(folder, base_name(path));
    free(folder);
    if (access(here, R_OK) == 0)
        return here;
    free(here);
    return NULL;
}

bool configuration_file_class(const char *class, size_t n)
{
    static const char *const classes[] = { "hash", "btree", "dbm", "cdb", "text", "implicit" };

    for (size_t i = 0; i < sizeof classes / sizeof classes[0]; i++) {
        if (strlen(classes[i]) == n && strncasecmp(class, classes[i], n) == 0)
            return true;
    }
    return false;
}

/* Of a line that names an alias file, or a table that may not be missing (-o): without one a server keeps all mail, and a check
 * would see none of its ways. */
static bool names_table(const char *line)
{
    const char *class = line + strcspn(line, " \t");

    if (strncmp(line, "O AliasFile=", 12) == 0)
        return true;
    class += strspn(class, " \t");
    return *line == 'K' && strstr(line, " -o") == NULL && configuration_file_class(class, strcspn(class, " \t"));
}

/* Neither it, nor a database of it. */
static bool is_nowhere(const char *path)
{
    static const char *const endings[] = { "", ".db", ".cdb", ".pag" };
    char name[PATH_MAX + 8];

    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        snprintf(name, sizeof name, "%s%s", path, endings[i]);
        if (access(name, F_OK) == 0)
            return false;
    }
    return true;
}

/* A table that is on its own host alone: it has no entry. */
static char *nothing(struct configuration *c)
{
    char *name = NULL;

    if (c->empty == 0)
        c->empty = memfd_create("btsh", MFD_CLOEXEC);
    if (c->empty <= 0 || fchmod(c->empty, 0644) != 0 || asprintf(&name, "/proc/self/fd/%d", c->empty) < 0)
        return NULL;
    return name;
}

static void take_path(struct configuration *c, const char *path, const char *line, const struct source_text *sources, int n)
{
    bool known = is_known(c, path) || *base_name(path) == '\0';
    char *here = known ? NULL : stands_for(c, path, sources, n);

    if (here == NULL && !known && names_table(line) && c->setup.root == NULL && is_nowhere(path))
        here = nothing(c);
    if (here == NULL)
        return;
    c->nearby = grow_or_end(c->nearby, (size_t)(c->nnearby + 1) * sizeof *c->nearby);
    c->nearby[c->nnearby++] = (struct nearby_file){ copy_or_end(path), here, *line == 'F' };
}

/* "/etc/mail/access.db": the text is beside it. */
static size_t length_of_text(const char *file, size_t n)
{
    return n > 4 && strncmp(file + n - 3, ".db", 3) == 0 ? n - 3 : n;
}

/* Every absolute path in a line that names files: of classes, maps, options. */
static void take_line(struct configuration *c, const char *line, const struct source_text *sources, int n)
{
    for (const char *p = line; (p = strchr(p, '/')) != NULL;) {
        size_t length = strcspn(p, " \t,:;\"'=\r\n");
        char path[PATH_MAX];

        if (length < sizeof path && (p == line || strchr(" \t,:;=}", p[-1]) != NULL || p == line + 2)) {
            snprintf(path, sizeof path, "%.*s", (int)(*line == 'K' ? length_of_text(p, length) : length), p);
            take_path(c, path, line, sources, n);
        }
        p += length > 0 ? length : 1;
    }
}

static void find_nearby(struct configuration *c, const char *cf, const struct source_text *sources, int n)
{
    FILE *f = fopen(edited_path(cf), "re");
    char *line = NULL;
    size_t room = 0;

    while (f != NULL && getline(&line, &room, f) >= 0) {
        c->made = c->made || (!c->mc && *line == '#' && strstr(line, "$Id: proto.m4,v") != NULL);
        if (strchr("FKO", *line) != NULL)
            take_line(c, line, sources, n);
    }
    free(line);
    if (f != NULL)
        fclose(f);
}

const char *configuration_place(const struct configuration *c, const char *file)
{
    if (c->compiled != NULL && strcmp(file, c->compiled) == 0)
        return c->path;
    for (int i = 0; i < c->nnearby; i++) {
        const char *path = c->nearby[i].path;
        size_t n = strlen(path);

        if (strncmp(path, file, n) == 0 && (file[n] == '\0' || (!c->nearby[i].words && strcmp(file + n, ".db") == 0)))
            return c->nearby[i].here;
    }
    return file;
}

bool configuration_rule_place(const struct configuration *c, const struct rule_view *r, const char **file, int *line)
{
    bool tree;

    *file = configuration_place(c, r->file);
    *line = r->line;
    tree = c->mc && strcmp(*file, c->path) != 0;
    if (tree) {
        *line = mc_asks(c->path, r->file);
        *file = c->path;
    }
    return tree;
}

/* ---- what is said while it is loaded --------------------------------------------------------------------- */

struct hearing {
    struct configuration *c;
    struct findings_list *f;
};

static void lacks(struct configuration *c, const char *what)
{
    c->sound = false;
    sink_add(&c->why, what, strlen(what));
    sink_add(&c->why, "\n", 1);
}

/* The line of an .mc that has what a message is about, where that stands in quotes or is a mail filter ("Xspam: ..."); 0: none. */
static int line_about(const char *path, const char *text)
{
    const char *quote = strchr(text, '"'), *end = quote != NULL ? strchr(quote + 1, '"') : NULL, *colon = *text == 'X' ? strchr(text, ':') : NULL;
    char word[256];

    if (colon != NULL)
        snprintf(word, sizeof word, "%.*s", (int)(colon - text) - 1, text + 1);
    else if (end != NULL)
        snprintf(word, sizeof word, "%.*s", (int)(end - quote) - 1, quote + 1);
    return colon != NULL || end != NULL ? mc_line_of(path, word, colon != NULL ? "INPUT_MAIL_FILTER" : NULL) : 0;
}

/* In the .mc where it comes from there, or the line of it that asks for a file of the tree. */
static void place_of(const struct configuration *c, const struct diagnostic *d, const char **file, int *line)
{
    *file = d->file;
    *line = d->line;
    if (c->mc && strcmp(d->file, c->path) != 0) {
        *line = strcmp(d->file, c->compiled) == 0 ? 0 : mc_asks(c->path, d->file);
        if (*line == 0)
            *line = mc_sets(c->path, d->file, d->line);
        if (*line == 0)
            *line = line_about(c->path, d->text);
        *file = c->path;
    }
}

static const char blank_line[] = "unknown configuration line \"\n";

static enum event_answer hear(void *ctx, struct session *s, const struct event *e)
{
    struct hearing *h = ctx;
    const struct diagnostic *d = e->kind == EVENT_DIAGNOSTIC ? e->diag : NULL;
    struct text shown = { 0 };
    const char *file;
    char text[2048];
    int line;

    if (d == NULL || d->held || (d->file == NULL && d->cls != DIAG_FATAL && d->cls != DIAG_SYSTEM))
        return EVENT_GO;
    snprintf(text, sizeof text, "%s%s%s", d->text, d->err != 0 ? ": " : "", d->err != 0 ? error_text(d->err) : "");
    if (d->file == NULL || d->err == ENOENT) {
        lacks(h->c, text); /* it may be there on its own host */
        return EVENT_GO;
    }
    if (strstr(text, "unknown user") != NULL || strstr(text, "unknown group") != NULL)
        return EVENT_GO; /* here; and it matters to no address */
    place_of(h->c, d, &file, &line);
    if (h->c->mc && strncmp(text, blank_line, sizeof blank_line - 1) == 0)
        snprintf(text, sizeof text, "%s\": what stands before dnl, a blank too, comes into the configuration", blank_line);
    text_display(&shown, s, text);
    finding_add(h->f, BT200, file, line, line > 0, "%s", text_of(&shown))->level = d->cls == DIAG_WARN ? LEVEL_WARNING : LEVEL_ERROR;
    text_free(&shown);
    if (d->cls != DIAG_WARN)
        h->c->sound = false;
    return EVENT_GO;
}

static struct program *load(struct configuration *c, const struct run *r, struct findings_list *f)
{
    struct run *mine = zeroed_or_end(1, sizeof *mine);
    struct hearing h = { c, f };
    struct program *p;

    mine->args = r->args;
    mine->world = c->world;
    mine->out.sink = &c->why;
    mine->transcript.out = &mine->out;
    mine->compiled = c->compiled;
    mine->mc = c->mc ? c->path : NULL;
    mine->listener = (struct observer){ .hear = hear, .ctx = &h };
    setup_copy(&mine->setup, &c->setup);
    p = run_load(mine, c->setup.config);
    out_flush(&mine->out);
    setup_free(&mine->setup);
    free(mine);
    return p;
}

void configuration_load(struct configuration *c, const struct run *r, const char *path, const struct source_text *sources,
                        int n, struct findings_list *f)
{
    char error[4096];

    *c = (struct configuration){ .path = copy_or_end(path), .mc = mc_is_one(path), .sound = true };
    setup_copy(&c->setup, &r->setup);
    free(c->setup.config);
    c->setup.config = copy_or_end(path);
    c->setup.from_source = true;
    c->world = *world_live();
    world_shut(&c->world, r->args.shut);
    edited_world(&c->world);
    c->uncompiled = c->mc ? mc_lacking(path, r->args.cf_dir) : NULL;
    if (c->uncompiled != NULL) {
        lacks(c, c->uncompiled);
        return;
    }
    if (!setup_compile(&c->setup, r->args.cf_dir, &c->compiled, &c->notes)) {
        lacks(c, "it could not be compiled");
        return;
    }
    find_nearby(c, c->setup.config, sources, n);
    if (!world_nearby(&c->world, &c->doors.layers, c->nearby, c->nnearby, &c->setup))
        out_of_memory();
    if (!setup_world(&c->setup, &c->world, &c->doors, error, sizeof error)) {
        lacks(c, error);
        return;
    }
    c->program = load(c, r, f);
    if (c->program == NULL)
        lacks(c, "it could not be loaded");
}

void configuration_free(struct configuration *c)
{
    if (c->program != NULL)
        program_free(c->program);
    doors_free(&c->doors);
    setup_free(&c->setup);
    mc_remove(c->compiled);
    for (int i = 0; i < c->nnearby; i++) {
        free(c->nearby[i].path);
        free(c->nearby[i].here);
    }
    free(c->nearby);
    if (c->empty > 0)
        close(c->empty);
    free(c->why.text);
    free(c->notes.text);
    free(c->path);
    *c = (struct configuration){ 0 };
}
