/*
 * mc.c - an .mc file compiled with m4 and the tree of macros that sendmail comes with.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include "engine.h"
#include "show/base_name.h"
#include "show/environment.h"
#include "show/memory.h"
#include "show/litter.h"
#include "show/output.h"
#include "start/confine.h"
#include "start/edited.h"
#include "start/mc.h"
#include "start/mc_m4.h"
#include "start/mc_names.h"
#include "start/paths.h"
#include "start/setup.h"
#include "world/world.h"

bool mc_is_one(const char *path)
{
    size_t n = strlen(path);

    return n > 3 && strcmp(path + n - 3, ".mc") == 0;
}

static void put(struct sink *out, const char *text)
{
    sink_add(out, text, strlen(text));
}

static void note(struct sink *out, const char *path, const char *what)
{
    put(out, path);
    put(out, ": ");
    put(out, what);
    put(out, "\n");
}

static const char no_tree[] = "there is no m4 tree here; name one with --cf-dir";

/* ---- the tree -------------------------------------------------------------------------------- */

static bool is_tree(const char *folder)
{
    char path[PATH_MAX];

    return snprintf(path, sizeof path, "%s/m4/cf.m4", folder) < (int)sizeof path
           && access(path, R_OK) == 0;
}


char *mc_tree(const char *path, const char *cf_dir)
{
    char *folder = folder_of_file(path), *above;

    if (cf_dir != NULL) {
        free(folder);
        return is_tree(cf_dir) ? path_from(".", cf_dir) : NULL;
    }
    above = path_from(folder, "..");
    free(folder);
    if (is_tree(above))
        return above;
    free(above);
    for (int i = 0; mc_usual_trees[i] != NULL; i++) {
        if (is_tree(mc_usual_trees[i]))
            return copy_or_end(mc_usual_trees[i]);
    }
    return NULL;
}

/* ---- what m4 makes ---------------------------------------------------------------------------- */

/* Beside the .cf: for each of its lines the line and the file that it comes from. */
static char *lines_name(const char *cf)
{
    size_t size = strlen(cf) + 7;
    char *name = grow_or_end(NULL, size);

    snprintf(name, size, "%s.lines", cf);
    return name;
}

/* The bytes of a line before a mark of m4 -s ("#line 3 "site.mc""), and what that says: it stands at the front, or, where the text before it
 * had no end when m4 turned elsewhere, behind that. All of them: there is none. */
static size_t before_mark(const char *text, size_t n, int *number, char file[PATH_MAX])
{
    const char *mark = memmem(text, n, "#line ", 6), *quote;

    if (mark == NULL || sscanf(mark, "#line %d", number) != 1)
        return n;
    quote = memchr(mark, '"', (size_t)(text + n - mark));
    if (quote == NULL ? mark > text : mark > text && (text[n - 1] != '\n' || text[n - 2] != '"'))
        return n;
    if (quote != NULL)
        snprintf(file, PATH_MAX, "%.*s", (int)strcspn(quote + 1, "\"\n"), quote + 1);
    return (size_t)(mark - text);
}

/* m4 -s says where its output comes from, in lines of its own: taken apart into the .cf and its lines. */
static void take_apart(const struct sink *all, struct sink *cf, struct sink *lines)
{
    const char *text = all->text, *to = all->text + all->n;
    char file[PATH_MAX] = "-", before[PATH_MAX], line[PATH_MAX + 32];
    int at = 0, next;
    bool inside = false; /* the line that was begun goes on */

    while (text < to) {
        const char *end = memchr(text, '\n', (size_t)(to - text));
        size_t n = end != NULL ? (size_t)(end + 1 - text) : (size_t)(to - text), own;

        strcpy(before, file);
        own = before_mark(text, n, &next, file);
        if (own > 0 && !inside) {
            if (own < n && strcmp(before, file) == 0)
                at = next - 1;
            sink_add(lines, line, (size_t)snprintf(line, sizeof line, "%d %s\n", at, before));
        }
        sink_add(cf, text, own);
        inside = own < n && (own > 0 || inside);
        at = own < n ? next : at + 1;
        text += n;
    }
}

static bool write_new(const char *path, const struct sink *text)
{
    FILE *f;
    bool ok;

    litter_file(path);
    f = fopen(path, "wxe");
    ok = f != NULL && fwrite(text->text != NULL ? text->text : "", 1, text->n, f) == text->n;
    if (f != NULL && fclose(f) != 0)
        ok = false;
    return ok;
}

static bool keep(const char *cf, const struct sink *text)
{
    struct sink plain = { NULL, 0, 0 }, lines = { NULL, 0, 0 };
    char *name = lines_name(cf);
    bool ok;

    if (text->n > 0)
        take_apart(text, &plain, &lines);
    ok = write_new(cf, &plain) && write_new(name, &lines);
    free(plain.text);
    free(lines.text);
    free(name);
    return ok;
}

struct mc_places mc_places_read(const char *cf)
{
    char *name = lines_name(cf), *text = NULL;
    FILE *f = fopen(name, "re");
    struct mc_places p = { NULL, 0 };
    size_t room = 0, had = 0;

    while (f != NULL && getline(&text, &room, f) >= 0) {
        const char *file = strchr(text, ' ');

        text[strcspn(text, "\n")] = '\0';
        if ((size_t)p.n == had)
            p.list = grow_or_end(p.list, (had = had * 2 + 1024) * sizeof *p.list);
        file = file != NULL ? file + 1 : "";
        /* lines in a row share their name */
        p.list[p.n].file = p.n > 0 && strcmp(p.list[p.n - 1].file, file) == 0 ? p.list[p.n - 1].file
                                                                              : copy_or_end(file);
        p.list[p.n++].line = atoi(text);
    }
    if (f != NULL)
        fclose(f);
    free(text);
    free(name);
    return p;
}

void mc_places_free(struct mc_places *p)
{
    for (int i = 0; i < p->n; i++) {
        if (i + 1 == p->n || p->list[i + 1].file != p->list[i].file)
            free((char *)p->list[i].file);
    }
    free(p->list);
    *p = (struct mc_places){ NULL, 0 };
}

/* Folders of the tree, and the macros that take files from them. */
static const char *macro_of(const char *file)
{
    static const char *const macros[][2] = {
        { "/feature/", "FEATURE" }, { "/mailer/", "MAILER" }, { "/ostype/", "OSTYPE" },
        { "/domain/", "DOMAIN" },   { "/hack/", "HACK" },     { "/siteconfig/", "SITECONFIG" },
    };

    for (size_t i = 0; i < sizeof macros / sizeof macros[0]; i++) {
        if (strstr(file, macros[i][0]) != NULL)
            return macros[i][1];
    }
    return NULL;
}

int mc_asks(const char *path, const char *file)
{
    const char *macro = macro_of(file), *name = base_name(file);
    size_t n = strcspn(name, "."), room = 0;
    FILE *f = macro != NULL ? fopen(edited_path(path), "re") : NULL;
    char *line = NULL;
    int at = 0, found = 0;

    while (f != NULL && found == 0 && getline(&line, &room, f) >= 0) {
        const char *p = strstr(line, macro), *word = p != NULL ? p + strlen(macro) + strspn(p + strlen(macro), "(`") : NULL;

        at++;
        if (word != NULL && strncmp(word, name, n) == 0 && strchr("'),. \t\n", word[n]) != NULL)
            found = at;
    }
    if (f != NULL)
        fclose(f);
    free(line);
    return found;
}

/* A name that begins so stands for an option: confLOG_LEVEL. */
static bool next_option(const char **at, char *name, size_t size)
{
    const char *p = strstr(*at, "conf");
    size_t n = p != NULL ? 4 + strspn(p + 4, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") : 0;

    if (p == NULL)
        return false;
    snprintf(name, size, "define(`%.*s'", (int)n, p);
    *at = p + n;
    return true;
}

/* The line number of a file, with its end; NULL: there is none; to be freed. */
static char *line_of_file(const char *path, int number)
{
    FILE *f = fopen(edited_path(path), "re");
    char *line = NULL;
    size_t room = 0;
    bool got = f != NULL;

    for (int i = 0; got && i < number; i++)
        got = getline(&line, &room, f) >= 0;
    if (f != NULL)
        fclose(f);
    if (got && number > 0)
        return line;
    free(line);
    return NULL;
}

/* The last line in which the text stands, and no dnl before it; 0: none. */
static int last_with(const char *path, const char *text)
{
    FILE *f = fopen(edited_path(path), "re");
    char *line = NULL;
    size_t room = 0;
    int at = 0, found = 0;

    while (f != NULL && getline(&line, &room, f) >= 0) {
        const char *p = strstr(line, text);

        at++;
        if (p != NULL && memmem(line, (size_t)(p - line), "dnl", 3) == NULL)
            found = at;
    }
    if (f != NULL)
        fclose(f);
    free(line);
    return found;
}

int mc_sets(const char *path, const char *file, int number)
{
    char *line = line_of_file(file, number), name[128];
    const char *at = line;
    int found = 0;

    while (at != NULL && found == 0 && next_option(&at, name, sizeof name))
        found = last_with(path, name);
    free(line);
    return found;
}

void mc_remove(char *cf)
{
    char *slash = cf != NULL ? strrchr(cf, '/') : NULL;

    if (slash != NULL) {
        *slash = '\0';
        litter_remove(cf);
    }
    free(cf);
}

/* Where all folders are made: below TMPDIR, or below the one folder there that is left for writing. */
static const char *base;

const char *mc_place(void)
{
    const char *tmp = environment_caller("TMPDIR");

    return base != NULL ? base : tmp != NULL && *tmp == '/' ? tmp : "/tmp";
}

bool mc_place_begin(void)
{
    base = litter_folder(mc_place());
    return base != NULL;
}

void mc_place_end(void)
{
    if (base != NULL)
        litter_remove(base);
    base = NULL;
}

/* PLACE/btsh-XXXXXX/NAME.cf, malloc'd; the folder is made. */
static char *output_name(const char *path)
{
    const char *name = base_name(path), *folder = litter_folder(mc_place());
    char *cf;

    if (folder == NULL)
        return NULL;
    chmod(folder, 0755);
    cf = grow_or_end(NULL, 2 * PATH_MAX);
    snprintf(cf, 2 * PATH_MAX, "%s/%.*s.cf", folder, (int)strlen(name) - 3, name);
    return cf;
}

/* NULL, with the reason in the notes. */
static char *compile(const char *path, const char *tree, const struct setup *s, struct sink *notes)
{
    struct sink text = { NULL, 0, 0 };
    char *cf = NULL;

    if (mc_m4(path, tree, s, &text, notes)) {
        cf = output_name(path);
        if (cf == NULL) {
            note(notes, path, "no folder can be made below TMPDIR to compile it in");
        } else if (!keep(cf, &text)) {
            note(notes, cf, strerror(errno));
            mc_remove(cf);
            cf = NULL;
        }
    }
    free(text.text);
    return cf;
}

const char *mc_lacking(const char *path, const char *cf_dir)
{
    char *tree = mc_tree(path, cf_dir);

    free(tree);
    if (tree == NULL)
        return cf_dir != NULL ? "there is no m4/cf.m4 in the folder that --cf-dir names" : no_tree;
    return mc_m4_lacking();
}

char *mc_compile(const char *path, const char *cf_dir, const struct setup *s, struct sink *notes)
{
    char *tree, *cf;

    if (access(edited_path(path), R_OK) != 0) {
        note(notes, path, strerror(errno));
        return NULL;
    }
    tree = mc_tree(path, cf_dir);
    if (tree == NULL) {
        note(notes, cf_dir != NULL ? cf_dir : path, cf_dir != NULL ? "there is no m4/cf.m4 in this folder" : no_tree);
        return NULL;
    }
    cf = compile(path, tree, s, notes);
    mc_check_names(path, tree, notes);
    free(tree);
    return cf;
}
